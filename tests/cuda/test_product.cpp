// The kernels' own sources, run by the interpreter, against the engine's decoders.
#include "backend/cuda/device/device_form.h"
#include "cuda/interpreter.h"
#include "cuda/random_layer.h"
#include "launch/arguments.h"
#include "quantizer/trellis/trellis_layout.h"

#include <QTest>

#include <cmath>
#include <cstring>

using namespace fracbit;
using namespace fracbit::test;
using namespace fracbit_cuda;
using fracbit_cuda::test::Grid;
using fracbit_cuda::test::interpret;
using fracbit_cuda::test::Order;
using quantizer::LayerShape;
using quantizer::PackedLayer;
using quantizer::PackedLayerView;

namespace {

template <class Decoder>
void runMultiply(const Grid& grid, Order order, const ProductArguments& arguments,
                 Variant variant) {
    interpret(grid, order, [&] {
        if (variant == Variant::TensorCore)
            multiplyPacked<Decoder, TensorCoreSum>(arguments);
        else
            multiplyPacked<Decoder, ScalarSum>(arguments);
    });
}

bool isWide(const WeightFormat& format) {
    return format.segments[0].tileBits > 6 * 256;
}

void multiplyOnHost(const ProductLaunch& launch, Order order, const ProductArguments& arguments) {
    const Grid grid{launch.blocks, 1, launch.threads, launch.sharedBytes};
    const WeightFormat& format = arguments.weights.format;
    switch (format.code) {
    case Code::Pair:
        return runMultiply<PairDecoder>(grid, order, arguments, launch.variant);
    case Code::Scalar:
        return runMultiply<ScalarDecoder>(grid, order, arguments, launch.variant);
    case Code::Grouped:
        return runMultiply<GroupedDecoder>(grid, order, arguments, launch.variant);
    case Code::Trellis:
        return runMultiply<TrellisDecoder>(grid, order, arguments, launch.variant);
    case Code::Computed:
        return isWide(format) ? runMultiply<ComputedDecoder<2, ByteSum>>(grid, order, arguments,
                                                                         launch.variant)
                              : runMultiply<ComputedDecoder<1, ByteSum>>(grid, order, arguments,
                                                                         launch.variant);
    case Code::Polynomial:
        return isWide(format)
                   ? runMultiply<ComputedDecoder<2, ByteSumPolynomial>>(grid, order, arguments,
                                                                        launch.variant)
                   : runMultiply<ComputedDecoder<1, ByteSumPolynomial>>(grid, order, arguments,
                                                                        launch.variant);
    }
}

void dequantizeOnHost(const DequantizeLaunch& launch, Order order,
                      const DequantizeArguments& arguments, int rowTiles) {
    const Grid grid{rowTiles, 1, launch.threads, launch.sharedBytes};
    const WeightFormat& format = arguments.weights.format;
    interpret(grid, order, [&] {
        switch (format.code) {
        case Code::Pair:
            return dequantizePacked<PairDecoder>(arguments);
        case Code::Scalar:
            return dequantizePacked<ScalarDecoder>(arguments);
        case Code::Grouped:
            return dequantizePacked<GroupedDecoder>(arguments);
        case Code::Trellis:
            return dequantizePacked<TrellisDecoder>(arguments);
        case Code::Computed:
            return isWide(format) ? dequantizePacked<ComputedDecoder<2, ByteSum>>(arguments)
                                  : dequantizePacked<ComputedDecoder<1, ByteSum>>(arguments);
        case Code::Polynomial:
            return isWide(format)
                       ? dequantizePacked<ComputedDecoder<2, ByteSumPolynomial>>(arguments)
                       : dequantizePacked<ComputedDecoder<1, ByteSumPolynomial>>(arguments);
        }
    });
}

// A layer or fused group in "device" memory, which is this program's.
struct Resident {
    std::vector<PackedLayer> parts;
    backend::cuda::DeviceForm form;
    std::vector<Words4> codes; // aligned as on a device

    explicit Resident(std::vector<PackedLayer> layers) : parts(std::move(layers)) {
        std::vector<PackedLayerView> views(parts.begin(), parts.end());
        form = backend::cuda::deviceForm(views);
        codes.resize(form.codes.size() / 4);
        std::memcpy(codes.data(), form.codes.data(), form.codes.size() * 4);
    }
    DeviceWeights weights() const {
        return {form.format, reinterpret_cast<const std::uint32_t*>(codes.data()),
                form.table.data(), form.rowScales.data()};
    }
};

// Random inputs that fp16 holds exactly, plainly and as the kernels read them.
struct Inputs {
    int columns;
    int batch;
    std::vector<float> plain;
    std::vector<Words2> ordered;

    Inputs(int width, int count, std::uint64_t seed)
        : columns(width), batch(count), plain(static_cast<std::size_t>(width * count)),
          ordered(inputHalves(width, count) / 4) {
        fillGaussian(plain, seed);
        auto* halves = reinterpret_cast<std::uint16_t*>(ordered.data());
        for (int n = 0; n < batch; ++n)
            for (int column = 0; column < columns; ++column) {
                float& value = plain[static_cast<std::size_t>(n * columns + column)];
                halves[inputIndex(column, n, batch)] = floatToHalf(value);
                value = halfToFloat(floatToHalf(value));
            }
    }
};

struct Expected {
    double value = 0;
    double magnitude = 0; // sum of the terms' magnitudes
};

Expected product(const PackedLayer& layer, const std::vector<float>& weights, std::int64_t row,
                 const Inputs& inputs, int n) {
    Expected expected;
    for (std::int64_t j = 0; j < layer.shape.columns; ++j) {
        const double term =
            static_cast<double>(weights[static_cast<std::size_t>(row * layer.shape.columns + j)]) *
            inputs.plain[static_cast<std::size_t>(n * inputs.columns + static_cast<int>(j))];
        expected.value += term;
        expected.magnitude += std::abs(term);
    }
    return expected;
}

// How far a decoded weight may be from the engine's: NormalFloat's products with scales are rounded
// to fp16, polynomials are evaluated in it (see ByteSumPolynomial), all others are exact.
double weightError(const PackedLayer& layer) {
    const std::string family = familyName(layer.scheme.family);
    return family == "nf" ? 0x1p-11 : family == "pctcq" ? 1.54 * 0x1p-11 : 0;
}

// Sums are fp32 sums of products of fp16 numbers.
double tolerance(const PackedLayer& layer) {
    return weightError(layer) + 0x1p-20;
}

void compare(const Resident& resident, const Inputs& inputs, const std::vector<float>& outputs,
             std::size_t stride) {
    for (std::size_t part = 0; part < resident.parts.size(); ++part) {
        const PackedLayer& layer = resident.parts[part];
        const std::vector<float> weights = weightsOf(layer);
        for (int n = 0; n < inputs.batch; ++n)
            for (std::int64_t row = 0; row < layer.shape.rows; ++row) {
                const Expected expected = product(layer, weights, row, inputs, n);
                const float got =
                    outputs[static_cast<std::size_t>(n) * stride +
                            static_cast<std::size_t>(resident.form.firstRows[part] + row)];
                if (!(std::abs(got - expected.value) <= tolerance(layer) * expected.magnitude))
                    QFAIL(qPrintable(QString("part %1, vector %2, row %3: %4 is not %5")
                                         .arg(part)
                                         .arg(n)
                                         .arg(row)
                                         .arg(static_cast<double>(got))
                                         .arg(expected.value)));
            }
    }
}

// A small device, so that blocks take several units and shared memory is scarce.
DeviceInfo smallDevice() {
    DeviceInfo device;
    device.multiprocessors = 1;
    device.sharedBytesPerMultiprocessor = 100 << 10;
    device.sharedBytesPerBlock = 99 << 10;
    return device;
}

void checkMultiply(const Resident& resident, const ProductLaunch& launch, int batch, Order order) {
    const WeightFormat& format = resident.form.format;
    const Inputs inputs(format.columns, batch, 7);
    const std::size_t stride = static_cast<std::size_t>(format.rows) + 3;
    std::vector<float> outputs(stride * static_cast<std::size_t>(batch), 1e30f);
    std::vector<float> partials(launch.partialFloats(format), 1e30f);
    std::vector<std::uint32_t> counters(launch.counters(format));
    ProductBuffers buffers{inputs.ordered.data(), batch,          outputs.data(), stride,
                           partials.data(),       counters.data()};
    multiplyOnHost(launch, order, productArguments(resident.weights(), launch, buffers));
    compare(resident, inputs, outputs, stride);
    for (const std::uint32_t counter : counters)
        QCOMPARE(counter, 0u);
    for (int n = 0; n < batch; ++n) // nothing is written beyond the rows
        QCOMPARE(outputs[static_cast<std::size_t>(n) * stride + stride - 1], 1e30f);
}

ProductLaunch smallLaunch(const WeightFormat& format, Variant variant, int splits) {
    ProductLaunch launch = planProduct(format, variant, smallDevice());
    launch.splits = splits;
    launch.blocks = 2;
    return launch;
}

} // namespace

class TestProduct : public QObject {
    Q_OBJECT
private slots:
    void schemes_data();
    void schemes();
    void polynomialsAreRoundedAsTheirCommentSays();
    void splitsAddUp_data() { shapes(); }
    void splitsAddUp();
    void scalarVariant_data();
    void scalarVariant();
    void groupIsOneLaunch();
    void rowsAreDequantized_data() { schemes_data(); }
    void rowsAreDequantized();
    void largeBatch_data() { shapes(); }
    void largeBatch();

private:
    void shapes();
};

void TestProduct::schemes_data() {
    QTest::addColumn<QString>("scheme");
    for (const char* scheme : {"nuq-2",
                               "nuq-3",
                               "nuq-4",
                               "nuq-5",
                               "nuq-6",
                               "nuq-7",
                               "nuq-8",
                               "vq-1.5",
                               "vq-2.5",
                               "vq-4",
                               "vq-6",
                               "tcq-1",
                               "tcq-1.5",
                               "tcq-2",
                               "tcq-3.5",
                               "tcq-4.5",
                               "tcq-5",
                               "half-tcq-1.25",
                               "half-tcq-3.25",
                               "half-tcq-4.75",
                               "ctcq-1",
                               "ctcq-1.25",
                               "ctcq-2.00390625",
                               "ctcq-3.25",
                               "ctcq-4",
                               "ctcq-5.99609375",
                               "ctcq-6",
                               "ctcq-6.5",
                               "ctcq-8",
                               "ctcq14-1",
                               "ctcq14-3.25",
                               "ctcq14-4",
                               "ctcq14-6.00390625",
                               "ctcq14-8",
                               "pctcq-1",
                               "pctcq-2.00390625",
                               "pctcq-4",
                               "pctcq-5.99609375",
                               "pctcq-8",
                               "uniform-2",
                               "uniform-4",
                               "uniform-7",
                               "uniform-8",
                               "nf-2",
                               "nf-3",
                               "nf-4",
                               "nf-8"})
        QTest::newRow(scheme) << QString(scheme);
}

// Rows and columns that fill no tile, more units than blocks, a warp without work.
void TestProduct::schemes() {
    QFETCH(QString, scheme);
    const auto parsed = quantizer::parseScheme(scheme.toStdString());
    QVERIFY(parsed);
    const Resident resident({randomLayer(*parsed, {40, 200}, 1)});
    const ProductLaunch launch = smallLaunch(resident.form.format, Variant::TensorCore, 1);
    checkMultiply(resident, launch, 1, Order::Forward);
    checkMultiply(resident, launch, 5, Order::Backward);
}

// All states, at rates where the coefficients were tuned and in between.
void TestProduct::polynomialsAreRoundedAsTheirCommentSays() {
    double largest = 0;
    for (int rate256 = 256; rate256 <= 8 * 256; rate256 += 32) {
        const quantizer::Scheme scheme{quantizer::familyFromName("pctcq"), rate256};
        const auto codebook = quantizer::quantizer(scheme).codebook();
        const auto format = backend::cuda::weightFormat(scheme, {16, 16});
        const auto& family = quantizer::familyInfo(scheme.family);
        const auto code = trellisCode(std::get<quantizer::BitshiftTrellis>(family.code), codebook);
        const ByteSumPolynomial value(format.value);
        double squares = 0;
        for (std::uint32_t state = 0; state < code.points.size(); ++state) {
            const double expected = code.points[state];
            const double got =
                format.value.unit * machine::lowHalf(value(computedHalves(state, state)));
            const double error =
                expected != 0 ? std::abs(got / expected - 1) : std::abs(got); // relative
            largest = std::max(largest, error);
            squares += error * error;
        }
        QVERIFY2(std::sqrt(squares / static_cast<double>(code.points.size())) <= 0.44 * 0x1p-11,
                 qPrintable(QString::number(rate256)));
    }
    QVERIFY2(largest <= 1.54 * 0x1p-11, qPrintable(QString::number(largest * 0x1p11)));
}

void TestProduct::shapes() {
    QTest::addColumn<int>("rows");
    QTest::addColumn<int>("columns");
    QTest::newRow("one weight") << 1 << 1;
    QTest::newRow("one tile") << 16 << 16;
    QTest::newRow("one row") << 1 << 1000;
    QTest::newRow("long rows") << 17 << 3001;
    QTest::newRow("many rows") << 150 << 33;
}

void TestProduct::splitsAddUp() {
    QFETCH(int, rows);
    QFETCH(int, columns);
    for (const char* scheme :
         {"half-tcq-2.75", "ctcq-3.25", "ctcq14-3.25", "pctcq-3.25", "nuq-4", "nf-4"}) {
        const Resident resident(
            {randomLayer(quantizer::schemeFromName(scheme), {rows, columns}, 2)});
        const WeightFormat& format = resident.form.format;
        checkMultiply(resident, smallLaunch(format, Variant::TensorCore, 3), 2, Order::Forward);
        checkMultiply(resident, smallLaunch(format, Variant::TensorCore, 1), 8, Order::Backward);
    }
}

void TestProduct::scalarVariant_data() {
    QTest::addColumn<QString>("scheme");
    for (const char* scheme : {"nuq-2", "nuq-4", "nuq-7", "vq-1.5", "vq-4.5", "uniform-8"})
        QTest::newRow(scheme) << QString(scheme);
}

void TestProduct::scalarVariant() {
    QFETCH(QString, scheme);
    const Resident resident(
        {randomLayer(quantizer::schemeFromName(scheme.toStdString()), {33, 530}, 3)});
    const WeightFormat& format = resident.form.format;
    checkMultiply(resident, smallLaunch(format, Variant::Scalar, 1), 1, Order::Backward);
    checkMultiply(resident, smallLaunch(format, Variant::Scalar, 2), 1, Order::Forward);
}

void TestProduct::groupIsOneLaunch() {
    for (const char* name : {"tcq-3", "vq-3", "pctcq-3"}) {
        const quantizer::Scheme scheme = quantizer::schemeFromName(name);
        const Resident resident({randomLayer(scheme, {40, 96}, 4), randomLayer(scheme, {16, 96}, 5),
                                 randomLayer(scheme, {7, 96}, 6)});
        QCOMPARE(resident.form.format.rows, 48 + 16 + 7);
        checkMultiply(resident, smallLaunch(resident.form.format, Variant::TensorCore, 1), 3,
                      Order::Forward);
    }
}

void TestProduct::rowsAreDequantized() {
    QFETCH(QString, scheme);
    const Resident resident(
        {randomLayer(quantizer::schemeFromName(scheme.toStdString()), {50, 213}, 8)});
    const WeightFormat& format = resident.form.format;
    const DequantizeLaunch launch = planDequantize(format, smallDevice());
    std::vector<std::uint16_t> rows(34 * 213, 0xFFFF); // row tiles 1, 2 and 3: rows 16 ... 49
    dequantizeOnHost(
        launch, Order::Forward,
        dequantizeArguments(resident.weights(), launch, 1, WeightOrder::RowMajor, rows.data()), 3);
    const std::vector<float> weights = weightsOf(resident.parts[0]);
    // Rounded to fp16, of which the smallest step is 2^-24; the engine's weights are fp32.
    const double relative = weightError(resident.parts[0]) + 1.01 * 0x1p-11;
    for (std::size_t i = 0; i < rows.size(); ++i) {
        const double expected = weights[16 * 213 + i];
        QVERIFY(std::abs(halfToFloat(rows[i]) - expected) <=
                relative * std::abs(expected) + 0x1p-25);
    }
}

void TestProduct::largeBatch() {
    QFETCH(int, rows);
    QFETCH(int, columns);
    for (const char* scheme : {"ctcq-2.5", "ctcq14-7.5", "pctcq-2.5", "vq-4", "nf-3"}) {
        const Resident resident(
            {randomLayer(quantizer::schemeFromName(scheme), {rows, columns}, 9)});
        const WeightFormat& format = resident.form.format;
        const DequantizeLaunch launch = planDequantize(format, smallDevice());
        std::vector<Words4> dense(denseBytes(format) / sizeof(Words4));
        dequantizeOnHost(launch, Order::Backward,
                         dequantizeArguments(resident.weights(), launch, 0, WeightOrder::Fragments,
                                             dense.data()),
                         format.rowTiles());
        const Inputs inputs(columns, 70, 10);
        const auto stride = static_cast<std::size_t>(rows);
        std::vector<float> outputs(stride * 70, 1e30f);
        const DenseArguments arguments =
            denseArguments(resident.weights(), dense.data(),
                           {inputs.ordered.data(), 70, outputs.data(), stride, nullptr, nullptr});
        const DenseLaunch plan = planDense(format, 70);
        interpret({plan.blocks, plan.blocksY, plan.threads, 0}, Order::Forward,
                  [&] { multiplyDense(arguments); });
        compare(resident, inputs, outputs, stride);
    }
}

QTEST_APPLESS_MAIN(TestProduct)
#include "test_product.moc"
