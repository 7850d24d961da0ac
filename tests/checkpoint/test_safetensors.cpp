// safetensors: what is written is read, and every way to lie in a header is noticed.
#include "checkpoint/safetensors_file.h"
#include "support/safetensors_writer.h"
#include "support/synthetic_checkpoint.h"
#include "support/thrown.h"

#include <QtTest>

#include <cmath>

using namespace fracbit;
using namespace fracbit::checkpoint;
using namespace fracbit::tests;

class TestSafetensors : public QObject {
    Q_OBJECT

private slots:
    void readsWhatWasWritten_data();
    void readsWhatWasWritten();
    void readsIntegers();
    void findsByName();
    void namesTypesItCannotRead();
    void refusesHostileHeaders_data();
    void refusesHostileHeaders();
    void refusesTruncation();
    void refusesHugeHeader();
    void wrongRowsAreRefused();

private:
    std::unique_ptr<SafetensorsFile> open(const std::string& bytes) {
        writeBytes(folder_ / "test.safetensors", bytes);
        return SafetensorsFile::open(folder_ / "test.safetensors");
    }
    TemporaryFolder folder_{TemporaryFolder::Place::Memory};
};

void TestSafetensors::readsWhatWasWritten_data() {
    QTest::addColumn<int>("dtype");
    QTest::newRow("F32") << int(DType::F32);
    QTest::newRow("F16") << int(DType::F16);
    QTest::newRow("BF16") << int(DType::BF16);
}

void TestSafetensors::readsWhatWasWritten() {
    QFETCH(int, dtype);
    Tensor values({3, 5});
    for (std::size_t i = 0; i < 15; ++i) // exact in every format
        values.values[i] = static_cast<float>(i) * 0.25f - 1.0f;
    const auto file = open(safetensorsBytes({floatTensor("a", values, DType(dtype)),
                                             floatTensor("b.c", Tensor({0, 4}), DType(dtype))}));
    QCOMPARE(int(file->tensors().size()), 2);
    QCOMPARE(file->at("a").dtype, DType(dtype));
    QCOMPARE(readTensor(file->at("a")).values, values.values);
    QCOMPARE(readTensor(file->at("b.c")).shape, (Shape{0, 4}));
}

void TestSafetensors::readsIntegers() {
    const std::vector<std::int32_t> numbers{-3, 0, 7, 1 << 20};
    const TestTensor tensor{
        "n", DType::I32, {2, 2}, {reinterpret_cast<const char*>(numbers.data()), 16}};
    const auto file = open(safetensorsBytes({tensor}));
    QCOMPARE(readTensor(file->at("n")).values, (std::vector<float>{-3, 0, 7, 1 << 20}));
}

void TestSafetensors::findsByName() {
    const auto file =
        open(safetensorsBytes({floatTensor("z", Tensor({1})), floatTensor("a", Tensor({2})),
                               floatTensor("m", Tensor({3}))}));
    for (const char* name : {"a", "m", "z"})
        QVERIFY(file->find(name) && file->find(name)->name == name);
    QVERIFY(!file->find("b"));
    FRACBIT_VERIFY_THROWS([&] { (void)file->at("b"); }, ErrorCode::InvalidArgument,
                          "test.safetensors", "'b'");
}

void TestSafetensors::namesTypesItCannotRead() {
    const auto file = open(safetensorsBytes(
        R"({"good":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},
            "bad":{"dtype":"F4","shape":[4],"data_offsets":[4,8]}})",
        std::string(8, '\0')));
    QVERIFY(file->find("good"));
    FRACBIT_VERIFY_THROWS([&] { (void)file->at("bad"); }, ErrorCode::Unsupported, "'bad'", "F4");
}

void TestSafetensors::refusesHostileHeaders_data() {
    QTest::addColumn<QString>("header"); // over 16 bytes of data
    QTest::addColumn<QString>("reason");
    const auto one = [](const char* fields) { return QString(R"({"w":{%1}})").arg(fields); };
    QTest::newRow("not JSON") << "{\"w\":"
                              << "JSON";
    QTest::newRow("not an object") << "[1,2]"
                                   << "not a JSON object";
    QTest::newRow("entry is a number") << R"({"w":3})"
                                       << "'w'";
    QTest::newRow("no type") << one(R"("shape":[4],"data_offsets":[0,16])") << "dtype";
    QTest::newRow("no offsets") << one(R"("dtype":"F32","shape":[4])") << "data_offsets";
    QTest::newRow("one offset") << one(R"("dtype":"F32","shape":[4],"data_offsets":[0])")
                                << "two numbers";
    QTest::newRow("negative") << one(R"("dtype":"F32","shape":[4],"data_offsets":[-1,15])")
                              << "data_offsets";
    QTest::newRow("fraction") << one(R"("dtype":"F32","shape":[4],"data_offsets":[0.5,16])")
                              << "data_offsets";
    QTest::newRow("reversed") << one(R"("dtype":"F32","shape":[4],"data_offsets":[16,0])")
                              << "ends before";
    QTest::newRow("beyond the end")
        << one(R"("dtype":"F32","shape":[5],"data_offsets":[0,20])") << "beyond the end";
    QTest::newRow("huge end")
        << one(R"("dtype":"F32","shape":[5],"data_offsets":[0,18446744073709551615])")
        << "beyond the end";
    QTest::newRow("wrong size") << one(R"("dtype":"F32","shape":[3],"data_offsets":[0,16])")
                                << "shape 3";
    QTest::newRow("overflowing shape")
        << one(R"("dtype":"F32","shape":[4611686018427387905,4],"data_offsets":[0,16])")
        << "does not fit";
    QTest::newRow("negative shape")
        << one(R"("dtype":"F32","shape":[-4],"data_offsets":[0,16])") << "shape";
    QTest::newRow("gap") << one(R"("dtype":"F32","shape":[3],"data_offsets":[4,16])")
                         << "unused bytes";
    QTest::newRow("unused end") << one(R"("dtype":"F32","shape":[3],"data_offsets":[0,12])")
                                << "4 bytes behind";
    QTest::newRow("overlap") << R"({"v":{"dtype":"F32","shape":[3],"data_offsets":[0,12]},
                                    "w":{"dtype":"F32","shape":[2],"data_offsets":[8,16]}})"
                             << "'w' overlaps";
    QTest::newRow("name twice") << R"({"w":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},
                                       "w":{"dtype":"F32","shape":[2],"data_offsets":[8,16]}})"
                                << "'w' occurs twice";
    QTest::newRow("control character in a name")
        << R"({"a\nb":{"dtype":"F32","shape":[4],"data_offsets":[0,16]}})"
        << "plain text";
}

void TestSafetensors::refusesHostileHeaders() {
    QFETCH(QString, header);
    QFETCH(QString, reason);
    const QByteArray expected = reason.toUtf8();
    FRACBIT_VERIFY_THROWS(
        [&] { open(safetensorsBytes(header.toStdString(), std::string(16, '\0'))); },
        ErrorCode::InvalidFile, "test.safetensors", expected.constData());
}

void TestSafetensors::refusesTruncation() {
    const std::string whole = safetensorsBytes({floatTensor("w", Tensor({4, 4}))});
    for (std::size_t size = 0; size < whole.size(); ++size)
        FRACBIT_VERIFY_THROWS([&] { open(whole.substr(0, size)); }, ErrorCode::InvalidFile,
                              "test.safetensors");
    open(whole);
}

void TestSafetensors::refusesHugeHeader() {
    std::string bytes = safetensorsBytes("{}", "");
    for (std::size_t i = 0; i < 8; ++i)
        bytes[i] = '\xFF';
    FRACBIT_VERIFY_THROWS([&] { open(bytes); }, ErrorCode::InvalidFile, "header");
}

void TestSafetensors::wrongRowsAreRefused() {
    const auto file = open(safetensorsBytes({floatTensor("w", Tensor({4, 2}))}));
    std::vector<float> two(4);
    readRows(file->at("w"), 2, 4, two);
    for (const auto& [begin, end] : {std::pair{-1, 1}, {3, 5}, {3, 1}})
        FRACBIT_VERIFY_THROWS([&] { readRows(file->at("w"), begin, end, two); },
                              ErrorCode::InvalidArgument, "'w'", "rows 0 to 4");
    FRACBIT_VERIFY_THROWS([&] { readRows(file->at("w"), 0, 1, two); }, ErrorCode::InvalidArgument,
                          "buffer");
}

QTEST_APPLESS_MAIN(TestSafetensors)
#include "test_safetensors.moc"
