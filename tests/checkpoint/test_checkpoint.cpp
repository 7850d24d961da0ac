// Opening whole models: every format gives the same tensors, and whatever is wrong is named.
#include "checkpoint/checkpoint.h"
#include "checkpoint/tensor_names.h"
#include "support/synthetic_checkpoint.h"
#include "support/synthetic_source.h"
#include "support/thrown.h"

#include <QElapsedTimer>
#include <QtTest>

#include <cmath>
#include <fstream>
#include <numbers>

using namespace fracbit;
using namespace fracbit::checkpoint;
using namespace fracbit::tests;
namespace fs = std::filesystem;

class TestCheckpoint : public QObject {
    Q_OBJECT

private slots:
    void everyFormatGivesTheSameTensors_data();
    void everyFormatGivesTheSameTensors();
    void ggufRowsAreReadInPieces();
    void ggufRopeFrequencies();
    void ggufRefusals_data();
    void ggufRefusals();
    void bareDecodersOpen();
    void generationConfigAddsEndTokens();
    void namesWhatIsMissing();
    void surplusTensors_data();
    void surplusTensors();
    void indexMayNotLeaveTheFolder_data();
    void indexMayNotLeaveTheFolder();
    void refusesOtherInputs();
    void anEightBillionModelOpensInMilliseconds();
};

namespace {

void compareWithSource(const WeightSource& model, const WeightSource& source) {
    QCOMPARE(model.spec().tensors.size(), source.spec().tensors.size());
    for (const ModelTensor& tensor : source.spec().tensors) {
        const Tensor expected = source.read(tensor.name);
        const Tensor actual = model.read(tensor.name);
        QCOMPARE(actual.shape, expected.shape);
        QVERIFY2(actual.values == expected.values, tensor.name.c_str());
    }
    QCOMPARE(huggingFaceConfig(model.spec().config), huggingFaceConfig(source.spec().config));
}

// Replaces the tensors of a folder that writeCheckpoint wrote.
void rewrite(const fs::path& folder, const std::vector<TestTensor>& tensors) {
    writeBytes(folder / "model.safetensors", safetensorsBytes(tensors));
}

std::vector<TestTensor> llamaTensors() {
    return huggingFaceTensors(SyntheticSource(syntheticConfig("llama")), DType::F32);
}

} // namespace

void TestCheckpoint::everyFormatGivesTheSameTensors_data() {
    QTest::addColumn<QString>("architecture");
    QTest::addColumn<QString>("format");
    for (const char* architecture : {"llama", "mistral", "qwen2", "qwen3"})
        for (const char* format : {"safetensors", "shards", "pytorch", "pytorch shards", "gguf"})
            QTest::addRow("%s %s", architecture, format) << architecture << format;
}

void TestCheckpoint::everyFormatGivesTheSameTensors() {
    QFETCH(QString, architecture);
    QFETCH(QString, format);
    const SyntheticSource source(syntheticConfig(architecture.toStdString()));
    const TemporaryFolder folder;
    fs::path path = folder.path();
    if (format == "gguf") {
        path = folder / "model.gguf";
        writeBytes(path, ggufModel(source).bytes());
    } else {
        writeCheckpoint(path, source,
                        {.shards = format.endsWith("shards") ? 3 : 1,
                         .dtype = DType::F32,
                         .format = format.startsWith("pytorch") ? WeightFormat::PyTorch
                                                                : WeightFormat::Safetensors});
    }
    compareWithSource(*Checkpoint::open(path), source);
}

void TestCheckpoint::ggufRowsAreReadInPieces() {
    const SyntheticSource source(syntheticConfig("llama"));
    const TemporaryFolder folder;
    writeBytes(folder / "model.gguf", ggufModel(source).bytes());
    const auto model = Checkpoint::open(folder / "model.gguf");
    for (const char* name : {"blocks.1.attn.q.weight", "blocks.1.attn.v.weight", "norm.weight"}) {
        const Tensor all = source.read(name);
        const Tensor some = model->readRows(name, 3, 13);
        QCOMPARE(some.rows(), std::int64_t(10));
        for (std::int64_t row = 0; row < 10; ++row)
            QVERIFY(std::ranges::equal(some.row(row), all.row(row + 3)));
        FRACBIT_VERIFY_THROWS([&] { (void)model->readRows(name, 0, 1000); },
                              ErrorCode::InvalidArgument, name);
    }
    FRACBIT_VERIFY_THROWS([&] { (void)model->read("blocks.7.attn.q.weight"); }, ErrorCode::Internal,
                          "blocks.7");
}

void TestCheckpoint::ggufRopeFrequencies() {
    UniformDecoder config = syntheticConfig("llama");
    config.headSize = 64;
    config.rope.theta = 500000.0;
    const SyntheticSource source(config);
    const TemporaryFolder folder;
    // Llama 3.1: factor 8, low 1, high 4, original context 8192 (wavelengths against 2048 and 8192)
    Tensor divisors({32});
    for (std::size_t i = 0; i < 32; ++i) {
        const double wavelength = 2 * std::numbers::pi * std::pow(500000.0, 2.0 * double(i) / 64);
        const double smooth = (8192 / wavelength - 1) / 3;
        divisors.values[i] = float(wavelength < 2048   ? 1
                                   : wavelength > 8192 ? 8
                                                       : 1 / ((1 - smooth) / 8 + smooth));
    }
    GgufWriter writer = ggufModel(source);
    writer.add(floatTensor("rope_freqs.weight", divisors));
    writeBytes(folder / "a.gguf", writer.bytes());
    const Rope known = Checkpoint::open(folder / "a.gguf")->spec().config.ropes.at(0);
    QCOMPARE(known.scaling, RopeScaling::Llama3);
    QCOMPARE(known.factor, 8.0);
    QVERIFY(known.frequencyDivisors.empty());

    divisors.values[10] = 1.25f;
    writer = ggufModel(source);
    writer.add(floatTensor("rope_freqs.weight", divisors));
    writeBytes(folder / "b.gguf", writer.bytes());
    const Rope other = Checkpoint::open(folder / "b.gguf")->spec().config.ropes.at(0);
    QCOMPARE(other.scaling, RopeScaling::None);
    QCOMPARE(other.frequencyDivisors, divisors.values);

    writer = ggufModel(source);
    writer.add(floatTensor("rope_freqs.weight", Tensor({31})));
    writeBytes(folder / "c.gguf", writer.bytes());
    FRACBIT_VERIFY_THROWS([&] { Checkpoint::open(folder / "c.gguf"); }, ErrorCode::InvalidFile,
                          "rope_freqs.weight");
}

void TestCheckpoint::ggufRefusals_data() {
    QTest::addColumn<QString>("key");
    QTest::addColumn<QString>("value"); // a number or a text
    QTest::newRow("other architecture") << "general.architecture"
                                        << "gemma";
    QTest::newRow("partial rope") << "llama.rope.dimension_count"
                                  << "4";
    QTest::newRow("experts") << "llama.expert_weights_scale"
                             << "8";
    QTest::newRow("scale") << "llama.attention.scale"
                           << "3";
    QTest::newRow("logits") << "llama.logit_scale"
                            << "3";
    QTest::newRow("unknown") << "llama.something_new"
                             << "1";
    QTest::newRow("rope") << "llama.rope.scaling.type"
                          << "mrope";
    QTest::newRow("value length") << "llama.attention.value_length"
                                  << "4";
}

void TestCheckpoint::ggufRefusals() {
    QFETCH(QString, key);
    QFETCH(QString, value);
    const SyntheticSource source(syntheticConfig("llama"));
    const TemporaryFolder folder;
    bool isNumber = false;
    const unsigned number = value.toUInt(&isNumber);
    GgufWriter writer = ggufModel(source);
    if (isNumber)
        writer.setU32(key.toStdString(), number);
    else
        writer.setString(key.toStdString(), value.toStdString());
    writeBytes(folder / "model.gguf", writer.bytes());
    const QByteArray name = key.toUtf8();
    FRACBIT_VERIFY_THROWS([&] { Checkpoint::open(folder / "model.gguf"); }, ErrorCode::Unsupported,
                          "model.gguf", name.constData());
}

void TestCheckpoint::bareDecodersOpen() {
    const SyntheticSource source(syntheticConfig("qwen2")); // tied: it needs no head
    const TemporaryFolder folder;
    writeCheckpoint(folder.path(), source);
    std::vector<TestTensor> tensors = huggingFaceTensors(source, DType::F32);
    for (TestTensor& tensor : tensors)
        tensor.name.erase(0, std::string("model.").size());
    rewrite(folder.path(), tensors);
    compareWithSource(*Checkpoint::open(folder.path()), source);
}

void TestCheckpoint::generationConfigAddsEndTokens() {
    const SyntheticSource source(syntheticConfig("llama"));
    const TemporaryFolder folder;
    writeCheckpoint(folder.path(), source);
    writeBytes(folder / "generation_config.json", R"({"eos_token_id": [2, 9]})");
    QCOMPARE(Checkpoint::open(folder.path())->spec().config.endTokens,
             (std::vector<std::int64_t>{2, 9}));
    writeBytes(folder / "generation_config.json", R"({"eos_token_id": "x"})");
    FRACBIT_VERIFY_THROWS([&] { Checkpoint::open(folder.path()); }, ErrorCode::InvalidFile,
                          "generation_config.json", "eos_token_id");
}

void TestCheckpoint::namesWhatIsMissing() {
    const SyntheticSource source(syntheticConfig("llama"));
    const TemporaryFolder folder;
    writeCheckpoint(folder.path(), source, {.shards = 2, .dtype = DType::F32, .format = {}});
    fs::rename(folder / "model-1.safetensors", folder / "elsewhere");
    FRACBIT_VERIFY_THROWS([&] { Checkpoint::open(folder.path()); }, ErrorCode::InvalidFile,
                          "model.safetensors.index.json", "model-1.safetensors");
    fs::remove(folder / "model.safetensors.index.json");
    FRACBIT_VERIFY_THROWS([&] { Checkpoint::open(folder.path()); }, ErrorCode::InvalidFile,
                          "neither model.safetensors");

    std::vector<TestTensor> tensors = llamaTensors();
    std::erase_if(tensors, [](const auto& t) { return t.name.ends_with("1.mlp.up_proj.weight"); });
    rewrite(folder.path(), tensors);
    FRACBIT_VERIFY_THROWS([&] { Checkpoint::open(folder.path()); }, ErrorCode::InvalidFile,
                          "'model.layers.1.mlp.up_proj.weight' is missing", "80x48");
    tensors.push_back(floatTensor("model.layers.1.mlp.up_proj.weight", Tensor({80, 47})));
    rewrite(folder.path(), tensors);
    FRACBIT_VERIFY_THROWS([&] { Checkpoint::open(folder.path()); }, ErrorCode::InvalidFile,
                          "'model.layers.1.mlp.up_proj.weight'", "80x47", "80x48");
    tensors.back() = {
        "model.layers.1.mlp.up_proj.weight", DType::I32, {80, 48}, std::string(80 * 48 * 4, '\0')};
    rewrite(folder.path(), tensors);
    FRACBIT_VERIFY_THROWS([&] { Checkpoint::open(folder.path()); }, ErrorCode::Unsupported,
                          "'model.layers.1.mlp.up_proj.weight'", "I32");
}

void TestCheckpoint::surplusTensors_data() {
    QTest::addColumn<QString>("name");
    QTest::addColumn<bool>("accepted");
    QTest::newRow("inv_freq") << "model.layers.0.self_attn.rotary_emb.inv_freq" << true;
    QTest::newRow("inv_freq outside") << "model.rotary_emb.inv_freq" << true;
    QTest::newRow("another part") << "vision.patch_embed.weight" << true;
    QTest::newRow("beyond the blocks") << "model.layers.2.eh_proj.weight" << false;
    QTest::newRow("bias") << "model.layers.1.self_attn.q_proj.bias" << false;
    QTest::newRow("norm") << "model.layers.0.self_attn.q_norm.weight" << false;
    QTest::newRow("adapter") << "model.layers.0.self_attn.q_proj.lora_A.weight" << false;
    QTest::newRow("head bias") << "lm_head.bias" << false;
    QTest::newRow("norm bias") << "model.norm.bias" << false;
}

void TestCheckpoint::surplusTensors() {
    QFETCH(QString, name);
    QFETCH(bool, accepted);
    const TemporaryFolder folder;
    writeCheckpoint(folder.path(), SyntheticSource(syntheticConfig("llama")));
    std::vector<TestTensor> tensors = llamaTensors();
    tensors.push_back(floatTensor(name.toStdString(), Tensor({48})));
    rewrite(folder.path(), tensors);
    if (accepted) {
        QCOMPARE(int(Checkpoint::open(folder.path())->spec().tensors.size()), 2 * 9 + 3);
        return;
    }
    const QByteArray expected = name.toUtf8();
    FRACBIT_VERIFY_THROWS([&] { Checkpoint::open(folder.path()); }, ErrorCode::Unsupported,
                          "model.safetensors", expected.constData());
}

void TestCheckpoint::indexMayNotLeaveTheFolder_data() {
    QTest::addColumn<QString>("shard");
    for (const char* shard :
         {"../secret.safetensors", "/etc/passwd", "a/b.safetensors", "..", "", "a\\b", "x\ny"})
        QTest::newRow(shard) << shard;
}

void TestCheckpoint::indexMayNotLeaveTheFolder() {
    QFETCH(QString, shard);
    const TemporaryFolder folder;
    writeCheckpoint(folder.path(), SyntheticSource(syntheticConfig("llama")));
    fs::remove(folder / "model.safetensors");
    const nlohmann::json index{{"weight_map", {{"w", shard.toStdString()}}}};
    writeBytes(folder / "model.safetensors.index.json", index.dump());
    FRACBIT_VERIFY_THROWS([&] { Checkpoint::open(folder.path()); }, ErrorCode::InvalidFile,
                          "index.json", "'w'");
}

void TestCheckpoint::refusesOtherInputs() {
    const TemporaryFolder folder;
    FRACBIT_VERIFY_THROWS([&] { Checkpoint::open(folder / "nothing"); }, ErrorCode::Io, "nothing");
    FRACBIT_VERIFY_THROWS([&] { Checkpoint::open(folder.path()); }, ErrorCode::InvalidFile,
                          "config.json");
    writeBytes(folder / "text", "hello");
    FRACBIT_VERIFY_THROWS([&] { Checkpoint::open(folder / "text"); }, ErrorCode::InvalidFile,
                          "GGUF");
    FRACBIT_VERIFY_THROWS([&] { (void)openTensorFile(folder / "text"); }, ErrorCode::InvalidFile,
                          "text");
    writeBytes(folder / "empty", "");
    FRACBIT_VERIFY_THROWS([&] { (void)openTensorFile(folder / "empty"); }, ErrorCode::InvalidFile,
                          "empty");
    writeBytes(folder / "config.json", "{");
    FRACBIT_VERIFY_THROWS([&] { Checkpoint::open(folder.path()); }, ErrorCode::InvalidFile,
                          "config.json", "JSON");
}

// A file as large as Llama 3.1 8B in 16 bits whose data is a hole.
void TestCheckpoint::anEightBillionModelOpensInMilliseconds() {
    UniformDecoder config = syntheticConfig("llama");
    config.vocabulary = 128256;
    config.hidden = 4096;
    config.intermediate = 14336;
    config.blocks = 32;
    config.heads = 32;
    config.kvHeads = 8;
    config.headSize = 128;
    const ModelConfig described = describe(config);
    const TemporaryFolder folder;
    writeBytes(folder / "config.json", huggingFaceConfig(described).dump());

    nlohmann::json header;
    std::int64_t size = 0;
    for (const ExpectedTensor& tensor : expectedTensors(described)) {
        const std::int64_t end = size + 2 * elementCount(tensor.shape);
        header[huggingFaceName(described, tensor)] = {
            {"dtype", "BF16"}, {"shape", tensor.shape}, {"data_offsets", {size, end}}};
        size = end;
    }
    const std::string beginning = safetensorsBytes(header.dump(), "");
    writeBytes(folder / "model.safetensors", beginning);
    std::error_code sparse;
    fs::resize_file(folder / "model.safetensors", beginning.size() + std::uintmax_t(size), sparse);
    if (sparse)
        QSKIP("the temporary folder's file system has no sparse files of 16 GB");

    const auto residentPages = [] {
        std::size_t total = 0, resident = 0;
        std::ifstream("/proc/self/statm") >> total >> resident;
        return resident;
    };
    (void)Checkpoint::open(folder.path()); // libraries and caches are warm
    const std::size_t before = residentPages();
    QElapsedTimer timer;
    timer.start();
    const auto model = Checkpoint::open(folder.path());
    const auto milliseconds = timer.elapsed();
    const std::size_t pages = residentPages() - std::min(before, residentPages());
    QCOMPARE(model->spec().parameters(), std::int64_t(8030261248));
    QCOMPARE(int(model->spec().layers.size()), 224);
    qInfo("opened in %lld ms, %zu pages more", static_cast<long long>(milliseconds), pages);
    QVERIFY2(milliseconds < 500, "opening reads more than headers");
    QVERIFY2(pages < 4096, "opening keeps tensors in memory");
    QCOMPARE(model->readRows("blocks.31.mlp.down.weight", 4095, 4096).values.back(), 0.0f);
}

QTEST_APPLESS_MAIN(TestCheckpoint)
#include "test_checkpoint.moc"
