// What the process has needed so far.
#pragma once

#include <cstdint>
#include <sys/resource.h>

namespace fracbit::cli {

// Largest resident size since the start, mapped files included.
inline std::uint64_t peakMemoryBytes() {
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    return static_cast<std::uint64_t>(usage.ru_maxrss) * 1024; // Linux counts in KiB
}

} // namespace fracbit::cli
