// Decoded blocks and partial sums.
#include "backend/cpu/block_kernels.h"
#include "backend/cpu/code_kernels.h"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "backend/cpu/dense_kernels.cpp"
#include <hwy/foreach_target.h>
#include <hwy/highway.h>

#include "backend/cpu/kernels/block_walk-inl.h"

HWY_BEFORE_NAMESPACE();
#include "backend/cpu/kernels/target_options-inl.h"
namespace fracbit::backend::HWY_NAMESPACE {

// kRows rows of tiles with kCount inputs: as many sums as fit into the registers.
template <int kRows, int kCount>
HWY_INLINE void multiplyRows(const float* weights, const float* input, std::int64_t inputStride,
                             std::size_t part, float* sums) {
    const DF d;
    VF total[kRows][kCount];
    for (auto& row : total)
        for (VF& sum : row)
            sum = hn::Zero(d);
    for (std::size_t column = 0; column < kTileSide; ++column) {
        VF weight[kRows];
        for (std::size_t row = 0; row < kRows; ++row)
            weight[row] = hn::Load(d, weights + (row * kTileSide + column) * kLanes);
        for (std::size_t i = 0; i < kCount; ++i) {
            const VF x =
                loadInput(input + static_cast<std::int64_t>(i) * inputStride, column, part);
            for (std::size_t row = 0; row < kRows; ++row)
                total[row][i] = hn::MulAdd(weight[row], x, total[row][i]);
        }
    }
    for (std::size_t i = 0; i < kCount; ++i)
        for (std::size_t row = 0; row < kRows; ++row) {
            float* sum = sums + i * kBlockSums + row * kLanes;
            hn::Store(hn::Add(hn::Load(d, sum), total[row][i]), d, sum);
        }
}

template <int kCount>
HWY_INLINE void multiplyAllRows(const float* weights, const float* input, std::int64_t inputStride,
                                float* sums) {
    constexpr std::size_t kRows = 2;
    for (std::size_t part = 0; part < kParts; ++part)
        for (std::size_t row = 0; row < kTileSide; row += kRows)
            multiplyRows<kRows, kCount>(weights + row * kTileSide * kLanes + part * kVector, input,
                                        inputStride, part, sums + row * kLanes + part * kVector);
}

void multiplyInputs(const float* weights, const float* input, std::int64_t inputStride,
                    std::int64_t count, float* sums) {
    constexpr std::int64_t kMany = kParts == 1 ? 8 : 4; // 32 or 16 registers
    for (; count >= kMany; count -= kMany) {
        multiplyAllRows<kMany>(weights, input, inputStride, sums);
        input += kMany * inputStride;
        sums += kMany * static_cast<std::int64_t>(kBlockSums);
    }
    for (; count >= 2; count -= 2) {
        multiplyAllRows<2>(weights, input, inputStride, sums);
        input += 2 * inputStride;
        sums += 2 * kBlockSums;
    }
    if (count > 0)
        multiplyAllRows<1>(weights, input, inputStride, sums);
}

const char* targetName() {
    return hwy::TargetName(HWY_TARGET);
}

} // namespace fracbit::backend::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace fracbit::backend {

HWY_EXPORT(multiplyInputs);
HWY_EXPORT(targetName);

CodeKernel findKernel(const BlockCode& code) {
    switch (code.kind) {
    case CodeKind::Scalar:
        return findScalarKernel(code.stepBits, code.planes.size() > 0);
    case CodeKind::Planar:
        return findPlanarKernel(code.stepBits);
    case CodeKind::ComputedTrellis:
        return findComputedTrellisKernel(code.stepBits);
    case CodeKind::ShortTrellis:
        return findShortTrellisKernel();
    case CodeKind::PolynomialTrellis:
        return findPolynomialTrellisKernel();
    case CodeKind::TableTrellis:
        return findTableTrellisKernel(code.stepBits, code.indexBits);
    }
    return {};
}

void multiplyBlocks(const BlockRun& run) {
    findKernel(*run.code).multiply(run);
}

IntegerKernel findIntegerKernel(const BlockCode& code) {
    switch (code.kind) {
    case CodeKind::Scalar:
        return findIntegerScalarKernel(code.stepBits);
    case CodeKind::Planar:
        return findIntegerPlanarKernel(code.stepBits);
    case CodeKind::ComputedTrellis:
        return findIntegerComputedTrellisKernel(code.stepBits);
    case CodeKind::ShortTrellis:
        return findIntegerShortTrellisKernel(code.stepBits);
    case CodeKind::PolynomialTrellis:
        return findIntegerPolynomialTrellisKernel(code.stepBits);
    case CodeKind::TableTrellis:
        return findIntegerTableTrellisKernel(code.stepBits, code.indexBits);
    }
    return nullptr;
}

bool multipliesIntegers(const BlockCode& code) {
    return findIntegerKernel(code) != nullptr;
}

void multiplyIntegers(const IntegerRun& run) {
    findIntegerKernel (*run.code)(run);
}

void decodeBlock(const BlockCode& code, const std::uint32_t* words, float* weights) {
    findKernel(code).decode(code, words, weights);
}

void multiplyDecoded(const float* weights, const float* input, std::int64_t inputStride,
                     std::int64_t count, float* sums) {
    HWY_DYNAMIC_DISPATCH(multiplyInputs)(weights, input, inputStride, count, sums);
}

void reduceSums(const float* sums, float* out) {
    for (std::size_t row = 0; row < kTileSide; ++row)
        for (std::size_t tile = 0; tile < kBlockTiles; ++tile) {
            const float* lanes = sums + row * kLanes + tile * kBlockTiles;
            out[tile * kTileSide + row] = (lanes[0] + lanes[2]) + (lanes[1] + lanes[3]);
        }
}

const char* kernelInstructionSet() {
    return HWY_DYNAMIC_DISPATCH(targetName)();
}

} // namespace fracbit::backend
#endif
