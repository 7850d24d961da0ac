#include "pipeline/steps/journal.h"

#include "base/atomic_file.h"
#include "base/error.h"
#include "base/text.h"

#include <array>
#include <cerrno>
#include <charconv>
#include <cstring>
#include <fcntl.h>
#include <optional>
#include <unistd.h>
#include <utility>

namespace fracbit::pipeline {

namespace {

constexpr const char* kMagic = "fracbit-quantize-4";
// What a crash of the system (not of the program) may cost, against a pause after every layer.
constexpr auto kSyncInterval = std::chrono::seconds(2);

std::string lineOf(const std::string& item, const JournalEntry& entry) {
    std::string line = item + ' ' + std::to_string(entry.hash);
    for (const double value : {entry.squaredError, entry.squaredNorm, entry.loss, entry.energy})
        line += ' ' + exactText(value);
    return line + (entry.fedBack ? " 1\n" : " 0\n");
}

// Takes the last word off the line.
std::string_view takeLast(std::string_view& line) {
    const std::size_t space = line.rfind(' ');
    if (space == std::string_view::npos)
        return {};
    const std::string_view word = line.substr(space + 1);
    line = line.substr(0, space);
    return word;
}

template <class Number>
bool parse(std::string_view word, Number& value) {
    const char* const end = word.data() + word.size();
    const auto result = std::from_chars(word.data(), end, value);
    return !word.empty() && result.ec == std::errc() && result.ptr == end;
}

std::optional<std::pair<std::string, JournalEntry>> parseLine(std::string_view line) {
    JournalEntry entry;
    int fedBack = 0;
    if (!parse(takeLast(line), fedBack))
        return std::nullopt;
    entry.fedBack = fedBack != 0;
    for (double* value : {&entry.energy, &entry.loss, &entry.squaredNorm, &entry.squaredError})
        if (!parse(takeLast(line), *value))
            return std::nullopt;
    if (!parse(takeLast(line), entry.hash))
        return std::nullopt;
    return std::pair(std::string(line), entry);
}

} // namespace

Journal::Journal(std::filesystem::path path, std::uint64_t fingerprint)
    : path_(std::move(path)), firstLine_(kMagic + (' ' + std::to_string(fingerprint)) + '\n') {
    read();
}

Journal::~Journal() {
    if (descriptor_ >= 0)
        ::close(descriptor_);
}

void Journal::read() {
    if (!std::filesystem::exists(path_))
        return;
    const std::string contents = readFile(path_);
    resumed_ = contents.starts_with(firstLine_);
    ofOtherWork_ = !resumed_;
    if (!resumed_)
        return;
    size_ = firstLine_.size();
    for (std::size_t end; (end = contents.find('\n', size_)) != std::string::npos; size_ = end + 1)
        if (auto parsed = parseLine(std::string_view(contents).substr(size_, end - size_)))
            entries_.insert_or_assign(std::move(parsed->first), parsed->second);
}

void Journal::fail(int error) const {
    throw Error(ErrorCode::Io, path_.string(),
                std::string("cannot be written: ") + std::strerror(error));
}

void Journal::open() {
    if (!resumed_) {
        writeFileAtomically(path_, firstLine_);
        size_ = firstLine_.size();
    }
    descriptor_ = ::open(path_.c_str(), O_WRONLY | O_CLOEXEC);
    if (descriptor_ < 0 || ::ftruncate(descriptor_, static_cast<off_t>(size_)) != 0)
        fail(errno);
}

const JournalEntry* Journal::find(const std::string& item) const {
    const auto found = entries_.find(item);
    return found == entries_.end() ? nullptr : &found->second;
}

void Journal::append(const std::string& item, const JournalEntry& entry) {
    sources_.throwIfLost();
    if (descriptor_ < 0)
        open();
    write(lineOf(item, entry));
    sync();
    entries_[item] = entry;
}

// Whole or not at all.
void Journal::write(std::string_view line) {
    std::size_t done = 0;
    while (done < line.size()) {
        const ssize_t written = ::pwrite(descriptor_, line.data() + done, line.size() - done,
                                         static_cast<off_t>(size_ + done));
        if (written < 0 && errno == EINTR)
            continue;
        if (written <= 0) {
            const int error = written < 0 ? errno : ENOSPC;
            if (::ftruncate(descriptor_, static_cast<off_t>(size_)) != 0)
                fail(errno);
            fail(error);
        }
        done += static_cast<std::size_t>(written);
    }
    size_ += line.size();
}

void Journal::sync() {
    const auto now = std::chrono::steady_clock::now();
    if (now - synced_ < kSyncInterval)
        return;
    if (::fdatasync(descriptor_) != 0 && errno != EINVAL && errno != EROFS)
        fail(errno);
    synced_ = std::chrono::steady_clock::now();
}

void Journal::remove() {
    if (descriptor_ >= 0)
        ::close(std::exchange(descriptor_, -1));
    std::error_code ignored;
    std::filesystem::remove(path_, ignored);
}

} // namespace fracbit::pipeline
