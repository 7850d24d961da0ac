// The kernels on a device, against the engine's decoders and encoders. Skipped where there is no
// device; there the interpreter's tests stand in.
#include "backend/cuda/backend.h"
#include "base/random.h"
#include "cuda/random_layer.h"

#include <QTest>

#include <cmath>

using namespace fracbit;
using namespace fracbit::backend;
using quantizer::LayerShape;
using quantizer::PackedLayer;
using quantizer::PackedLayerView;
using quantizer::Scheme;

class TestDevice : public QObject {
    Q_OBJECT
private slots:
    void initTestCase();
    void products_data();
    void products();
    void rotatedGroup();
    void encoders_data();
    void encoders();
    void timingsArePositive();
    void manyLaunchesAgree();

private:
    std::unique_ptr<CudaBackend> backend_;
};

namespace {

std::vector<float> gaussian(std::int64_t count, std::uint64_t seed) {
    std::vector<float> values(static_cast<std::size_t>(count));
    fillGaussian(values, seed);
    return values;
}

bool isLookedUp(Scheme scheme) {
    return familyName(scheme.family) == "nuq" || familyName(scheme.family) == "vq";
}

// Inputs are rounded to fp16 on the device: half a unit in the last place each.
void compare(const PackedLayer& layer, const std::vector<float>& inputs, std::int64_t batch,
             const std::vector<float>& outputs, std::int64_t rows, std::int64_t firstRow) {
    const std::vector<float> weights = test::weightsOf(layer);
    const std::int64_t columns = layer.shape.columns;
    for (std::int64_t n = 0; n < batch; ++n)
        for (std::int64_t row = 0; row < layer.shape.rows; ++row) {
            double expected = 0;
            double magnitude = 0;
            for (std::int64_t j = 0; j < columns; ++j) {
                const double term =
                    static_cast<double>(weights[static_cast<std::size_t>(row * columns + j)]) *
                    inputs[static_cast<std::size_t>(n * columns + j)];
                expected += term;
                magnitude += std::abs(term);
            }
            const double got = outputs[static_cast<std::size_t>(n * rows + firstRow + row)];
            QVERIFY2(std::abs(got - expected) <= 0x1p-10 * magnitude + 1e-4,
                     qPrintable(QString("vector %1, row %2").arg(n).arg(row)));
        }
}

} // namespace

void TestDevice::initTestCase() {
    if (const std::string absence = cudaAbsence(); !absence.empty())
        QSKIP(qPrintable("no CUDA device: " + QString::fromStdString(absence)));
    backend_ = openCuda();
}

void TestDevice::products_data() {
    QTest::addColumn<QString>("scheme");
    for (const Scheme scheme : quantizer::standardSchemes()) {
        const auto name = QString::fromStdString(quantizer::schemeName(scheme));
        QTest::newRow(qPrintable(name)) << name;
    }
}

void TestDevice::products() {
    QFETCH(QString, scheme);
    const Scheme parsed = quantizer::schemeFromName(scheme.toStdString());
    for (const LayerShape shape :
         {LayerShape{40, 200}, LayerShape{1, 3000}, LayerShape{1000, 64}, LayerShape{512, 4096}}) {
        const PackedLayer layer = test::randomLayer(parsed, shape, 1);
        const PackedLayerView view(layer);
        const auto matrix = backend_->matrix(std::span(&view, 1), nullptr);
        for (const std::int64_t batch : {1, 3, 8, 9, 70}) {
            const auto inputs = gaussian(batch * shape.columns, 2);
            std::vector<float> outputs(static_cast<std::size_t>(batch * shape.rows));
            matrix->multiply(inputs, batch, outputs, CudaVariant::TensorCore);
            compare(layer, inputs, batch, outputs, shape.rows, 0);
        }
        if (isLookedUp(parsed)) {
            const auto inputs = gaussian(shape.columns, 3);
            std::vector<float> outputs(static_cast<std::size_t>(shape.rows));
            matrix->multiply(inputs, 1, outputs, CudaVariant::Simt);
            compare(layer, inputs, 1, outputs, shape.rows, 0);
        }
    }
}

void TestDevice::rotatedGroup() {
    for (const std::int64_t columns : {576, 1536, 4096, 11008}) {
        const Scheme scheme = quantizer::schemeFromName("ctcq-3.25");
        const std::vector<PackedLayer> layers{test::randomLayer(scheme, {40, columns}, 4),
                                              test::randomLayer(scheme, {64, columns}, 5)};
        const std::vector<PackedLayerView> views(layers.begin(), layers.end());
        const rotation::Rotation rotation(std::make_shared<rotation::Hadamard>(columns),
                                          rotation::randomSigns(6, "group", columns));
        const auto matrix = backend_->matrix(views, &rotation);
        auto inputs = gaussian(2 * columns, 7);
        std::vector<float> outputs(static_cast<std::size_t>(2 * matrix->rows()));
        matrix->multiply(inputs, 2, outputs, CudaVariant::TensorCore);
        for (std::size_t n = 0; n < 2; ++n)
            rotation.rotate(std::span(inputs).subspan(n * static_cast<std::size_t>(columns),
                                                      static_cast<std::size_t>(columns)));
        for (std::size_t part = 0; part < 2; ++part)
            compare(layers[part], inputs, 2, outputs, matrix->rows(), matrix->firstRow(part));
    }
}

void TestDevice::encoders_data() {
    QTest::addColumn<QString>("scheme");
    for (const char* scheme :
         {"nuq-2",       "nuq-4",    "nuq-8",   "vq-1.5",     "vq-4",          "vq-6",
          "tcq-1",       "tcq-2.5",  "tcq-4",   "tcq-5",      "half-tcq-3.25", "ctcq-1",
          "ctcq-2.25",   "ctcq-3",   "ctcq-4",  "ctcq-5.5",   "ctcq-8",        "ctcq14-1",
          "ctcq14-3.25", "ctcq14-8", "pctcq-1", "pctcq-3.25", "pctcq-8"})
        QTest::newRow(scheme) << QString(scheme);
}

void TestDevice::encoders() {
    QFETCH(QString, scheme);
    const Scheme parsed = quantizer::schemeFromName(scheme.toStdString());
    const quantizer::Quantizer& engine = quantizer::quantizer(parsed);
    const LayerShape shape{150, 40}; // neither whole tiles
    const auto targets = gaussian(shape.rows * shape.columns, 8);
    std::vector<float> decoded(targets.size());
    std::vector<float> engineDecoded(targets.size());
    const quantizer::PanelRange panels{0, engine.panels(shape)}; // all at once
    std::vector<std::byte> codes(engine.codesBytes(shape));
    std::vector<std::byte> engineCodes(codes.size());
    backend_->encoder(parsed)->encode(
        shape, panels, {targets.data(), shape.columns, decoded.data(), shape.columns}, codes, {});
    quantizer::ProcessorEncoder(parsed).encode(
        shape, panels, {targets.data(), shape.columns, engineDecoded.data(), shape.columns},
        engineCodes, {});
    double error = 0;
    double engineError = 0;
    for (std::size_t i = 0; i < targets.size(); ++i) {
        error += std::pow(decoded[i] - targets[i], 2);
        engineError += std::pow(engineDecoded[i] - targets[i], 2);
    }
    QVERIFY2(error <= 1.01 * engineError,
             qPrintable(QString("%1 against %2").arg(error).arg(engineError)));
    if (isLookedUp(parsed))
        QVERIFY(codes == engineCodes);
}

void TestDevice::timingsArePositive() {
    const auto profiler = backend_->profiler();
    const Scheme scheme = quantizer::schemeFromName("nuq-4");
    QVERIFY(profiler->product(scheme, {1024, 1024}, 1, CudaVariant::Simt).seconds > 0);
    QVERIFY(profiler->product(scheme, {1024, 1024}, 1, CudaVariant::TensorCore).seconds > 0);
    QCOMPARE(profiler->product(scheme, {1024, 1024}, 9, CudaVariant::TensorCore).seconds, 0.0);
    const std::vector<std::int64_t> widths{4096, 14336};
    QVERIFY(profiler->rotations(widths).seconds > 0);
    QVERIFY(profiler->copyBandwidth() > 0);
}

// Counters are left at zero, and sums are added in a fixed order.
void TestDevice::manyLaunchesAgree() {
    const PackedLayer layer = test::randomLayer(quantizer::schemeFromName("tcq-3"), {256, 8192}, 9);
    const PackedLayerView view(layer);
    const auto matrix = backend_->matrix(std::span(&view, 1), nullptr);
    const auto inputs = gaussian(8192, 10);
    std::vector<float> first(256);
    matrix->multiply(inputs, 1, first, CudaVariant::TensorCore);
    for (int i = 0; i < 50; ++i) {
        std::vector<float> again(256);
        matrix->multiply(inputs, 1, again, CudaVariant::TensorCore);
        QVERIFY(again == first);
    }
}

QTEST_APPLESS_MAIN(TestDevice)
#include "test_device.moc"
