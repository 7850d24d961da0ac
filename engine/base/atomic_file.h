// Files that appear whole or not at all.
#pragma once

#include "base/file_loss.h"

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <span>
#include <string_view>

namespace fracbit {

// Writes `<path>.partial` and renames it to `path` on commit(), after flushing it to the disk.
// Without commit() the destructor removes the partial file, unless it resumes one or keepPartial()
// was called (for work that goes on later); discardPartial() takes that back. Every failure, a full
// disk included, throws Error(Io) naming the file. So does commit() when a mapped file vanished
// since this one was begun: it may hold zeros (mapped_file.h).
class AtomicFile {
public:
    enum class Open {
        Truncate, // start anew
        Resume,   // keep what a previous run left in the partial file
    };
    explicit AtomicFile(std::filesystem::path path, Open mode = Open::Truncate);
    ~AtomicFile();
    AtomicFile(const AtomicFile&) = delete;
    AtomicFile& operator=(const AtomicFile&) = delete;

    void append(std::span<const std::byte> data);
    void writeAt(std::uint64_t offset, std::span<const std::byte> data);
    // Reserves the space, so that a full disk is reported before hours of work.
    void reserve(std::uint64_t size);
    void flush(); // to the disk
    void keepPartial() { keep_ = true; }
    void discardPartial() { keep_ = false; }
    void commit();

    static std::filesystem::path partialPath(const std::filesystem::path& path);

private:
    std::filesystem::path path_;
    std::filesystem::path partial_;
    int descriptor_ = -1;
    std::uint64_t position_ = 0;
    bool keep_;
    FileLossWatch sources_;
};

// The common case: all contents at once.
void writeFileAtomically(const std::filesystem::path& path, std::string_view contents);

// A whole (small) file. Throws Error(Io), or Error(InvalidFile) if it is larger than `limit` bytes.
std::string readFile(const std::filesystem::path& path, std::size_t limit = std::size_t{1} << 30);

} // namespace fracbit
