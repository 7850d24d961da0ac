// The solver against trying everything, on small random problems with every kind of constraint.
#include "allocation/solver.h"
#include "base/error.h"
#include "random_problem.h"

#include <QtTest>

#include <cmath>

using namespace fracbit;
using namespace fracbit::allocation;
using test::RandomProblem;
using test::RandomTraits;

class TestBruteForce : public QObject {
    Q_OBJECT

private slots:
    void equalsBruteForce_data();
    void equalsBruteForce();
};

void TestBruteForce::equalsBruteForce_data() {
    QTest::addColumn<bool>("memory");
    QTest::addColumn<bool>("latency");
    QTest::addColumn<bool>("fusion");
    QTest::addColumn<bool>("restrictions");
    QTest::addColumn<bool>("equalities");
    QTest::addColumn<bool>("lattice");
    for (int mask = 0; mask < 64; ++mask) {
        const bool memory = mask & 1;
        const bool latency = mask & 2;
        if (!memory && !latency)
            continue;
        const QString name = QString("%1%2%3%4%5%6")
                                 .arg(memory ? "memory " : "", latency ? "latency " : "",
                                      mask & 4 ? "fusion " : "", mask & 8 ? "restrictions " : "",
                                      mask & 16 ? "equalities " : "", mask & 32 ? "lattice" : "");
        QTest::newRow(qPrintable(name)) << memory << latency << bool(mask & 4) << bool(mask & 8)
                                        << bool(mask & 16) << bool(mask & 32);
    }
}

namespace {

struct Outcome {
    std::optional<Result> result; // empty: infeasible
};

Outcome solve(const RandomProblem& instance) {
    try {
        const Solver solver(std::make_shared<const Problem>(instance.problem), instance.constraints,
                            instance.fusion);
        return {solver.solve(instance.budgets)};
    } catch (const Error& error) {
        if (error.code() != ErrorCode::Infeasible)
            throw;
        return {};
    }
}

bool withinBudgets(const RandomProblem& instance, const Solution& solution) {
    const Budgets& budgets = instance.budgets;
    const Solution again = evaluate(instance.problem, solution.schemes, instance.fusion);
    return (!budgets.memory || again.memory <= *budgets.memory) &&
           (!budgets.latency || (again.latency && *again.latency <= *budgets.latency)) &&
           again.memory == solution.memory && again.latency == solution.latency;
}

} // namespace

void TestBruteForce::equalsBruteForce() {
    QFETCH(bool, memory);
    QFETCH(bool, latency);
    QFETCH(bool, fusion);
    QFETCH(bool, restrictions);
    QFETCH(bool, equalities);
    QFETCH(bool, lattice);
    const RandomTraits traits{memory, latency, fusion, restrictions, equalities, lattice};
    constexpr std::uint64_t kProblems = 100;
    int feasible = 0;
    for (std::uint64_t seed = 0; seed < kProblems; ++seed) {
        const RandomProblem instance = test::randomProblem(seed, traits);
        const std::optional<double> expected = test::bruteForce(instance);
        const Outcome outcome = solve(instance);
        QVERIFY2(expected.has_value() == outcome.result.has_value(),
                 qPrintable(QString("seed %1: feasible %2").arg(seed).arg(expected.has_value())));
        if (!expected)
            continue;
        ++feasible;
        const Result& result = *outcome.result;
        QVERIFY2(std::abs(result.solution.objective - *expected) <= 1e-12 * *expected,
                 qPrintable(QString("seed %1: %2, not %3")
                                .arg(seed)
                                .arg(result.solution.objective, 0, 'g', 15)
                                .arg(*expected, 0, 'g', 15)));
        QVERIFY2(result.proven, qPrintable(QString("seed %1: not proven").arg(seed)));
        QVERIFY2(withinBudgets(instance, result.solution),
                 qPrintable(QString("seed %1: over budget").arg(seed)));
    }
    QVERIFY(feasible > static_cast<int>(kProblems) / 4);
}

QTEST_APPLESS_MAIN(TestBruteForce)
#include "test_brute_force.moc"
