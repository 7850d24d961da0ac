// A family that exists here only goes through everything that quantizes, decodes and multiplies;
// families without kernels, and with descriptions that no kernel covers, through decoded blocks.
#include "backend/cpu/kernel_timing.h"
#include "backend/slow_product.h"
#include "base/random.h"
#include "support/instruction_sets.h"
#include "support/sign_scheme.h"

#include <QTest>

#include <algorithm>

using namespace fracbit;
using namespace fracbit::backend;
using namespace fracbit::quantizer;
using namespace fracbit::tests;

namespace {

std::vector<float> gaussians(std::int64_t count, std::uint64_t seed) {
    std::vector<float> values(static_cast<std::size_t>(count));
    fillGaussian(values, seed);
    return values;
}

PackedLayer quantized(Scheme scheme, LayerShape shape) {
    Tensor weights({shape.rows, shape.columns});
    fillGaussian(weights.values, 7);
    LayerError error;
    return quantizeRotated(weights, scheme, "layer", RunContext{}, error);
}

// A copy of one of the palette's families under another name, said to have another run-time code.
Scheme copied(const char* scheme, const std::string& name, const RuntimeCode& code) {
    const Scheme original = schemeFromName(scheme);
    SchemeFamily family = familyInfo(original.family);
    family.name = name;
    family.code = code;
    return {addFamily(std::move(family)), original.rate256};
}

void verifyProducts(const PackedLayer& layer) {
    const PackedMatrix matrix(PackedLayerView(layer), {});
    const std::int64_t columns = layer.shape.columns;
    const std::int64_t rows = layer.shape.rows;
    for (const std::int64_t count : {1, 2, 43}) { // 43: more than one batch
        const auto x = gaussians(count * columns, 4);
        const auto got = multiplyAll(matrix, x, count);
        for (std::int64_t i = 0; i < count; ++i) {
            const auto at = [i](std::int64_t size) { return static_cast<std::size_t>(i * size); };
            const auto width = static_cast<std::size_t>(columns);
            const Product expected = slowProduct(layer, std::span(x).subspan(at(columns), width));
            const double error = worstError(
                expected, std::span(got).subspan(at(rows), static_cast<std::size_t>(rows)));
            QVERIFY2(error < tolerance(matrix, count), qPrintable(QString::number(error)));
        }
    }
}

constexpr LayerShape kShapes[] = {{64, 64}, {100, 144}, {16, 8}, {1, 200}, {129, 65}};

} // namespace

class TestAddedScheme : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() { sign_ = {addFamily(signFamily()), 256}; }

    void isInThePalette() {
        QCOMPARE(schemeName(sign_), std::string("sign-1"));
        QVERIFY(schemeFromName("sign-1") == sign_);
        QVERIFY(!parseScheme("sign-2"));
        QVERIFY(familyFromName("sign") == sign_.family);
        const auto listed = standardSchemes();
        QVERIFY(std::ranges::count(listed, sign_) == 1);
        QVERIFY(std::ranges::is_sorted(listed));
        QVERIFY(schemeFromName("nf-8") < sign_); // behind all others: the order of files stays
        QCOMPARE(layerBytes(sign_, {64, 64}), std::size_t{64 * 64 / 8 + 2});
    }

    void namesAndFunctionsAreRequired() {
        QVERIFY_THROWS_EXCEPTION(Error, addFamily(signFamily()));
        SchemeFamily family = signFamily();
        family.name = "no-decoder";
        family.makeDecoder = nullptr;
        QVERIFY_THROWS_EXCEPTION(Error, addFamily(family));
        QVERIFY_THROWS_EXCEPTION(Error, familyFromName("no-decoder"));
    }

    void layersRoundTrip() {
        Tensor weights({40, 72});
        fillGaussian(weights.values, 9);
        const Tensor original = weights;
        LayerError error;
        const PackedLayer packed = quantizeRotated(weights, sign_, "layer", RunContext{}, error);
        Tensor decoded({40, 72});
        LayerReader(PackedLayerView(packed)).readRows(0, 40, decoded.values);
        for (std::size_t i = 0; i < decoded.values.size(); ++i)
            QCOMPARE(decoded.values[i] < 0, original.values[i] < 0);
        QVERIFY(std::abs(error.relative() - gaussianDistortion(sign_)) < 0.02);
    }

    void distortionIsMeasured() {
        const auto measured = measureDistortion(sign_, 1 << 16, 3, RunContext{});
        QVERIFY(std::abs(measured.mean - gaussianDistortion(sign_)) < 4.5 * measured.standardError);
    }

    void damagedCodebooksAreRefused() {
        PackedLayer layer = quantized(sign_, {64, 64});
        layer.codebook.table.push_back(0);
        QVERIFY_THROWS_EXCEPTION(Error, PackedMatrix(PackedLayerView(layer), RunContext()));
    }

    void isMultipliedThroughDecodedBlocks() {
        forEachInstructionSet([&](const char*) {
            for (const LayerShape shape : kShapes)
                verifyProducts(quantized(sign_, shape));
        });
    }

    // Not one weight is held de-quantized.
    void takesTheMemoryOfItsCodes() {
        const PackedLayer layer = quantized(sign_, {128, 256});
        const PackedMatrix matrix(PackedLayerView(layer), {});
        QCOMPARE(matrix.bytes(), layer.codes.size() + 128 * sizeof(float));
        const PackedMatrix copy(matrix);
        const auto x = gaussians(256, 1);
        QVERIFY(multiplyAll(matrix, x, 1) == multiplyAll(copy, x, 1));
    }

    void isTimed() {
        ProductTimer timer(sign_, {{64, 64}, {32, 64}}, RunContext{}, 1);
        const ProductTiming timing = timer.measure(1, 1, RunContext{}, 0);
        QVERIFY(timing.seconds > 0);
        QCOMPARE(timing.weights, std::int64_t{96 * 64});
    }

    // Whatever the palette encodes, wide scale groups and two rates included.
    void everyDecoderServesAsAKernel_data() {
        QTest::addColumn<QString>("name");
        for (const char* name :
             {"nuq-3", "uniform-4", "nf-4", "vq-2.5", "half-tcq-3.25", "ctcq-3.25", "pctcq-4"})
            QTest::newRow(name) << QString(name);
    }
    void everyDecoderServesAsAKernel() {
        QFETCH(QString, name);
        const Scheme scheme =
            copied(qPrintable(name), "decoded-" + name.toStdString(), DecodedOnly{});
        for (const LayerShape shape : kShapes)
            verifyProducts(quantized(scheme, shape));
    }

    // A trellis of 15 bits of state can be described, but no kernel walks one.
    void describedCodesWithoutAKernelAreDecoded() {
        const Scheme scheme =
            copied("ctcq-3", "unknown-trellis",
                   BitshiftTrellis{.values = BitshiftTrellis::Values::Computed, .stateBits = 15});
        verifyProducts(quantized(scheme, {100, 144}));
        QVERIFY(!PackedMatrix(PackedLayerView(quantized(scheme, {64, 64})), {})
                     .inputLayout(1)
                     .integers);
    }

    // The description is all that kernels are chosen by.
    void describedCodesHaveTheKernelsOfTheirForm() {
        const Scheme original = schemeFromName("ctcq-3");
        const Scheme copy = copied("ctcq-3", "same-trellis", familyInfo(original.family).code);
        const PackedLayer layer = quantized(original, {100, 144});
        PackedLayer renamed = layer;
        renamed.scheme = copy;
        const PackedMatrix one(PackedLayerView(layer), {});
        const PackedMatrix other(PackedLayerView(renamed), {});
        const auto x = gaussians(2 * 144, 5);
        QVERIFY(one.inputLayout(1) == other.inputLayout(1));
        QCOMPARE(one.bytes(), other.bytes());
        QVERIFY(multiplyAll(one, std::span(x).first(144), 1) ==
                multiplyAll(other, std::span(x).first(144), 1));
        QVERIFY(multiplyAll(one, x, 2) == multiplyAll(other, x, 2));
    }

private:
    Scheme sign_;
};

QTEST_APPLESS_MAIN(TestAddedScheme)
#include "test_added_scheme.moc"
