// What this processor does with every kind of scheme, in one run (machines differ and are noisy):
// weights a second of encoders and of products, the limits that its arithmetic sets, and the ratios
// to an fp16 product and of two cores to one.
// Usage: bench_cpu [encoders | products] [rows columns] [scheme ...]
#include "base/error.h"
#include "benchmark/cpu/encoders.h"
#include "benchmark/cpu/products.h"

#include <cstdio>
#include <cstdlib>
#include <string>
#include <vector>

using namespace fracbit;

namespace {

struct Options {
    bool encoders = true;
    bool products = true;
    quantizer::LayerShape shape{4096, 4096};
    std::vector<std::string> schemes;
};

Options parse(std::vector<std::string> words) {
    Options options;
    auto next = words.begin();
    if (next != words.end() && (*next == "encoders" || *next == "products")) {
        options.encoders = *next == "encoders";
        options.products = !options.encoders;
        ++next;
    }
    if (words.end() - next >= 2 && std::atoll(next->c_str()) > 0) {
        options.shape = {std::atoll(next[0].c_str()), std::atoll(next[1].c_str())};
        next += 2;
    }
    options.schemes.assign(next, words.end());
    if (options.schemes.empty())
        options.schemes = {"nuq-2",     "nuq-3",  "nuq-4",         "nuq-5",    "nuq-6",
                           "nuq-8",     "vq-2",   "vq-3",          "vq-4",     "vq-4.5",
                           "vq-5",      "vq-6",   "tcq-2",         "tcq-3",    "tcq-4",
                           "tcq-4.5",   "tcq-5",  "half-tcq-3.25", "ctcq-2",   "ctcq-3",
                           "ctcq-3.25", "ctcq-4", "ctcq-5",        "ctcq-6",   "ctcq14-4",
                           "pctcq-4",   "nf-4",   "uniform-4",     "uniform-8"};
    return options;
}

} // namespace

int main(int argc, char** argv) {
    const Options options = parse({argv + 1, argv + argc});
    const auto throughput = bench::measureVectorThroughput();
    std::printf("One core completes %.2f G instructions a second on vectors of %lld float32 "
                "(multiply-add, shift, logic),\n%.2f G on vectors of %lld int16 (difference, "
                "product, sum, minimum).\n",
                throughput.floats / 1e9, static_cast<long long>(throughput.lanes),
                throughput.shorts / 1e9, static_cast<long long>(2 * throughput.lanes));
    try {
        if (options.encoders)
            bench::printEncoders(options.schemes, throughput);
        if (options.products)
            bench::printProducts(options.schemes, options.shape, throughput);
    } catch (const Error& error) {
        std::fprintf(stderr, "%s\n", error.what());
        return 1;
    }
    return 0;
}
