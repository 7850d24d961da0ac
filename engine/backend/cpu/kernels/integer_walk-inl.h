// Products of one vector with packed blocks in integers: weights of 15 bits (byte sums of computed
// codes, or tables rounded to kLargestInteger), two to a lane, times inputs of 15 bits
// (integer_input.h), summed in 32 bits, two products and their sum in one instruction (two without
// VNNI). Against float32, where a lane holds one weight that has to be converted first, that is
// half the work or less, and errs by about .0001 of the terms' magnitudes at worst. AVX2 and
// AVX-512. Included once for each instruction set.
#ifndef FRACBIT_INSIDE_BACKEND
#error "private to engine/backend"
#endif

#if defined(FRACBIT_INTEGER_WALK_INL_H_) == defined(HWY_TARGET_TOGGLE)
#ifdef FRACBIT_INTEGER_WALK_INL_H_
#undef FRACBIT_INTEGER_WALK_INL_H_
#else
#define FRACBIT_INTEGER_WALK_INL_H_
#endif

#include "backend/cpu/code_kernels.h"
#include "backend/cpu/integer_input.h"
#include "backend/cpu/kernels/byte_lookup-inl.h"

#include <hwy/highway.h>

HWY_BEFORE_NAMESPACE();
#include "backend/cpu/kernels/target_options-inl.h"
namespace fracbit::backend::HWY_NAMESPACE {

#define FRACBIT_INTEGERS (HWY_ARCH_X86 && HWY_TARGET <= HWY_AVX2)

#if FRACBIT_INTEGERS

using VI = hn::Vec<DI>;

// A *group* is eight weights that follow each other in tile order (tile_order.h): columns c, c + 1,
// c + 8 and c + 9 of rows r and r + 8. A code hands it over as four vectors of pairs, the weight of
// the lower column in the lower half of each lane:
//
//     pairs[0]: row r, columns c and c + 8        pairs[2]: row r + 8, columns c and c + 8
//     pairs[1]: row r, columns c + 1 and c + 9    pairs[3]: row r + 8, columns c + 1 and c + 9
//
// An `IntegerCode` has kDimensions (weights a step), kUnitWords, kGroups (groups that it decodes at
// once), begin(words) for each block, start(sums) (what the sum of a row begins with, given those
// of the inputs) and decode<group>(words, next, unit, pairs), the pairs of one group behind those
// of another.
inline constexpr int kGroupPairs = 4;

// What most of them have in common: sums begin with nothing, and blocks need no preparation.
template <int kWeights, int kWords, int kAtOnce>
struct IntegerCode {
    static constexpr int kDimensions = kWeights;
    static constexpr int kUnitWords = kWords;
    static constexpr int kGroups = kAtOnce;
    HWY_INLINE void begin(const std::uint32_t*) {}
    HWY_INLINE VI start(VI) const { return hn::Zero(DI()); }
};

// One row: 16 columns are two sums, so that neither can overflow.
struct IntegerRow {
    VI even; // columns 0 2 4 6 8 ... 14
    VI odd;

    HWY_INLINE VF total() const {
        return hn::Add(hn::ConvertTo(DF(), even), hn::ConvertTo(DF(), odd));
    }
};

// sum + the products of the two integers in each lane
HWY_INLINE VI addProducts(VI sum, VI pairs, VI inputs) {
#if FRACBIT_AVX512_VNNI
    return VI{_mm512_dpwssd_epi32(sum.raw, pairs.raw, inputs.raw)};
#elif FRACBIT_AVX512
    return hn::Add(sum, VI{_mm512_madd_epi16(pairs.raw, inputs.raw)});
#else
    return hn::Add(sum, VI{_mm256_madd_epi16(pairs.raw, inputs.raw)});
#endif
}

// The inputs of a column pair, for all lanes.
HWY_INLINE VI loadPairs(const IntegerInput& input, int column) {
    return hn::LoadDup128(DI(), reinterpret_cast<const std::int32_t*>(input.pairs[column]));
}

// Rows r and r + 8 of a pair of rows.
struct IntegerRowPair {
    IntegerRow rows[2];

    HWY_INLINE void begin(VI start) {
        for (IntegerRow& row : rows)
            row = {start, hn::Zero(DI())};
    }
    template <int kColumn>
    HWY_INLINE void take(const VI* pairs, const IntegerInput& input) {
        const VI even = loadPairs(input, kColumn);
        const VI odd = loadPairs(input, kColumn + 1);
        rows[0].even = addProducts(rows[0].even, pairs[0], even);
        rows[0].odd = addProducts(rows[0].odd, pairs[1], odd);
        rows[1].even = addProducts(rows[1].even, pairs[2], even);
        rows[1].odd = addProducts(rows[1].odd, pairs[3], odd);
    }
};

// Groups 4 kPair ... 4 kPair + 3 of a unit: 16 columns of a pair of rows.
template <int kPair, int kGroup, class Code>
HWY_INLINE void multiplyGroups(Code& code, const std::uint32_t* words, const std::uint32_t* next,
                               std::size_t unit, const IntegerInput& input, IntegerRowPair& rows) {
    VI pairs[Code::kGroups * kGroupPairs];
    code.template decode<4 * kPair + kGroup>(words, next, unit, pairs);
    rows.template take<2 * kGroup>(pairs, input);
    if constexpr (Code::kGroups == 2)
        rows.template take<2 * kGroup + 2>(pairs + kGroupPairs, input);
    if constexpr (kGroup + Code::kGroups < 4)
        multiplyGroups<kPair, kGroup + Code::kGroups>(code, words, next, unit, input, rows);
}

HWY_INLINE void addRow(VF total, VF scales, const float* rowScales, float* sums) {
    const DF d;
    if (rowScales)
        scales = hn::Mul(scales, hn::Load(d, rowScales));
    hn::Store(hn::MulAdd(total, scales, hn::Load(d, sums)), d, sums);
}

template <int kPair, class Code>
HWY_INLINE void multiplyRowPair(Code& code, const std::uint32_t* words, const std::uint32_t* next,
                                std::size_t unit, const IntegerInput& input, VI start,
                                const float* rowScales, float* sums) {
    IntegerRowPair rows;
    rows.begin(start);
    multiplyGroups<kPair, 0>(code, words, next, unit, input, rows);
    const VF scales = hn::LoadDup128(DF(), input.scales);
    const std::size_t low = kLanes * (unit * Code::kDimensions + kPair);
    const std::size_t high = low + 8 * kLanes;
    addRow(rows.rows[0].total(), scales, rowScales ? rowScales + low : nullptr, sums + low);
    addRow(rows.rows[1].total(), scales, rowScales ? rowScales + high : nullptr, sums + high);
}

// The lanes of one part of a block, `words`, `rowScales` (if there are any) and `sums` beginning
// with them.
template <class Code>
HWY_INLINE void multiplyIntegerPart(Code& code, const std::uint32_t* words, LinesAhead* ahead,
                                    const IntegerInput& input, const float* rowScales,
                                    float* sums) {
    constexpr std::size_t kUnits = 8 / Code::kDimensions;
    const VI start = code.start(hn::LoadDup128(DI(), input.sums));
    const std::uint32_t* const first = words;
    code.begin(words);
    for (std::size_t unit = 0; unit < kUnits; ++unit) {
        if (ahead)
            ahead->next();
        const std::uint32_t* next = unit + 1 < kUnits ? words + kLanes * Code::kUnitWords : first;
        multiplyRowPair<0>(code, words, next, unit, input, start, rowScales, sums);
        if constexpr (Code::kDimensions == 2)
            multiplyRowPair<1>(code, words, next, unit, input, start, rowScales, sums);
        words += kLanes * Code::kUnitWords;
    }
}

template <class Code>
void multiplyIntegerRun(const IntegerRun& run) {
    Code code(*run.code);
    const std::size_t blockWords = run.code->blockWords();
    const std::uint32_t* words = run.words;
    const bool scaled = run.code->rowGroupScales;
    alignas(64) float rowScales[kBlockSums];
    for (std::int64_t block = 0; block < run.blocks; ++block) {
        if (scaled)
            expandScales(words + kLanes * run.code->tileWords, rowScales);
        LinesAhead ahead(words, blockWords, 8 / Code::kDimensions);
        for (std::size_t lane = 0; lane < kLanes; lane += kVector)
            multiplyIntegerPart(code, words + lane, lane == 0 ? &ahead : nullptr, run.input[block],
                                scaled ? rowScales + lane : nullptr, run.sums + lane);
        words += blockWords;
    }
}

#endif

#if FRACBIT_AVX512_VNNI

// 16-bit lanes whose low bits are two fields of the words, at kBit and kDistance behind it; above
// the fields there may be anything. Both lie within kSpan bits, 32 at most, from kBase on.
template <int kBase, int kSpan, int kBit, int kDistance, int kBits, int kWords>
HWY_INLINE __m512i twoFields(const std::uint32_t* words, const std::uint32_t* next) {
    constexpr bool kOneWord = kBase % 32 + kSpan <= 32;
    constexpr int kOrigin = kOneWord ? kBase - kBase % 32 : kBase;
    constexpr int kLow = 32 - (kBit - kOrigin) - kBits;
    constexpr int kHigh = kLow - kDistance;
    constexpr std::uint64_t kWord = kLow | static_cast<std::uint64_t>(kHigh) << 16;
    constexpr auto kPlaces = static_cast<long long>(kWord | (kWord + 0x00200020) << 32);
    const VU bits = leadingBitsAt < kOrigin, kOneWord ? 32 : kSpan, kWords > (words, next);
    return _mm512_multishift_epi64_epi8(_mm512_set1_epi64(kPlaces), bits.raw);
}

// Two groups of a code with two weights a step, from planes of its two components.
template <int kBits>
HWY_INLINE void lookUpGroups(const ByteIndices<kBits> (&indices)[2], const std::uint8_t* planes,
                             VI* pairs) {
    __m512i even[2];
    __m512i odd[2];
    for (int component = 0; component < 2; ++component) {
        lookUpIntegers(indices, planes + (std::size_t{2} << kBits) * component, even, odd);
        for (int group = 0; group < 2; ++group) {
            pairs[kGroupPairs * group + component] = VI{even[group]};
            pairs[kGroupPairs * group + component + 2] = VI{odd[group]};
        }
    }
}

#endif

} // namespace fracbit::backend::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#endif
