#include "base/atomic_file.h"

#include "base/error.h"
#include "base/mapped_file.h"

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <unistd.h>
#include <utility>

namespace fracbit {

namespace {

[[noreturn]] void throwIo(const std::filesystem::path& path, const char* what, int error) {
    throw Error(ErrorCode::Io, path.string(), std::string(what) + ": " + std::strerror(error));
}

} // namespace

std::filesystem::path AtomicFile::partialPath(const std::filesystem::path& path) {
    return std::filesystem::path(path) += ".partial";
}

AtomicFile::AtomicFile(std::filesystem::path path, Open mode)
    : path_(std::move(path)), partial_(partialPath(path_)), keep_(mode == Open::Resume) {
    const int flags = O_RDWR | O_CREAT | O_CLOEXEC | (mode == Open::Truncate ? O_TRUNC : 0);
    descriptor_ = ::open(partial_.c_str(), flags, 0666);
    if (descriptor_ < 0)
        throwIo(partial_, "cannot be created", errno);
}

AtomicFile::~AtomicFile() {
    if (descriptor_ < 0)
        return;
    ::close(descriptor_);
    if (!keep_) {
        std::error_code ignored;
        std::filesystem::remove(partial_, ignored);
    }
}

void AtomicFile::append(std::span<const std::byte> data) {
    writeAt(position_, data);
}

void AtomicFile::writeAt(std::uint64_t offset, std::span<const std::byte> data) {
    position_ = offset + data.size();
    while (!data.empty()) {
        const ssize_t written =
            ::pwrite(descriptor_, data.data(), data.size(), static_cast<off_t>(offset));
        if (written < 0 && errno == EINTR)
            continue;
        if (written <= 0)
            throwIo(partial_, "cannot be written", written < 0 ? errno : ENOSPC);
        data = data.subspan(static_cast<std::size_t>(written));
        offset += static_cast<std::uint64_t>(written);
    }
}

void AtomicFile::reserve(std::uint64_t size) {
    const int error = ::posix_fallocate(descriptor_, 0, static_cast<off_t>(size));
    // Some file systems cannot reserve; writing will then report a full disk.
    if (error != 0 && error != EOPNOTSUPP && error != EINVAL)
        throwIo(partial_, "cannot reserve space", error);
}

void AtomicFile::flush() {
    if (::fsync(descriptor_) != 0 && errno != EINVAL && errno != EROFS)
        throwIo(partial_, "cannot be flushed to the disk", errno);
}

void AtomicFile::commit() {
    sources_.throwIfLost();
    flush();
    if (::close(std::exchange(descriptor_, -1)) != 0)
        throwIo(partial_, "cannot be closed", errno);
    if (::rename(partial_.c_str(), path_.c_str()) != 0)
        throwIo(path_, "cannot be given its final name", errno);
}

void writeFileAtomically(const std::filesystem::path& path, std::string_view contents) {
    AtomicFile file(path);
    file.append(std::as_bytes(std::span(contents)));
    file.commit();
}

std::string readFile(const std::filesystem::path& path, std::size_t limit) {
    const MappedFile file(path);
    if (file.size() > limit)
        throwInvalidFile(path, "is too large (" + std::to_string(file.size()) + " bytes)");
    std::string contents(reinterpret_cast<const char*>(file.bytes().data()), file.size());
    file.requireIntact();
    return contents;
}

} // namespace fracbit
