#include "pipeline/steps/journal.h"

#include "base/error.h"

#include <sstream>

namespace fracbit::pipeline {

namespace {

constexpr const char* kMagic = "fracbit-quantize-3";

} // namespace

Journal::Journal(std::filesystem::path path, std::uint64_t fingerprint) : path_(std::move(path)) {
    read(fingerprint);
    out_.open(path_, std::ios::trunc);
    out_ << kMagic << ' ' << fingerprint << '\n';
    for (const auto& [item, entry] : std::map(std::move(entries_)))
        append(item, entry);
    if (!out_)
        throw Error(ErrorCode::Io, path_.string(), "cannot be written");
}

void Journal::read(std::uint64_t fingerprint) {
    std::ifstream in(path_);
    std::string line;
    std::ostringstream expected;
    expected << kMagic << ' ' << fingerprint;
    if (!std::getline(in, line) || line != expected.str())
        return;
    resumed_ = true;
    while (std::getline(in, line) && !in.eof()) { // a line without its end is torn
        std::istringstream fields(line);
        std::string item;
        JournalEntry entry;
        if (fields >> item >> entry.hash >> entry.squaredError >> entry.squaredNorm >> entry.loss >>
            entry.energy >> entry.fedBack)
            entries_[item] = entry;
    }
}

const JournalEntry* Journal::find(const std::string& item) const {
    const auto found = entries_.find(item);
    return found == entries_.end() ? nullptr : &found->second;
}

void Journal::append(const std::string& item, const JournalEntry& entry) {
    entries_[item] = entry;
    out_.precision(17);
    out_ << item << ' ' << entry.hash << ' ' << entry.squaredError << ' ' << entry.squaredNorm
         << ' ' << entry.loss << ' ' << entry.energy << ' ' << entry.fedBack << std::endl;
    if (!out_)
        throw Error(ErrorCode::Io, path_.string(), "cannot be written");
}

void Journal::remove() {
    out_.close();
    std::error_code ignored;
    std::filesystem::remove(path_, ignored);
}

} // namespace fracbit::pipeline
