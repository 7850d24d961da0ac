// A disk that takes no more, for this process.
#pragma once

#include <csignal>
#include <cstdint>
#include <sys/resource.h>

namespace fracbit::tests {

// No file grows beyond `bytes` while this lives: writing on fails as it does on a full disk.
class FullDisk {
public:
    explicit FullDisk(std::uint64_t bytes) : handler_(std::signal(SIGXFSZ, SIG_IGN)) {
        ::getrlimit(RLIMIT_FSIZE, &before_);
        const rlimit limit{bytes, before_.rlim_max};
        ::setrlimit(RLIMIT_FSIZE, &limit);
    }
    ~FullDisk() {
        ::setrlimit(RLIMIT_FSIZE, &before_);
        std::signal(SIGXFSZ, handler_);
    }
    FullDisk(const FullDisk&) = delete;
    FullDisk& operator=(const FullDisk&) = delete;

private:
    void (*handler_)(int);
    rlimit before_{};
};

} // namespace fracbit::tests
