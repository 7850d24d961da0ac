// GGUF: metadata of every kind, tensors, and refusals of malformed files.
#include "checkpoint/gguf_file.h"
#include "support/gguf_writer.h"
#include "support/synthetic_checkpoint.h"
#include "support/thrown.h"

#include <QtTest>

using namespace fracbit;
using namespace fracbit::checkpoint;
using namespace fracbit::tests;

class TestGguf : public QObject {
    Q_OBJECT

private slots:
    void readsMetadata();
    void namesWrongKinds();
    void readsTensors();
    void otherAlignments();
    void namesTypesItCannotRead();
    void refusesOtherVersions_data();
    void refusesOtherVersions();
    void refusesLies_data();
    void refusesLies();
    void refusesTruncation();

private:
    std::unique_ptr<GgufFile> open(const std::string& bytes) {
        writeBytes(folder_ / "test.gguf", bytes);
        return GgufFile::open(folder_ / "test.gguf");
    }
    TemporaryFolder folder_{TemporaryFolder::Place::Memory};
};

namespace {

GgufWriter example() {
    GgufWriter writer;
    writer.setString("text", "hello");
    writer.setU32("count", 4000000000u);
    writer.setF32("ratio", 0.5f);
    writer.setBool("flag", true);
    writer.setStrings("words", {"a", "", "ccc"});
    writer.setU32s("numbers", {1, 2, 3});
    writer.setF32s("fractions", {0.5f, -2.0f});
    Tensor values({2, 3});
    values.values = {1, 2, 3, 4, 5, 6};
    writer.add(floatTensor("matrix", values));
    writer.add(floatTensor("vector", Tensor({4}), DType::F16));
    return writer;
}

} // namespace

void TestGguf::readsMetadata() {
    const auto file = open(example().bytes());
    const GgufMetadata& metadata = file->metadata();
    QCOMPARE(metadata.version(), 3u);
    QCOMPARE(metadata.string("text"), std::string_view("hello"));
    QCOMPARE(metadata.integer("count"), std::int64_t(4000000000));
    QCOMPARE(metadata.number("count"), 4e9);
    QCOMPARE(metadata.number("ratio"), 0.5);
    QVERIFY(metadata.boolean("flag"));
    QVERIFY(metadata.isArray("words") && !metadata.isArray("text"));
    QCOMPARE(metadata.arraySize("words"), std::uint64_t(3));
    QCOMPARE(metadata.strings("words"), (std::vector<std::string_view>{"a", "", "ccc"}));
    QCOMPARE(metadata.integers("numbers"), (std::vector<std::int64_t>{1, 2, 3}));
    QCOMPARE(metadata.floats("fractions"), (std::vector<float>{0.5f, -2.0f}));
    QCOMPARE(metadata.floats("numbers"), (std::vector<float>{1, 2, 3}));
    QCOMPARE(metadata.integerOr("absent", 7), std::int64_t(7));
    QCOMPARE(int(metadata.keys().size()), 7);
}

void TestGguf::namesWrongKinds() {
    const auto file = open(example().bytes());
    const GgufMetadata& metadata = file->metadata();
    const auto code = ErrorCode::InvalidFile;
    FRACBIT_VERIFY_THROWS([&] { (void)metadata.integer("gone"); }, code, "test.gguf", "'gone'",
                          "missing");
    FRACBIT_VERIFY_THROWS([&] { (void)metadata.integer("text"); }, code, "'text'", "integer");
    FRACBIT_VERIFY_THROWS([&] { (void)metadata.integer("numbers"); }, code, "'numbers'", "array");
    FRACBIT_VERIFY_THROWS([&] { (void)metadata.string("count"); }, code, "'count'", "string");
    FRACBIT_VERIFY_THROWS([&] { (void)metadata.boolean("count"); }, code, "'count'");
    FRACBIT_VERIFY_THROWS([&] { (void)metadata.strings("numbers"); }, code, "'numbers'");
    FRACBIT_VERIFY_THROWS([&] { (void)metadata.integers("words"); }, code, "'words'");
}

void TestGguf::readsTensors() {
    const auto file = open(example().bytes());
    QCOMPARE(file->at("matrix").shape, (Shape{2, 3}));
    QCOMPARE(readTensor(file->at("matrix")).values, (std::vector<float>{1, 2, 3, 4, 5, 6}));
    QCOMPARE(file->at("vector").dtype, DType::F16);
}

void TestGguf::otherAlignments() {
    GgufWriter writer = example();
    writer.alignment = 256;
    QCOMPARE(readTensor(open(writer.bytes())->at("matrix")).values[5], 6.0f);
    for (const std::uint32_t wrong : {0u, 24u, 1u << 30}) {
        GgufWriter broken;
        broken.setU32("general.alignment", wrong);
        FRACBIT_VERIFY_THROWS([&] { open(broken.bytes()); }, ErrorCode::InvalidFile,
                              "general.alignment");
    }
}

void TestGguf::namesTypesItCannotRead() {
    GgufWriter writer = example();
    writer.add({"third", DType::F32, {256}, std::string(98, '\0')}, 18);
    writer.add({"odd", DType::F32, {256}, std::string(8, '\0')}, 77);
    const auto file = open(writer.bytes());
    QVERIFY(file->find("matrix"));
    FRACBIT_VERIFY_THROWS([&] { (void)file->at("third"); }, ErrorCode::Unsupported, "'third'",
                          "IQ3_XXS");
    FRACBIT_VERIFY_THROWS([&] { (void)file->at("odd"); }, ErrorCode::Unsupported, "'odd'", "77");
}

void TestGguf::refusesOtherVersions_data() {
    QTest::addColumn<unsigned>("version");
    QTest::addColumn<QString>("reason");
    QTest::newRow("first") << 1u << "version 1";
    QTest::newRow("future") << 4u << "version 4";
    QTest::newRow("big-endian") << 0x03000000u << "big-endian";
}

void TestGguf::refusesOtherVersions() {
    QFETCH(unsigned, version);
    QFETCH(QString, reason);
    GgufWriter writer = example();
    writer.version = version;
    const QByteArray expected = reason.toUtf8();
    FRACBIT_VERIFY_THROWS([&] { open(writer.bytes()); }, ErrorCode::Unsupported, "test.gguf",
                          expected.constData());
    writer.version = 2;
    QCOMPARE(open(writer.bytes())->metadata().version(), 2u);
}

void TestGguf::refusesLies_data() {
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QString>("reason");
    const auto row = [](const char* name, const GgufWriter& writer, const char* reason) {
        QTest::newRow(name) << QByteArray::fromStdString(writer.bytes()) << reason;
    };
    GgufWriter writer = example();
    writer.extraTensors = std::uint64_t{1} << 60;
    row("claims tensors", writer, "more tensors");
    writer = example();
    writer.extraKeys = std::uint64_t{1} << 60;
    row("claims keys", writer, "");
    writer = example();
    writer.offsetShift = 32;
    row("beyond the end", writer, "'vector' reaches beyond");
    writer.offsetShift = 8;
    row("not aligned", writer, "alignment");
    writer.offsetShift = static_cast<std::uint64_t>(-32);
    row("overlap", writer, "overlaps");
    writer = example();
    writer.keepDuplicates = true;
    writer.setU32("count", 1);
    row("key twice", writer, "'count' occurs twice");
    writer = example();
    writer.add(floatTensor("matrix", Tensor({1})));
    row("name twice", writer, "'matrix' occurs twice");
    writer = example();
    writer.add({"wide", DType::F32, {1, 1, 1, 1, 1}, std::string(4, '\0')});
    row("five dimensions", writer, "5 dimensions");
    writer = example();
    writer.add({"huge", DType::F32, {std::int64_t{1} << 40, std::int64_t{1} << 40}, ""});
    row("overflow", writer, "'huge' has sizes");
    writer = example();
    writer.add({"ragged", DType::Q8_0, {2, 40}, std::string(85, '\0')});
    row("half a block", writer, "'ragged'");
}

void TestGguf::refusesLies() {
    QFETCH(QByteArray, bytes);
    QFETCH(QString, reason);
    const QByteArray expected = reason.toUtf8();
    FRACBIT_VERIFY_THROWS([&] { open(bytes.toStdString()); }, ErrorCode::InvalidFile, "test.gguf",
                          expected.constData());
}

void TestGguf::refusesTruncation() {
    const std::string whole = example().bytes();
    for (std::size_t size = 0; size < whole.size(); ++size)
        FRACBIT_VERIFY_THROWS([&] { open(whole.substr(0, size)); }, ErrorCode::InvalidFile,
                              "test.gguf");
    open(whole);
}

QTEST_APPLESS_MAIN(TestGguf)
#include "test_gguf.moc"
