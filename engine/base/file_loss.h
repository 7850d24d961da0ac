// Files that vanish while they are mapped.
#pragma once

#include "base/shared.h"

#include <cstdint>

namespace fracbit {

// Tells whether a mapped file became unreadable since the watch was made: it was cut short, or its
// drive or network share went away. What was read from then on may be zeros (see mapped_file.h), so
// whoever is about to keep or show a result asks first. A value; any thread may ask, at the price
// of one atomic load.
class FRACBIT_SHARED FileLossWatch {
public:
    FileLossWatch() noexcept;
    bool lost() const noexcept;
    // Throws Error(Io) naming the file that was lost last.
    void throwIfLost() const;

private:
    std::uint64_t seen_;
};

} // namespace fracbit
