#include "base/mapping_registry.h"

#include "base/error.h"
#include "base/file_loss.h"

#include <cerrno>
#include <csignal>
#include <mutex>
#include <string>
#include <sys/mman.h>
#include <unistd.h>

namespace fracbit {

namespace {

constexpr std::uintptr_t kUnused = UINTPTR_MAX;

// What the handler reads and writes.
std::atomic<MappingRecord*> records{nullptr};
std::atomic<MappingRecord*> lostLast{nullptr};
std::atomic<std::uint64_t> losses{0};
std::uintptr_t pageBytes = 0;
struct sigaction previous {};
static_assert(std::atomic<std::uintptr_t>::is_always_lock_free &&
              std::atomic<MappingRecord*>::is_always_lock_free);

// What it does not.
struct Bookkeeping {
    std::mutex mutex;
    std::string lostPath; // of a mapping that is gone
};
Bookkeeping& bookkeeping() {
    static auto& it = *new Bookkeeping; // outlives files that are static
    return it;
}

// The record's bounds may change meanwhile: they count only if they held while both were read.
bool holds(const MappingRecord& record, std::uintptr_t address, std::uintptr_t& end) {
    const std::uintptr_t begin = record.begin;
    end = record.end;
    return begin <= address && address < end && record.begin == begin;
}

// Pages of zeros take the place of the rest of the mapping: one fault, not one for every page.
bool replaceRest(MappingRecord& record, std::uintptr_t address, std::uintptr_t end) {
    const std::uintptr_t page = address & ~(pageBytes - 1);
    record.lost = true;
    lostLast = &record;
    ++losses; // before a thread can read a zero
    void* const place = reinterpret_cast<void*>(page);
    constexpr int kFlags = MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED | MAP_NORESERVE;
    return ::mmap(place, end - page, PROT_READ, kFlags, -1, 0) == place;
}

bool repair(std::uintptr_t address) {
    std::uintptr_t end = 0;
    for (MappingRecord* record = records; record; record = record->next)
        if (holds(*record, address, end))
            return replaceRest(*record, address, end);
    return false;
}

void passOn(int signal, siginfo_t* info, void* context) {
    if (previous.sa_flags & SA_SIGINFO) {
        previous.sa_sigaction(signal, info, context);
        return;
    }
    if (previous.sa_handler != SIG_DFL && previous.sa_handler != SIG_IGN) {
        previous.sa_handler(signal);
        return;
    }
    // As without this handler: what faulted faults again, what was sent is sent again.
    ::sigaction(signal, &previous, nullptr);
    if (info->si_code <= 0)
        ::raise(signal);
}

// Uses system calls and lock-free atomics only.
void onBusError(int signal, siginfo_t* info, void* context) {
    const int error = errno;
    const bool fault = info->si_code > 0; // else sent by a process: si_addr means nothing
    if (!fault || !repair(reinterpret_cast<std::uintptr_t>(info->si_addr)))
        passOn(signal, info, context);
    errno = error;
}

void installHandler() {
    pageBytes = static_cast<std::uintptr_t>(::sysconf(_SC_PAGESIZE));
    struct sigaction action {};
    action.sa_sigaction = onBusError;
    action.sa_flags = SA_SIGINFO | SA_ONSTACK | SA_RESTART;
    sigemptyset(&action.sa_mask);
    ::sigaction(SIGBUS, nullptr, &previous);
    ::sigaction(SIGBUS, &action, nullptr);
}

// Under the mutex.
MappingRecord* unusedRecord() {
    for (MappingRecord* record = records; record; record = record->next)
        if (!record->path)
            return record;
    auto* const record = new MappingRecord;
    record->next = records;
    records = record;
    return record;
}

} // namespace

MappingRecord* enterMapping(std::span<const std::byte> bytes, const char* path) {
    static std::once_flag once;
    std::call_once(once, installHandler);
    const std::lock_guard lock(bookkeeping().mutex);
    MappingRecord* const record = unusedRecord();
    record->path = path;
    record->lost = false;
    const auto begin = reinterpret_cast<std::uintptr_t>(bytes.data());
    record->end = (begin + bytes.size() + pageBytes - 1) & ~(pageBytes - 1);
    record->begin = begin;
    return record;
}

void leaveMapping(MappingRecord* record) noexcept {
    const std::lock_guard lock(bookkeeping().mutex);
    record->begin = kUnused;
    if (lostLast == record) {
        try {
            bookkeeping().lostPath = record->path;
        } catch (const std::bad_alloc&) {
            bookkeeping().lostPath.clear();
        }
        lostLast = nullptr;
    }
    record->path = nullptr;
}

FileLossWatch::FileLossWatch() noexcept : seen_(losses) {}

bool FileLossWatch::lost() const noexcept {
    return losses != seen_;
}

void FileLossWatch::throwIfLost() const {
    if (!lost())
        return;
    const std::lock_guard lock(bookkeeping().mutex);
    const MappingRecord* const record = lostLast;
    throw Error(ErrorCode::Io, record ? record->path : bookkeeping().lostPath, kFileLost);
}

} // namespace fracbit
