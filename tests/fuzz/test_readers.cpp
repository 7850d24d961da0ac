// Deterministic mutations of well-formed files: a reader gives tensors that can be read or throws
// Error with a one-line message. It never crashes, and never throws anything else.
#include "base/error.h"
#include "base/json_file.h"
#include "base/random.h"
#include "checkpoint/checkpoint.h"
#include "support/pytorch_writer.h"
#include "support/synthetic_checkpoint.h"
#include "support/synthetic_source.h"

#include <QtTest>

#include <array>
#include <cstring>

using namespace fracbit;
using namespace fracbit::checkpoint;
using namespace fracbit::tests;
namespace fs = std::filesystem;

class TestReaders : public QObject {
    Q_OBJECT

private slots:
    void mutatedTensorFiles_data();
    void mutatedTensorFiles();
    void mutatedGgufModels();
    void mutatedConfigurations();

private:
    TemporaryFolder folder_{TemporaryFolder::Place::Memory};
};

namespace {

constexpr int kMutations = 4000;                // a second or two for each format
constexpr std::int64_t kMostElements = 1 << 16; // far above what the examples hold

// Values at which arithmetic on sizes goes wrong.
constexpr std::array<std::uint64_t, 12> kAbsurd{0,
                                                1,
                                                0x7F,
                                                0x80,
                                                0xFF,
                                                0x7FFFFFFF,
                                                0x80000000,
                                                0xFFFFFFFF,
                                                0x7FFFFFFFFFFFFFFF,
                                                0x8000000000000000,
                                                0xFFFFFFFFFFFFFFF8,
                                                0xFFFFFFFFFFFFFFFF};

void flipBit(std::string& bytes, Random& random) {
    const auto at = static_cast<std::size_t>(random.below(bytes.size()));
    bytes[at] = static_cast<char>(bytes[at] ^ (1 << random.below(8)));
}

void overwrite(std::string& bytes, Random& random) {
    const std::uint64_t value = kAbsurd[random.below(kAbsurd.size())];
    const std::size_t width = std::size_t{1} << random.below(4);
    if (bytes.size() < width)
        return;
    std::memcpy(bytes.data() + random.below(bytes.size() - width + 1), &value, width);
}

void cutOut(std::string& bytes, Random& random) {
    const auto at = static_cast<std::size_t>(random.below(bytes.size()));
    bytes.erase(at, static_cast<std::size_t>(1 + random.below(16)));
}

void repeat(std::string& bytes, Random& random) {
    const auto at = static_cast<std::size_t>(random.below(bytes.size()));
    bytes.insert(at, bytes.substr(static_cast<std::size_t>(random.below(bytes.size())),
                                  static_cast<std::size_t>(1 + random.below(16))));
}

void truncate(std::string& bytes, Random& random) {
    bytes.resize(static_cast<std::size_t>(random.below(bytes.size())));
}

// One to four changes, most of them among the first bytes, where the headers are.
std::string mutate(std::string bytes, std::size_t headerBytes, Random& random) {
    const std::size_t part = random.below(4) ? std::min(headerBytes, bytes.size()) : bytes.size();
    std::string tail = bytes.substr(part);
    bytes.resize(part);
    for (std::uint64_t i = 0, changes = 1 + random.below(4); i < changes && !bytes.empty(); ++i) {
        constexpr std::array kChanges{flipBit, flipBit, overwrite, overwrite,
                                      cutOut,  repeat,  truncate};
        kChanges[random.below(kChanges.size())](bytes, random);
    }
    return bytes + tail;
}

void checkMessage(const Error& error) {
    const QString message = QString::fromUtf8(error.what());
    QVERIFY2(!message.contains('\n'), qPrintable(message));
    QVERIFY2(error.code() == ErrorCode::InvalidFile || error.code() == ErrorCode::Unsupported,
             qPrintable(message));
}

// Opens the file and reads every tensor that it offers; true when nothing was wrong.
bool readsWhole(const fs::path& path) {
    try {
        const auto file = openTensorFile(path);
        for (const StoredTensor& tensor : file->tensors()) {
            if (elementCount(tensor.shape) > kMostElements)
                throw std::logic_error("a tensor larger than its file");
            (void)readTensor(tensor);
        }
        return true;
    } catch (const Error& error) {
        checkMessage(error);
        return false;
    }
}

std::string exampleGguf() {
    GgufWriter writer;
    writer.setString("general.architecture", "llama");
    writer.setStrings("tokenizer.ggml.tokens", {"a", "bb", "ccc"});
    writer.setF32s("scores", {0.5f, 1.5f});
    writer.add(floatTensor("a", Tensor({3, 4})));
    writer.add({"b", DType::Q4_1, {2, 64}, std::string(80, '\x5A')});
    writer.add(floatTensor("c", Tensor({5}), DType::F16));
    return writer.bytes();
}

std::vector<TestTensor> exampleTensors() {
    return {floatTensor("model.a.weight", Tensor({3, 4})),
            floatTensor("model.b", Tensor({5}), DType::F16),
            floatTensor("c", Tensor({2, 2, 2}), DType::BF16)};
}

} // namespace

void TestReaders::mutatedTensorFiles_data() {
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<int>("headerBytes");
    const auto row = [](const char* name, const std::string& bytes, std::size_t header) {
        QTest::newRow(name) << QByteArray::fromStdString(bytes) << int(header);
    };
    row("safetensors", safetensorsBytes(exampleTensors()), 250);
    row("gguf", exampleGguf(), 300);
    const std::string archive = pytorchBytes(exampleTensors());
    row("pytorch pickle", archive, archive.find("archive/data/0"));
    row("pytorch directory", archive, archive.size());
}

void TestReaders::mutatedTensorFiles() {
    QFETCH(QByteArray, bytes);
    QFETCH(int, headerBytes);
    const std::string original = bytes.toStdString();
    const fs::path path = folder_ / "mutated";
    writeBytes(path, original);
    QVERIFY(readsWhole(path));
    Random random(hashName(QTest::currentDataTag()));
    int accepted = 0;
    for (int i = 0; i < kMutations; ++i) {
        writeBytes(path, mutate(original, static_cast<std::size_t>(headerBytes), random));
        accepted += readsWhole(path);
    }
    // Both must happen, or the mutations test nothing.
    QVERIFY2(accepted > 0 && accepted < kMutations, qPrintable(QString::number(accepted)));
}

void TestReaders::mutatedGgufModels() {
    const SyntheticSource source(syntheticConfig("llama"));
    const std::string original = ggufModel(source).bytes();
    const std::size_t header = original.find("blk.0") + 500;
    const fs::path path = folder_ / "model.gguf";
    Random random(1);
    int accepted = 0;
    for (int i = 0; i < kMutations / 4; ++i) {
        writeBytes(path,
                   mutate(original.substr(0, header), header, random) + original.substr(header));
        try {
            const auto model = Checkpoint::open(path);
            for (const ModelTensor& tensor : model->spec().tensors)
                (void)model->read(tensor.name);
            ++accepted;
        } catch (const Error& error) {
            QVERIFY2(error.code() == ErrorCode::InvalidFile ||
                         error.code() == ErrorCode::Unsupported,
                     error.what());
        }
    }
    QVERIFY2(accepted > 0 && accepted < kMutations / 4, qPrintable(QString::number(accepted)));
}

void TestReaders::mutatedConfigurations() {
    UniformDecoder config = syntheticConfig("qwen2");
    config.rope = {
        .dimensions = 8, .scaling = RopeScaling::Llama3, .factor = 8, .originalContext = 64};
    const std::string original = huggingFaceConfig(describe(config)).dump();
    Random random(2);
    int accepted = 0;
    for (int i = 0; i < kMutations; ++i) {
        try {
            const auto json = parseJson(mutate(original, original.size(), random), "config.json");
            const ModelConfig parsed = parseHuggingFaceConfig(JsonObject(json, "config.json"));
            QVERIFY(!parsed.blocks.empty());
            ++accepted;
        } catch (const Error& error) {
            checkMessage(error);
        }
    }
    QVERIFY2(accepted > 0 && accepted < kMutations, qPrintable(QString::number(accepted)));
}

QTEST_APPLESS_MAIN(TestReaders)
#include "test_readers.moc"
