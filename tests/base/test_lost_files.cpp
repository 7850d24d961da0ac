// Files that shrink, change or vanish while they are mapped.
#include "base/atomic_file.h"
#include "base/mapped_file.h"
#include "base/parallel.h"
#include "support/synthetic_checkpoint.h"
#include "support/thrown.h"

#include <QTest>

#include <csetjmp>
#include <csignal>
#include <fcntl.h>
#include <fstream>
#include <sys/mman.h>
#include <unistd.h>

using namespace fracbit;
using namespace fracbit::tests;

namespace {

const auto kPage = static_cast<std::size_t>(::sysconf(_SC_PAGESIZE));
constexpr const char* kLost = "cannot be read any more";

sigjmp_buf returnPoint;

void jumpBack(int) {
    siglongjmp(returnPoint, 1);
}

void write(const std::filesystem::path& path, std::size_t bytes, char value = 'x') {
    std::ofstream(path, std::ios::binary) << std::string(bytes, value);
}

char read(const MappedFile& file, std::size_t at) {
    return *static_cast<const volatile char*>(static_cast<const void*>(&file.bytes()[at]));
}

} // namespace

class TestLostFiles : public QObject {
    Q_OBJECT
private slots:
    void initTestCase();
    void shrunkFileIsAnError();
    void shrunkWithinAPage();
    void laterReadsFailToo();
    void nothingMadeOfItIsCommitted();
    void workOnItEnds();
    void otherWorkGoesOn();
    void nameOutlivesTheMapping();
    void changedFileIsAnError();
    void replacedOrRemovedFileIsIntact();
    void otherFaultsGoToTheHandlerBefore();

private:
    TemporaryFolder folder_;
};

// Before the first mapping: stands for a handler of whoever uses the engine.
void TestLostFiles::initTestCase() {
    std::signal(SIGBUS, jumpBack);
}

void TestLostFiles::shrunkFileIsAnError() {
    write(folder_ / "weights", 4 * kPage);
    const MappedFile file(folder_ / "weights");
    const FileLossWatch watch;
    std::filesystem::resize_file(file.path(), kPage);
    QCOMPARE(read(file, 0), 'x');
    QVERIFY(!watch.lost());
    QCOMPARE(read(file, 3 * kPage), '\0');
    QCOMPARE(read(file, 0), 'x'); // what was still there
    QVERIFY(watch.lost());
    FRACBIT_VERIFY_THROWS([&] { file.requireIntact(); }, ErrorCode::Io, kLost, "weights");
    FRACBIT_VERIFY_THROWS([&] { watch.throwIfLost(); }, ErrorCode::Io, kLost, "weights");
}

// The system fills the last page with zeros and says nothing.
void TestLostFiles::shrunkWithinAPage() {
    write(folder_ / "weights", kPage / 2);
    const MappedFile file(folder_ / "weights");
    file.requireIntact();
    std::filesystem::resize_file(file.path(), 10);
    QCOMPARE(read(file, kPage / 4), '\0');
    FRACBIT_VERIFY_THROWS([&] { file.requireIntact(); }, ErrorCode::Io, kLost, "weights");
}

void TestLostFiles::laterReadsFailToo() {
    write(folder_ / "weights", 4 * kPage);
    const MappedFile file(folder_ / "weights");
    std::filesystem::resize_file(file.path(), 0);
    (void)read(file, 2 * kPage);
    std::filesystem::remove(file.path());
    const FileLossWatch late; // made after the loss: nothing is new to it
    (void)read(file, 3 * kPage);
    late.throwIfLost();
    FRACBIT_VERIFY_THROWS([&] { file.requireIntact(); }, ErrorCode::Io, kLost);
}

void TestLostFiles::nothingMadeOfItIsCommitted() {
    write(folder_ / "weights", 4 * kPage);
    const MappedFile file(folder_ / "weights");
    AtomicFile out(folder_ / "result");
    std::filesystem::resize_file(file.path(), 0);
    const std::string copied(1, read(file, kPage));
    out.append(std::as_bytes(std::span(copied)));
    FRACBIT_VERIFY_THROWS([&] { out.commit(); }, ErrorCode::Io, kLost, "weights");
    QVERIFY(!std::filesystem::exists(folder_ / "result"));
}

void TestLostFiles::workOnItEnds() {
    constexpr std::size_t kPages = 64;
    write(folder_ / "weights", kPages * kPage);
    const MappedFile file(folder_ / "weights");
    RunContext context;
    context.threads = 3;
    std::filesystem::resize_file(file.path(), kPage);
    const auto work = [&] {
        parallelFor(kPages, context, [&](std::size_t page) { (void)read(file, page * kPage); });
        context.throwIfCancelled();
    };
    FRACBIT_VERIFY_THROWS(work, ErrorCode::Io, kLost, "weights");
}

void TestLostFiles::otherWorkGoesOn() {
    write(folder_ / "weights", 4 * kPage);
    write(folder_ / "other", 4 * kPage, 'y');
    const MappedFile file(folder_ / "weights");
    const MappedFile other(folder_ / "other");
    std::filesystem::resize_file(file.path(), 0);
    (void)read(file, 0);
    other.requireIntact();
    QCOMPARE(read(other, 3 * kPage), 'y');
    RunContext().throwIfCancelled();
    writeFileAtomically(folder_ / "result", "new");
    QCOMPARE(readFile(folder_ / "result"), "new");
}

void TestLostFiles::nameOutlivesTheMapping() {
    write(folder_ / "weights", 4 * kPage);
    const FileLossWatch watch;
    {
        const MappedFile file(folder_ / "weights");
        std::filesystem::resize_file(file.path(), 0);
        (void)read(file, 0);
    }
    write(folder_ / "next", kPage);
    const MappedFile next(folder_ / "next"); // may get the place of the one before
    next.requireIntact();
    FRACBIT_VERIFY_THROWS([&] { watch.throwIfLost(); }, ErrorCode::Io, kLost, "weights");
}

void TestLostFiles::changedFileIsAnError() {
    write(folder_ / "weights", kPage);
    const MappedFile file(folder_ / "weights");
    const auto before = std::filesystem::last_write_time(file.path());
    write(folder_ / "weights", kPage, 'y');
    std::filesystem::last_write_time(file.path(), before + std::chrono::seconds(1));
    FRACBIT_VERIFY_THROWS([&] { file.requireIntact(); }, ErrorCode::Io, kLost, "weights");
}

void TestLostFiles::replacedOrRemovedFileIsIntact() {
    write(folder_ / "weights", kPage);
    const MappedFile file(folder_ / "weights");
    writeFileAtomically(folder_ / "weights", "something else");
    file.requireIntact();
    QCOMPARE(read(file, kPage - 1), 'x');
    std::filesystem::remove(folder_ / "weights");
    file.requireIntact();
}

void TestLostFiles::otherFaultsGoToTheHandlerBefore() {
    write(folder_ / "foreign", 2 * kPage);
    const MappedFile own(folder_ / "foreign"); // the handler is there
    write(folder_ / "gone", 2 * kPage);
    const int descriptor = ::open((folder_ / "gone").c_str(), O_RDONLY);
    void* const place = ::mmap(nullptr, 2 * kPage, PROT_READ, MAP_PRIVATE, descriptor, 0);
    ::close(descriptor);
    QVERIFY(place != MAP_FAILED);
    std::filesystem::resize_file(folder_ / "gone", 0);
    const FileLossWatch watch;
    if (sigsetjmp(returnPoint, 1) == 0) {
        (void)*static_cast<volatile char*>(place);
        QFAIL("the fault was hidden");
    }
    if (sigsetjmp(returnPoint, 1) == 0) {
        ::raise(SIGBUS); // sent, not a fault
        QFAIL("the signal was swallowed");
    }
    QVERIFY(!watch.lost());
    own.requireIntact();
    ::munmap(place, 2 * kPage);
}

QTEST_APPLESS_MAIN(TestLostFiles)
#include "test_lost_files.moc"
