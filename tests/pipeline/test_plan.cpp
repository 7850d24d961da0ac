#include "allocation/solver.h"
#include "pipeline/allocation_problem.h"
#include "pipeline/model_profile.h"
#include "pipeline/small_model.h"
#include "profiling/fingerprint.h"
#include "profiling/prediction.h"
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
    void everyFieldRoundTrips();
    void versionOneOpens();
    void partsHaveTheirSchemes();
    void hostileFiles_data();
    void hostileFiles();
    void solvedPlanKeepsItsBudget();
    void profileKnowsWhatIsStored();
    void vocabularyIsSolvedAsAnyLayer();
    void otherBasesAreLeftOut();
    void plansSayWhatTheyWereSolvedOn();
    void whatCannotBeCarriedOutIsRefused_data();
    void whatCannotBeCarriedOutIsRefused();
    void wishesAndOtherModelsAreNoted();
};

namespace {

using quantizer::Basis;
using quantizer::Range;
using quantizer::schemeFromName;

// Everything that version 2 may say.
QuantizationPlan fullPlan() {
    QuantizationPlan plan;
    plan.source = "0123456789abcdef";
    plan.profile = "fedcba9876543210";
    plan.feedback = Feedback::Off;
    plan.moments = "p.moments";
    plan.keyValueBits = 8;
    LayerPlan embedding{"embedding", {}, {}, {}};
    embedding.integerBits = 6;
    embedding.basis = Basis::None;
    LayerPlan segmented{"blocks.0.attn.q", {}, "simt", {"blocks.0.attn.k"}};
    segmented.segments = {{schemeFromName("nuq-4"), Range{0, 32}, {}},
                          {schemeFromName("ctcq-3.25"), Range{32, 96}, Range{0, 64}},
                          {schemeFromName("tcq-3"), Range{32, 96}, Range{64, 96}}};
    LayerPlan whole{"blocks.0.attn.k", schemeFromName("nf-4"), {}, {}};
    whole.basis = Basis::BothSides;
    whole.device = "cuda:1";
    LayerPlan plain{"head", schemeFromName("nuq-8"), {}, {}};
    plain.basis = Basis::None;
    plan.layers = {embedding, segmented, whole, plain};
    return plan;
}

// With embedding and head among the layers, as a profile of version 2 may have them.
profiling::Profile vocabularyProfile(const checkpoint::ModelSpec& spec) {
    profiling::Profile profile = modelProfile(spec, allocationSchemes());
    profile.provenance["checkpoint"] = "0123456789abcdef";
    for (const char* name : {"embedding", "head"}) {
        profiling::ProfileLayer layer;
        layer.name = layer.role = name;
        layer.shape = profile.layers.back().shape;
        layer.sensitivity = 1e6;
        profile.layers.push_back(layer);
    }
    profile.constants.embeddingBytes.reset();
    profile.constants.headBytes.reset();
    return profile;
}

QuantizationPlan solved(const profiling::Profile& profile, double bits,
                        Feedback feedback = Feedback::Off) {
    auto problem =
        std::make_shared<const allocation::Problem>(allocationProblem(profile, {}, feedback));
    allocation::Budgets budgets;
    budgets.memory = static_cast<std::int64_t>(bits / 8 * static_cast<double>(problem->weights()));
    const allocation::Solver solver(problem, {}, allocation::Fusion::Off);
    return planOf(*problem, solver.solve(budgets).solution, quantizer::Basis::Inputs);
}

} // namespace

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

void TestPlan::everyFieldRoundTrips() {
    const TemporaryFolder folder;
    writePlan(folder / "plan.json", fullPlan());
    QVERIFY(readPlan(folder / "plan.json") == fullPlan());
    QVERIFY(planText(fullPlan()).starts_with("{\n \"version\": 2,"));
}

// Written by the last program that wrote version 1.
void TestPlan::versionOneOpens() {
    const std::filesystem::path folder(FRACBIT_TEST_DATA_DIR "/version-1");
    const QuantizationPlan plan = readPlan(folder / "plan.json");
    QCOMPARE(plan.layers.size(), 21u);
    QVERIFY(plan.feedback == Feedback::On);
    QVERIFY(plan.moments == "llama.profile.moments");
    QVERIFY(plan.source.empty() && plan.profile.empty() && !plan.keyValueBits);
    const std::pair<const char*, const char*> assigned[] = {
        {"blocks.0.attn.q", "nuq-4"},        {"blocks.0.attn.k", "vq-3.5"},
        {"blocks.0.attn.v", "tcq-3"},        {"blocks.0.attn.o", "nf-4"},
        {"blocks.1.attn.o", "uniform-4"},    {"blocks.1.mlp.down", "half-tcq-3.25"},
        {"blocks.2.mlp.gate", "ctcq-3.25"},  {"blocks.2.mlp.up", "ctcq14-3.5"},
        {"blocks.2.mlp.down", "pctcq-2.75"}, {"blocks.1.mlp.up", "pctcq-4"}};
    for (const auto& [layer, scheme] : assigned) {
        const LayerPlan* found = plan.find(layer);
        QVERIFY(PlanIndex(plan).find(layer) == found);
        QVERIFY2(found && found->isUniform() && found->device.empty(), layer);
        QCOMPARE(schemeName(found->scheme), std::string(scheme));
    }
    const QuantizationPlan stored = readPlan(folder / "quantized" / "plan.json");
    QVERIFY(stored.layers == plan.layers);
    QVERIFY(stored.feedback == Feedback::Off);
    const TemporaryFolder again; // as version 2
    writePlan(again / "plan.json", plan);
    QVERIFY(readPlan(again / "plan.json") == plan);
}

void TestPlan::partsHaveTheirSchemes() {
    const QuantizationPlan plan = fullPlan();
    const LayerPlan& segmented = plan.layers[1];
    QCOMPARE(segmented.schemeOf({0, 16}, {80, 96}), std::string("nuq-4"));
    QCOMPARE(segmented.schemeOf({32, 96}, {0, 64}), std::string("ctcq-3.25"));
    QCOMPARE(segmented.schemeOf({80, 96}, {64, 80}), std::string("tcq-3"));
    QCOMPARE(segmented.schemeOf({16, 48}, {0, 64}), std::string("several schemes"));
    QCOMPARE(segmented.schemeOf({0, 16}, {0, 96}), std::string("nuq-4"));
    QCOMPARE(segmented.schemeOf({96, 112}, {0, 96}), std::string("nothing"));
    QCOMPARE(plan.layers[0].schemeOf({0, 1}, {0, 1}), std::string("int-6"));
    QCOMPARE(plan.layers[2].schemeOf({0, 1}, {0, 1}), std::string("nf-4"));
    for (const LayerPlan& layer : plan.layers)
        QVERIFY(!layer.isUniform());
}

void TestPlan::hostileFiles_data() {
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("named");
    const auto root = [](const char* name, const char* fields, const char* named) {
        QTest::newRow(name) << QByteArray(R"({"version": 2, "layers": [], )") + fields + "}"
                            << QString::fromUtf8(named);
    };
    root("source", R"("source": "0123")", "'source'");
    root("source in capitals", R"("source": "0123456789ABCDEF")", "'source'");
    root("profile", R"("profile": 5)", "'profile'");
    root("kv_cache", R"("kv_cache": 8)", "kv_cache");
    root("kv_cache without bits", R"("kv_cache": {})", "'kv_cache.bits'");
    root("kv_cache of no bits", R"("kv_cache": {"bits": 0})", "'kv_cache.bits'");
    const auto layer = [](const char* name, const char* fields, const char* named) {
        QTest::newRow(name) << QByteArray(R"({"version": 2, "layers": [{"name": "a", )") + fields +
                                   "}]}"
                            << QString::fromUtf8(named);
    };
    layer("no scheme", R"("variant": "")", "'layers[0].scheme'");
    layer("basis", R"("scheme": "nuq-4", "basis": "outputs")", "'layers[0].basis'");
    layer("device", R"("scheme": "nuq-4", "device": 0)", "'layers[0].device'");
    layer("integers", R"("scheme": "int-9")", "'layers[0].scheme'");
    layer("integers in a basis", R"("scheme": "int-8", "basis": "inputs")", "'layers[0].basis'");
    layer("no segments", R"("segments": [])", "'layers[0].segments'");
    layer("segments and scheme", R"("scheme": "nuq-4", "segments": [{"scheme": "nuq-4"}])",
          "'layers[0].segments'");
    layer("segment", R"("segments": [4])", "layers[0].segments[0]");
    layer("segment's scheme", R"("segments": [{"scheme": "x-4"}])",
          "'layers[0].segments[0].scheme'");
    layer("rows", R"("segments": [{"scheme": "nuq-4", "rows": [4, 4]}])",
          "'layers[0].segments[0].rows'");
    layer("columns", R"("segments": [{"scheme": "nuq-4", "columns": 4}])",
          "'layers[0].segments[0].columns'");
    QTest::newRow("version 0") << QByteArray(R"({"version": 0, "layers": []})") << "version";
    QTest::newRow("version 3") << QByteArray(R"({"version": 3, "layers": []})") << "version";
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
        const auto plan = planOf(*problem, result.solution, quantizer::Basis::Inputs);
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

void TestPlan::vocabularyIsSolvedAsAnyLayer() {
    SmallModel model;
    const auto& spec = model.checkpoint->spec();
    profiling::writeProfile(model.folder / "p.json", vocabularyProfile(spec));
    profiling::Profile profile = profiling::readProfile(model.folder / "p.json");
    const QuantizationPlan plan = solved(profile, 3);
    QCOMPARE(plan.layers.size(), spec.layers.size() + 2);
    QVERIFY(plan.find("embedding")->scheme.rate() > 3); // its errors cost more than others'
    QVERIFY(plan.find("head")->isUniform());
    const std::int64_t left = linearBudget(profile, 1e6, 0);
    QCOMPARE(left, 1000000 - profile.constants.storedBytes());

    // What feedback leaves of an error is known of the blocks' layers alone.
    for (profiling::ProfileLayer& layer : profile.layers)
        if (!layer.isVocabulary())
            layer.feedback = profiling::LayerFeedback{0.5, 0};
    QCOMPARE(solved(profile, 3, Feedback::On).layers.size(), spec.layers.size() + 2);
    std::map<std::string, quantizer::Scheme> schemes;
    for (const LayerPlan& layer : plan.layers)
        schemes[layer.name] = layer.scheme;
    const double fed = profiling::predictedDivergence(profile, schemes, Feedback::On);
    QVERIFY(fed < profiling::predictedDivergence(profile, schemes, Feedback::Off));
}

// They may be better on paper; a profile is solved in one basis.
void TestPlan::otherBasesAreLeftOut() {
    SmallModel model;
    profiling::Profile profile = modelProfile(model.checkpoint->spec(), allocationSchemes());
    const QuantizationPlan before = solved(profile, 3);
    for (auto& shape : profile.shapes) {
        auto better = shape.options;
        for (auto& option : better) {
            option.basis = Basis::BothSides;
            option.distortion /= 100;
        }
        shape.options.insert(shape.options.begin(), better.begin(), better.end());
    }
    QVERIFY(solved(profile, 3) == before);
    for (auto& option : profile.shapes[0].options)
        option.basis = Basis::None;
    FRACBIT_VERIFY_THROWS([&] { (void)allocationProblem(profile); }, ErrorCode::InvalidArgument,
                          "basis");
}

void TestPlan::plansSayWhatTheyWereSolvedOn() {
    SmallModel model;
    profiling::Profile profile = vocabularyProfile(model.checkpoint->spec());
    QuantizationPlan plan;
    setOrigin(plan, profile, "fedcba9876543210");
    QCOMPARE(plan.source, std::string("0123456789abcdef"));
    QCOMPARE(plan.profile, std::string("fedcba9876543210"));
    profile.provenance["checkpoint"] = "something else"; // of other programs
    setOrigin(plan, profile, "");
    QVERIFY(plan.source.empty() && plan.profile.empty());
}

void TestPlan::whatCannotBeCarriedOutIsRefused_data() {
    QTest::addColumn<QString>("layer"); // that of `planned` is changed or added
    QTest::addColumn<int>("change");
    QTest::addColumn<QString>("field");
    QTest::addColumn<QString>("remedy");
    QTest::newRow("segments") << "blocks.1.mlp.up" << 0 << "'segments'"
                              << "one scheme";
    QTest::newRow("integers") << "blocks.1.mlp.up" << 2 << "'scheme'"
                              << "embedding";
    QTest::newRow("embedding") << "embedding" << 3 << "'scheme'"
                               << "--embeddings";
    QTest::newRow("head's integers") << "head" << 2 << "'scheme'"
                                     << "--head";
    QTest::newRow("head's segments") << "head" << 0 << "'segments'"
                                     << "--head";
    QTest::newRow("kv_cache") << "" << 3 << "'kv_cache'"
                              << "make it 16";
}

void TestPlan::whatCannotBeCarriedOutIsRefused() {
    QFETCH(QString, layer);
    QFETCH(int, change);
    QFETCH(QString, field);
    QFETCH(QString, remedy);
    SmallModel model;
    QuantizationPlan plan = mixedPlan(model.checkpoint->spec());
    const std::string name = layer.toStdString();
    if (name.empty())
        plan.keyValueBits = 8;
    else if (!plan.find(name))
        plan.layers.push_back({name, schemeFromName("nuq-4"), {}, {}});
    for (LayerPlan& planned : plan.layers) {
        if (planned.name != name)
            continue;
        if (change == 0)
            planned.segments = {{planned.scheme, {}, {}}};
        if (change == 2) {
            planned.integerBits = 8;
            planned.basis = Basis::None;
        }
    }
    const QByteArray texts[] = {layer.toUtf8(), field.toUtf8(), remedy.toUtf8()};
    FRACBIT_VERIFY_THROWS([&] { (void)makeQuantizationJob(*model.checkpoint, plan, {}); },
                          ErrorCode::Unsupported, texts[0].constData(), texts[1].constData(),
                          texts[2].constData());
}

void TestPlan::wishesAndOtherModelsAreNoted() {
    SmallModel model;
    QuantizationPlan plan = mixedPlan(model.checkpoint->spec());
    plan.keyValueBits = 16;
    plan.profile = "fedcba9876543210";
    QVERIFY(makeQuantizationJob(*model.checkpoint, plan, {}).notes.empty());
    plan.source = profiling::modelFingerprint(*model.checkpoint);
    QVERIFY(makeQuantizationJob(*model.checkpoint, plan, {}).notes.empty());

    plan.source = "0123456789abcdef";
    plan.layers[3].device = "cuda:0";
    const QuantizationJob job = makeQuantizationJob(*model.checkpoint, plan, {});
    QCOMPARE(job.notes.size(), 2u);
    QVERIFY(job.notes[0].find("solved for another model") != std::string::npos);
    QVERIFY(job.notes[1].find("not obeyed") != std::string::npos);
    QCOMPARE(job.description.layers.at(plan.layers[3].name).device, std::string("cuda:0"));
    QCOMPARE(job.description.profile, plan.profile);
    const QuantizationReport report = quantizeModel(*model.checkpoint, plan, model.out(), {}, {});
    QVERIFY(std::ranges::find(report.notes, job.notes[0]) != report.notes.end());
    QuantizationPlan stored = readPlan(model.out() / "plan.json");
    QVERIFY(stored.feedback == Feedback::Off);
    stored.feedback.reset();
    QVERIFY(stored == plan);
}

QTEST_APPLESS_MAIN(TestPlan)
#include "test_plan.moc"
