// The live mappings of MappedFile, as the handler of SIGBUS finds them. Private to base.
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <span>

namespace fracbit {

// One mapping. Records are never freed, only used again, so that the handler may walk their list
// while other threads change it.
struct MappingRecord {
    std::atomic<std::uintptr_t> begin{UINTPTR_MAX}; // UINTPTR_MAX: not in use
    std::atomic<std::uintptr_t> end{0};
    std::atomic<bool> lost{false};
    const char* path = nullptr; // of the mapping's owner; null when not in use
    MappingRecord* next = nullptr;
};

// Enters a mapping, not empty; installs the handler with the first one. `path` must live until
// leaveMapping(). Throws std::bad_alloc.
MappingRecord* enterMapping(std::span<const std::byte> bytes, const char* path);
// Before the mapping is undone.
void leaveMapping(MappingRecord* record) noexcept;

} // namespace fracbit
