#include "base/folder_lock.h"

#include "base/error.h"

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

namespace fracbit {

FolderLock::FolderLock(const std::filesystem::path& folder) {
    descriptor_ = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (descriptor_ < 0)
        throw Error(ErrorCode::Io, folder.string(),
                    std::string("cannot be opened: ") + std::strerror(errno));
    if (::flock(descriptor_, LOCK_EX | LOCK_NB) == 0 || errno != EWOULDBLOCK)
        return;
    ::close(descriptor_);
    throw Error(ErrorCode::Io, folder.string(), "another run is writing this folder");
}

FolderLock::~FolderLock() {
    ::close(descriptor_);
}

} // namespace fracbit
