// What libraries throw, as errors of ours; paths and numbers as text.
#include "base/atomic_file.h"
#include "base/error.h"
#include "base/folder_lock.h"
#include "base/json_file.h"
#include "base/text.h"
#include "support/synthetic_checkpoint.h"
#include "support/thrown.h"

#include <QTest>

#include <cmath>
#include <limits>
#include <locale>
#include <optional>
#include <system_error>

using namespace fracbit;
using namespace fracbit::tests;

namespace {

template <class Exception>
Error translated(const Exception& exception) {
    return asError(std::make_exception_ptr(exception));
}

// A locale that writes 1,5 and groups digits.
struct CommaNumbers : std::numpunct<char> {
    char do_decimal_point() const override { return ','; }
    char do_thousands_sep() const override { return '.'; }
    std::string do_grouping() const override { return "\3"; }
};

} // namespace

class TestErrors : public QObject {
    Q_OBJECT
private slots:
    void ownErrorsStay();
    void libtorchInOneLine();
    void memory();
    void systemAndFiles();
    void json();
    void othersAreDefects();
    void pathsAreText_data();
    void pathsAreText();
    void jsonTextNeverFails();
    void textsAreUtf8_data();
    void textsAreUtf8();
    void numbersAreExact();
    void oneWriterOfAFolder();
};

void TestErrors::ownErrorsStay() {
    const Error error = translated(Error(ErrorCode::Infeasible, "layer", "a\nb"));
    QCOMPARE(error.code(), ErrorCode::Infeasible);
    QCOMPARE(error.what(), "layer: a b");
}

void TestErrors::libtorchInOneLine() {
    const Error error = translated(
        std::runtime_error("mat1 and mat2\nshapes\nException raised from meta at a.cpp:1 (most "
                           "recent call first):\nframe #0: c10::Error::Error"));
    QCOMPARE(error.code(), ErrorCode::Internal);
    QCOMPARE(error.what(), "internal error: mat1 and mat2 shapes");
}

void TestErrors::memory() {
    const std::runtime_error torch("[enforce fail at alloc_cpu.cpp:117] err == 0. "
                                   "DefaultCPUAllocator: can't allocate memory: you tried to "
                                   "allocate 80 bytes. Error code 12 (Cannot allocate memory)\n");
    for (const Error& error : {translated(std::bad_alloc()), translated(torch)}) {
        QCOMPARE(error.code(), ErrorCode::Io);
        QVERIFY(std::string(error.what()).starts_with("not enough memory"));
    }
}

void TestErrors::systemAndFiles() {
    const std::error_code again = make_error_code(std::errc::resource_unavailable_try_again);
    const Error thread = translated(std::system_error(again));
    QCOMPARE(thread.code(), ErrorCode::Io);
    QVERIFY(QString(thread.what()).contains("thread"));
    const Error file = translated(std::filesystem::filesystem_error(
        "cannot get size", "some/file", make_error_code(std::errc::no_such_file_or_directory)));
    QCOMPARE(file.code(), ErrorCode::Io);
    QCOMPARE(file.what(), "some/file: No such file or directory");
}

void TestErrors::json() {
    const auto dump = [] { (void)nlohmann::json("\xff").dump(); };
    const auto field = [] { (void)nlohmann::json(3).at("name"); };
    for (const std::function<void()>& action : {std::function<void()>(dump), {field}}) {
        std::optional<Error> error;
        try {
            action();
        } catch (...) {
            error = asError(std::current_exception());
        }
        QVERIFY(error);
        QCOMPARE(error->code(), ErrorCode::InvalidFile);
        QVERIFY(QString(error->what()).contains("JSON"));
    }
}

void TestErrors::othersAreDefects() {
    QCOMPARE(translated(std::out_of_range("map::at")).what(), "internal error: map::at");
    QCOMPARE(asError(std::make_exception_ptr(3)).code(), ErrorCode::Internal);
}

void TestErrors::pathsAreText_data() {
    QTest::addColumn<QByteArray>("path");
    QTest::addColumn<QByteArray>("text");
    const auto own = [](const char* name, const QByteArray& path) {
        QTest::newRow(name) << path << path;
    };
    own("ASCII", "models/a b");
    own("UTF-8", "mod\xc3\xa8les/\xe6\xa8\xa1/\xf0\x9f\x98\x80");
    own("private use elsewhere", "\xee\xbd\xbf\xee\x80\x80");
    QTest::newRow("Latin-1") << QByteArray("M-\xe9t\xe9")
                             << QByteArray("M-\xee\xbf\xa9t\xee\xbf\xa9");
    QTest::newRow("edges") << QByteArray("\x80\xbf\xc0\xff")
                           << QByteArray("\xee\xbe\x80\xee\xbe\xbf\xee\xbf\x80\xee\xbf\xbf");
    QTest::newRow("cut short") << QByteArray("\xe6\xa8") << QByteArray("\xee\xbf\xa6\xee\xbe\xa8");
    QTest::newRow("overlong") << QByteArray("\xc0\xaf") << QByteArray("\xee\xbf\x80\xee\xbe\xaf");
    QTest::newRow("surrogate") << QByteArray("\xed\xa0\x80")
                               << QByteArray("\xee\xbf\xad\xee\xbe\xa0\xee\xbe\x80");
    QTest::newRow("looks escaped")
        << QByteArray("\xee\xbf\xa9") << QByteArray("\xee\xbf\xae\xee\xbe\xbf\xee\xbe\xa9");
}

void TestErrors::pathsAreText() {
    QFETCH(QByteArray, path);
    QFETCH(QByteArray, text);
    QCOMPARE(QByteArray::fromStdString(pathText(path.toStdString())), text);
    QCOMPARE(QByteArray::fromStdString(pathFromText(text.toStdString()).native()), path);
    QCOMPARE(QString::fromStdString(pathText(path.toStdString())).toUtf8(), text); // as Qt sees it
    (void)nlohmann::json(text.toStdString()).dump();                               // and JSON
}

void TestErrors::jsonTextNeverFails() {
    QCOMPARE(jsonText(nlohmann::json("a\xff")), "\"a\xef\xbf\xbd\"\n");
    QCOMPARE(jsonText(nlohmann::ordered_json{{"b", 1}, {"a", 2}}), "{\n \"b\": 1,\n \"a\": 2\n}\n");
}

void TestErrors::textsAreUtf8_data() {
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<bool>("good");
    const QString text = QStringLiteral("a\u00e9\u4e2d\U0001f600\n");
    const QByteArray utf8 = text.toUtf8();
    QByteArray little("\xff\xfe");
    QByteArray big("\xfe\xff");
    for (const QChar unit : text) {
        const char low = static_cast<char>(unit.cell());
        const char high = static_cast<char>(unit.row());
        little.append(low).append(high);
        big.append(high).append(low);
    }
    QTest::newRow("UTF-8") << utf8 << true;
    QTest::newRow("with a mark") << "\xef\xbb\xbf" + utf8 << true;
    QTest::newRow("UTF-16, little-endian") << little << true;
    QTest::newRow("UTF-16, big-endian") << big << true;
    QTest::newRow("UTF-16, odd") << little.chopped(1) << false;
    QTest::newRow("half a pair") << QByteArray("\xff\xfe\x00\xd8", 4) << false;
    QTest::newRow("Latin-1") << QByteArray("caf\xe9 ") << false;
    QTest::newRow("compressed") << QByteArray("\x1f\x8b\x08") << false;
}

void TestErrors::textsAreUtf8() {
    QFETCH(QByteArray, bytes);
    QFETCH(bool, good);
    const TemporaryFolder folder;
    writeFileAtomically(folder / "text", bytes.toStdString());
    if (good)
        QCOMPARE(readText(folder / "text"), "a\xc3\xa9\xe4\xb8\xad\xf0\x9f\x98\x80\n");
    else
        FRACBIT_VERIFY_THROWS([&] { (void)readText(folder / "text"); }, ErrorCode::InvalidFile,
                              "is not UTF-8 text");
}

void TestErrors::numbersAreExact() {
    const std::locale before = std::locale::global(std::locale(std::locale(), new CommaNumbers));
    QCOMPARE(exactText(0.1), "0.1");
    QCOMPARE(exactText(1e-7), "1e-07");
    QCOMPARE(exactText(1234567.25), "1234567.25");
    QVERIFY(exactText(0.01) != exactText(std::nextafter(0.01, 1)));
    std::locale::global(before);
}

void TestErrors::oneWriterOfAFolder() {
    const TemporaryFolder folder;
    {
        const FolderLock lock(folder.path());
        FRACBIT_VERIFY_THROWS([&] { FolderLock{folder.path()}; }, ErrorCode::Io,
                              "another run is writing this folder");
    }
    const FolderLock again(folder.path());
    FRACBIT_VERIFY_THROWS([&] { FolderLock{folder / "none"}; }, ErrorCode::Io, "none");
}

QTEST_APPLESS_MAIN(TestErrors)
#include "test_errors.moc"
