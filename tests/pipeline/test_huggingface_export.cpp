#include "pipeline/huggingface_export.h"

#include "network/network.h"
#include "packed/packed_checkpoint.h"
#include "pipeline/small_model.h"
#include "support/full_disk.h"
#include "support/stopping_sink.h"
#include "support/thrown.h"

#include <QTest>

#include <cmath>
#include <numeric>

using namespace fracbit;
using namespace fracbit::pipeline;
using namespace fracbit::tests;
using checkpoint::Architecture;
using nlohmann::json;

namespace {

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
    void sizeIsForetold_data();
    void sizeIsForetold();
    void oldProgramsReadTheConfiguration();
    void unnamedFrequenciesAreRefused();
    void tokenizerComesAlong();
    void damageIsFound();
    void cancelledLeavesNothing();
    void fullDiskLeavesNothing();
    void valuesTooLargeAreNamed();
    void otherModelsAreKept();

private:
    std::filesystem::path out() const { return model_.folder / "plain"; }
    ErrorCode failureOf(const RunContext& context) const {
        return thrownBy([&] { (void)exportHuggingFace(*packed_, out(), {}, context); })
            .value()
            .code();
    }

    SmallModel model_;
    std::unique_ptr<packed::PackedCheckpoint> packed_;
};

void TestHuggingFaceExport::initTestCase() {
    (void)quantizeModel(*model_.checkpoint, mixedPlan(model_.checkpoint->spec()), model_.out(), {},
                        RunContext{});
    packed_ = packed::PackedCheckpoint::open(model_.out());
}

void TestHuggingFaceExport::logitsAreThoseOfThePackedModel_data() {
    QTest::addColumn<int>("architecture");
    QTest::addColumn<int>("type");
    QTest::addColumn<double>("limit"); // some units in the last place of the type
    for (const auto architecture :
         {Architecture::Llama, Architecture::Mistral, Architecture::Qwen2, Architecture::Qwen3}) {
        const QByteArray name = QByteArray::fromStdString(architectureName(architecture));
        QTest::newRow((name + ", float16").constData())
            << int(architecture) << int(DType::F16) << 0x1p-10;
        QTest::newRow((name + ", bfloat16").constData())
            << int(architecture) << int(DType::BF16) << 0x1p-6;
    }
}

void TestHuggingFaceExport::logitsAreThoseOfThePackedModel() {
    QFETCH(int, architecture);
    QFETCH(int, type);
    QFETCH(double, limit);
    TemporaryFolder folder;
    writeCheckpoint(folder / "original",
                    SyntheticSource(syntheticConfig(Architecture(architecture))));
    const auto original = checkpoint::Checkpoint::open(folder / "original");
    (void)quantizeModel(*original, mixedPlan(original->spec()), folder / "packed",
                        {.embeddingBits = 8}, RunContext{{}, nullptr, 2});
    const auto packed = packed::openModel(folder / "packed");
    (void)exportHuggingFace(*packed, folder / "plain", {.type = DType(type)},
                            RunContext{{}, nullptr, 2});
    const auto plain = checkpoint::Checkpoint::open(folder / "plain");
    const auto logits = logitsOf(*packed);
    QVERIFY(distance(logits, logitsOf(*plain)) < limit);
    QVERIFY(distance(logits, logitsOf(*original)) > 4 * limit); // there is something to tell apart
    QVERIFY(compareHuggingFace(*packed, folder / "plain", RunContext{}).empty());
}

void TestHuggingFaceExport::sizeIsForetold_data() {
    QTest::addColumn<int>("type");
    QTest::newRow("float16") << int(DType::F16);
    QTest::newRow("bfloat16") << int(DType::BF16);
}

// From the original as well: the window says the size before anything is quantized.
void TestHuggingFaceExport::sizeIsForetold() {
    QFETCH(int, type);
    const HuggingFaceOptions options{.type = DType(type), .overwrite = true};
    const auto foretold = makeHuggingFaceJob(*model_.checkpoint, options).folderBytes();
    const auto report = exportHuggingFace(*packed_, out(), options, RunContext{});
    QCOMPARE(report.predictedBytes, foretold);
    QCOMPARE(report.bytes, foretold);
    QCOMPARE(bytesOfFolder(out()), foretold);
    std::filesystem::remove_all(out());
}

void TestHuggingFaceExport::oldProgramsReadTheConfiguration() {
    auto config = syntheticConfig(Architecture::Llama);
    config.rope.theta = 500000;
    config.rope.scaling = checkpoint::RopeScaling::Llama3;
    config.rope.factor = 8;
    writeCheckpoint(model_.folder / "scaled", SyntheticSource(config));
    const auto source = checkpoint::Checkpoint::open(model_.folder / "scaled");
    const json written = json::parse(makeHuggingFaceJob(*source, {}).smallFiles.at("config.json"));
    QVERIFY(written["rope_theta"] == 500000.0);
    QVERIFY(written["rope_scaling"]["factor"] == 8.0);
    QVERIFY(written["rope_scaling"] == written["rope_parameters"]);
    QVERIFY(written["torch_dtype"] == "bfloat16");
    QVERIFY(written["dtype"] == "bfloat16");
}

void TestHuggingFaceExport::unnamedFrequenciesAreRefused() {
    auto config = syntheticConfig(Architecture::Llama);
    config.rope.frequencyDivisors.assign(std::size_t(config.headSize / 2), 1.5f);
    const SyntheticSource source(config);
    writeCheckpoint(model_.folder / "unnamed", source);
    FRACBIT_VERIFY_THROWS(
        [&] {
            (void)makeHuggingFaceJob(*checkpoint::Checkpoint::open(model_.folder / "unnamed"), {});
        },
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
    (void)exportHuggingFace(*packed::openModel(model.out()), model.folder / "plain", {},
                            RunContext{});
    for (const char* name : {"tokenizer.json", "tokenizer_config.json", "chat_template.jinja"})
        QCOMPARE(contentsOf(model.folder / "plain" / name),
                 contentsOf(model.folder / "original" / name));
}

void TestHuggingFaceExport::damageIsFound() {
    (void)exportHuggingFace(*packed_, out(), {}, RunContext{});
    QVERIFY(compareHuggingFace(*packed_, out(), RunContext{}).empty());
    {
        const auto path = out() / "model.safetensors";
        std::fstream file(path, std::ios::in | std::ios::out | std::ios::binary);
        file.seekp(-2, std::ios::end); // of the last tensor
        file.write("\x12\x34", 2);
    }
    const auto problems = compareHuggingFace(*packed_, out(), RunContext{});
    QCOMPARE(problems.size(), std::size_t(1));
    QVERIFY(problems.front().find(packed_->spec().tensors.back().name) != std::string::npos);
    std::filesystem::remove_all(out());
}

void TestHuggingFaceExport::cancelledLeavesNothing() {
    StopAfter sink(20000);
    QVERIFY(failureOf(sink.context()) == ErrorCode::Cancelled);
    QVERIFY(!std::filesystem::exists(out()));
}

void TestHuggingFaceExport::fullDiskLeavesNothing() {
    {
        const FullDisk disk(50000);
        QVERIFY(failureOf(RunContext{}) == ErrorCode::Io);
    }
    QVERIFY(!std::filesystem::exists(out()));
    QVERIFY(exportHuggingFace(*packed_, out(), {}, RunContext{}).bytes > 50000); // with room again
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
            (void)exportHuggingFace(*model.checkpoint, model.folder / "plain", {.type = DType::F16},
                                    RunContext{});
        },
        ErrorCode::InvalidArgument, "blocks.1.mlp.norm.weight", "bfloat16");
    QVERIFY(!std::filesystem::exists(model.folder / "plain"));
    (void)exportHuggingFace(*model.checkpoint, model.folder / "plain", {}, RunContext{});
}

// Neither a finished checkpoint nor, with --overwrite, the model itself.
void TestHuggingFaceExport::otherModelsAreKept() {
    const auto before = contentsOf(model_.out() / "config.json");
    FRACBIT_VERIFY_THROWS(
        [&] { (void)exportHuggingFace(*packed_, model_.folder / "original", {}, RunContext{}); },
        ErrorCode::InvalidArgument, "finished checkpoint", "--overwrite");
    FRACBIT_VERIFY_THROWS(
        [&] {
            (void)exportHuggingFace(*packed_, model_.out() / ".", {.overwrite = true},
                                    RunContext{});
        },
        ErrorCode::InvalidArgument, "the model itself");
    QCOMPARE(contentsOf(model_.out() / "config.json"), before);
}

QTEST_APPLESS_MAIN(TestHuggingFaceExport)
#include "test_huggingface_export.moc"
