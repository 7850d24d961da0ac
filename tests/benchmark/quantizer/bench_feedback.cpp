// What feedback of errors costs beside the encoder it feeds: shares of one run. A layer of WIDTH
// inputs and ROWS outputs, moments of random correlated inputs. Usage: bench_feedback [WIDTH ROWS]
#include "base/random.h"
#include "quantizer/feedback/feedback_quantizer.h"

#include <chrono>
#include <cstdio>
#include <cstdlib>

using namespace fracbit;
using namespace fracbit::quantizer;

namespace {

using Clock = std::chrono::steady_clock;

double secondsSince(Clock::time_point start) {
    return std::chrono::duration<double>(Clock::now() - start).count();
}

// Ones on the diagonal and a direction that all inputs share.
Tensor moments(std::int64_t width) {
    Tensor direction({1, width});
    fillGaussian(direction.values, 1);
    Tensor result({width, width});
    for (std::int64_t i = 0; i < width; ++i)
        for (std::size_t j = 0; j < static_cast<std::size_t>(width); ++j)
            result.row(i)[j] = direction.values[static_cast<std::size_t>(i)] * direction.values[j] +
                               (static_cast<std::size_t>(i) == j ? 1.0f : 0.0f);
    return result;
}

void measure(const char* name, const Tensor& weights, const FeedbackFactor& factor,
             const RunContext& context) {
    Tensor copy = weights;
    FeedbackError error;
    const auto start = Clock::now();
    (void)quantizeWithFeedback(copy, schemeFromName(name), name, factor, {}, context, error);
    const double feedback = secondsSince(start) - error.encoderSeconds;
    std::printf("%-10s encoder %8.3f s, feedback %8.3f s: %5.1f %% of the encoder\n", name,
                error.encoderSeconds, feedback, 100 * feedback / error.encoderSeconds);
    std::fflush(stdout);
}

} // namespace

int main(int argc, char** argv) {
    const std::int64_t width = argc > 2 ? std::atoll(argv[1]) : 1536;
    const std::int64_t rows = argc > 2 ? std::atoll(argv[2]) : 576;
    const RunContext context;
    Tensor weights({rows, width});
    fillGaussian(weights.values, 2);
    auto start = Clock::now();
    const FeedbackFactor factor =
        FeedbackFactor::make([&] { return moments(width); }, kFeedbackDamping, context).value();
    const double seconds = secondsSince(start);
    const double operations =
        static_cast<double>(width) * static_cast<double>(width) * static_cast<double>(width) / 3;
    std::printf("%lld inputs, %lld outputs, one thread; factor %.3f s, %.1f G multiply-adds/s\n",
                static_cast<long long>(width), static_cast<long long>(rows), seconds,
                operations / seconds / 1e9);
    for (const char* name : {"nuq-4", "vq-4", "tcq-3", "ctcq-3", "ctcq-4"})
        measure(name, weights, factor, context);
    return 0;
}
