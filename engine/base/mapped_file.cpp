#include "base/mapped_file.h"

#include "base/error.h"

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
    if (const auto size = static_cast<std::size_t>(status.st_size); size > 0) {
        void* data = ::mmap(nullptr, size, PROT_READ, MAP_PRIVATE, file.value(), 0);
        if (data == MAP_FAILED)
            throwIo(path, "cannot be mapped");
        mapping->bytes = {static_cast<const std::byte*>(data), size};
    }
    mapping_ = std::move(mapping);
}

void MappedFile::release(std::span<const std::byte> range) const {
    static const auto page = static_cast<std::uintptr_t>(::sysconf(_SC_PAGESIZE));
    const auto begin = reinterpret_cast<std::uintptr_t>(range.data()) & ~(page - 1);
    const auto end = (reinterpret_cast<std::uintptr_t>(range.data()) + range.size()) & ~(page - 1);
    if (end > begin) // advisory: a failure changes nothing
        (void)::madvise(reinterpret_cast<void*>(begin), end - begin, MADV_DONTNEED);
}

} // namespace fracbit
