// Progress and cancellation of long engine calls.
//
// Contract: engine calls are synchronous. They poll RunContext::stop at least every tenth of a
// second of work and then throw Error(Cancelled). They report progress through a sink, from any
// of their threads, one call at a time.
#pragma once

#include "base/error.h"
#include "base/file_loss.h"
#include "base/shared.h"

#include <cstdint>
#include <stop_token>
#include <string>

namespace fracbit {

struct Progress {
    std::string stage;       // "quantize", "evaluate", ... (a key, not user-facing prose)
    std::string item;        // what is being worked on: a layer, a window, a file
    std::uint64_t done = 0;  // in `unit`
    std::uint64_t total = 0; // 0 when not known
    std::string unit;        // "weights", "tokens", "bytes"
};

class FRACBIT_SHARED ProgressSink {
public:
    virtual ~ProgressSink() = default;
    virtual void report(const Progress& progress) = 0;
    // A line for the user that is neither progress nor an error (a fallback taken, say).
    virtual void note(const std::string& message) { (void)message; }
};

// What every long call is given. A value: cheap to copy, borrowed sink (may be null).
struct RunContext {
    std::stop_token stop;
    ProgressSink* sink = nullptr;
    int threads = 1; // for data-parallel loops
    FileLossWatch files{};

    void throwIfCancelled() const {
        files.throwIfLost();
        if (stop.stop_requested())
            throw Error(ErrorCode::Cancelled, "cancelled");
    }
    void report(const Progress& progress) const {
        if (sink)
            sink->report(progress);
    }
    void note(const std::string& message) const {
        if (sink)
            sink->note(message);
    }
};

} // namespace fracbit
