// Computed trellis codes: one weight a state.
#include "base/one_target.h"

#include "backend/cpu/kernels/block_walk-inl.h"
#include "backend/cpu/kernels/kernel_finders.h"
#include "backend/cpu/kernels/trellis_states-inl.h"

HWY_BEFORE_NAMESPACE();
#include "backend/cpu/kernels/target_options-inl.h"
namespace fracbit::backend::HWY_NAMESPACE {

// Sum of the four bytes of s * 0x83DCD12D, less its mean (spec 1, section 3: "computed code").
HWY_INLINE VF computedValue(VU state) {
    const DU du;
    constexpr std::int32_t kMean = 510;
    const VU product = hn::Mul(state, hn::Set(du, 0x83DCD12Du));
#if FRACBIT_AVX512_VNNI
    const auto sum = hn::Vec<DI>{
        _mm512_dpbusd_epi32(_mm512_set1_epi32(-kMean), product.raw, _mm512_set1_epi8(1))};
    return hn::ConvertTo(DF(), sum);
#else
    const VU bytes = hn::Set(du, 0x00FF00FFu);
    const VU pairs = hn::Add(hn::And(product, bytes), hn::And(hn::ShiftRight<8>(product), bytes));
    const VU sum = hn::Add(hn::And(pairs, hn::Set(du, 0xFFFFu)), hn::ShiftRight<16>(pairs));
    return hn::ConvertTo(DF(), hn::Sub(hn::BitCast(DI(), sum), hn::Set(DI(), kMean)));
#endif
}

struct ByteSum {
    explicit HWY_INLINE ByteSum(const BlockCode&) {}
    HWY_INLINE VF operator()(VU state) const { return computedValue(state); }
};

struct ByteSumPolynomial {
    VF first;
    VF third;
    VF fifth;

    explicit HWY_INLINE ByteSumPolynomial(const BlockCode& code)
        : first(hn::Set(DF(), code.table[0])), third(hn::Set(DF(), code.table[1])),
          fifth(hn::Set(DF(), code.table[2])) {}
    HWY_INLINE VF operator()(VU state) const {
        const VF x = computedValue(state);
        const VF square = hn::Mul(x, x);
        return hn::Mul(x, hn::MulAdd(hn::MulAdd(fifth, square, third), square, first));
    }
};

template <class States, class Value>
struct ComputedCode {
    static constexpr int kDimensions = 1;
    static constexpr int kSteps = 1;
    static constexpr int kUnitWords = States::kUnitWords;
    States states;
    Value value;

    explicit HWY_INLINE ComputedCode(const BlockCode& code) : states(code), value(code) {}
    HWY_INLINE void begin(const std::uint32_t* words) { states.begin(words); }
    template <int kStep>
    HWY_INLINE void decode(const std::uint32_t* words, const std::uint32_t* next, std::size_t unit,
                           VF* weights) const {
        weights[0] = value(states.template at<kStep>(words, next, unit));
    }
};

template <int kStepBits>
CodeKernel regularKernelOf() {
    return kernelOf<ComputedCode<RegularStates<kStepBits, 16>, ByteSum>>();
}

CodeKernel computedTrellisKernel(int stepBits) {
    switch (stepBits) {
    case 0:
        return kernelOf<ComputedCode<PlacedStates<16>, ByteSum>>();
    case 1:
        return regularKernelOf<1>();
    case 2:
        return regularKernelOf<2>();
    case 3:
        return regularKernelOf<3>();
    case 4:
        return regularKernelOf<4>();
    case 5:
        return regularKernelOf<5>();
    case 6:
        return regularKernelOf<6>();
    case 7:
        return regularKernelOf<7>();
    case 8:
        return regularKernelOf<8>();
    default:
        return {};
    }
}

CodeKernel shortTrellisKernel() {
    return kernelOf<ComputedCode<PlacedStates<14>, ByteSum>>();
}

CodeKernel polynomialTrellisKernel() {
    return kernelOf<ComputedCode<PlacedStates<16>, ByteSumPolynomial>>();
}

} // namespace fracbit::backend::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();
