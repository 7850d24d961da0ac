// Products straight from packed bits: weights a second of every kind of scheme, on one core and
// two, cold weights, batch 1; beside them an fp16 product of the same shape and the arithmetic
// limit, all in one run (machines differ and are noisy).
// Usage: bench_products [rows columns] [scheme ...]
#include "backend/cpu/kernel_timing.h"
#include "backend/cpu/plain_matrix.h"
#include "base/random.h"
#include "benchmark/backend/vector_throughput.h"

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>

using namespace fracbit;
using namespace fracbit::backend;
using quantizer::Family;
using quantizer::LayerShape;
using quantizer::Scheme;

namespace {

// Vector instructions of the AVX-512 kernels for 16 weights, counted in their source: taking the
// bits out of the words, turning them into numbers, multiplying. Zero where the kernel gathers from
// memory and arithmetic is not the limit.
double instructions(Scheme scheme) {
    const int bits = scheme.rate256 / 256;
    switch (scheme.family) {
    case Family::Nuq:
    case Family::Uniform:
    case Family::Nf: { // shift; permutes, tests and blends; multiply-add
        const int permutes = bits <= 5 ? 1 : 1 << (bits - 5);
        const int tests = bits <= 5 ? 0 : bits - 5;
        return 1 + permutes + tests + (permutes - 1) + 1;
    }
    case Family::Vq: { // for two weights: shift; permutes; two multiply-adds
        const int index = scheme.rate256 / 128;
        return index <= 5 ? (1 + 2 + 2) / 2.0 : index == 6 ? (1 + 4 + 1 + 2 + 2) / 2.0 : 0;
    }
    case Family::Ctcq: // shift and mask; multiply, sum of bytes, conversion; multiply-add
        return 6;
    case Family::Tcq:
    case Family::HalfTcq:
        return 0;
    }
    return 0;
}

// Median seconds of a call over cold copies of an fp16 matrix.
class HalfPrecision {
public:
    explicit HalfPrecision(LayerShape shape) : shape_(shape) {
        const auto size = static_cast<std::size_t>(shape.rows * shape.columns);
        const std::vector<std::byte> zeros(2 * size);
        while (copies_.size() < 2 || copies_.size() * zeros.size() < coldBytes())
            copies_.emplace_back(DType::F16, shape.rows, shape.columns, zeros,
                                 std::vector<float>());
    }

    double seconds(int threads) const {
        using Clock = std::chrono::steady_clock;
        ThreadTeam team(threads);
        std::vector<float> input(static_cast<std::size_t>(shape_.columns));
        std::vector<float> output(static_cast<std::size_t>(shape_.rows));
        fillGaussian(input, 1);
        std::vector<double> rounds;
        for (int round = 0; round < 9; ++round) {
            const auto begin = Clock::now();
            for (const PlainMatrix& copy : copies_)
                copy.multiply(input, 1, output, team);
            const std::chrono::duration<double> elapsed = Clock::now() - begin;
            rounds.push_back(elapsed.count() / static_cast<double>(copies_.size()));
        }
        std::ranges::sort(rounds);
        return rounds[rounds.size() / 2];
    }

private:
    LayerShape shape_;
    std::vector<PlainMatrix> copies_;
};

void printScheme(const std::string& name, LayerShape shape, const double (&half)[2],
                 const bench::VectorThroughput& throughput) {
    const Scheme scheme = quantizer::schemeFromName(name);
    RunContext context;
    context.threads = 2;
    ProductTimer timer(scheme, {shape}, context);
    const ProductTiming one = timer.measure(1, 1, context);
    const ProductTiming two = timer.measure(1, 2, context);
    const ProductTiming eight = timer.measure(8, 1, context);
    const auto weights = static_cast<double>(one.weights);
    const double cost = instructions(scheme);
    const double limit =
        cost > 0 ? throughput.perSecond * static_cast<double>(throughput.lanes) / cost : 0;
    std::printf("%-16s %7.2f %7.2f %6.2f %7.2f ", name.c_str(), weights / one.seconds / 1e9,
                static_cast<double>(one.bytes) / one.seconds / 1e9, half[0] / one.seconds,
                8 * weights / eight.seconds / 1e9);
    std::printf(cost > 0 ? "%7.2f %5.0f%% " : "      -      - ", limit / 1e9,
                100 * weights / one.seconds / limit);
    std::printf("%7.2f %6.2f %6.2f\n", weights / two.seconds / 1e9, one.seconds / two.seconds,
                half[1] / two.seconds);
    std::fflush(stdout);
}

} // namespace

int main(int argc, char** argv) {
    LayerShape shape{4096, 4096};
    int next = 1;
    if (argc > 2 && std::atoll(argv[1]) > 0) {
        shape = {std::atoll(argv[1]), std::atoll(argv[2])};
        next = 3;
    }
    std::vector<std::string> schemes(argv + next, argv + argc);
    if (schemes.empty())
        schemes = {"nuq-2",  "nuq-3",  "nuq-4",         "nuq-5",  "nuq-6",     "nuq-8",
                   "vq-2",   "vq-3",   "vq-4",          "vq-5",   "tcq-2",     "tcq-3",
                   "tcq-4",  "tcq-5",  "half-tcq-3.25", "ctcq-2", "ctcq-3",    "ctcq-3.25",
                   "ctcq-4", "ctcq-5", "ctcq-6",        "nf-4",   "uniform-4", "uniform-8"};
    const auto throughput = bench::measureVectorThroughput();
    const HalfPrecision fp16(shape);
    const double half[2] = {fp16.seconds(1), fp16.seconds(2)};
    const auto weights = static_cast<double>(shape.rows * shape.columns);
    std::printf("%s; %lld x %lld, weights cold; one core completes %.2f G vector instructions a "
                "second (%lld lanes)\n",
                kernelInstructionSet(), static_cast<long long>(shape.rows),
                static_cast<long long>(shape.columns), throughput.perSecond / 1e9,
                static_cast<long long>(throughput.lanes));
    std::printf("fp16: one core %.2f Gweights/s, %.2f GB/s; two %.2f, %.2f\n",
                weights / half[0] / 1e9, 2 * weights / half[0] / 1e9, weights / half[1] / 1e9,
                2 * weights / half[1] / 1e9);
    std::printf("%-16s %7s %7s %6s %7s %7s %6s %7s %6s %6s\n", "one core: scheme", "Gw/s", "GB/s",
                "/fp16", "batch 8", "limit", "of it", "2 cores", "2/1", "/fp16");
    for (const std::string& name : schemes)
        printScheme(name, shape, half, throughput);
    return 0;
}
