#include "base/mapped_file.h"

#include "base/error.h"
#include "base/mapping_registry.h"

#include <cerrno>
#include <cstdint>
#include <cstring>
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

namespace fracbit {

namespace {

[[noreturn]] void throwIo(const std::filesystem::path& path, const char* what) {
    throw Error(ErrorCode::Io, path.string(), std::string(what) + ": " + std::strerror(errno));
}

class FileDescriptor {
public:
    explicit FileDescriptor(int value) : value_(value) {}
    ~FileDescriptor() {
        if (value_ >= 0)
            ::close(value_);
    }
    FileDescriptor(const FileDescriptor&) = delete;
    FileDescriptor& operator=(const FileDescriptor&) = delete;
    int value() const { return value_; }

private:
    int value_;
};

} // namespace

MappedFile::Mapping::~Mapping() {
    if (record)
        leaveMapping(record);
    if (!bytes.empty())
        ::munmap(const_cast<std::byte*>(bytes.data()), bytes.size());
}

MappedFile::MappedFile(const std::filesystem::path& path) {
    const FileDescriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
    if (file.value() < 0)
        throwIo(path, "cannot be opened");
    struct stat status {};
    if (::fstat(file.value(), &status) != 0)
        throwIo(path, "cannot be examined");
    if (!S_ISREG(status.st_mode))
        throw Error(ErrorCode::Io, path.string(), "is not a regular file");

    auto mapping = std::make_shared<Mapping>();
    mapping->path = path;
    mapping->stamp = stampOf(status);
    if (const auto size = static_cast<std::size_t>(status.st_size); size > 0) {
        void* data = ::mmap(nullptr, size, PROT_READ, MAP_PRIVATE, file.value(), 0);
        if (data == MAP_FAILED)
            throwIo(path, "cannot be mapped");
        mapping->bytes = {static_cast<const std::byte*>(data), size};
        mapping->record = enterMapping(mapping->bytes, mapping->path.c_str());
    }
    mapping_ = std::move(mapping);
}

MappedFile::Stamp MappedFile::stampOf(const struct stat& status) {
    return {status.st_dev, status.st_ino, static_cast<std::uint64_t>(status.st_size),
            status.st_mtim.tv_sec, status.st_mtim.tv_nsec};
}

void MappedFile::requireIntact() const {
    const Stamp& before = mapping_->stamp;
    struct stat status {};
    const bool there = ::stat(mapping_->path.c_str(), &status) == 0;
    const bool same = there && status.st_dev == before.device && status.st_ino == before.inode;
    if ((mapping_->record && mapping_->record->lost) || (same && stampOf(status) != before))
        throw Error(ErrorCode::Io, mapping_->path.string(), kFileLost);
}

std::string MappedFile::stamp() const {
    const Stamp& stamp = mapping_->stamp;
    return std::to_string(stamp.size) + " bytes, " + std::to_string(stamp.seconds) + " s " +
           std::to_string(stamp.nanoseconds) + " ns";
}

void MappedFile::release(std::span<const std::byte> range) const {
    static const auto page = static_cast<std::uintptr_t>(::sysconf(_SC_PAGESIZE));
    const auto begin = reinterpret_cast<std::uintptr_t>(range.data()) & ~(page - 1);
    const auto end = (reinterpret_cast<std::uintptr_t>(range.data()) + range.size()) & ~(page - 1);
    if (end > begin) // advisory: a failure changes nothing
        (void)::madvise(reinterpret_cast<void*>(begin), end - begin, MADV_DONTNEED);
}

} // namespace fracbit
