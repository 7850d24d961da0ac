#include "benchmark/cpu/vector_throughput.h"

#include <algorithm>
#include <chrono>

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "benchmark/cpu/vector_throughput.cpp"
#include <hwy/foreach_target.h>
#include <hwy/highway.h>

HWY_BEFORE_NAMESPACE();
namespace fracbit::bench::HWY_NAMESPACE {
namespace hn = hwy::HWY_NAMESPACE;

// Sums that do not wait for each other: so many that latencies are hidden (a multiply-add takes 4
// cycles, and two begin in each), and so few that all stay in the 32 registers of AVX-512, or 16.
constexpr int kChains = HWY_ARCH_X86 && HWY_TARGET <= HWY_AVX3 ? 8 : 4;

// Keeps the compiler from merging or hoisting what is done to a register.
template <class V>
HWY_INLINE void makeOpaque([[maybe_unused]] V& vector) {
#if HWY_TARGET != HWY_SCALAR && HWY_TARGET != HWY_EMU128
    asm volatile("" : "+v"(vector.raw));
#endif
}

// `rounds` times kChains products of decoded weights: a shift, an exclusive or and a multiply-add.
float runFloats(std::int64_t rounds) {
    const hn::CappedTag<float, 16> d;
    const hn::RebindToUnsigned<decltype(d)> du;
    using V = hn::Vec<decltype(d)>;
    using U = hn::Vec<decltype(du)>;
    V sums[kChains];
    for (V& sum : sums)
        sum = hn::Zero(d);
    U word = hn::Set(du, static_cast<unsigned>(rounds));
    U pattern = hn::Set(du, 0x3F000000u);
    const V factor = hn::Set(d, 0.5f);
    for (std::int64_t round = 0; round < rounds; ++round)
        for (V& sum : sums) {
            makeOpaque(word);
            makeOpaque(pattern);
            const U weight = hn::Xor(hn::ShiftRight<9>(word), pattern);
            sum = hn::MulAdd(hn::BitCast(d, weight), factor, sum);
        }
    V total = hn::Zero(d);
    for (const V& sum : sums)
        total = hn::Add(total, sum);
    return hn::GetLane(total);
}

// `rounds` times kChains candidates of the trellis search, four instructions each.
float runShorts(std::int64_t rounds) {
    const hn::CappedTag<std::int16_t, 32> d;
    const hn::RebindToUnsigned<decltype(d)> du;
    using V = hn::Vec<decltype(d)>;
    using U = hn::Vec<decltype(du)>;
    U best[kChains];
    for (U& chain : best)
        chain = hn::Set(du, std::uint16_t{0xFFFF});
    const V target = hn::Set(d, static_cast<std::int16_t>(rounds));
    U before = hn::Set(du, std::uint16_t{5});
    V point = hn::Set(d, std::int16_t{7});
    for (std::int64_t round = 0; round < rounds; ++round)
        for (U& chain : best) {
            makeOpaque(point);
            makeOpaque(before);
            const V difference = hn::SaturatedSub(target, point);
            const U error = hn::BitCast(du, hn::MulFixedPoint15(difference, difference));
            chain = hn::Min(chain, hn::SaturatedAdd(before, error));
        }
    for (const U& chain : best)
        before = hn::Min(before, chain);
    return static_cast<float>(hn::GetLane(before));
}

std::int64_t lanes() {
    return static_cast<std::int64_t>(hn::Lanes(hn::CappedTag<float, 16>()));
}

int chains() {
    return kChains;
}

} // namespace fracbit::bench::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace fracbit::bench {

HWY_EXPORT(runFloats);
HWY_EXPORT(runShorts);
HWY_EXPORT(lanes);
HWY_EXPORT(chains);

namespace {

// Rounds a second, the fastest of several repetitions.
template <class Run>
double roundsPerSecond(const Run& run) {
    using Clock = std::chrono::steady_clock;
    constexpr std::int64_t kRounds = 1 << 19;
    double best = 1e9;
    [[maybe_unused]] volatile float sink = 0;
    for (int repetition = 0; repetition < 20; ++repetition) {
        const auto begin = Clock::now();
        sink = run(kRounds);
        const std::chrono::duration<double> elapsed = Clock::now() - begin;
        best = std::min(best, elapsed.count());
    }
    return static_cast<double>(kRounds) / best;
}

} // namespace

VectorThroughput measureVectorThroughput() {
    const int chains = HWY_DYNAMIC_DISPATCH(chains)();
    constexpr int kFloatKinds = 3;
    constexpr int kShortKinds = 4;
    const auto floats = [](std::int64_t n) { return HWY_DYNAMIC_DISPATCH(runFloats)(n); };
    const auto shorts = [](std::int64_t n) { return HWY_DYNAMIC_DISPATCH(runShorts)(n); };
    return {kFloatKinds * chains * roundsPerSecond(floats),
            kShortKinds * chains * roundsPerSecond(shorts), HWY_DYNAMIC_DISPATCH(lanes)()};
}

} // namespace fracbit::bench
#endif
