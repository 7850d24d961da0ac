// Walking through packed blocks: included once for each instruction set (Highway's foreach_target).
#ifndef FRACBIT_INSIDE_BACKEND
#error "private to engine/backend"
#endif

#if defined(FRACBIT_BLOCK_WALK_INL_H_) == defined(HWY_TARGET_TOGGLE)
#ifdef FRACBIT_BLOCK_WALK_INL_H_
#undef FRACBIT_BLOCK_WALK_INL_H_
#else
#define FRACBIT_BLOCK_WALK_INL_H_
#endif

#include "backend/cpu/code_kernels.h"

#include <hwy/cache_control.h>
#include <hwy/highway.h>

HWY_BEFORE_NAMESPACE();
#include "backend/cpu/kernels/target_options-inl.h"
namespace fracbit::backend::HWY_NAMESPACE {
namespace hn = hwy::HWY_NAMESPACE;

using DF = hn::CappedTag<float, kLanes>;
using DU = hn::RebindToUnsigned<DF>;
using DI = hn::RebindToSigned<DF>;
using VF = hn::Vec<DF>;
using VU = hn::Vec<DU>;

// Lanes of a vector; a block is walked through in kParts parts.
inline constexpr std::size_t kVector = hn::MaxLanes(DF());
inline constexpr std::size_t kParts = kLanes / kVector;

#define FRACBIT_AVX512 (HWY_ARCH_X86 && HWY_TARGET <= HWY_AVX3)
#define FRACBIT_AVX512_VNNI (HWY_ARCH_X86 && HWY_TARGET <= HWY_AVX3_DL)

HWY_INLINE VU loadWord(const std::uint32_t* words, std::size_t index) {
    return hn::Load(DU(), words + kLanes * index);
}

// (first << shift | second >> (32 - shift)), 0 < kShift < 32.
template <int kShift>
HWY_INLINE VU funnel(VU first, VU second) {
#if FRACBIT_AVX512_VNNI
    return VU{_mm512_shldi_epi32(first.raw, second.raw, kShift)};
#else
    return hn::Or(hn::ShiftLeft<kShift>(first), hn::ShiftRight<32 - kShift>(second));
#endif
}

// `kCount` bits at bit `kBit` of a unit of kWords words, in the low bits; above them there may be
// anything. `next` are the words that follow the unit.
template <int kBit, int kCount, int kWords>
HWY_INLINE VU bitsAt(const std::uint32_t* words, const std::uint32_t* next) {
    constexpr int kWord = kBit / 32;
    constexpr int kEnd = kBit % 32 + kCount;
    const VU first = loadWord(words, kWord);
    if constexpr (kEnd == 32) {
        return first;
    } else if constexpr (kEnd < 32) {
        return hn::ShiftRight<32 - kEnd>(first);
    } else {
        const VU second = kWord + 1 < kWords ? loadWord(words, kWord + 1) : loadWord(next, 0);
        return funnel<kEnd - 32>(first, second);
    }
}

// The same bits at the top of each lane; below them there may be anything.
template <int kBit, int kCount, int kWords>
HWY_INLINE VU leadingBitsAt(const std::uint32_t* words, const std::uint32_t* next) {
    constexpr int kWord = kBit / 32;
    constexpr int kOffset = kBit % 32;
    const VU first = loadWord(words, kWord);
    if constexpr (kOffset == 0) {
        return first;
    } else if constexpr (kOffset + kCount <= 32) {
        return hn::ShiftLeft<kOffset>(first);
    } else {
        const VU second = kWord + 1 < kWords ? loadWord(words, kWord + 1) : loadWord(next, 0);
        return funnel<kOffset>(first, second);
    }
}

// Words are fetched into the cache 4 kB before they are read, in so many steps for each block: a
// core decodes that much in the time that memory takes to answer. Without, Zen 5 reads some rates
// at half the speed of memory.
class LinesAhead {
    static constexpr std::size_t kAhead = 1024; // words
    const std::uint32_t* at_;
    std::size_t step_; // lines, each as long as kLanes words

public:
    HWY_INLINE LinesAhead(const std::uint32_t* words, std::size_t blockWords, std::size_t steps)
        : at_(words + kAhead), step_((blockWords / kLanes + steps - 1) / steps) {}
    HWY_INLINE void next() {
        for (std::size_t line = 0; line < step_; ++line, at_ += kLanes)
            hwy::Prefetch(at_);
    }
};

// The columns `column` of a panel, for all lanes: panels lie next to each other.
HWY_INLINE VF loadInput(const float* input, std::size_t column, std::size_t part) {
#if HWY_TARGET == HWY_SCALAR
    return hn::Set(DF(), input[kBlockTiles * column + part % kBlockTiles]);
#else
    (void)part;
    return hn::LoadDup128(DF(), input + kBlockTiles * column);
#endif
}

// Where step `step` of 32 steps of a unit lies in its tile (tile_order.h). A unit is 32 steps: two
// rows of weights, r and r + 8, or four with two weights a step.
struct StepPosition {
    int pair;   // row pair within the unit
    int half;   // 0: row r, 1: row r + 8
    int column; // of the (first) weight
};
template <int kDimensions>
constexpr StepPosition stepPosition(int step) {
    const int index = step * kDimensions; // of the first weight within the unit
    const int reg = index % 8 / 2;
    return {index / 32, reg & 1, 2 * (index % 32 / 8) + 8 * (reg >> 1) + index % 2};
}

// Takes decoded weights and multiplies.
template <int kPairs>
struct MultiplySink {
    const float* input;
    std::size_t part;
    VF sums[kPairs][2][2]; // row pair, half, half of the columns: enough chains to hide latency

    HWY_INLINE void begin() {
        for (auto& pair : sums)
            for (auto& half : pair)
                half[0] = half[1] = hn::Zero(DF());
    }
    template <int kPair, int kHalf, int kColumn>
    HWY_INLINE void take(VF weights) {
        VF& sum = sums[kPair][kHalf][kColumn / 8];
        sum = hn::MulAdd(weights, loadInput(input, kColumn, part), sum);
    }
    template <int kPair, int kHalf>
    HWY_INLINE VF rowSum() const {
        return hn::Add(sums[kPair][kHalf][0], sums[kPair][kHalf][1]);
    }
};

// Stores decoded weights as [row][column][lane].
template <int kPairs>
struct StoreSink {
    float* weights; // of the unit's first row
    template <int kPair, int kHalf, int kColumn>
    HWY_INLINE void take(VF values) {
        constexpr std::size_t kRow = kPair + 8 * kHalf;
        hn::Store(values, DF(), weights + (kRow * kTileSide + kColumn) * kLanes);
    }
};

// Hands the weights of steps kStep + kIndex ... to the sink.
template <int kStep, int kIndex, class Code, class Sink>
HWY_INLINE void giveWeights(const VF* weights, Sink& sink) {
    constexpr StepPosition kAt = stepPosition<Code::kDimensions>(kStep + kIndex);
    constexpr int kFirst = kIndex * Code::kDimensions;
    sink.template take<kAt.pair, kAt.half, kAt.column>(weights[kFirst]);
    if constexpr (Code::kDimensions == 2)
        sink.template take<kAt.pair, kAt.half, kAt.column + 1>(weights[kFirst + 1]);
    if constexpr (kIndex + 1 < Code::kSteps)
        giveWeights<kStep, kIndex + 1, Code>(weights, sink);
}

// One unit. A `Code` has kDimensions (weights a step), kUnitWords, kSteps (that it decodes at
// once), begin(words) for each block, and decode<step>(words, next, unit, weights).
template <int kStep, class Code, class Sink>
HWY_INLINE void runSteps(Code& code, const std::uint32_t* words, const std::uint32_t* next,
                         std::size_t unit, Sink& sink) {
    VF weights[Code::kSteps * Code::kDimensions];
    code.template decode<kStep>(words, next, unit, weights);
    giveWeights<kStep, 0, Code>(weights, sink);
    if constexpr (kStep + Code::kSteps < 32)
        runSteps<kStep + Code::kSteps>(code, words, next, unit, sink);
}

// Scales of row `row` in the lanes of a part, from the 64 fp16 numbers behind a block's words.
HWY_INLINE void expandScales(const std::uint32_t* stored, float* scales) {
    const hn::CappedTag<float, kBlockTiles> d4;
    const hn::Rebind<hwy::float16_t, decltype(d4)> h4;
    const auto* halves = reinterpret_cast<const hwy::float16_t*>(stored);
    HWY_ALIGN float row[kBlockTiles];
    for (std::size_t r = 0; r < kTileSide; ++r, halves += kBlockTiles) {
        for (std::size_t i = 0; i < kBlockTiles; i += hn::Lanes(d4))
            hn::Store(hn::PromoteTo(d4, hn::LoadU(h4, halves + i)), d4, row + i);
        for (std::size_t lane = 0; lane < kLanes; ++lane)
            scales[kLanes * r + lane] = row[lane / kBlockTiles];
    }
}

template <int kPair, class Sink>
HWY_INLINE void addRowPairs(const Sink& sink, std::size_t firstRow, const float* scales,
                            float* sums) {
    const DF d;
    float* low = sums + kLanes * (firstRow + kPair);
    float* high = low + kLanes * 8;
    VF lowSum = sink.template rowSum<kPair, 0>();
    VF highSum = sink.template rowSum<kPair, 1>();
    if (scales) {
        lowSum = hn::Mul(lowSum, hn::Load(d, scales + kLanes * (firstRow + kPair)));
        highSum = hn::Mul(highSum, hn::Load(d, scales + kLanes * (firstRow + kPair + 8)));
    }
    hn::Store(hn::Add(hn::Load(d, low), lowSum), d, low);
    hn::Store(hn::Add(hn::Load(d, high), highSum), d, high);
}

template <class Code>
HWY_INLINE void multiplyPart(Code& code, const std::uint32_t* words, LinesAhead& ahead,
                             const float* input, std::size_t part, const float* scales,
                             float* sums) {
    constexpr std::size_t kPairs = Code::kDimensions;
    MultiplySink<kPairs> sink;
    sink.input = input;
    sink.part = part;
    const std::uint32_t* const first = words;
    for (std::size_t unit = 0; unit < 8 / kPairs; ++unit) {
        const std::uint32_t* next =
            unit + 1 < 8 / kPairs ? words + kLanes * Code::kUnitWords : first;
        if (part == 0)
            ahead.next();
        sink.begin();
        runSteps<0>(code, words, next, unit, sink);
        addRowPairs<0>(sink, unit * kPairs, scales, sums);
        if constexpr (kPairs == 2)
            addRowPairs<1>(sink, unit * kPairs, scales, sums);
        words += kLanes * Code::kUnitWords;
    }
}

template <class Code>
void multiplyRun(const BlockRun& run) {
    Code code(*run.code);
    const std::size_t blockWords = run.code->blockWords();
    const std::uint32_t* words = run.words;
    const float* input = run.input;
    alignas(64) float scales[kBlockSums];
    for (std::int64_t block = 0; block < run.blocks; ++block) {
        const bool scaled = run.code->rowGroupScales;
        if (scaled)
            expandScales(words + kLanes * run.code->tileWords, scales);
        LinesAhead ahead(words, blockWords, 8 / Code::kDimensions);
        for (std::size_t part = 0; part < kParts; ++part) {
            const std::size_t lane = part * kVector;
            code.begin(words + lane);
            multiplyPart(code, words + lane, ahead, input, part, scaled ? scales + lane : nullptr,
                         run.sums + lane);
        }
        words += blockWords;
        input += kBlockSide;
    }
}

// Weights of a part, [row][column][lane], times the scale of their row.
HWY_INLINE void applyScales(const float* scales, float* weights) {
    const DF d;
    for (std::size_t row = 0; row < kTileSide; ++row) {
        const VF scale = hn::Load(d, scales + row * kLanes);
        for (std::size_t column = 0; column < kTileSide; ++column) {
            float* at = weights + (row * kTileSide + column) * kLanes;
            hn::Store(hn::Mul(hn::Load(d, at), scale), d, at);
        }
    }
}

template <class Code>
void decodeOne(const BlockCode& blockCode, const std::uint32_t* words, float* weights) {
    constexpr std::size_t kPairs = Code::kDimensions;
    Code code(blockCode);
    alignas(64) float scales[kBlockSums];
    if (blockCode.rowGroupScales)
        expandScales(words + kLanes * blockCode.tileWords, scales);
    LinesAhead ahead(words, blockCode.blockWords(), 8 / kPairs);
    for (std::size_t part = 0; part < kParts; ++part) {
        const std::size_t lane = part * kVector;
        const std::uint32_t* const first = words + lane;
        const std::uint32_t* at = first;
        code.begin(first);
        for (std::size_t unit = 0; unit < 8 / kPairs; ++unit) {
            const std::uint32_t* next =
                unit + 1 < 8 / kPairs ? at + kLanes * Code::kUnitWords : first;
            if (part == 0)
                ahead.next();
            StoreSink<kPairs> sink{weights + unit * kPairs * kTileSide * kLanes + lane};
            runSteps<0>(code, at, next, unit, sink);
            at += kLanes * Code::kUnitWords;
        }
        if (blockCode.rowGroupScales)
            applyScales(scales + lane, weights + lane);
    }
}

template <class Code>
CodeKernel kernelOf() {
    return {&multiplyRun<Code>, &decodeOne<Code>};
}

} // namespace fracbit::backend::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#endif
