#include "base/random.h"
#include "quantizer/tables/planar_tables.h"
#include "quantizer/trellis/search/viterbi_reference.h"
#include "quantizer/trellis/search/viterbi_search.h"
#include "quantizer/trellis/viterbi.h"
#include "support/instruction_sets.h"
#include "tensor/dtype.h"

#include <QTest>

#include <algorithm>
#include <cmath>

using namespace fracbit;
using namespace fracbit::quantizer;

// The fast search against the slow reference, and the properties of its paths.
class TestViterbi : public QObject {
    Q_OBJECT
private slots:
    void codesAreTheirDefinitions();
    void evenTrellisSpreadsItsBits();
    void referenceIsOptimalOnATinyTrellis();
    void fastMatchesReference_data();
    void fastMatchesReference();
    void hostileTargets_data();
    void hostileTargets();
    void outliersGetTheLargestPoints();
    void pairedTilesAreIndependent();
    void plannedCostsKeepOutOfEachOthersWay();
    void sectionsAreTracedBackAsSingleSteps_data();
    void sectionsAreTracedBackAsSingleSteps();
    void everyInstructionSetFindsTheSame_data();
    void everyInstructionSetFindsTheSame();
};

namespace {

TrellisCode hybrid(int bits) {
    std::vector<float> table;
    for (const std::uint16_t component : trellisTable(bits))
        table.push_back(halfToFloat(component));
    return hybridCode(table);
}

TrellisCode codeOf(const Trellis& trellis) {
    return trellis.dimensions == 1 ? computedCode(trellis.stateBits)
                                   : hybrid(std::max(9, trellis.tileBits() / 128 + 1));
}

std::vector<float> gaussianTile(std::uint64_t seed) {
    std::vector<float> values(256);
    fillGaussian(values, seed);
    for (float& value : values)
        value *= 0.9f;
    return values;
}

std::vector<std::uint16_t> encode(const ViterbiEncoder& encoder, const std::vector<float>& tile) {
    ViterbiEncoder::Workspace workspace(encoder);
    std::vector<std::uint16_t> states(encoder.trellis().steps());
    std::vector<std::uint16_t> twin(states.size());
    encoder.encodePair({tile, states}, {tile, twin}, workspace);
    return states;
}

// Of two tiles, from any state to any.
std::vector<std::uint16_t> bestPaths(const ViterbiModel& model, const ViterbiPlan& plan) {
    const std::size_t steps = model.trellis.steps();
    const auto costs = hwy::AllocateAligned<std::uint16_t>(kPaired * plan.entries);
    ViterbiTile tiles[kPaired];
    for (std::size_t tile = 0; tile < kPaired; ++tile) {
        const auto targets = gaussianTile(tile);
        for (std::size_t i = 0; i < targets.size(); ++i)
            tiles[tile].targets[i] = model.units.ofTarget(targets[i]);
        tiles[tile].costs = costs.get() + tile * plan.entries;
        tiles[tile].prepared = nullptr; // strided lanes of one dimension need none
    }
    ViterbiSearch search(model, plan, tiles);
    for (int tile = 0; tile < kPaired; ++tile)
        std::ranges::fill(search.initialCosts(tile), std::uint16_t{0});
    search.forward();
    std::vector<std::uint16_t> states(kPaired * steps);
    const std::span<std::uint16_t> all(states);
    search.traceback({search.bestEnd(0), search.bestEnd(1)}, {all.first(steps), all.last(steps)});
    return states;
}

} // namespace

void TestViterbi::codesAreTheirDefinitions() {
    const TrellisCode computed = computedCode();
    // 12345 * 0x83DCD12D = 0x1953'D4AB'75E5 -> mod 2^32 0xD4AB75E5, bytes D4 AB 75 E5.
    const std::uint32_t product = 12345u * 0x83DCD12Du;
    int sum = 0;
    for (int i = 0; i < 4; ++i)
        sum += static_cast<int>(product >> (8 * i) & 0xFF);
    QCOMPARE(computed.points[12345], static_cast<float>(sum - 510) / 147.7f);
    double mean = 0;
    double squares = 0;
    for (const float point : computed.points) {
        mean += point / 65536.0;
        squares += static_cast<double>(point) * point / 65536.0;
    }
    QVERIFY(std::abs(mean) < 0.01);
    QVERIFY(std::abs(squares - 1) < 0.01);

    const TrellisCode small = computedCode(14); // the same function of fewer states
    QCOMPARE(small.points.size(), std::size_t{1} << 14);
    QVERIFY(std::equal(small.points.begin(), small.points.end(), computed.points.begin()));

    const TrellisCode changed = polynomialCode(std::vector<float>{1.5f, -0.25f, 0.125f});
    for (const std::uint32_t state : {0u, 1u, 12345u, 65535u}) {
        const double x = computed.points[state];
        QVERIFY(std::abs(changed.points[state] -
                         (1.5 * x - 0.25 * std::pow(x, 3) + 0.125 * std::pow(x, 5))) < 1e-5);
    }

    const TrellisCode code = hybrid(9);
    for (const std::uint32_t state : {0u, 1u, 77u, 30000u, 65535u}) {
        const std::uint32_t opposite = 65535u - state; // ~s and s give the same point
        QCOMPARE(code.points[2 * state], code.points[2 * opposite]);
        QCOMPARE(code.points[2 * (state ^ 0x8000u)], -code.points[2 * state]);
        QCOMPARE(code.points[2 * (state ^ 0x8000u) + 1], code.points[2 * state + 1]);
    }
}

void TestViterbi::evenTrellisSpreadsItsBits() {
    for (const int bits : {256, 257, 700, 832, 2048}) {
        const Trellis trellis = evenTrellis(1, bits);
        QCOMPARE(trellis.steps(), std::size_t{256});
        QCOMPARE(trellis.tileBits(), bits);
        for (const std::uint8_t shift : trellis.shifts)
            QVERIFY(shift == bits / 256 || shift == bits / 256 + 1);
    }
}

void TestViterbi::referenceIsOptimalOnATinyTrellis() {
    // Two steps of 8 bits: every bit string of 16 bits is a path; try them all.
    const Trellis trellis{1, {8, 8}};
    const TrellisCode code = computedCode();
    const std::vector<float> targets{0.7f, -1.1f};
    double best = 1e9;
    for (std::uint32_t bits = 0; bits < 65536; ++bits) {
        const std::uint16_t path[] = {static_cast<std::uint16_t>(bits),
                                      static_cast<std::uint16_t>(bits << 8 | bits >> 8)};
        best = std::min(best, pathError(trellis, code, targets, path));
    }
    double found = 1e9;
    for (std::uint32_t overlap = 0; overlap < 256; ++overlap) {
        const auto path = viterbiReference(trellis, code, targets, 0, 2, overlap);
        QVERIFY(isTailBiting(trellis, path));
        found = std::min(found, pathError(trellis, code, targets, path));
    }
    QCOMPARE(found, best);
}

void TestViterbi::fastMatchesReference_data() {
    QTest::addColumn<int>("dimensions");
    QTest::addColumn<int>("stateBits");
    QTest::addColumn<int>("bits");
    for (const int bits : {256, 300, 512, 700, 832, 1024, 1200, 1536, 2048}) {
        QTest::addRow("ctcq %d/256", bits) << 1 << 16 << bits;
        QTest::addRow("ctcq14 %d/256", bits) << 1 << 14 << bits;
    }
    for (const int shift : {2, 3, 5, 8, 10})
        QTest::addRow("tcq %d/2", shift) << 2 << 16 << 128 * shift;
}

void TestViterbi::fastMatchesReference() {
    QFETCH(int, dimensions);
    QFETCH(int, stateBits);
    QFETCH(int, bits);
    const Trellis trellis = evenTrellis(dimensions, bits, stateBits);
    const TrellisCode code = codeOf(trellis);
    const ViterbiEncoder encoder(trellis, code, bits / 256.0);
    double fast = 0;
    double slow = 0;
    for (std::uint64_t seed = 0; seed < 2; ++seed) {
        const auto tile = gaussianTile(seed);
        const auto states = encode(encoder, tile);
        QVERIFY(isTailBiting(trellis, states));
        fast += pathError(trellis, code, tile, states);
        slow += pathError(trellis, code, tile, encodeTileReference(trellis, code, tile));
    }
    // 16-bit costs may choose another path, never a much worse one; the seam may differ too.
    QVERIFY2(fast < 1.02 * slow, qPrintable(QString("%1 against %2").arg(fast).arg(slow)));
}

void TestViterbi::hostileTargets_data() {
    QTest::addColumn<int>("kind");
    QTest::newRow("zeros") << 0;
    QTest::newRow("all far outside") << 1;
    QTest::newRow("one spike") << 2;
    QTest::newRow("largest float") << 3;
    QTest::newRow("alternating extremes") << 4;
}

void TestViterbi::hostileTargets() {
    QFETCH(int, kind);
    std::vector<float> tile = kind == 2 ? gaussianTile(3) : std::vector<float>(256, 0.0f);
    for (std::size_t i = 0; i < tile.size(); ++i) {
        if (kind == 1)
            tile[i] = 100;
        if (kind == 2 && i == 100)
            tile[i] = -1e6f;
        if (kind == 3)
            tile[i] = 3e38f;
        if (kind == 4)
            tile[i] = i % 2 ? 50.0f : -50.0f;
    }
    for (const int stateBits : {14, 16})
        for (const int bits : {256, 512, 1024, 2048}) {
            const Trellis trellis = evenTrellis(1, bits, stateBits);
            const ViterbiEncoder encoder(trellis, computedCode(stateBits), bits / 256.0);
            QVERIFY(isTailBiting(trellis, encode(encoder, tile)));
        }
    const Trellis trellis = evenTrellis(2, 128 * 6);
    const ViterbiEncoder encoder(trellis, hybrid(9), 3);
    QVERIFY(isTailBiting(trellis, encode(encoder, tile)));
}

// At high rates small differences are magnified; large ones must not look alike for that.
void TestViterbi::outliersGetTheLargestPoints() {
    for (const int stateBits : {14, 16})
        for (int bits = 1024; bits <= 2048; bits += 128) {
            const Trellis trellis = evenTrellis(1, bits, stateBits);
            const TrellisCode code = computedCode(stateBits);
            const ViterbiEncoder encoder(trellis, code, bits / 256.0);
            for (const float outlier : {3.3f, 3.8f, 6.0f, -3.3f, -3.8f, -6.0f}) {
                auto tile = gaussianTile(4);
                tile[90] = outlier;
                const float point = code.points[encode(encoder, tile)[90]];
                QVERIFY2(point * outlier > 0 && std::abs(point) > 2.6f,
                         qPrintable(QString("%1 bits of state, %2/256: %3 became %4")
                                        .arg(stateBits)
                                        .arg(bits)
                                        .arg(static_cast<double>(outlier))
                                        .arg(static_cast<double>(point))));
            }
        }
}

void TestViterbi::pairedTilesAreIndependent() {
    const Trellis trellis = evenTrellis(1, 832);
    const ViterbiEncoder encoder(trellis, computedCode(), 3.25);
    ViterbiEncoder::Workspace workspace(encoder);
    const auto a = gaussianTile(1);
    const auto b = gaussianTile(2);
    std::vector<std::uint16_t> first(256);
    std::vector<std::uint16_t> second(256);
    encoder.encodePair({a, first}, {b, second}, workspace);
    QCOMPARE(first, encode(encoder, a));
    QCOMPARE(second, encode(encoder, b));
}

void TestViterbi::plannedCostsKeepOutOfEachOthersWay() {
    for (const int bits : {256, 300, 512, 1024}) {
        const Trellis trellis = evenTrellis(1, bits);
        const ViterbiPlan plan(trellis, 128, 256, 100);
        QCOMPARE(plan.sections.front(), std::size_t{100});
        QCOMPARE(plan.sections.back(), plan.count);
        std::size_t free = 0; // behind the slots and what is kept so far
        for (std::size_t i = 0; i <= plan.count; ++i) {
            const std::size_t costs = trellis.states() >> trellis.shiftBefore((128 + i) % 256);
            if (std::ranges::find(plan.sections, i) == plan.sections.end()) {
                QVERIFY(i == 0 || plan.places[i] + costs <= plan.places[i - 1] ||
                        plan.places[i - 1] + costs <= plan.places[i]);
                QVERIFY(plan.places[i] + costs <= plan.places[100]);
            } else {
                QVERIFY(plan.places[i] >= free);
                free = plan.places[i] + costs;
            }
        }
        QCOMPARE(plan.entries, free);
    }
}

void TestViterbi::sectionsAreTracedBackAsSingleSteps_data() {
    QTest::addColumn<int>("bits");
    for (const int bits : {256, 300, 512, 600})
        QTest::addRow("%d/256", bits) << bits;
}

// The costs that sections leave out are found again.
void TestViterbi::sectionsAreTracedBackAsSingleSteps() {
    QFETCH(int, bits);
    const Trellis trellis = evenTrellis(1, bits, 14);
    const TrellisCode code = computedCode(14);
    const ViterbiUnits units = viterbiUnits(code, bits / 256.0);
    const ViterbiModel model{trellis, units, ViterbiPoints(trellis, code, units)};
    const ViterbiPlan sections(trellis, 0, trellis.steps(), 0);
    const ViterbiPlan steps(trellis, 0, trellis.steps(), 0, 1);
    QVERIFY(sections.sections.size() < steps.sections.size());
    QCOMPARE(bestPaths(model, sections), bestPaths(model, steps));
}

void TestViterbi::everyInstructionSetFindsTheSame_data() {
    fastMatchesReference_data();
}

void TestViterbi::everyInstructionSetFindsTheSame() {
    QFETCH(int, dimensions);
    QFETCH(int, stateBits);
    QFETCH(int, bits);
    const Trellis trellis = evenTrellis(dimensions, bits, stateBits);
    const ViterbiEncoder encoder(trellis, codeOf(trellis), bits / 256.0);
    const auto tile = gaussianTile(5);
    const auto expected = encode(encoder, tile);
    tests::forEachInstructionSet(
        [&](const char* name) { QVERIFY2(encode(encoder, tile) == expected, name); });
}

QTEST_APPLESS_MAIN(TestViterbi)
#include "test_viterbi.moc"
