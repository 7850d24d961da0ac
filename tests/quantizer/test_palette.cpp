#include "base/random.h"
#include "quantizer/packed_layer.h"
#include "quantizer/palette.h"

#include <QTest>

#include <cmath>

using namespace fracbit;
using namespace fracbit::quantizer;

// One suite over every scheme of the palette.
class TestPalette : public QObject {
    Q_OBJECT
private slots:
    void layersRoundTrip_data();
    void layersRoundTrip();
    void encodingDoesNotDependOnThreads();
    void panelsMayComeInAnyOrder();
    void storageIsThatOfTheSpecification_data();
    void storageIsThatOfTheSpecification();
    void moreBitsMeanLessDistortion();
    void noneBeatsTheBound();
    void hostileWeightsAreNamed();
    void rowsOfZerosStayZero();
    void cancelling();
};

namespace {

Tensor gaussian(std::int64_t rows, std::int64_t columns, std::uint64_t seed) {
    Tensor tensor({rows, columns});
    fillGaussian(tensor.values, seed);
    return tensor;
}

} // namespace

void TestPalette::layersRoundTrip_data() {
    QTest::addColumn<QString>("name");
    for (const Scheme scheme : standardSchemes())
        QTest::newRow(schemeName(scheme).c_str()) << QString::fromStdString(schemeName(scheme));
    QTest::newRow("256ths") << "ctcq-3.26171875";
    QTest::newRow("256ths, 14 bits of state") << "ctcq14-1.99609375";
    QTest::newRow("256ths, with a polynomial") << "pctcq-4.00390625";
}

// The decoder gives back, bit for bit, what the encoder promised; sizes that are no multiple of 16
// included; the error is that of the scheme.
void TestPalette::layersRoundTrip() {
    QFETCH(QString, name);
    const Scheme scheme = schemeFromName(name.toStdString());
    Tensor weights = gaussian(40, 72, 9);
    const Tensor original = weights;
    LayerError error;
    const PackedLayer packed = quantizeRotated(weights, scheme, "layer", RunContext{}, error);
    QCOMPARE(packed.codes.size(), quantizer::quantizer(scheme).codesBytes({40, 72}));
    Tensor decoded({40, 72});
    LayerReader reader{PackedLayerView(packed)};
    reader.readRows(0, 40, decoded.values);
    double squares = 0;
    double norm = 0;
    for (std::size_t i = 0; i < decoded.values.size(); ++i) {
        squares += std::pow(static_cast<double>(decoded.values[i]) - original.values[i], 2);
        norm += std::pow(static_cast<double>(original.values[i]), 2);
    }
    QVERIFY(std::abs(squares / norm - error.relative()) < 1e-3 * error.relative());
    QVERIFY(error.relative() < 1.3 * gaussianDistortion(scheme));
    Tensor some({5, 72});
    reader.readRows(14, 19, some.values); // across tiles
    QVERIFY(std::equal(some.values.begin(), some.values.end(), decoded.values.begin() + 14 * 72));
}

void TestPalette::encodingDoesNotDependOnThreads() {
    for (const char* name : {"ctcq-3.25", "ctcq14-3.25", "tcq-3", "vq-3", "nf-4"}) {
        Tensor one = gaussian(200, 64, 3);
        Tensor four = one;
        LayerError error;
        const Scheme scheme = schemeFromName(name);
        RunContext context;
        const PackedLayer a = quantizeRotated(one, scheme, "x", context, error);
        context.threads = 4;
        const PackedLayer b = quantizeRotated(four, scheme, "x", context, error);
        QVERIFY(a.codes == b.codes);
        QCOMPARE(a.rowScales, b.rowScales);
    }
}

void TestPalette::panelsMayComeInAnyOrder() {
    const Quantizer& chosen = quantizer::quantizer(schemeFromName("half-tcq-2.25"));
    const LayerShape shape{32, 80};
    const Tensor weights = gaussian(5 * 32, 16, 1); // five panels
    std::vector<std::byte> forward(chosen.codesBytes(shape));
    std::vector<std::byte> backward(forward.size());
    std::vector<float> decoded(32 * 16);
    for (std::int64_t panel = 0; panel < 5; ++panel)
        for (auto& [codes, index] :
             {std::pair<std::vector<std::byte>*, std::int64_t>{&forward, panel},
              {&backward, 4 - panel}})
            chosen.encodePanel(
                shape, index,
                std::span(weights.values).subspan(static_cast<std::size_t>(index) * 512, 512),
                *codes, decoded, RunContext{});
    QVERIFY(forward == backward);
}

void TestPalette::storageIsThatOfTheSpecification_data() {
    QTest::addColumn<QString>("name");
    QTest::addColumn<double>("bits"); // of the codes
    QTest::addColumn<int>("table");   // bytes
    QTest::newRow("nuq") << "nuq-3" << 3.0 << 8 * 2;
    QTest::newRow("vq") << "vq-2.5" << 2.5 << 32 * 4;
    QTest::newRow("tcq") << "tcq-3.5" << 3.5 << 512 * 4;
    QTest::newRow("tcq at 9 bits a step") << "tcq-4.5" << 4.5 << 1024 * 4;
    QTest::newRow("half-tcq") << "half-tcq-3.25" << 3.25 << 512 * 4;
    QTest::newRow("half-tcq, table of the larger") << "half-tcq-4.75" << 4.75 << 2048 * 4;
    // 576 rows of 96 panels, of which 12 in 96 have 4 bits, the others 3.5
    QTest::newRow("half-tcq, an eighth") << "half-tcq-3.5625" << 3.5625 << 512 * 4;
    QTest::newRow("ctcq") << "ctcq-3.3125" << 3.3125 << 0;
    QTest::newRow("ctcq14") << "ctcq14-3.3125" << 3.3125 << 0;
    QTest::newRow("pctcq") << "pctcq-3.3125" << 3.3125 << 3 * 2;
    QTest::newRow("nf with scales") << "nf-4" << 4.25 << 16 * 2;
}

void TestPalette::storageIsThatOfTheSpecification() {
    QFETCH(QString, name);
    QFETCH(double, bits);
    QFETCH(int, table);
    const Scheme scheme = schemeFromName(name.toStdString());
    const LayerShape shape{576, 1536};
    QCOMPARE(quantizer::quantizer(scheme).codesBytes(shape),
             static_cast<std::size_t>(576 * 1536 * bits / 8));
    QCOMPARE(layerBytes(scheme, shape),
             static_cast<std::size_t>(576 * 1536 * bits / 8) + static_cast<std::size_t>(table));
}

void TestPalette::moreBitsMeanLessDistortion() {
    for (const Family family : families()) {
        const Rates& rates = familyInfo(family).rates;
        double last = 1;
        for (int rate = rates.min256; rate <= rates.max256; rate += rates.step256) {
            const Scheme scheme{family, rate};
            if (!exists(scheme))
                continue;
            QVERIFY2(gaussianDistortion(scheme) < last, schemeName(scheme).c_str());
            last = gaussianDistortion(scheme);
        }
    }
}

void TestPalette::noneBeatsTheBound() {
    for (const Scheme scheme : standardSchemes())
        QVERIFY(gaussianDistortion(scheme) >
                std::pow(4, -scheme.rate()) *
                    (familyName(scheme.family) == "nf" ? std::pow(4, -0.25) : 1));
}

void TestPalette::hostileWeightsAreNamed() {
    for (const float bad : {NAN, INFINITY, 1e30f}) {
        Tensor weights = gaussian(16, 16, 1);
        weights.values[77] = bad;
        LayerError error;
        try {
            (void)quantizeRotated(weights, schemeFromName("nuq-4"), "blocks.3.mlp.up", RunContext{},
                                  error);
            QFAIL("accepted");
        } catch (const Error& thrown) {
            QCOMPARE(thrown.code(), ErrorCode::InvalidFile);
            QVERIFY(QString(thrown.what()).contains("blocks.3.mlp.up"));
        }
    }
}

void TestPalette::rowsOfZerosStayZero() {
    for (const char* name : {"nuq-2", "ctcq-2", "nf-4", "vq-2"}) {
        Tensor weights = gaussian(16, 64, 1);
        std::fill(weights.row(5).begin(), weights.row(5).end(), 0.0f);
        LayerError error;
        const PackedLayer packed =
            quantizeRotated(weights, schemeFromName(name), "x", RunContext{}, error);
        Tensor decoded({16, 64});
        LayerReader{PackedLayerView(packed)}.readRows(0, 16, decoded.values);
        for (const float value : decoded.row(5))
            QCOMPARE(value, 0.0f);
    }
}

void TestPalette::cancelling() {
    std::stop_source stop;
    stop.request_stop();
    RunContext context;
    context.stop = stop.get_token();
    Tensor weights = gaussian(64, 64, 1);
    LayerError error;
    try {
        (void)quantizeRotated(weights, schemeFromName("ctcq-3"), "x", context, error);
        QFAIL("not cancelled");
    } catch (const Error& thrown) {
        QCOMPARE(thrown.code(), ErrorCode::Cancelled);
    }
}

QTEST_APPLESS_MAIN(TestPalette)
#include "test_palette.moc"
