// What the solver says about problems that cannot be solved, and about wrong ones.
#include "allocation/solver.h"
#include "allocation/variants.h"
#include "base/error.h"

#include <QtTest>

#include <cmath>
#include <limits>

using namespace fracbit;
using namespace fracbit::allocation;

namespace {

// Two layers, two schemes: 100 or 200 bytes and 1 or 2 us each.
Problem twoLayers() {
    Problem problem;
    problem.schemes = {{"small-1", 1}, {"large-2", 2}};
    problem.variants = {"tensor"};
    problem.kinds = {
        {100, {{0, 0.5, 90, 10, {1'000'000'000}}, {1, 0.1, 180, 20, {2'000'000'000}}}}};
    problem.layers = {{"first", "q", 0, 0, 1.0}, {"second", "k", 0, 0, 3.0}};
    return problem;
}

Solver solverOf(Problem problem, Constraints constraints = {}) {
    return Solver(std::make_shared<const Problem>(std::move(problem)), std::move(constraints),
                  Fusion::On);
}

template <typename Function>
std::string messageOf(ErrorCode code, Function&& function) {
    try {
        function();
    } catch (const Error& error) {
        return error.code() == code ? error.what() : "another code";
    }
    return "no error";
}

bool mentions(const std::string& message, const std::string& text) {
    return message.find(text) != std::string::npos;
}

} // namespace

class TestConstraints : public QObject {
    Q_OBJECT

private slots:
    void budgetIsMetToTheByte();
    void smallestFeasibleBudgetIsNamed();
    void emptyLayerIsNamed();
    void latencyIsNeededForALatencyBudget();
    void wrongProblemsAreRefused();
    void stopTokenCancels();
    void noBudget();
    void variantsAreTakenOut();
    void schemesWithoutKernelsAreBanned();
    void equalExpertsAreOneLayerEach();
    void groupsWithoutMergesTieNothing();
};

constexpr int kSchemes = 60;
constexpr int kBlocks = 3;

// Per block the gate, up and down of so many experts; gate and up of an expert may be one call.
// All experts together cost and matter as much, however many they are.
Problem mixture(int experts, bool merges) {
    Problem problem;
    problem.variants = {"tensor"};
    problem.kinds = {{4800, {}}};
    problem.fusedKernels.resize(1);
    const std::int64_t part = 48 / experts; // 48 and its divisors divide everything below
    for (int s = 0; s < kSchemes; ++s) {
        problem.schemes.push_back({"scheme-" + std::to_string(s), 2 + s / 10.0});
        const Femtoseconds time = (1000 + 37 * ((s * s) % 11) + 5 * s) * part;
        problem.kinds[0].options.push_back(
            {s, std::exp2(-s / 5.0), (100 + 7 * s) * part, 0, {time}});
        problem.fusedKernels[0].rows.push_back({s, {2 * time - 300 * part}});
    }
    for (int block = 0; block < kBlocks; ++block)
        for (int expert = 0; expert < experts; ++expert) {
            const int first = static_cast<int>(problem.layers.size());
            for (const char* role : {"gate", "up", "down"}) {
                const auto index = static_cast<double>(problem.layers.size() - std::size_t(first));
                const std::string name = "blocks." + std::to_string(block) + ".experts." +
                                         std::to_string(expert) + "." + role;
                problem.layers.push_back(
                    {name, role, block, 0, (1 + 0.7 * block + 0.3 * index) / experts});
            }
            problem.fusionGroups.push_back({{first, first + 1}, {}});
            if (merges)
                problem.fusionGroups.back().merges.push_back({{first, first + 1}, 0});
        }
    return problem;
}

// The experts of a projection in a block.
std::vector<std::vector<int>> projections(int experts) {
    std::vector<std::vector<int>> sets;
    for (int block = 0; block < kBlocks; ++block)
        for (int role = 0; role < 3; ++role) {
            sets.emplace_back();
            for (int expert = 0; expert < experts; ++expert)
                sets.back().push_back((block * experts + expert) * 3 + role);
        }
    return sets;
}

void TestConstraints::budgetIsMetToTheByte() {
    const Solver solver = solverOf(twoLayers());
    const auto objective = [&](Bytes memory) {
        return solver.solve({.memory = memory, .latency = {}}).solution.objective;
    };
    QCOMPARE(objective(400), 0.1 + 0.3);
    QCOMPARE(objective(399), 0.5 + 0.3);
    QCOMPARE(objective(300), 0.5 + 0.3);
    QCOMPARE(objective(299), 0.5 + 1.5);
}

void TestConstraints::smallestFeasibleBudgetIsNamed() {
    const Solver solver = solverOf(twoLayers());
    const std::string memory =
        messageOf(ErrorCode::Infeasible, [&] { solver.solve({.memory = 199, .latency = {}}); });
    QVERIFY2(mentions(memory, "memory budget") && mentions(memory, "200 bytes"), memory.c_str());
    const std::string latency = messageOf(
        ErrorCode::Infeasible, [&] { solver.solve({.memory = {}, .latency = 1'999'999'999}); });
    QVERIFY2(mentions(latency, "latency budget") && mentions(latency, "2.000000 us"),
             latency.c_str());
    QVERIFY(solver.solve({.memory = 200, .latency = 2'000'000'000}).proven);
}

void TestConstraints::emptyLayerIsNamed() {
    Restriction pin;
    pin.where.role = "k";
    pin.scheme = 1;
    Restriction ban = pin;
    ban.kind = Restriction::Kind::Ban;
    ban.where = {};
    const std::string message = messageOf(ErrorCode::Infeasible, [&] {
        solverOf(twoLayers(), {.restrictions = {pin, ban}, .equal = {}});
    });
    QVERIFY2(mentions(message, "second") && mentions(message, "pinned to large-2") &&
                 mentions(message, "large-2 banned"),
             message.c_str());
}

void TestConstraints::latencyIsNeededForALatencyBudget() {
    Problem problem = twoLayers();
    for (SchemeOption& option : problem.kinds.front().options)
        option.latency.clear();
    const Solver solver = solverOf(problem);
    const std::string message = messageOf(
        ErrorCode::Infeasible, [&] { solver.solve({.memory = {}, .latency = 1'000'000}); });
    QVERIFY2(mentions(message, "first") && mentions(message, "latency"), message.c_str());
    const Result result = solver.solve({.memory = 300, .latency = {}});
    QVERIFY(result.proven && !result.solution.latency);
}

void TestConstraints::wrongProblemsAreRefused() {
    const auto refused = [](auto&& change) {
        Problem problem = twoLayers();
        change(problem);
        return messageOf(ErrorCode::InvalidArgument, [&] { solverOf(problem); });
    };
    QVERIFY(mentions(refused([](Problem& p) { p.layers.clear(); }), "no layers"));
    QVERIFY(mentions(refused([](Problem& p) { p.layers[0].kind = 7; }), "first"));
    QVERIFY(mentions(refused([](Problem& p) {
                         p.layers[1].sensitivity = std::numeric_limits<double>::quiet_NaN();
                     }),
                     "second"));
    QVERIFY(mentions(refused([](Problem& p) { p.kinds[0].options[0].codesBytes = -1; }),
                     "negative size"));
    QVERIFY(mentions(refused([](Problem& p) { p.kinds[0].options[0].codesBytes = Bytes{1} << 62; }),
                     "2^61"));
    QVERIFY(mentions(refused([](Problem& p) { p.kinds[0].options[1].scheme = 0; }), "twice"));
    QVERIFY(mentions(refused([](Problem& p) { p.fusionGroups = {{{0, 0}, {}}}; }), "twice"));
}

void TestConstraints::stopTokenCancels() {
    std::stop_source source;
    source.request_stop();
    const Solver solver = solverOf(twoLayers());
    // Whatever is found before the token is looked at is returned; it is within the budget.
    try {
        const Result result =
            solver.solve({.memory = 300, .latency = {}}, {.stop = source.get_token()});
        QVERIFY(result.solution.memory <= 300);
        QVERIFY(result.lowerBound <= result.solution.objective);
    } catch (const Error& error) {
        QCOMPARE(error.code(), ErrorCode::Cancelled);
    }
}

void TestConstraints::noBudget() {
    const Solver solver = solverOf(twoLayers());
    QCOMPARE(messageOf(ErrorCode::InvalidArgument, [&] { solver.solve({}); }),
             std::string("an allocation needs a memory or latency budget"));
}

// Two variants: the small scheme has both, the large one only the second.
Problem twoVariants() {
    Problem problem = twoLayers();
    problem.variants = {"simt", "tensor"};
    problem.kinds[0].options[0].latency = {1'000'000'000, 3'000'000'000};
    problem.kinds[0].options[1].latency = {kNoKernel, 2'000'000'000};
    return problem;
}

void TestConstraints::variantsAreTakenOut() {
    const Solver solver = solverOf(withoutVariants(twoVariants(), {0}));
    const Solution solution = solver.solve({.memory = 200, .latency = {}}).solution;
    QCOMPARE(solution.schemes, (std::vector<int>{0, 0}));
    QCOMPARE(solution.variants, (std::vector<int>{1, 1}));
    QCOMPARE(*solution.latency, Femtoseconds{6'000'000'000});
}

void TestConstraints::schemesWithoutKernelsAreBanned() {
    const Problem problem = twoVariants();
    QVERIFY(bansOfVariants(problem, {}, "x").empty());
    QVERIFY(bansOfVariants(problem, {0}, "x").empty()); // both have another
    const auto bans = bansOfVariants(problem, {1}, "no kernel");
    QCOMPARE(bans.size(), std::size_t(1)); // for all layers at once
    QCOMPARE(bans.front().scheme, 1);
    QCOMPARE(messageOf(ErrorCode::Infeasible,
                       [&] {
                           auto all = bansOfVariants(problem, {0, 1}, "no kernel");
                           solverOf(withoutVariants(problem, {0, 1}), {std::move(all), {}});
                       }),
             std::string("first: no scheme is left (no kernel); lift one of these constraints"));
    Problem shapes = problem; // another shape, for which the second scheme has both variants
    shapes.kinds.push_back(shapes.kinds[0]);
    shapes.kinds[1].options[1].latency = {1, 1};
    shapes.layers[1].kind = 1;
    const auto single = bansOfVariants(shapes, {1}, "no kernel");
    QCOMPARE(single.size(), std::size_t(1));
    QCOMPARE(single.front().where.layer.value(), 0);
}

// Layers that must be equal and cost the same are one layer of the sum.
void TestConstraints::equalExpertsAreOneLayerEach() {
    constexpr int kExperts = 16;
    const Solver one = solverOf(mixture(1, true));
    const Solver many = solverOf(mixture(kExperts, true), {{}, projections(kExperts)});
    const Bytes memory = 48 * 300 * kBlocks * 3;
    const Femtoseconds latency = 48 * 1200 * kBlocks * 3;
    for (const Budgets& budgets :
         {Budgets{memory, {}}, Budgets{{}, latency}, Budgets{memory, latency}}) {
        const Result expected = one.solve(budgets);
        const Result result = many.solve(budgets);
        QVERIFY(expected.proven && result.proven);
        QVERIFY(std::abs(result.solution.objective - expected.solution.objective) <
                1e-12 * expected.solution.objective);
        QCOMPARE(result.solution.memory, expected.solution.memory);
        QCOMPARE(result.solution.latency, expected.solution.latency);
        for (const std::vector<int>& set : projections(kExperts))
            for (const int layer : set)
                QCOMPARE(result.solution.schemes[layer], result.solution.schemes[set.front()]);
    }
}

// Gate and up, which nothing fuses, are decided for themselves; 60 x 60 x ... combinations of all
// the layers of a block would be too many.
void TestConstraints::groupsWithoutMergesTieNothing() {
    const Solver grouped = solverOf(mixture(16, false), {{}, projections(16)});
    Problem problem = mixture(16, false);
    problem.fusionGroups.clear();
    const Solver free = solverOf(problem, {{}, projections(16)});
    const Budgets budgets{{}, 48 * 1200 * kBlocks * 3};
    QVERIFY(grouped.solve(budgets).proven);
    QCOMPARE(grouped.solve(budgets).solution.schemes, free.solve(budgets).solution.schemes);
}

QTEST_APPLESS_MAIN(TestConstraints)
#include "test_constraints.moc"
