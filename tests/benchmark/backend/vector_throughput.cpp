#include "benchmark/backend/vector_throughput.h"

#include <algorithm>
#include <chrono>

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "benchmark/backend/vector_throughput.cpp"
#include <hwy/foreach_target.h>
#include <hwy/highway.h>

HWY_BEFORE_NAMESPACE();
namespace fracbit::bench::HWY_NAMESPACE {
namespace hn = hwy::HWY_NAMESPACE;

constexpr int kChains = 4; // of each kind: all fit into 16 registers, and latencies are hidden

// Runs `rounds` times kChains multiply-adds, shifts and exclusive ors, none of which waits for
// another of its round. The result depends on all of them.
float runRounds(std::int64_t rounds) {
    const hn::CappedTag<float, 16> d;
    const hn::RebindToUnsigned<decltype(d)> du;
    using V = hn::Vec<decltype(d)>;
    using U = hn::Vec<decltype(du)>;
    V sums[kChains];
    U shifted[kChains];
    U mixed[kChains];
    for (int i = 0; i < kChains; ++i) {
        sums[i] = hn::Set(d, static_cast<float>(i));
        shifted[i] = hn::Set(du, ~0u - static_cast<unsigned>(i));
        mixed[i] = hn::Set(du, static_cast<unsigned>(i));
    }
    const V factor = hn::Set(d, 0.999f);
    const U pattern = hn::Set(du, static_cast<unsigned>(rounds));
    for (std::int64_t round = 0; round < rounds; ++round)
        for (int i = 0; i < kChains; ++i) {
            sums[i] = hn::MulAdd(sums[i], factor, factor);
            shifted[i] = hn::ShiftRight<1>(shifted[i]);
            mixed[i] = hn::Xor(mixed[i], pattern);
            // Keeps the compiler from merging rounds.
            asm volatile("" : "+v"(shifted[i].raw), "+v"(mixed[i].raw));
        }
    V total = hn::Zero(d);
    for (int i = 0; i < kChains; ++i)
        total = hn::Add(total, hn::Add(sums[i], hn::BitCast(d, hn::Xor(shifted[i], mixed[i]))));
    return hn::GetLane(total);
}

std::int64_t lanes() {
    return static_cast<std::int64_t>(hn::Lanes(hn::CappedTag<float, 16>()));
}

} // namespace fracbit::bench::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace fracbit::bench {

HWY_EXPORT(runRounds);
HWY_EXPORT(lanes);

VectorThroughput measureVectorThroughput() {
    using Clock = std::chrono::steady_clock;
    constexpr std::int64_t kRounds = 1 << 20;
    double best = 1e9;
    [[maybe_unused]] volatile float sink = 0;
    for (int repetition = 0; repetition < 10; ++repetition) {
        const auto begin = Clock::now();
        sink = HWY_DYNAMIC_DISPATCH(runRounds)(kRounds);
        const std::chrono::duration<double> elapsed = Clock::now() - begin;
        best = std::min(best, elapsed.count());
    }
    constexpr double kInstructions = 3.0 * 4; // kinds x chains
    return {kInstructions * static_cast<double>(kRounds) / best, HWY_DYNAMIC_DISPATCH(lanes)()};
}

} // namespace fracbit::bench
#endif
