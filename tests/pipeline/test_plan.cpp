#include "allocation/solver.h"
#include "pipeline/allocation_problem.h"
#include "pipeline/model_profile.h"
#include "pipeline/small_model.h"
#include "quantizer/palette.h"
#include "support/thrown.h"

#include <QTest>

using namespace fracbit;
using namespace fracbit::pipeline;
using namespace fracbit::tests;

class TestPlan : public QObject {
    Q_OBJECT
private slots:
    void filesRoundTrip();
    void hostileFiles_data();
    void hostileFiles();
    void solvedPlanKeepsItsBudget();
    void profileKnowsWhatIsStored();
};

void TestPlan::filesRoundTrip() {
    SmallModel model;
    auto plan = mixedPlan(model.checkpoint->spec());
    plan.layers[0].variant = "simt";
    plan.layers[0].fusedWith = {"blocks.0.attn.k"};
    writePlan(model.folder / "plan.json", plan);
    QCOMPARE(readPlan(model.folder / "plan.json").layers, plan.layers);
    QVERIFY(!readPlan(model.folder / "plan.json").feedback);
    plan.feedback = Feedback::On;
    plan.moments = "/p.moments";
    writePlan(model.folder / "plan.json", plan);
    QVERIFY(readPlan(model.folder / "plan.json").feedback == Feedback::On);
    QVERIFY(readPlan(model.folder / "plan.json").moments == plan.moments);
    plan.moments = "/M-\xe9t\xe9/p.moments"; // no UTF-8
    writePlan(model.folder / "plan.json", plan);
    QVERIFY(readPlan(model.folder / "plan.json").moments == plan.moments);
}

void TestPlan::hostileFiles_data() {
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("named");
    QTest::newRow("empty") << QByteArray() << "JSON";
    QTest::newRow("not an object") << QByteArray("[]") << "object";
    QTest::newRow("version") << QByteArray(R"({"version": 9, "layers": []})") << "version";
    QTest::newRow("no layers") << QByteArray(R"({"version": 1})") << "layers";
    QTest::newRow("scheme") << QByteArray(
                                   R"({"version": 1, "layers": [{"name": "a", "scheme": "x-1"}]})")
                            << "scheme";
    QTest::newRow("twice") << QByteArray(
                                  R"({"version": 1, "layers": [{"name": "a", "scheme": "nuq-4"},
                                                   {"name": "a", "scheme": "nuq-4"}]})")
                           << "name";
    QTest::newRow("feedback") << QByteArray(R"({"version": 1, "layers": [], "feedback": "yes"})")
                              << "feedback";
    QTest::newRow("deep") << QByteArray(100000, '[') << "nested";
}

void TestPlan::hostileFiles() {
    QFETCH(QByteArray, text);
    QFETCH(QString, named);
    TemporaryFolder folder;
    std::ofstream(folder / "plan.json", std::ios::binary) << text.toStdString();
    const QByteArray name = named.toUtf8();
    FRACBIT_VERIFY_THROWS([&] { (void)readPlan(folder / "plan.json"); }, ErrorCode::InvalidFile,
                          "plan.json", name.constData());
}

void TestPlan::solvedPlanKeepsItsBudget() {
    SmallModel model;
    const auto& spec = model.checkpoint->spec();
    const auto profile = modelProfile(spec, allocationSchemes());
    auto problem = std::make_shared<const allocation::Problem>(allocationProblem(profile));
    for (const double bits : {1.5, 2.5, 3.25, 4.7}) {
        allocation::Budgets budgets;
        budgets.memory =
            static_cast<std::int64_t>(bits / 8 * static_cast<double>(problem->weights()));
        const allocation::Solver solver(problem, {}, allocation::Fusion::Off);
        const auto result = solver.solve(budgets);
        const auto plan = planOf(*problem, result.solution);
        std::int64_t bytes = 0;
        for (const auto& layer : spec.layers)
            bytes += static_cast<std::int64_t>(
                quantizer::layerBytes(plan.find(layer.name)->scheme, {layer.out, layer.in}));
        QCOMPARE(bytes, result.solution.memory); // what is predicted is what is stored
        QVERIFY(bytes <= *budgets.memory);
    }
}

void TestPlan::profileKnowsWhatIsStored() {
    SmallModel model;
    const auto& spec = model.checkpoint->spec();
    const auto plan = mixedPlan(spec);
    const auto job = makeQuantizationJob(*model.checkpoint, plan, {});
    std::int64_t linear = 0;
    for (const auto& layer : spec.layers)
        linear += static_cast<std::int64_t>(
            quantizer::layerBytes(plan.find(layer.name)->scheme, {layer.out, layer.in}));
    const auto profile = modelProfile(spec, allocationSchemes());
    QCOMPARE(static_cast<std::uint64_t>(linear + profile.constants.storedBytes() +
                                        static_cast<std::int64_t>(job.layout.header().size())),
             job.layout.fileBytes());
}

QTEST_APPLESS_MAIN(TestPlan)
#include "test_plan.moc"
