// What each scheme costs a layer, as bars of a chart. Pure functions of immutable values.
#pragma once

#include "session/decision.h"
#include "session/opened_profile.h"

#include <QString>

#include <optional>
#include <vector>

namespace fracbit::app {

struct SchemeBar {
    int scheme = 0;
    double bits = 0; // per weight, of the codes
    std::optional<double> value;
    std::optional<double> found; // on this layer, to be compared with the value
    bool chosen = false;         // the layer has this scheme
    QString text;                // all of it in words
};

// By rising bits: decibels above the bound 2^(-2 bits), as the palette has them on N(0,1) and,
// where the profile tried it, as found on the layer's own rotated weights.
std::vector<SchemeBar> errorBars(const OpenedProfile& profile, const Allocation& allocation,
                                 int layer);

// By rising bits: microseconds of a kernel call for this layer alone with the fastest variant that
// may be used. Empty when the profile has no latencies.
std::vector<SchemeBar> latencyBars(const OpenedProfile& profile, const Allocation& allocation,
                                   int layer);

// Where the profile's latencies come from: "batch 1, AMD EPYC (AVX3), measured"; empty when it does
// not say.
QString latencyOrigin(const profiling::Profile& profile);

} // namespace fracbit::app
