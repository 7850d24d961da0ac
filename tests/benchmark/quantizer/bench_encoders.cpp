// Encoder speed: weights a second and core of every kind of quantizer, as ratios to the scalar one
// of the same run (machines differ and are noisy). Usage: bench_encoders [samples]
#include "quantizer/palette.h"
#include "quantizer/trellis/viterbi.h"

#include <chrono>
#include <cstdio>
#include <cstdlib>

using namespace fracbit;
using namespace fracbit::quantizer;

namespace {

double weightsPerSecond(Scheme scheme, std::int64_t samples, const RunContext& context) {
    (void)measureDistortion(scheme, 1, 0, context); // makes tables, warms caches
    const auto start = std::chrono::steady_clock::now();
    (void)measureDistortion(scheme, samples, 1, context);
    const std::chrono::duration<double> seconds = std::chrono::steady_clock::now() - start;
    return static_cast<double>(samples) / seconds.count();
}

} // namespace

int main(int argc, char** argv) {
    const std::int64_t samples = argc > 1 ? std::atoll(argv[1]) : 1 << 17;
    std::printf("instruction set: %s; one core, two cores: million weights per second\n",
                viterbiInstructionSet());
    RunContext one;
    RunContext two;
    two.threads = 2;
    const double scalar = weightsPerSecond(schemeFromName("nuq-4"), samples, one);
    std::printf("%-14s %8s %8s %8s %10s\n", "scheme", "one", "two", "two/one", "nuq-4/this");
    for (const char* name : {"nuq-4", "vq-4", "tcq-2", "tcq-3", "tcq-3.5", "tcq-4", "tcq-4.5",
                             "tcq-5", "ctcq-2", "ctcq-3", "ctcq-3.25", "ctcq-4", "ctcq-5"}) {
        const Scheme scheme = schemeFromName(name);
        const double first = weightsPerSecond(scheme, samples, one);
        const double both = weightsPerSecond(scheme, samples, two);
        std::printf("%-14s %8.3f %8.3f %8.2f %10.1f\n", name, first / 1e6, both / 1e6, both / first,
                    scalar / first);
        std::fflush(stdout);
    }
    return 0;
}
