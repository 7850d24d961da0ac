// A file mapped into memory, read-only.
#pragma once

#include <cstddef>
#include <filesystem>
#include <memory>
#include <span>

namespace fracbit {

// Immutable and safe to read from any thread. Copies share the mapping, which lives as long as the
// last copy. Throws Error(Io) naming the file when it cannot be opened or is not a regular file.
class MappedFile {
public:
    explicit MappedFile(const std::filesystem::path& path);

    const std::filesystem::path& path() const { return mapping_->path; }
    std::span<const std::byte> bytes() const { return mapping_->bytes; }
    std::size_t size() const { return mapping_->bytes.size(); }

    // Tells the system that a range (a view into bytes()) will not be needed soon, so that
    // streaming through a file larger than memory does not push everything else out.
    void release(std::span<const std::byte> range) const;

private:
    struct Mapping {
        std::filesystem::path path;
        std::span<const std::byte> bytes;
        ~Mapping();
    };
    std::shared_ptr<const Mapping> mapping_;
};

} // namespace fracbit
