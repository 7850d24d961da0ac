// Latencies from files: the reference code's tables, and other profiles.
#pragma once

#include "profiling/latency.h"

#include <set>

namespace fracbit::profiling {

// The reference code's table, {"qkv_ldlq_1_4_none_1.0_True": seconds per call, ..., "constant":
// seconds}: spec 1, section 4. The variant True is "simt", False "tensor".
struct LatencyTable {
    // By group ("q", "qk", ..., "g", "u", "ug", "d"), then scheme.
    std::map<std::string, std::map<quantizer::Scheme, LatencyByVariant>> groups;
    std::optional<double> constant;
    std::set<quantizer::Scheme> schemes;
};

// Throws Error(InvalidFile) naming the file and the entry at fault.
LatencyTable readLatencyTable(const std::filesystem::path& path);

// The times that a profile holds, for layers of the same role and shape.
std::unique_ptr<LatencySource> latenciesOf(const Profile& profile);

// A table as above, which tells layers apart by their role and says nothing of shapes: those of
// the model that it was measured with have to be the profile's; or a profile, as in latenciesOf().
// Throws as readLatencyTable() and readProfile(); Error(InvalidFile) for a profile without
// latencies.
std::unique_ptr<LatencySource> openLatencies(const std::filesystem::path& path);

} // namespace fracbit::profiling
