// A file mapped into memory, read-only.
//
// Contract: a file may shrink, be written over, or vanish with its drive while it is mapped. The
// system answers a read of what is gone with SIGBUS; a handler, installed with the first mapping,
// puts pages of zeros there and marks the mapping as lost, so that the program goes on to a point
// where it can say so:
//   * whoever has copied or computed something from bytes() calls requireIntact() before the
//     result leaves its hands (TensorFile, WeightSource and readFile() do);
//   * RunContext::throwIfCancelled() throws, which ends the work soon;
//   * AtomicFile::commit(), the journal, the command line and the job runner check a FileLossWatch,
//     so that nothing made of zeros gets its final name or is shown as a result.
// SIGBUS from elsewhere goes to the handler that was there before.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <span>
#include <string>

struct stat;

namespace fracbit {

struct MappingRecord;

// Immutable and safe to read from any thread. Copies share the mapping, which lives as long as the
// last copy. Throws Error(Io) naming the file when it cannot be opened or is not a regular file.
class MappedFile {
public:
    explicit MappedFile(const std::filesystem::path& path);

    const std::filesystem::path& path() const { return mapping_->path; }
    std::span<const std::byte> bytes() const { return mapping_->bytes; }
    std::size_t size() const { return mapping_->bytes.size(); }

    // Throws Error(Io) naming the file when it was lost, or written to, since it was mapped. A file
    // that was replaced by another of its name, or removed, is still there for this mapping.
    void requireIntact() const;

    // Size and time of the last change when it was mapped, as text: another one, another file.
    std::string stamp() const;

    // Tells the system that a range (a view into bytes()) will not be needed soon, so that
    // streaming through a file larger than memory does not push everything else out.
    void release(std::span<const std::byte> range) const;

private:
    // What changes when a file is written to.
    struct Stamp {
        std::uint64_t device = 0;
        std::uint64_t inode = 0;
        std::uint64_t size = 0;
        std::int64_t seconds = 0; // of the last change of the contents
        std::int64_t nanoseconds = 0;
        bool operator==(const Stamp&) const = default;
    };
    struct Mapping {
        std::filesystem::path path;
        std::span<const std::byte> bytes;
        Stamp stamp;
        MappingRecord* record = nullptr; // none for an empty file
        ~Mapping();
    };
    static Stamp stampOf(const struct stat& status);
    std::shared_ptr<const Mapping> mapping_;
};

} // namespace fracbit
