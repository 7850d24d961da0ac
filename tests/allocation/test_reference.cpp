// The solver on the tables of a published 8B model, against optima found by a general solver.
#include "allocation/solver.h"
#include "allocation/theory.h"
#include "base/json_file.h"
#include "profiling/import.h"
#include "profiling/reference_tables.h"
#include "reference_problem.h"

#include <QtTest>

#include <cmath>

using namespace fracbit;
using namespace fracbit::allocation;
using test::ProblemPointer;

namespace {

const std::string kFolder = FRACBIT_TEST_DATA_DIR;

// Objectives in the file are compared to this.
constexpr double kTolerance = 1e-7;
// The file counts an optimum as proven when its bound is this near.
constexpr double kProvenGap = 1e-9;

Bytes bytesOfBits(const Problem& problem, double bits) {
    return static_cast<Bytes>(bits / 8 * static_cast<double>(problem.weights()));
}

void compare(const Result& result, const JsonObject& expected) {
    const double objective = expected.number("objective");
    const double bound = expected.number("lower_bound");
    QVERIFY(result.proven);
    QVERIFY(result.solution.objective <= objective * (1 + kTolerance));
    QVERIFY(result.solution.objective >= bound * (1 - kTolerance));
    if (objective - bound <= kProvenGap * objective)
        QVERIFY(std::abs(result.solution.objective - objective) <= kTolerance * objective);
}

// The schemes of a published configuration, {"0_self_attn.q_proj": ["tcq_3_none_0.9", "0"], ...}.
std::vector<int> publishedSchemes(const Problem& problem, const std::string& file) {
    const nlohmann::json document = readJsonFile(kFolder + "/llama31_8b/" + file);
    std::vector<int> schemes;
    for (const Layer& layer : problem.layers) {
        const bool mlp = layer.name.find(".mlp.") != std::string::npos;
        const std::string key =
            std::to_string(layer.block) + (mlp ? "_mlp." : "_self_attn.") + layer.role + "_proj";
        const std::string name = schemeName(
            *profiling::schemeFromReferenceName(document["quantizer"][key][0].get<std::string>()));
        for (std::size_t s = 0; s < problem.schemes.size(); ++s)
            if (problem.schemes[s].name == name)
                schemes.push_back(static_cast<int>(s));
    }
    return schemes;
}

} // namespace

class TestReference : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void memoryOptima();
    void latencyOptima();
    void publishedConfigurations_data();
    void publishedConfigurations();
    void frontIsProvenAndFalls();
    void cutShortIsHonest();
    void incrementalPins();
    void ratioToContinuousOptimum();
    void uniformIsWorse();
    void nextSwapSavesWhatItSays();

private:
    ProblemPointer all_;
    ProblemPointer trellis_;
};

void TestReference::initTestCase() {
    all_ = test::referenceProblem(kFolder);
    trellis_ = test::referenceProblem(kFolder, {"tcq-*", "half-tcq-*"});
    QCOMPARE(all_->layers.size(), std::size_t{224});
    QCOMPARE(trellis_->schemes.size(), std::size_t{15});
}

void TestReference::memoryOptima() {
    const nlohmann::json optima = readJsonFile(kFolder + "/llama31_8b/allocation_optima.json");
    QVERIFY(!optima["memory_constrained"].empty());
    for (const nlohmann::json& entry : optima["memory_constrained"]) {
        const JsonObject expected(entry, "optima");
        const ProblemPointer& problem = expected.string("palette") == "tcq" ? trellis_ : all_;
        const Solver solver(problem, {}, Fusion::Off);
        const Bytes budget = bytesOfBits(*problem, expected.number("budget_bits"));
        const Result result = solver.solve({.memory = budget, .latency = {}});
        compare(result, expected);
        QVERIFY(result.solution.memory <= budget);
        QCOMPARE(result.solution.memory, expected.integer("memory_bytes"));
    }
}

void TestReference::latencyOptima() {
    const nlohmann::json optima = readJsonFile(kFolder + "/llama31_8b/allocation_optima.json");
    QVERIFY(!optima["latency_constrained"].empty());
    for (const nlohmann::json& entry : optima["latency_constrained"]) {
        const JsonObject expected(entry, "optima");
        const Solver solver(all_, {}, expected.boolean("fusion") ? Fusion::On : Fusion::Off);
        const Femtoseconds budget = latencyBudgetFromSeconds(1 / expected.number("tokens_per_s"));
        const Result result = solver.solve({.memory = {}, .latency = budget});
        compare(result, expected);
        QVERIFY(*result.solution.latency <= budget);
        QVERIFY(std::abs(secondsFromFemtoseconds(*result.solution.latency) -
                         expected.number("latency_s")) < 1e-9);
    }
}

void TestReference::publishedConfigurations_data() {
    QTest::addColumn<QString>("file");
    QTest::addColumn<bool>("fused");
    QTest::addColumn<double>("published"); // objective; spec 1, section 5
    QTest::newRow("figure 1c") << "figure1c_allocation.json" << false << 0.11035;
    QTest::newRow("figure 1d") << "figure1d_allocation.json" << true << 0.10302;
}

void TestReference::publishedConfigurations() {
    QFETCH(QString, file);
    QFETCH(bool, fused);
    QFETCH(double, published);
    const Fusion fusion = fused ? Fusion::On : Fusion::Off;
    const Solution theirs = evaluate(*all_, publishedSchemes(*all_, file.toStdString()), fusion);
    QVERIFY(std::abs(theirs.objective - published) < 1e-5);
    const Solver solver(all_, {}, fusion);
    const Result ours = solver.solve({.memory = {}, .latency = theirs.latency});
    QVERIFY(ours.proven);
    QVERIFY(ours.solution.objective <= theirs.objective);
    const Result both = solver.solve({.memory = theirs.memory, .latency = theirs.latency});
    QVERIFY(both.proven);
    QVERIFY(both.solution.objective <= theirs.objective);
    QVERIFY(both.solution.objective >= ours.solution.objective);
}

void TestReference::frontIsProvenAndFalls() {
    const Solver solver(all_, {}, Fusion::On);
    for (const Axis axis : {Axis::Memory, Axis::Latency}) {
        const Front front = solver.front(axis, 50);
        QCOMPARE(front.points.size(), std::size_t{50});
        for (std::size_t i = 0; i < front.points.size(); ++i) {
            QVERIFY(front.points[i].proven);
            if (i > 0)
                QVERIFY(front.points[i].solution.objective <
                        front.points[i - 1].solution.objective);
        }
        // A point is what the solver finds for the budget that it just meets.
        const Solution& middle = front.points[25].solution;
        Budgets same;
        (axis == Axis::Memory ? same.memory : same.latency) =
            axis == Axis::Memory ? middle.memory : *middle.latency;
        QVERIFY(std::abs(solver.solve(same).solution.objective - middle.objective) <=
                1e-12 * middle.objective);
        QCOMPARE(front.within(axis == Axis::Memory ? middle.memory : *middle.latency),
                 &front.points[25]);
        QVERIFY(!front.within(0));
    }
}

void TestReference::cutShortIsHonest() {
    const Solver solver(all_, {}, Fusion::On);
    const Budgets budgets{.memory = bytesOfBits(*all_, 3.0),
                          .latency = latencyBudgetFromSeconds(0.0053)};
    const double optimum = solver.solve(budgets).solution.objective;
    for (const double seconds : {0.0, 0.0003, 0.001}) {
        try {
            const Result result = solver.solve(budgets, {.stop = {}, .seconds = seconds});
            QVERIFY(result.lowerBound <= optimum * (1 + 1e-12));
            QVERIFY(result.solution.objective >= optimum * (1 - 1e-12));
        } catch (const Error& error) {
            QCOMPARE(error.code(), ErrorCode::Infeasible); // nothing found in no time
        }
    }
    const Result near = solver.solve(budgets, {.stop = {}, .gap = 1e-3});
    QVERIFY(near.gap() <= 1e-3);
}

void TestReference::incrementalPins() {
    const Solver free(all_, {}, Fusion::On);
    const Budgets budgets{.memory = {}, .latency = latencyBudgetFromSeconds(0.005)};
    Restriction pin;
    pin.where.layer = 10;
    pin.scheme = 0;
    const Solver pinned = free.withConstraints({.restrictions = {pin}, .equal = {}});
    const Result with = pinned.solve(budgets);
    QVERIFY(with.proven);
    QCOMPARE(with.solution.schemes[10], 0);
    QVERIFY(with.solution.objective >= free.solve(budgets).solution.objective);
}

// spec 1, section 7: x1.17 at 2 bits, x1.30 at 3.25, x1.46 at 4 with the paper's palette.
void TestReference::ratioToContinuousOptimum() {
    const Solver solver(all_, {}, Fusion::Off);
    const auto weights = static_cast<double>(all_->weights());
    for (const auto& [bits, ratio] : {std::pair{2.0, 1.17}, {3.25, 1.30}, {4.0, 1.46}}) {
        const double discrete =
            solver.solve({.memory = bytesOfBits(*all_, bits), .latency = {}}).solution.objective;
        const ContinuousOptimum ideal = continuousOptimum(*all_, bits * weights, 1.5);
        QVERIFY(std::abs(discrete / ideal.loss - ratio) < 0.006);
        double spent = 0;
        for (std::size_t i = 0; i < ideal.bits.size(); ++i) {
            QVERIFY(ideal.bits[i] >= 1.5);
            spent += ideal.bits[i] * static_cast<double>(all_->kinds[all_->layers[i].kind].weights);
        }
        QVERIFY(std::abs(spent - bits * weights) < 1e-6 * spent);
    }
}

// spec 1, section 7: uniform is 1.7 to 1.9 times worse than mixed.
void TestReference::uniformIsWorse() {
    const Solver solver(trellis_, {}, Fusion::Off);
    const Bytes budget = bytesOfBits(*trellis_, 3.26); // 3.25 and its tables
    const auto uniform = solver.bestUniform({.memory = budget, .latency = {}});
    QVERIFY(uniform.has_value());
    QCOMPARE(trellis_->schemes[uniform->schemes.front()].name, std::string("half-tcq-3.25"));
    const double mixed = solver.solve({.memory = budget, .latency = {}}).solution.objective;
    QVERIFY(uniform->objective / mixed > 1.7 && uniform->objective / mixed < 1.95);
}

void TestReference::nextSwapSavesWhatItSays() {
    const Solver solver(all_, {}, Fusion::On);
    const Budgets budgets{.memory = bytesOfBits(*all_, 3.0),
                          .latency = latencyBudgetFromSeconds(0.0053)};
    const Result result = solver.solve(budgets);
    QVERIFY(result.prices.perByte > 0 && result.prices.perSecond > 0);
    for (const Axis axis : {Axis::Memory, Axis::Latency}) {
        const auto swap = solver.nextSwap(result, budgets, axis);
        QVERIFY(swap.has_value());
        std::vector<int> schemes = result.solution.schemes;
        for (std::size_t i = 0; i < swap->layers.size(); ++i)
            schemes[swap->layers[i]] = swap->schemes[i];
        const Solution after = evaluate(*all_, schemes, Fusion::On);
        QVERIFY(std::abs(result.solution.objective - after.objective - swap->lossSaved) < 1e-12);
        QCOMPARE(after.memory - result.solution.memory, swap->extraMemory);
        QCOMPARE(*after.latency - *result.solution.latency, swap->extraLatency);
        QVERIFY(swap->lossSaved > 0);
    }
    QVERIFY(!solver.nextSwap(result, {.memory = budgets.memory, .latency = {}}, Axis::Latency));
}

QTEST_APPLESS_MAIN(TestReference)
#include "test_reference.moc"
