#include "exporter/registry.h"

#include "network/network.h"
#include "packed/packed_checkpoint.h"
#include "pipeline/small_model.h"
#include "support/added_architecture.h"
#include "support/thrown.h"

#include <QTest>

#include <cmath>
#include <numeric>

using namespace fracbit;
using namespace fracbit::pipeline;
using namespace fracbit::tests;
using nlohmann::json;

namespace {

std::unique_ptr<exporter::ExportJob> jobFor(const checkpoint::WeightSource& source,
                                            const std::string& type = "bfloat16") {
    return exporter::exporterNamed("huggingface").prepare({source}, {{"dtype", type}});
}

std::vector<float> logitsOf(const checkpoint::WeightSource& source) {
    const auto model = network::Network::load(source, network::Compute::Float32, RunContext{});
    std::vector<network::TokenId> tokens(8);
    std::iota(tokens.begin(), tokens.end(), 3);
    return model->forward(tokens, RunContext{}).values;
}

// |a - b| / |a|
double distance(const std::vector<float>& a, const std::vector<float>& b) {
    double difference = 0;
    double norm = 0;
    for (std::size_t i = 0; i < a.size(); ++i) {
        difference += std::pow(double(a[i]) - double(b[i]), 2);
        norm += std::pow(double(a[i]), 2);
    }
    return std::sqrt(difference / norm);
}

void writeTokenizer(const std::filesystem::path& folder) {
    const json vocabulary{{"a", 0}, {"b", 1}, {"<s>", 2}};
    const json document{
        {"version", "1.0"},
        {"model", {{"type", "BPE"}, {"vocab", vocabulary}, {"merges", json::array()}}}};
    std::ofstream(folder / "tokenizer.json") << document.dump();
}

} // namespace

class TestHuggingFaceExport : public QObject {
    Q_OBJECT
private slots:
    void initTestCase();
    void logitsAreThoseOfThePackedModel_data();
    void logitsAreThoseOfThePackedModel();
    void sizeIsForetoldFromTheOriginal();
    void severalLayersMayLieInOneTensor();
    void oldProgramsReadTheConfiguration();
    void unnamedFrequenciesAreRefused();
    void tokenizerComesAlong();
    void damageIsNamed();
    void changedFilesAreNamed();
    void valuesTooLargeAreNamed();

private:
    std::filesystem::path out() const { return model_.folder / "plain"; }

    SmallModel model_;
    std::unique_ptr<packed::PackedCheckpoint> packed_;
};

void TestHuggingFaceExport::initTestCase() {
    (void)quantizeModel(*model_.checkpoint, mixedPlan(model_.checkpoint->spec()), model_.out(), {},
                        RunContext{});
    packed_ = packed::PackedCheckpoint::open(model_.out());
}

void TestHuggingFaceExport::logitsAreThoseOfThePackedModel_data() {
    QTest::addColumn<QString>("architecture");
    QTest::addColumn<QString>("type");
    QTest::addColumn<double>("limit"); // some units in the last place of the type
    for (const char* architecture : {"llama", "mistral", "qwen2", "qwen3"}) {
        const QByteArray name = architecture;
        QTest::newRow((name + ", float16").constData()) << architecture << "float16" << 0x1p-10;
        QTest::newRow((name + ", bfloat16").constData()) << architecture << "bfloat16" << 0x1p-6;
    }
}

void TestHuggingFaceExport::logitsAreThoseOfThePackedModel() {
    QFETCH(QString, architecture);
    QFETCH(QString, type);
    QFETCH(double, limit);
    TemporaryFolder folder;
    writeCheckpoint(folder / "original",
                    SyntheticSource(syntheticConfig(architecture.toStdString())));
    const auto original = checkpoint::Checkpoint::open(folder / "original");
    (void)quantizeModel(*original, mixedPlan(original->spec()), folder / "packed",
                        {.embeddingBits = 8}, RunContext{{}, nullptr, 2});
    const auto packed = packed::openModel(folder / "packed");
    const auto job = jobFor(*packed, type.toStdString());
    (void)job->write(folder / "plain", false, RunContext{{}, nullptr, 2});
    const auto plain = checkpoint::Checkpoint::open(folder / "plain");
    const auto logits = logitsOf(*packed);
    QVERIFY(distance(logits, logitsOf(*plain)) < limit);
    QVERIFY(distance(logits, logitsOf(*original)) > 4 * limit); // there is something to tell apart
    QVERIFY(job->verify(folder / "plain", RunContext{}).empty());
}

// From the original as well: the window says the size before anything is quantized.
void TestHuggingFaceExport::sizeIsForetoldFromTheOriginal() {
    const auto report = jobFor(*packed_)->write(out(), false, RunContext{});
    QCOMPARE(report.bytes, jobFor(*model_.checkpoint)->bytes());
    std::filesystem::remove_all(out());
}

void TestHuggingFaceExport::oldProgramsReadTheConfiguration() {
    auto config = syntheticConfig("llama");
    config.rope.theta = 500000;
    config.rope.scaling = checkpoint::RopeScaling::Llama3;
    config.rope.factor = 8;
    writeCheckpoint(model_.folder / "scaled", SyntheticSource(config));
    const auto source = checkpoint::Checkpoint::open(model_.folder / "scaled");
    (void)jobFor(*source)->write(out(), false, RunContext{});
    const json written = readJsonFile(out() / "config.json");
    std::filesystem::remove_all(out());
    QVERIFY(written["rope_theta"] == 500000.0);
    QVERIFY(written["rope_scaling"]["factor"] == 8.0);
    QVERIFY(written["rope_scaling"] == written["rope_parameters"]);
    QVERIFY(written["torch_dtype"] == "bfloat16");
    QVERIFY(written["dtype"] == "bfloat16");
}

void TestHuggingFaceExport::unnamedFrequenciesAreRefused() {
    auto config = syntheticConfig("llama");
    config.rope.frequencyDivisors.assign(std::size_t(config.headSize / 2), 1.5f);
    const SyntheticSource source(config);
    writeCheckpoint(model_.folder / "unnamed", source);
    FRACBIT_VERIFY_THROWS(
        [&] { (void)jobFor(*checkpoint::Checkpoint::open(model_.folder / "unnamed")); },
        ErrorCode::Unsupported, "rotary");
}

// What a Hugging Face folder has beside tokenizer.json goes through both steps; where it has
// nothing, enough is made for transformers to read tokenizer.json.
void TestHuggingFaceExport::tokenizerComesAlong() {
    SmallModel model;
    writeTokenizer(model.folder / "original");
    const auto plan = mixedPlan(model.checkpoint->spec());
    (void)quantizeModel(*model.checkpoint, plan, model.out(), {}, RunContext{});
    const auto config = readJsonFile(model.out() / "tokenizer_config.json");
    QVERIFY(config["tokenizer_class"] == "PreTrainedTokenizerFast");

    std::ofstream(model.folder / "original" / "tokenizer_config.json") << R"({"of": "its own"})";
    std::ofstream(model.folder / "original" / "chat_template.jinja") << "{{ messages }}";
    (void)quantizeModel(*model.checkpoint, plan, model.out(), {.overwrite = true}, RunContext{});
    (void)jobFor(*packed::openModel(model.out()))
        ->write(model.folder / "plain", false, RunContext{});
    for (const char* name : {"tokenizer.json", "tokenizer_config.json", "chat_template.jinja"})
        QCOMPARE(contentsOf(model.folder / "plain" / name),
                 contentsOf(model.folder / "original" / name));
}

void TestHuggingFaceExport::damageIsNamed() {
    const auto job = jobFor(*packed_);
    (void)job->write(out(), false, RunContext{});
    {
        const auto path = out() / "model.safetensors";
        std::fstream file(path, std::ios::in | std::ios::out | std::ios::binary);
        file.seekp(-2, std::ios::end); // of the last tensor
        file.write("\x12\x34", 2);
    }
    const auto problems = job->verify(out(), RunContext{});
    QCOMPARE(problems.size(), std::size_t(1));
    QVERIFY(problems.front().find(packed_->spec().tensors.back().name) != std::string::npos);
    std::filesystem::remove_all(out());
}

// Of the small files, too.
void TestHuggingFaceExport::changedFilesAreNamed() {
    SmallModel model;
    writeTokenizer(model.folder / "original");
    const auto job = jobFor(*model.checkpoint);
    (void)job->write(out(), false, RunContext{});
    std::ofstream(out() / "tokenizer.json", std::ios::app) << " ";
    std::filesystem::remove(out() / "tokenizer_config.json");
    const std::vector<std::string> expected{"tokenizer.json: is not what was written",
                                            "tokenizer_config.json: is not what was written"};
    QCOMPARE(job->verify(out(), RunContext{}), expected);
    std::filesystem::remove_all(out());
}

void TestHuggingFaceExport::valuesTooLargeAreNamed() {
    SmallModel model;
    Tensor large = model.source.read("blocks.1.mlp.norm.weight");
    large.values[5] = 1e6f;
    model.source.replace("blocks.1.mlp.norm.weight", large);
    model.write();
    FRACBIT_VERIFY_THROWS(
        [&] {
            (void)jobFor(*model.checkpoint, "float16")
                ->write(model.folder / "plain", false, RunContext{});
        },
        ErrorCode::InvalidArgument, "blocks.1.mlp.norm.weight", "bfloat16");
    QVERIFY(!std::filesystem::exists(model.folder / "plain"));
    (void)jobFor(*model.checkpoint)->write(model.folder / "plain", false, RunContext{});
}

// A fused q, k and v goes back into one tensor.
void TestHuggingFaceExport::severalLayersMayLieInOneTensor() {
    checkpoint::addArchitecture(kQuaint);
    const TemporaryFolder folder(TemporaryFolder::Place::Memory);
    const SyntheticSource source(quaintConfig());
    writeCheckpoint(folder / "original", source);
    const auto original = checkpoint::Checkpoint::open(folder / "original");
    (void)quantizeModel(*original, mixedPlan(original->spec()), folder / "quantized", {}, {});
    const auto packed = packed::PackedCheckpoint::open(folder / "quantized");
    const auto job = jobFor(*packed);
    const auto report = job->write(folder / "out", false, {});
    QCOMPARE(report.bytes, report.predictedBytes);
    for (const std::string& problem : job->verify(folder / "out", {}))
        QFAIL(problem.c_str());
    const auto written = checkpoint::SafetensorsFile::open(folder / "out" / "model.safetensors");
    QCOMPARE(written->at("model.layers.0.mixer.qkv.weight").shape, (Shape{8 * 16, 48}));
    QCOMPARE(written->at("model.layers.0.mixer.qkv.bias").shape, (Shape{8 * 16}));
    QCOMPARE(written->at("model.layers.2.inner.gate_up.weight").shape, (Shape{2 * 64, 48}));
    QVERIFY(!written->find("model.layers.0.mixer.qkv.q.weight"));
}

QTEST_APPLESS_MAIN(TestHuggingFaceExport)
#include "test_huggingface_export.moc"
