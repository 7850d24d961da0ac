// An allocation as a table for other programs.
#pragma once

#include "session/decision.h"

#include <string>

namespace fracbit::app {

// One line a layer, comma-separated, numbers with points whatever the locale:
// layer,block,role,scheme,variant,call,weights,bytes,bits_per_weight,sensitivity,loss
std::string allocationCsv(const Allocation& allocation);
// The same with the totals, in SI units: {"version": 1, "objective", "memory_bytes",
// "latency_seconds", "layers": [{...}]}.
std::string allocationJson(const Allocation& allocation);

} // namespace fracbit::app
