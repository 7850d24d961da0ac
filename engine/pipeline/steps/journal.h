// What a quantization has finished, so that it can go on after a crash or Ctrl-C.
#pragma once

#ifndef FRACBIT_INSIDE_PIPELINE
#error "private to engine/pipeline"
#endif

#include "base/file_loss.h"

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <string_view>

namespace fracbit::pipeline {

struct JournalEntry {
    std::uint64_t hash = 0; // of the bytes written for the item
    double squaredError = 0;
    double squaredNorm = 0;
    double loss = 0;   // with feedback: of the outputs
    double energy = 0; // likewise
    bool fedBack = false;
    bool operator==(const JournalEntry&) const = default;
};

// A text file beside the partial checkpoint: a line with the fingerprint of the work, then one line
// an item, appended as each is finished; numbers read back exactly, in every locale. What is in it
// is never written again: a torn last line (a crash, a full disk) is cut off. An item counts as
// done only if its hash still fits the bytes on disk, so that it does not matter in which order the
// system wrote them.
class Journal {
public:
    // Reads the entries of an existing journal if it is about the same work, changes nothing yet.
    Journal(std::filesystem::path path, std::uint64_t fingerprint);
    ~Journal();
    Journal(const Journal&) = delete;
    Journal& operator=(const Journal&) = delete;

    bool resumed() const { return resumed_; }
    // Whether there is a journal, but about other work.
    bool ofOtherWork() const { return ofOtherWork_; }
    const JournalEntry* find(const std::string& item) const;
    // The first one makes the journal if it is not resumed, in the place of one about other work.
    // Throws Error(Io) when it cannot be written, the entries before it being safe, or when a file
    // with weights was lost since the journal was made.
    void append(const std::string& item, const JournalEntry& entry);
    void remove(); // when all is done

private:
    void read();
    void open();
    void write(std::string_view line);
    void sync();
    [[noreturn]] void fail(int error) const;

    std::filesystem::path path_;
    std::string firstLine_;
    std::map<std::string, JournalEntry> entries_;
    bool resumed_ = false;
    bool ofOtherWork_ = false;
    int descriptor_ = -1;
    std::uintmax_t size_ = 0; // of its whole lines
    std::chrono::steady_clock::time_point synced_;
    FileLossWatch sources_;
};

} // namespace fracbit::pipeline
