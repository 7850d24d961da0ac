// What every back end must do, asked of each: products of groups, and panels encoded at once.
#include "backend/cpu/kernel_timing.h"
#include "backend/cuda/backend.h"
#include "backend/linear_backend.h"
#include "base/random.h"
#include "quantizer/palette.h"
#include "support/reference_backend.h"
#include "support/thrown.h"

#include <QTest>

using namespace fracbit;
using namespace fracbit::backend;
using namespace fracbit::tests;
using quantizer::LayerShape;
using quantizer::PackedLayer;
using quantizer::PackedLayerView;

namespace {

std::vector<float> gaussians(std::int64_t size, std::uint64_t seed) {
    std::vector<float> values(static_cast<std::size_t>(size));
    fillGaussian(values, seed);
    return values;
}

// One layer of each kind of code, those of equal schemes side by side.
std::vector<PackedLayer> mixedLayers(std::int64_t columns) {
    std::vector<PackedLayer> layers;
    for (const char* scheme : {"ctcq-3.25", "ctcq-3.25", "nuq-4", "half-tcq-3.25", "vq-4", "tcq-3"})
        layers.push_back(randomLayer(quantizer::schemeFromName(scheme),
                                     {40 + 10 * std::ssize(layers), columns},
                                     static_cast<std::uint64_t>(layers.size())));
    return layers;
}

GroupSource groupOf(const std::vector<PackedLayer>& layers, bool rotated) {
    GroupSource source{{}, {layers.begin(), layers.end()}};
    const std::int64_t columns = layers.front().shape.columns;
    if (rotated)
        source.rotation.emplace(std::make_shared<rotation::Hadamard>(columns),
                                rotation::randomSigns(5, "input", columns));
    return source;
}

} // namespace

class TestLinearBackend : public QObject {
    Q_OBJECT

    std::unique_ptr<LinearBackend> backend_;
    double tolerance_ = 0; // of products, relative to the sum of their terms' magnitudes

    static void addBackends(const std::vector<QByteArray>& cases) {
        QTest::addColumn<QString>("backend");
        QTest::addColumn<QString>("what");
        for (const char* backend : {"reference", "cpu", "cuda"})
            for (const QByteArray& what : cases)
                QTest::newRow((QByteArray(backend) + ", " + what).constData())
                    << backend << QString::fromUtf8(what);
    }

    // False when this machine has no such device.
    bool open(const QString& name) {
        if (name == "cuda" && !cudaAbsence().empty())
            return false;
        // Sums in float32; 15-bit integers (three times what was measured); fp16 inputs.
        tolerance_ = name == "reference" ? 1e-6 : name == "cpu" ? 4.5e-5 : 1e-3;
        if (name == "reference")
            backend_ = std::make_unique<ReferenceBackend>();
        else
            backend_ = openBackend(deviceFromName(name.toStdString()));
        return true;
    }

private slots:
    void groupsMultiply_data() { addBackends({"rotated", "as they come"}); }
    void groupsMultiply() {
        QFETCH(QString, backend);
        QFETCH(QString, what);
        if (!open(backend))
            QSKIP(qPrintable("no CUDA device: " + QString::fromStdString(cudaAbsence())));
        const auto layers = mixedLayers(576);
        const GroupSource source = groupOf(layers, what == "rotated");
        const ReferenceGroup expected(source);
        const auto group = backend_->prepare(source, {});
        QCOMPARE(group->columns(), 576);
        QCOMPARE(group->rows(), expected.rows());
        QVERIFY(group->bytes() > 0);
        ThreadTeam team(2);
        const auto workspace = backend_->makeWorkspace(team);
        for (const std::int64_t count : {1, 3, 70, 1}) {
            const auto x = gaussians(count * 576, static_cast<std::uint64_t>(count));
            std::vector<float> want(static_cast<std::size_t>(count * expected.rows()));
            std::vector<float> got(want.size());
            expected.multiply(x, count, want, *workspace);
            group->multiply(x, count, got, *workspace);
            for (std::int64_t i = 0; i < count; ++i)
                compare(expected, source,
                        std::span(x).subspan(static_cast<std::size_t>(i * 576), 576),
                        want.data() + i * expected.rows(), got.data() + i * expected.rows());
        }
    }

    void differentWidthsAreRefused_data() { addBackends({"widths"}); }
    void differentWidthsAreRefused() {
        QFETCH(QString, backend);
        if (!open(backend))
            QSKIP(qPrintable("no CUDA device: " + QString::fromStdString(cudaAbsence())));
        const auto scheme = quantizer::schemeFromName("nuq-2");
        const std::vector<PackedLayer> layers{randomLayer(scheme, {64, 64}, 1),
                                              randomLayer(scheme, {64, 128}, 1)};
        FRACBIT_VERIFY_THROWS([&] { (void)backend_->prepare(groupOf(layers, false), {}); },
                              ErrorCode::Internal, "different sizes");
    }

    // However many panels are encoded at once, the codes are the same, they decode to what the
    // encoder says, and the error is that of the reference.
    void panelsAreEncodedAtOnce_data() {
        std::vector<QByteArray> schemes;
        for (const char* scheme :
             {"nuq-3", "vq-2.5", "tcq-2", "half-tcq-3.25", "ctcq-3.25", "pctcq-2", "ctcq14-4"})
            schemes.emplace_back(scheme);
        addBackends(schemes);
    }
    void panelsAreEncodedAtOnce() {
        QFETCH(QString, backend);
        QFETCH(QString, what);
        if (!open(backend))
            QSKIP(qPrintable("no CUDA device: " + QString::fromStdString(cudaAbsence())));
        const auto scheme = quantizer::schemeFromName(what.toStdString());
        const LayerShape shape{70, 72}; // whole tiles of neither
        const auto targets = gaussians(shape.rows * shape.columns, 3);
        const auto encoder = backend_->encoder(scheme);
        const Encoded atOnce = encode(*encoder, shape, targets, 1 << 20);
        const Encoded two = encode(*encoder, shape, targets, 2);
        QVERIFY(atOnce.layer.codes == two.layer.codes);
        QVERIFY(atOnce.decoded == two.decoded);
        std::vector<float> read(targets.size());
        quantizer::LayerReader(PackedLayerView(atOnce.layer)).readRows(0, shape.rows, read);
        QVERIFY(read == atOnce.decoded);
        const auto reference = ReferenceBackend().encoder(scheme);
        const double expected = error(encode(*reference, shape, targets, 1).decoded, targets);
        QVERIFY(error(atOnce.decoded, targets) <= 1.01 * expected);
        if (backend == "cpu")
            QVERIFY(encode(*reference, shape, targets, 1).layer.codes == atOnce.layer.codes);
    }

    void devicesHaveNames() {
        QCOMPARE(deviceFromName("cpu"), DeviceChoice());
        QCOMPARE(deviceFromName("cuda"), (DeviceChoice{Device::Kind::Cuda, 0}));
        QCOMPARE(deviceFromName("cuda:3"), (DeviceChoice{Device::Kind::Cuda, 3}));
        for (const char* name : {"", "gpu", "cuda:", "cuda:x", "cuda:1x", "cuda:-1", "cpu:0"})
            FRACBIT_VERIFY_THROWS([&] { (void)deviceFromName(name); }, ErrorCode::InvalidArgument,
                                  "there is no device");
        QVERIFY(!openBackend({})->deviceName().empty());
        if (const std::string absence = cudaAbsence(); !absence.empty())
            FRACBIT_VERIFY_THROWS(
                [] {
                    (void)openBackend({Device::Kind::Cuda, 0});
                },
                ErrorCode::Device, absence.c_str());
    }

private:
    struct Encoded {
        PackedLayer layer; // of rows that are not scaled
        std::vector<float> decoded;
    };

    static Encoded encode(quantizer::PanelEncoder& encoder, LayerShape shape,
                          const std::vector<float>& targets, std::int64_t panelsAtOnce) {
        constexpr std::uint16_t kHalfOne = 0x3C00;
        const quantizer::Quantizer& chosen = encoder.quantizer();
        Encoded result{{chosen.scheme(), shape, chosen.codebook(),
                        std::vector<std::uint16_t>(static_cast<std::size_t>(shape.rows), kHalfOne),
                        std::vector<std::byte>(chosen.codesBytes(shape))},
                       std::vector<float>(targets.size())};
        const std::int64_t panels = chosen.panels(shape);
        for (std::int64_t first = 0; first < panels; first += panelsAtOnce) {
            const std::int64_t column = first * chosen.panelColumns();
            encoder.encode(shape, {first, std::min(panelsAtOnce, panels - first)},
                           {targets.data() + column, shape.columns, result.decoded.data() + column,
                            shape.columns},
                           result.layer.codes, {});
        }
        return result;
    }

    static double error(const std::vector<float>& decoded, const std::vector<float>& targets) {
        double sum = 0;
        for (std::size_t i = 0; i < targets.size(); ++i)
            sum += std::pow(static_cast<double>(decoded[i] - targets[i]), 2);
        return sum;
    }

    void compare(const ReferenceGroup& reference, const GroupSource& source,
                 std::span<const float> x, const float* want, const float* got) const {
        std::vector<float> rotated(x.begin(), x.end());
        if (source.rotation)
            source.rotation->rotate(rotated);
        for (std::int64_t row = 0; row < reference.rows(); ++row)
            QVERIFY2(std::abs(static_cast<double>(got[row]) - static_cast<double>(want[row])) <=
                         tolerance_ * reference.magnitude(row, rotated),
                     qPrintable(QString("row %1").arg(row)));
    }
};

QTEST_APPLESS_MAIN(TestLinearBackend)
#include "test_linear_backend.moc"
