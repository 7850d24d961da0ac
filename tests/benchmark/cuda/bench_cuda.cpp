// Kernels on the device: time and bandwidth of products of one vector by shape, scheme and variant,
// as fractions of the bandwidth of a copy in the same run; rotations; encoders. Prints why when
// there is no device. Usage: bench_cuda [batch]
#include "backend/cuda/backend.h"
#include "quantizer/palette.h"

#include <cstdio>
#include <cstdlib>

using namespace fracbit;
using namespace fracbit::backend;
using quantizer::LayerShape;
using quantizer::Scheme;

namespace {

// Of Llama 3.1 8B: q or o; k or v; gate or up; down; and q, k, v in one launch.
constexpr LayerShape kShapes[]{
    {4096, 4096}, {1024, 4096}, {14336, 4096}, {4096, 14336}, {6144, 4096}};

void printProduct(CudaProfiler& profiler, Scheme scheme, LayerShape shape, std::int64_t batch,
                  CudaVariant variant, double copyBandwidth) {
    const CudaTiming timing = profiler.product(scheme, shape, batch, variant);
    if (timing.seconds <= 0)
        return;
    const double bytes = static_cast<double>(quantizer::layerBytes(scheme, shape));
    const double bandwidth = bytes / timing.seconds;
    std::printf("%6lld x %-6lld %-14s %-12s %9.2f %7.0f%% %9.0f %7.0f%%\n",
                static_cast<long long>(shape.rows), static_cast<long long>(shape.columns),
                quantizer::schemeName(scheme).c_str(),
                variant == CudaVariant::TensorCore ? "tensor core" : "simt", 1e6 * timing.seconds,
                100 * timing.spread, bandwidth / 1e9, 100 * bandwidth / copyBandwidth);
}

void printProducts(CudaProfiler& profiler, std::int64_t batch) {
    const double copyBandwidth = profiler.copyBandwidth();
    std::printf("copy: %.0f GB/s; products of %lld vectors\n", copyBandwidth / 1e9,
                static_cast<long long>(batch));
    std::printf("%15s %-14s %-12s %9s %8s %9s %8s\n", "shape", "scheme", "kernel", "us", "spread",
                "GB/s", "of copy");
    for (const LayerShape shape : kShapes)
        for (const char* name :
             {"nuq-3", "nuq-4", "nuq-8", "vq-3", "vq-4", "tcq-2", "tcq-3", "tcq-4", "half-tcq-3.25",
              "ctcq-2", "ctcq-3.25", "ctcq-4", "ctcq14-4", "pctcq-4", "pctcq-8"})
            for (const CudaVariant variant : {CudaVariant::TensorCore, CudaVariant::Simt})
                printProduct(profiler, quantizer::schemeFromName(name), shape, batch, variant,
                             copyBandwidth);
}

void printRotations(CudaProfiler& profiler) {
    std::printf("\n%-10s %9s\n", "rotation", "us");
    for (const std::int64_t width : {576, 1536, 4096, 8192, 11008, 14336, 28672}) {
        const std::int64_t widths[]{width};
        std::printf("%-10lld %9.2f\n", static_cast<long long>(width),
                    1e6 * profiler.rotations(widths).seconds);
    }
}

void printEncoders(CudaProfiler& profiler) {
    constexpr std::int64_t kTiles = 8192;
    std::printf("\n%-14s %14s\n", "encoder", "Mweights/s");
    for (const char* name : {"nuq-4", "vq-4", "vq-6", "tcq-2", "tcq-3", "tcq-4", "tcq-5", "ctcq-2",
                             "ctcq-3", "ctcq-3.25", "ctcq-4", "ctcq-6", "ctcq14-4", "pctcq-4"}) {
        const CudaTiming timing = profiler.encoding(quantizer::schemeFromName(name), kTiles);
        std::printf("%-14s %14.1f\n", name, 256e-6 * kTiles / timing.seconds);
    }
}

} // namespace

int main(int argc, char** argv) {
    if (const std::string absence = cudaAbsence(); !absence.empty()) {
        std::printf("no CUDA device: %s\n", absence.c_str());
        return 0;
    }
    const auto backend = openCuda();
    const auto profiler = backend->profiler();
    std::printf("%s\n", backend->deviceName().c_str());
    printProducts(*profiler, argc > 1 ? std::atoll(argv[1]) : 1);
    printRotations(*profiler);
    printEncoders(*profiler);
    return 0;
}
