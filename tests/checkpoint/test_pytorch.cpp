// PyTorch archives: state dictionaries are read; anything that is not data is refused by name.
#include "checkpoint/formats/pytorch_file.h"
#include "support/pytorch_writer.h"
#include "support/synthetic_checkpoint.h"
#include "support/thrown.h"
#include "torch_archive.h"

#include <QtTest>

using namespace fracbit;
using namespace fracbit::checkpoint;
using namespace fracbit::tests;

class TestPyTorch : public QObject {
    Q_OBJECT

private slots:
    void readsAStateDictionary();
    void readsWhatLibtorchWrites();
    void namesNestedTensors();
    void refusesPickles_data();
    void refusesPickles();
    void refusesTheOldFormat();
    void refusesCompressedEntries();
    void refusesTruncation();
    void refusesTensorsBeyondTheirStorage();

private:
    std::unique_ptr<PyTorchFile> open(const std::string& bytes) {
        writeBytes(folder_ / "test.bin", bytes);
        return PyTorchFile::open(folder_ / "test.bin");
    }
    std::unique_ptr<PyTorchFile> openPickle(const std::string& pickle) {
        return open(zipBytes({{"archive/data.pkl", pickle}, {"archive/data/0", "12345678"}}));
    }
    TemporaryFolder folder_{TemporaryFolder::Place::Memory};
};

namespace {

// Two floats of storage "0" with these offset, shape and stride instructions.
std::string tensorOf(const std::string& offset, const std::string& shape,
                     const std::string& stride) {
    using namespace std::string_literals;
    return "ctorch._utils\n_rebuild_tensor_v2\n((X\x07\0\0\0storagectorch\nFloatStorage\n"
           "X\x01\0\0\0"
           "0X\x03\0\0\0cpuK\x02tQ"s +
           offset + shape + stride + "\x89}tR";
}

} // namespace

void TestPyTorch::readsAStateDictionary() {
    Tensor values({2, 3});
    values.values = {1, 2, 3, 4, 5, 6};
    const auto file =
        open(pytorchBytes({floatTensor("a.weight", values), floatTensor("b", values, DType::BF16),
                           floatTensor("c", Tensor({0}), DType::F16)}));
    QCOMPARE(int(file->tensors().size()), 3);
    QCOMPARE(readTensor(file->at("a.weight")).values, values.values);
    QCOMPARE(file->at("b").dtype, DType::BF16);
    QCOMPARE(readTensor(file->at("b")).values, values.values);
    QCOMPARE(file->at("c").shape, Shape{0});
}

void TestPyTorch::readsWhatLibtorchWrites() {
    const auto file = open(torchArchive());
    QCOMPARE(int(file->tensors().size()), 4);
    QCOMPARE(file->at("float").shape, (Shape{2, 3}));
    QCOMPARE(readTensor(file->at("float")).values, (std::vector<float>{0, 1, 2, 3, 4, 5}));
    QCOMPARE(file->at("half").dtype, DType::F16);
    QCOMPARE(readTensor(file->at("half")).values, (std::vector<float>{1, 2, 3, 4}));
    QCOMPARE(readTensor(file->at("brain")).values, (std::vector<float>{-1.5f}));
    QCOMPARE(file->at("inner.long").dtype, DType::I64);
    QCOMPARE(readTensor(file->at("inner.long")).values, (std::vector<float>{7, 8}));
}

void TestPyTorch::namesNestedTensors() {
    using namespace std::string_literals;
    const std::string tensor = tensorOf("K\0"s, "K\x02\x85", "K\x01\x85");
    const auto file = openPickle("\x80\x02}X\x01\0\0\0q}X\x01\0\0\0r]"s + tensor + "ass.");
    QCOMPARE(int(file->tensors().size()), 1);
    QCOMPARE(file->tensors().front().name, std::string("q.r.0"));
    QCOMPARE(file->tensors().front().bytes.size(), std::size_t(8));
}

void TestPyTorch::refusesPickles_data() {
    using namespace std::string_literals;
    QTest::addColumn<QByteArray>("pickle");
    QTest::addColumn<int>("code");
    QTest::addColumn<QString>("reason");
    const auto row = [](const char* name, const std::string& pickle, ErrorCode code,
                        const char* reason) {
        QTest::newRow(name) << QByteArray::fromStdString(pickle) << int(code) << reason;
    };
    const auto unsupported = ErrorCode::Unsupported;
    const auto invalid = ErrorCode::InvalidFile;
    row("system command", "cos\nsystem\n(X\x02\0\0\0lstR."s, unsupported, "'os.system'");
    row("builtin", "c__builtin__\neval\n."s, unsupported, "'__builtin__.eval'");
    row("stack global", "\x8c\x02os\x8c\x05popen\x93."s, unsupported, "'os.popen'");
    row("a function of torch", "ctorch\nload\n."s, unsupported, "'torch.load'");
    row("object", "\x80\x02}\x81."s, unsupported, "instruction 129");
    row("call of a type", "ctorch\nFloatStorage\n)R."s, invalid, "not a function");
    row("call of a number", "K\x01)R."s, invalid, "function");
    row("empty stack", "."s, invalid, "more values");
    row("tuple without mark", "t."s, invalid, "mark");
    row("pop beyond the mark", "K\x01(0."s, invalid, "more values");
    row("append to a number", "K\x01K\x02\x61."s, invalid, "a list");
    row("odd items", "}(K\x01u."s, invalid, "without a value");
    row("unknown memo", "h\x07."s, invalid, "did not keep");
    row("no end", "}"s, invalid, "ends early");
    row("long text", "X\xff\xff\xff\xffz."s, invalid, "ends early");
    row("not a storage", "(X\x03\0\0\0abcNNNNtQ."s, invalid, "not a storage");
    row("short call", "ctorch._utils\n_rebuild_tensor_v2\n)R."s, invalid, "too few");
    row("negative size", tensorOf("K\0"s, "J\xff\xff\xff\xff\x85", "K\x01\x85") + ".", invalid,
        "out of range");
    row("negative offset", tensorOf("J\xff\xff\xff\xff", "K\x01\x85", "K\x01\x85") + ".", invalid,
        "out of range");
    row("stride of another length", tensorOf("K\0"s, "K\x01\x85", "K\x01K\x01\x86") + ".", invalid,
        "stride");
    row("list in itself", "]q\0h\0a."s, invalid, "nested");
}

void TestPyTorch::refusesPickles() {
    QFETCH(QByteArray, pickle);
    QFETCH(int, code);
    QFETCH(QString, reason);
    const QByteArray expected = reason.toUtf8();
    FRACBIT_VERIFY_THROWS([&] { openPickle(pickle.toStdString()); }, ErrorCode(code), "test.bin",
                          expected.constData());
}

void TestPyTorch::refusesTheOldFormat() {
    const std::string magic = "\x80\x02\x8a\x0a" + std::string(40, 'l');
    writeBytes(folder_ / "test.bin", magic);
    FRACBIT_VERIFY_THROWS([&] { (void)openTensorFile(folder_ / "test.bin"); },
                          ErrorCode::Unsupported, "test.bin", "1.6");
}

void TestPyTorch::refusesCompressedEntries() {
    std::string bytes = zipBytes({{"archive/data.pkl", "}."}});
    const std::size_t directory = bytes.find("PK\x01\x02");
    bytes[directory + 10] = 8; // deflate
    FRACBIT_VERIFY_THROWS([&] { open(bytes); }, ErrorCode::Unsupported, "compressed",
                          "archive/data.pkl");
}

void TestPyTorch::refusesTruncation() {
    const std::string whole = pytorchBytes({floatTensor("w", Tensor({4, 4}))});
    for (std::size_t size = 4; size < whole.size(); ++size)
        FRACBIT_VERIFY_THROWS([&] { open(whole.substr(0, size)); }, ErrorCode::InvalidFile,
                              "test.bin");
    open(whole);
}

void TestPyTorch::refusesTensorsBeyondTheirStorage() {
    using namespace std::string_literals;
    const std::string two = "K\x02\x85";
    const std::string one = "K\x01\x85";
    openPickle(tensorOf("K\0"s, two, one) + ".");
    openPickle(tensorOf("K\x01", one, one) + ".");
    for (const std::string& pickle :
         {tensorOf("K\x01", two, one), tensorOf("K\0"s, "K\x03\x85", one),
          tensorOf("J\xff\xff\xff\x7f", one, one)})
        FRACBIT_VERIFY_THROWS([&] { openPickle(pickle + "."); }, ErrorCode::InvalidFile, "'tensor'",
                              "storage");
}

QTEST_APPLESS_MAIN(TestPyTorch)
#include "test_pytorch.moc"
