// The encoders' kernels, run by the interpreter, against the engine's encoders.
#include "backend/cuda/device/symbol_code.h"
#include "base/random.h"
#include "cuda/interpreter.h"
#include "kernels/nearest.h"
#include "launch/arguments.h"
#include "quantizer/palette.h"
#include "quantizer/point_grid.h"
#include "quantizer/scalar/sorted_levels.h"
#include "quantizer/trellis/search/viterbi_reference.h"
#include "quantizer/trellis/trellis_layout.h"
#include "quantizer/trellis/viterbi.h"
#include "tensor/dtype.h"

#include <QTest>

#include <algorithm>
#include <cmath>

using namespace fracbit;
using namespace fracbit::quantizer;
using fracbit_cuda::Code;
using fracbit_cuda::DeviceInfo;
using fracbit_cuda::NearestArguments;
using fracbit_cuda::TrellisBuffers;
using fracbit_cuda::TrellisLaunch;
using fracbit_cuda::TrellisProblem;
using fracbit_cuda::test::interpret;
using fracbit_cuda::test::Order;

namespace {

constexpr std::size_t kTileSize = 256;

// What a scheme searches, on the device and by the engine.
struct Case {
    Trellis trellis;
    TrellisCode code;
    backend::cuda::SymbolCode symbols;
    TrellisProblem problem;

    explicit Case(const char* name) : Case(schemeFromName(name)) {}
    explicit Case(Scheme scheme)
        : trellis(trellisLayout(scheme, trellisOf(scheme)).trellises[0]),
          code(trellisCode(trellisOf(scheme), quantizer::quantizer(scheme).codebook())),
          symbols(backend::cuda::symbolCodes(scheme).at(0)), problem(symbols.trellis.value()) {}

    static const BitshiftTrellis& trellisOf(Scheme scheme) {
        return std::get<BitshiftTrellis>(familyInfo(scheme.family).code);
    }
};

std::vector<float> gaussianTargets(const Case& search, int tiles) {
    std::vector<float> targets(kTileSize * static_cast<std::size_t>(tiles));
    fillGaussian(targets, 5);
    for (float& target : targets)
        target *= search.symbols.targetScale;
    return targets;
}

DeviceInfo deviceWithShared(std::size_t bytes) {
    DeviceInfo device;
    device.multiprocessors = 1;
    device.sharedBytesPerMultiprocessor = bytes;
    device.sharedBytesPerBlock = bytes - 1024;
    return device;
}

template <class Search>
void runSearch(int pairs, const fracbit_cuda::ViterbiArguments& arguments) {
    pairs == 2 ? fracbit_cuda::searchTiles<Search, 2>(arguments)
               : fracbit_cuda::searchTiles<Search, 1>(arguments);
}

std::vector<std::uint16_t> searchOnHost(const Case& search, const TrellisLaunch& launch,
                                        const std::vector<float>& targets) {
    std::vector<fracbit_cuda::Words4> trace(launch.traceBytes / 16);
    TrellisBuffers buffers;
    buffers.targets = targets.data();
    buffers.tiles = static_cast<int>(targets.size() / kTileSize);
    buffers.table = search.symbols.table.data();
    buffers.trace = trace.data();
    buffers.units = trellisUnits(search.problem, search.symbols.largestPoint);
    std::vector<std::uint16_t> states(static_cast<std::size_t>(buffers.tiles) *
                                      search.trellis.steps());
    buffers.states = states.data();
    const auto arguments = viterbiArguments(search.problem, launch, buffers);
    using namespace fracbit_cuda;
    interpret({launch.blocks, 1, launch.threads, launch.sharedBytes}, Order::Forward, [&] {
        if (search.problem.code == Code::Computed)
            runSearch<ComputedSearch<ByteSum>>(launch.pairs, arguments);
        else if (search.problem.code == Code::Polynomial)
            runSearch<ComputedSearch<ByteSumPolynomial>>(launch.pairs, arguments);
        else
            runSearch<TableSearch>(launch.pairs, arguments);
    });
    return states;
}

// The error of the paths, all tiles together; fails unless they are tail-biting.
double totalError(const Case& search, const std::vector<float>& targets,
                  const std::vector<std::uint16_t>& states) {
    const std::size_t steps = search.trellis.steps();
    double error = 0;
    for (std::size_t tile = 0; tile * steps < states.size(); ++tile) {
        const auto path = std::span(states).subspan(tile * steps, steps);
        if (!isTailBiting(search.trellis, path))
            return std::numeric_limits<double>::infinity();
        error += pathError(search.trellis, search.code,
                           std::span(targets).subspan(tile * kTileSize, kTileSize), path);
    }
    return error;
}

std::vector<std::uint16_t> searchByEngine(const Case& search, std::vector<float> targets) {
    const ViterbiEncoder encoder(search.trellis, search.code, search.trellis.tileBits() / 256.0);
    ViterbiEncoder::Workspace workspace(encoder);
    const std::size_t steps = search.trellis.steps();
    std::vector<std::uint16_t> states(targets.size() / kTileSize * steps);
    std::vector<std::uint16_t> spare(steps);
    for (std::size_t tile = 0; tile * kTileSize < targets.size(); ++tile) {
        const auto values = std::span(targets).subspan(tile * kTileSize, kTileSize);
        encoder.encodePair({values, std::span(states).subspan(tile * steps, steps)},
                           {values, spare}, workspace);
    }
    return states;
}

} // namespace

class TestEncode : public QObject {
    Q_OBJECT
private slots:
    void pathsAreAsGoodAsTheEngines_data();
    void pathsAreAsGoodAsTheEngines();
    void outliersKeepTheWrap();
    void levelsAreTheEngines();
    void pointsAreTheEngines();
};

// Rates of every kind: more threads than overlaps (tcq-5), alternating shifts, costs in global
// memory (a device with little shared memory); a tile more than a group.
void TestEncode::pathsAreAsGoodAsTheEngines_data() {
    QTest::addColumn<QString>("scheme");
    QTest::addColumn<int>("sharedKilobytes");
    QTest::addColumn<int>("tiles");
    QTest::newRow("computed, 4 bits") << "ctcq-4" << 228 << 4;
    QTest::newRow("computed, 7.5 bits") << "ctcq-7.5" << 228 << 3;
    QTest::newRow("computed, 2.25 bits, global") << "ctcq-2.25" << 48 << 2;
    QTest::newRow("14 bits of state, 3.25 bits") << "ctcq14-3.25" << 228 << 3;
    QTest::newRow("14 bits of state, 8 bits") << "ctcq14-8" << 100 << 2;
    QTest::newRow("polynomial, 5 bits") << "pctcq-5" << 100 << 2;
    QTest::newRow("polynomial, 7.75 bits") << "pctcq-7.75" << 228 << 2;
    QTest::newRow("table, 2 bits, global") << "tcq-2" << 48 << 2;
    QTest::newRow("table, 3.5 bits") << "tcq-3.5" << 100 << 3;
    QTest::newRow("table, 5 bits") << "tcq-5" << 228 << 5;
}

void TestEncode::pathsAreAsGoodAsTheEngines() {
    QFETCH(QString, scheme);
    QFETCH(int, sharedKilobytes);
    QFETCH(int, tiles);
    const Case search(qPrintable(scheme));
    const auto targets = gaussianTargets(search, tiles);
    const TrellisLaunch launch =
        planTrellis(search.problem, tiles, std::size_t{1} << 30,
                    deviceWithShared(static_cast<std::size_t>(sharedKilobytes) << 10));
    const auto states = searchOnHost(search, launch, targets);
    const double error = totalError(search, targets, states);
    const double engine = totalError(search, targets, searchByEngine(search, targets));
    // A few tiles only: where paths through the seam differ, a tile is a percent better or worse.
    QVERIFY2(error <= 1.02 * engine, qPrintable(QString("%1 against %2").arg(error).arg(engine)));
}

void TestEncode::outliersKeepTheWrap() {
    const Case search("tcq-4");
    auto targets = gaussianTargets(search, 2);
    for (std::size_t i = 0; i < targets.size(); ++i)
        targets[i] = i % 3 ? 1e9f : -40 * targets[i];
    const TrellisLaunch launch =
        planTrellis(search.problem, 2, std::size_t{1} << 30, deviceWithShared(228 << 10));
    QVERIFY(std::isfinite(totalError(search, targets, searchOnHost(search, launch, targets))));
}

void TestEncode::levelsAreTheEngines() {
    const Codebook& codebook = quantizer::quantizer(schemeFromName("nuq-5")).codebook();
    std::vector<float> levels;
    std::vector<float> thresholds;
    for (const std::uint16_t level : codebook.table) {
        if (!levels.empty())
            thresholds.push_back(0.5f * (levels.back() + halfToFloat(level)));
        levels.push_back(halfToFloat(level));
    }
    std::vector<float> values(1000);
    fillGaussian(values, 6);
    std::copy(thresholds.begin(), thresholds.end(), values.begin()); // ties
    std::vector<std::uint16_t> indices(values.size());
    const NearestArguments arguments{values.data(), values.size(), thresholds.data(),
                                     static_cast<int>(thresholds.size()), indices.data()};
    interpret({2, 1, 64, thresholds.size() * 4}, Order::Backward, [&] { findLevels(arguments); });
    const SortedLevels reference(levels);
    for (std::size_t i = 0; i < values.size(); ++i)
        QCOMPARE(std::uint32_t{indices[i]}, reference.nearest(values[i]));
}

void TestEncode::pointsAreTheEngines() {
    const Codebook& codebook = quantizer::quantizer(schemeFromName("vq-3")).codebook();
    std::vector<float> points;
    std::vector<PointGrid::Point> reference;
    for (std::size_t i = 0; i < codebook.table.size(); i += 2) {
        reference.push_back({halfToFloat(codebook.table[i]), halfToFloat(codebook.table[i + 1])});
        points.insert(points.end(), reference.back().begin(), reference.back().end());
    }
    std::vector<float> values(600);
    fillGaussian(values, 7);
    for (int i = 0; i < 100; ++i) // halfway between two points
        values[static_cast<std::size_t>(i)] =
            0.5f * (points[static_cast<std::size_t>(i % 20)] +
                    points[static_cast<std::size_t>(i % 20 + 20)]);
    std::vector<std::uint16_t> indices(values.size() / 2);
    const NearestArguments arguments{values.data(), indices.size(), points.data(),
                                     static_cast<int>(reference.size()), indices.data()};
    interpret({2, 1, 64, points.size() * 4}, Order::Forward, [&] { findPoints(arguments); });
    const PointGrid grid(reference);
    for (std::size_t i = 0; i < indices.size(); ++i)
        QCOMPARE(std::size_t{indices[i]}, grid.nearest({values[2 * i], values[2 * i + 1]}));
}

QTEST_APPLESS_MAIN(TestEncode)
#include "test_encode.moc"
