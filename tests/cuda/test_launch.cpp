// Launches are pure functions: what must hold for every scheme, shape and device.
#include "backend/cuda/device/device_form.h"
#include "fracbit_cuda/trellis.h"
#include "kernels/product.h"
#include "quantizer/palette.h"

#include <QTest>

#include <array>

using namespace fracbit;
using namespace fracbit_cuda;
using quantizer::LayerShape;
using quantizer::Scheme;

namespace {

// Shared memory and multiprocessors as the CUDA C++ Programming Guide (compute capabilities) and
// the products' data sheets have them.
std::vector<DeviceInfo> devices() {
    constexpr std::size_t kKilobyte = 1024;
    return {
        {0, "A100", 8, 0, 108, std::size_t{80} << 30, 164 * kKilobyte, 163 * kKilobyte, 40 << 20},
        {0, "RTX 4090", 8, 9, 128, std::size_t{24} << 30, 100 * kKilobyte, 99 * kKilobyte,
         72 << 20},
        {0, "H100", 9, 0, 132, std::size_t{80} << 30, 228 * kKilobyte, 227 * kKilobyte, 50 << 20},
        {0, "RTX 5090", 12, 0, 170, std::size_t{32} << 30, 100 * kKilobyte, 99 * kKilobyte,
         96 << 20},
    };
}

constexpr std::array kShapes{LayerShape{1, 1},        LayerShape{576, 576},
                             LayerShape{192, 576},    LayerShape{1024, 4096},
                             LayerShape{4096, 14336}, LayerShape{28672, 4096},
                             LayerShape{8192, 28672}, LayerShape{33, 70000}};

std::size_t usableShared(const DeviceInfo& device, int blocks) {
    return device.sharedBytesPerMultiprocessor / static_cast<std::size_t>(blocks) - 1024;
}

} // namespace

class TestLaunch : public QObject {
    Q_OBJECT
private slots:
    void productsFitEveryDevice();
    void everyTileIsSomeonesExactlyOnce();
    void largeLayersFillTheDevice();
    void narrowLayersAreSplit();
    void rotationsCoverEveryWidth();
    void tracesFitTheMemory();
    void launchesCanBePrinted();
};

void TestLaunch::productsFitEveryDevice() {
    for (const DeviceInfo& device : devices())
        for (const LayerShape shape : kShapes)
            for (const Scheme scheme : quantizer::standardSchemes()) {
                const auto format = backend::cuda::weightFormat(scheme, shape);
                const auto launch = planProduct(format, Variant::TensorCore, device);
                QVERIFY(launch.threads >= kTileResults && launch.threads <= 512);
                QCOMPARE(launch.threads % kWarp, 0);
                QVERIFY(launch.sharedBytes <= device.sharedBytesPerBlock);
                QVERIFY(launch.copyBits >= 0 && launch.copyBits <= 5);
                QVERIFY(launch.blocks >= 1 && launch.blocks <= format.rowTiles() * launch.splits);
                const auto dequantize = planDequantize(format, device);
                QVERIFY(dequantize.sharedBytes <= device.sharedBytesPerBlock);
            }
}

void TestLaunch::everyTileIsSomeonesExactlyOnce() {
    for (const std::uint32_t tiles : {1u, 7u, 36u, 896u, 65536u * 4})
        for (const std::uint32_t workers : {4u, 16u, 128u}) {
            std::uint32_t next = 0;
            for (std::uint32_t i = 0; i < workers; ++i) {
                const TileRange share = shareOf(tiles, i, workers);
                QCOMPARE(share.begin, next);
                QVERIFY(share.end >= share.begin);
                next = share.end;
            }
            QCOMPARE(next, tiles);
        }
}

// A unit of work each is not enough: no multiprocessor idles, and the last wave is well filled.
void TestLaunch::largeLayersFillTheDevice() {
    for (const DeviceInfo& device : devices())
        for (const char* scheme : {"nuq-4", "vq-4", "tcq-3", "ctcq-3.25", "pctcq-4"}) {
            const auto format =
                backend::cuda::weightFormat(quantizer::schemeFromName(scheme), {4096, 14336});
            const auto launch = planProduct(format, Variant::TensorCore, device);
            const int units = format.rowTiles() * launch.splits;
            const int waves = (units + launch.blocks - 1) / launch.blocks;
            QVERIFY(launch.blocks >= device.multiprocessors);
            QVERIFY2(units >= 0.85 * waves * launch.blocks,
                     qPrintable(QString::fromStdString(describe(launch))));
            QCOMPARE(launch.sharedBytes <= usableShared(device, 1), true);
        }
}

void TestLaunch::narrowLayersAreSplit() {
    const auto format =
        backend::cuda::weightFormat(quantizer::schemeFromName("ctcq-4"), {1024, 4096});
    const auto launch = planProduct(format, Variant::TensorCore, devices()[2]);
    QVERIFY(launch.splits > 1);
    QCOMPARE(launch.counters(format), std::size_t{64});
    QCOMPARE(launch.partialFloats(format),
             std::size_t{64 * 128} * static_cast<std::size_t>(launch.splits));
}

void TestLaunch::rotationsCoverEveryWidth() {
    struct Width {
        int size, order, blockSize;
    };
    for (const Width width :
         {Width{4096, 1, 4096}, Width{14336, 28, 14336}, Width{12, 12, 12}, Width{576, 36, 576},
          Width{11008, 172, 11008}, Width{96, 1, 32}, Width{1, 1, 1}, Width{28672, 28, 28672}})
        for (const DeviceInfo& device : devices()) {
            const auto launch = planRotation(width.size, width.order, width.blockSize, device);
            QCOMPARE(width.order << (launch.mixedBits + launch.chunkBits), width.blockSize);
            QCOMPARE(launch.blocks << launch.chunkBits, width.size);
            QVERIFY(launch.threads >= 1 << launch.chunkBits && launch.threads <= 1024);
        }
}

void TestLaunch::tracesFitTheMemory() {
    for (const DeviceInfo& device : devices())
        for (const int tileBits : {256, 300, 512, 832, 1024, 2048})
            for (const int stateBits : {14, 16}) {
                const TrellisProblem problem{Code::Computed, tileBits, 0, stateBits, {}};
                const std::size_t memory = std::size_t{1} << 30;
                const auto launch = planTrellis(problem, 4096, memory, device);
                QVERIFY(launch.traceBytes <= memory);
                QVERIFY(launch.sharedBytes <= device.sharedBytesPerBlock);
                QVERIFY(launch.threads / kWarp >= 2 * launch.pairs);
                QVERIFY(problem.seamSteps() <= problem.steps() / 2);
                // Threads that share the candidates of an overlap are of one warp.
                const int highestShift = (tileBits + problem.steps() - 1) / problem.steps();
                QVERIFY(launch.threads <= kWarp << (stateBits - highestShift));
            }
}

void TestLaunch::launchesCanBePrinted() {
    const auto format =
        backend::cuda::weightFormat(quantizer::schemeFromName("half-tcq-3.25"), {4096, 14336});
    QCOMPARE(QString::fromStdString(describe(format)),
             QString("trellis 4096 x 14336, tiles of 768 and 896 bits"));
    const auto launch = planProduct(format, Variant::TensorCore, devices()[1]);
    QVERIFY(describe(launch).find("tensor-core, ") == 0);
    QVERIFY(describe(launch).find('\n') == std::string::npos);
}

QTEST_APPLESS_MAIN(TestLaunch)
#include "test_launch.moc"
