// What the solver says about problems that cannot be solved, and about wrong ones.
#include "allocation/solver.h"
#include "allocation/variants.h"
#include "base/error.h"

#include <QtTest>

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
};

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

QTEST_APPLESS_MAIN(TestConstraints)
#include "test_constraints.moc"
