// One writer of a folder at a time.
#pragma once

#include <filesystem>

namespace fracbit {

// Held for as long as a folder is written; the system gives it back when the process ends, however
// it ends. Throws Error(Io) "another run is writing this folder" when somebody else holds it, in
// this process or another. File systems without locks are written without one.
class FolderLock {
public:
    explicit FolderLock(const std::filesystem::path& folder);
    ~FolderLock();
    FolderLock(const FolderLock&) = delete;
    FolderLock& operator=(const FolderLock&) = delete;

private:
    int descriptor_ = -1;
};

} // namespace fracbit
