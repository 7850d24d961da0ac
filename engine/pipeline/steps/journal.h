// What a quantization has finished, so that it can go on after a crash or Ctrl-C.
#pragma once

#ifndef FRACBIT_INSIDE_PIPELINE
#error "private to engine/pipeline"
#endif

#include <cstdint>
#include <filesystem>
#include <fstream>
#include <map>
#include <string>
#include <vector>

namespace fracbit::pipeline {

struct JournalEntry {
    std::uint64_t hash = 0; // of the bytes written for the item
    double squaredError = 0;
    double squaredNorm = 0;
    double loss = 0;   // with feedback: of the outputs
    double energy = 0; // likewise
    bool fedBack = false;
};

// A text file beside the partial checkpoint: a line with the fingerprint of the work, then one line
// an item, appended as each is finished. A torn last line (a crash) is dropped. An item counts as
// done only if its hash still fits the bytes on disk, so that it does not matter in which order the
// system wrote them.
class Journal {
public:
    // Keeps the entries of an existing journal if it is about the same work.
    Journal(std::filesystem::path path, std::uint64_t fingerprint);

    bool resumed() const { return resumed_; }
    const JournalEntry* find(const std::string& item) const;
    void append(const std::string& item, const JournalEntry& entry);
    void remove(); // when all is done

private:
    void read(std::uint64_t fingerprint);

    std::filesystem::path path_;
    std::map<std::string, JournalEntry> entries_;
    std::ofstream out_;
    bool resumed_ = false;
};

} // namespace fracbit::pipeline
