// Indices that lie bit by bit in the words.
#pragma once

#ifndef FRACBIT_INSIDE_BACKEND
#error "private to engine/backend"
#endif

#include "backend/cpu/kernels/block_walk-inl.h"

HWY_BEFORE_NAMESPACE();
#include "backend/cpu/kernels/target_options-inl.h"
namespace fracbit::backend::HWY_NAMESPACE {

// What codes of such indices have in common.
template <int kBits, int kWeights>
struct PlainIndices {
    static constexpr int kDimensions = kWeights;
    static constexpr int kSteps = 1;
    static constexpr int kUnitWords = kBits;
    static constexpr int kTableBits = kBits;
    HWY_INLINE void begin(const std::uint32_t*) {}
    template <int kStep>
    static HWY_INLINE VU index(const std::uint32_t* words, const std::uint32_t* next) {
        return bitsAt<kStep * kBits, kBits, kBits>(words, next);
    }
};

} // namespace fracbit::backend::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();
