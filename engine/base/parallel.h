// Data-parallel loops.
#pragma once

#include "base/progress.h"
#include "base/shared.h"

#include <cstddef>
#include <functional>

namespace fracbit {

// The number of processors this process may use (respects affinity masks); at least 1.
int hardwareThreads();

// Calls body(i) once for every i in [0, count), on up to context.threads threads (the caller's
// among them), in no particular order. Stops early and throws Error(Cancelled) when the stop token
// is triggered, or rethrows the first exception of a body; in both cases after all bodies that had
// begun have ended. Bodies must not depend on which thread runs them.
//
// The helping threads stay with the calling thread for its next loop, asleep. A loop within a body
// may start threads of its own, except on the thread that started the outer loop.
FRACBIT_SHARED void parallelFor(std::size_t count, const RunContext& context,
                                const std::function<void(std::size_t)>& body);

// The same with `chunk` consecutive items at a time, for bodies that are short.
FRACBIT_SHARED void parallelFor(std::size_t count, std::size_t chunk, const RunContext& context,
                                const std::function<void(std::size_t)>& body);

} // namespace fracbit
