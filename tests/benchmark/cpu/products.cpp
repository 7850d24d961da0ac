#include "benchmark/cpu/products.h"

#include "backend/cpu/kernel_timing.h"
#include "backend/cpu/plain_matrix.h"
#include "base/random.h"
#include "benchmark/cpu/arithmetic.h"

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <limits>
#include <vector>

namespace fracbit::bench {

using backend::PlainMatrix;
using backend::ProductTimer;
using backend::ProductTiming;
using quantizer::LayerShape;
using quantizer::Scheme;

namespace {

// Seconds of a call over cold copies of an fp16 matrix, like ProductTiming::fastest: what else runs
// on the machine only makes a round slower.
class HalfPrecision {
public:
    explicit HalfPrecision(LayerShape shape) : shape_(shape) {
        const auto size = static_cast<std::size_t>(shape.rows * shape.columns);
        const std::vector<std::byte> zeros(2 * size);
        while (copies_.size() < 2 || copies_.size() * zeros.size() < backend::coldBytes())
            copies_.emplace_back(DType::F16, shape.rows, shape.columns, zeros,
                                 std::vector<float>());
    }

    double seconds(int threads, std::int64_t batch) const {
        using Clock = std::chrono::steady_clock;
        ThreadTeam team(threads);
        std::vector<float> input(static_cast<std::size_t>(batch * shape_.columns));
        std::vector<float> output(static_cast<std::size_t>(batch * shape_.rows));
        fillGaussian(input, 1);
        double fastest = std::numeric_limits<double>::infinity();
        for (int round = 0; round < 20; ++round) {
            const auto begin = Clock::now();
            for (const PlainMatrix& copy : copies_)
                copy.multiply(input, batch, output, team);
            const std::chrono::duration<double> elapsed = Clock::now() - begin;
            fastest = std::min(fastest, elapsed.count() / static_cast<double>(copies_.size()));
        }
        return fastest;
    }

private:
    LayerShape shape_;
    std::vector<PlainMatrix> copies_;
};

// Of one kind of weights, in seconds.
struct Times {
    double one = 0;   // core
    double two = 0;   // cores
    double eight = 0; // inputs at once, one core
};

void printRow(const std::string& name, double weights, double bytes, const Times& times,
              const Times& half, double limit) {
    std::printf("%-16s %7.2f %7.2f %6.2f ", name.c_str(), weights / times.one / 1e9,
                bytes / times.one / 1e9, half.one / times.one);
    std::printf(limit > 0 ? "%7.2f %5.0f%% " : "      -      - ", limit / 1e9,
                100 * weights / times.one / limit);
    std::printf("%7.2f %7.2f %6.2f %6.2f\n", 8 * weights / times.eight / 1e9,
                weights / times.two / 1e9, times.one / times.two, half.two / times.two);
    std::fflush(stdout);
}

void printScheme(const std::string& name, LayerShape shape, const Times& half,
                 const VectorThroughput& throughput) {
    const Scheme scheme = quantizer::schemeFromName(name);
    RunContext context;
    context.threads = 2;
    ProductTimer timer(scheme, {shape}, context);
    constexpr double kSeconds = 0.2;
    const ProductTiming one = timer.measure(1, 1, context, kSeconds);
    const Times times{one.fastest, timer.measure(1, 2, context, kSeconds).fastest,
                      timer.measure(8, 1, context, kSeconds).fastest};
    printRow(name, static_cast<double>(one.weights), static_cast<double>(one.bytes), times, half,
             productLimit(scheme, throughput));
}

} // namespace

void printProducts(std::span<const std::string> schemes, LayerShape shape,
                   const VectorThroughput& throughput) {
    std::printf("\nProducts (%s): %lld x %lld, weights cold, rotation of the input included, "
                "fastest of many rounds\n",
                backend::kernelInstructionSet(), static_cast<long long>(shape.rows),
                static_cast<long long>(shape.columns));
    std::printf("%-16s %7s %7s %6s %7s %6s %7s %7s %6s %6s\n", "scheme", "Gw/s", "GB/s", "/fp16",
                "limit", "of it", "batch 8", "2 cores", "2/1", "/fp16");
    const HalfPrecision fp16(shape);
    const Times half{fp16.seconds(1, 1), fp16.seconds(2, 1), fp16.seconds(1, 8)};
    const auto weights = static_cast<double>(shape.rows * shape.columns);
    printRow("fp16", weights, 2 * weights, half, half, 0);
    for (const std::string& name : schemes)
        printScheme(name, shape, half, throughput);
}

} // namespace fracbit::bench
