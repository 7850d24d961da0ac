#include "base/atomic_file.h"
#include "base/checksum.h"
#include "base/json_file.h"
#include "base/mapped_file.h"
#include "base/parallel.h"
#include "base/random.h"
#include "support/synthetic_checkpoint.h"
#include "support/thrown.h"
#include "tensor/dtype.h"

#include <QTest>

#include <atomic>
#include <bit>
#include <cmath>
#include <fstream>
#include <numeric>

using namespace fracbit;
using namespace fracbit::tests;

class TestBase : public QObject {
    Q_OBJECT
private slots:
    void everyIndexOnce();
    void everyIndexOnceInChunks();
    void loopsWithinLoops();
    void firstErrorIsRethrown();
    void loopsAreCancelled();
    void fileAppearsOnlyWhenCommitted();
    void partialFileCanBeKept();
    void fullDiskIsAnError();
    void missingFileIsNamed();
    void folderIsNoFile();
    void jsonFieldsAreChecked();
    void randomNumbersArePinned();
    void gaussianMoments();
    void halvesRoundTrip();
    void halvesRoundToNearestEven();
    void checksumsArePinned();
    void filesHaveFingerprints();
};

void TestBase::everyIndexOnce() {
    for (const int threads : {1, 2, 7}) {
        std::vector<std::atomic<int>> seen(1000);
        RunContext context;
        context.threads = threads;
        parallelFor(seen.size(), context, [&](std::size_t i) { ++seen[i]; });
        for (const auto& count : seen)
            QCOMPARE(count.load(), 1);
    }
    parallelFor(0, RunContext{}, [](std::size_t) { QFAIL("called for an empty range"); });
}

void TestBase::everyIndexOnceInChunks() {
    RunContext context;
    context.threads = 3;
    for (const std::size_t count : {0, 1, 7, 1000}) {
        std::vector<std::atomic<int>> seen(count);
        parallelFor(count, 7, context, [&](std::size_t i) { ++seen[i]; });
        for (const auto& calls : seen)
            QCOMPARE(calls.load(), 1);
    }
}

void TestBase::loopsWithinLoops() {
    RunContext context;
    context.threads = 3;
    std::vector<std::atomic<int>> seen(20 * 30);
    parallelFor(20, context, [&](std::size_t i) {
        parallelFor(30, context, [&](std::size_t j) { ++seen[30 * i + j]; });
    });
    for (const auto& calls : seen)
        QCOMPARE(calls.load(), 1);
}

void TestBase::firstErrorIsRethrown() {
    RunContext context;
    context.threads = 4;
    FRACBIT_VERIFY_THROWS(
        [&] {
            parallelFor(100, context, [](std::size_t i) {
                if (i == 42)
                    throw Error(ErrorCode::InvalidFile, "item 42", "is bad");
            });
        },
        ErrorCode::InvalidFile, "item 42");
    std::atomic<int> calls = 0; // the threads that stay are ready for the next loop
    parallelFor(100, context, [&](std::size_t) { ++calls; });
    QCOMPARE(calls.load(), 100);
}

void TestBase::loopsAreCancelled() {
    std::stop_source stop;
    RunContext context{stop.get_token(), nullptr, 2};
    std::atomic<int> calls = 0;
    FRACBIT_VERIFY_THROWS(
        [&] {
            parallelFor(1000000, context, [&](std::size_t) {
                if (++calls == 10)
                    stop.request_stop();
            });
        },
        ErrorCode::Cancelled, "cancelled");
    QVERIFY(calls < 100);
}

void TestBase::fileAppearsOnlyWhenCommitted() {
    TemporaryFolder folder;
    const auto path = folder / "a.bin";
    {
        AtomicFile file(path);
        file.append(std::as_bytes(std::span("abc", 3)));
        QVERIFY(!std::filesystem::exists(path));
    }
    QVERIFY(std::filesystem::is_empty(folder.path())); // nothing left behind
    {
        AtomicFile file(path);
        file.writeAt(2, std::as_bytes(std::span("cd", 2)));
        file.writeAt(0, std::as_bytes(std::span("ab", 2)));
        file.commit();
    }
    QCOMPARE(readFile(path), std::string("abcd"));
}

void TestBase::partialFileCanBeKept() {
    TemporaryFolder folder;
    const auto path = folder / "a.bin";
    {
        AtomicFile file(path);
        file.append(std::as_bytes(std::span("abc", 3)));
        file.keepPartial();
    }
    AtomicFile file(path, AtomicFile::Open::Resume);
    file.writeAt(3, std::as_bytes(std::span("d", 1)));
    file.commit();
    QCOMPARE(readFile(path), std::string("abcd"));
}

void TestBase::fullDiskIsAnError() {
    if (!std::filesystem::exists("/dev/full"))
        QSKIP("no /dev/full");
    TemporaryFolder folder;
    std::filesystem::create_symlink("/dev/full", folder / "a.bin.partial");
    FRACBIT_VERIFY_THROWS(
        [&] {
            AtomicFile file(folder / "a.bin", AtomicFile::Open::Resume);
            file.append(std::as_bytes(std::span("abc", 3)));
        },
        ErrorCode::Io, "a.bin", "No space left");
}

void TestBase::missingFileIsNamed() {
    FRACBIT_VERIFY_THROWS([] { MappedFile("/nowhere/model.gguf"); }, ErrorCode::Io,
                          "/nowhere/model.gguf", "No such file");
}

void TestBase::folderIsNoFile() {
    TemporaryFolder folder;
    FRACBIT_VERIFY_THROWS([&] { MappedFile{folder.path()}; }, ErrorCode::Io, "regular file");
}

void TestBase::jsonFieldsAreChecked() {
    const auto document = parseJson(
        R"({"n": 3, "x": 2.5, "s": "t", "b": true, "o": {"k": -1}, "null": null, "big": 1e300})",
        "f.json");
    const JsonObject object(document, "f.json");
    QCOMPARE(object.integer("n"), 3);
    QCOMPARE(object.number("x"), 2.5);
    QCOMPARE(object.string("s"), std::string("t"));
    QVERIFY(object.boolean("b"));
    QCOMPARE(object.object("o").integer("k"), -1);
    QVERIFY(!object.has("null"));
    QCOMPARE(object.integerOr("null", 7), 7);
    const auto invalid = ErrorCode::InvalidFile;
    FRACBIT_VERIFY_THROWS([&] { (void)object.integer("x"); }, invalid, "f.json", "'x'");
    FRACBIT_VERIFY_THROWS([&] { (void)object.integer("big"); }, invalid, "'big'");
    FRACBIT_VERIFY_THROWS([&] { (void)object.string("n"); }, invalid, "'n'");
    FRACBIT_VERIFY_THROWS([&] { (void)object.object("o").number("z"); }, invalid, "'o.z'");
    FRACBIT_VERIFY_THROWS([&] { (void)object.object("o").unsignedInteger("k"); }, invalid, "'o.k'");
    FRACBIT_VERIFY_THROWS([] { (void)parseJson(std::string(1000000, '['), "f.json"); }, invalid,
                          "nested");
    FRACBIT_VERIFY_THROWS([] { (void)parseJson("{\"a\": ", "f.json"); }, invalid, "f.json");
}

void TestBase::randomNumbersArePinned() {
    // Rotations and samples on disk depend on these: they may never change.
    Random random(42);
    QCOMPARE(random.next(), mix64(mix64(42)));
    QCOMPARE(mix64(0), 0xE220A8397B1DCDAFull);      // splitmix64's first output for seed 0
    QCOMPARE(hashName("a"), 0xAF63DC4C8601EC8Cull); // FNV-1a test vector
    for (int i = 0; i < 1000; ++i) {
        const double u = random.uniform();
        QVERIFY(u > 0 && u < 1);
        QVERIFY(random.below(7) < 7);
    }
}

void TestBase::gaussianMoments() {
    std::vector<float> values(200000);
    fillGaussian(values, 3);
    double mean = 0, square = 0, fourth = 0;
    for (const double x : values) {
        mean += x;
        square += x * x;
        fourth += x * x * x * x;
    }
    const auto n = static_cast<double>(values.size());
    QVERIFY(std::abs(mean / n) < 0.01);
    QVERIFY(std::abs(square / n - 1) < 0.015);
    QVERIFY(std::abs(fourth / n - 3) < 0.1);
}

void TestBase::halvesRoundTrip() {
    for (std::uint32_t bits = 0; bits < 65536; ++bits) {
        const auto half = static_cast<std::uint16_t>(bits);
        const float value = halfToFloat(half);
        if (std::isnan(value))
            QVERIFY(std::isnan(halfToFloat(floatToHalf(value))));
        else
            QCOMPARE(floatToHalf(value), half);
        const float wide = bfloatToFloat(half);
        if (!std::isnan(wide))
            QCOMPARE(floatToBfloat(wide), half);
    }
}

void TestBase::halvesRoundToNearestEven() {
    QCOMPARE(floatToHalf(1.0f + 0x1p-11f), 0x3C00);     // a tie: to even
    QCOMPARE(floatToHalf(1.0f + 3 * 0x1p-11f), 0x3C02); // a tie: to even
    QCOMPARE(floatToHalf(1.0f + 0x1.8p-11f), 0x3C01);
    QCOMPARE(floatToHalf(65519.0f), 0x7BFF); // largest finite
    QCOMPARE(floatToHalf(65520.0f), 0x7C00); // infinity
    QCOMPARE(floatToHalf(0x1p-25f), 0x0000); // a tie with zero
    QCOMPARE(floatToHalf(0x1.8p-25f), 0x0001);
    QCOMPARE(floatToHalf(-0x1p-24f), 0x8001);
    QCOMPARE(floatToBfloat(std::bit_cast<float>(0x3F808000u)), 0x3F80); // a tie: to even
    QCOMPARE(floatToBfloat(std::bit_cast<float>(0x3F818000u)), 0x3F82);
}

// Values of the xxhsum program: `xxhsum -H3`.
void TestBase::checksumsArePinned() {
    const auto hash = [](const std::string& text) {
        return hexDigits(xxh3(std::as_bytes(std::span(text))));
    };
    QCOMPARE(hash(""), std::string("2d06800538d394c2"));
    QCOMPARE(hash("abc"), std::string("78af5f94892f3950"));
    QCOMPARE(hash(std::string(1000, 'x')), std::string("c0a4877b962cba82"));
    QCOMPARE(hexDigits(0x1f), std::string("000000000000001f"));
    QVERIFY(isHexDigits("000000000000001f"));
    for (const char* wrong : {"", "1f", "000000000000001F", "000000000000001g"})
        QVERIFY2(!isHexDigits(wrong), wrong);
}

void TestBase::filesHaveFingerprints() {
    const TemporaryFolder folder;
    writeFileAtomically(folder / "f", "abc");
    QCOMPARE(fileFingerprint(folder / "f"), std::string("78af5f94892f3950"));
    FRACBIT_VERIFY_THROWS([&] { (void)fileFingerprint(folder / "none"); }, ErrorCode::Io, "none");
}

QTEST_APPLESS_MAIN(TestBase)
#include "test_base.moc"
