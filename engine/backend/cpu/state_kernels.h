// What linear attention does between its matrices (checkpoint::DeltaNet), in the instruction set of
// this machine. Pure functions over plain memory; any alignment, any size; safe to call from any
// thread.
#pragma once

#include <cstdint>

namespace fracbit::backend {

// out[c] := silu(sum over j of weights[j][c] inputs[j][c]): `count` positions of `channels` numbers
// each, the earliest first.
void convolveSilu(const float* const* inputs, const float* weights, std::int64_t count,
                  std::int64_t channels, float* out);

// One position of one value head by the gated delta rule (arXiv 2412.06464):
// state *= decay; state += key (rate (value - keyT state))T; out = stateT query.
// `state` [keySize][valueSize]; key, query of keySize numbers; value, out of valueSize.
struct DeltaStep {
    const float* query;
    const float* key;
    const float* value;
    float decay;
    float rate;
    std::int64_t keySize;
    std::int64_t valueSize;
};
void stepDelta(const DeltaStep& step, float* state, float* out);

} // namespace fracbit::backend
