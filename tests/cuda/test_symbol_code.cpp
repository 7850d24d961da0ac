// What the host does with the device's findings: the same codes and values as the engine's.
#include "backend/cuda/device/device_form.h"
#include "backend/cuda/device/symbol_code.h"
#include "base/random.h"
#include "cuda/random_layer.h"
#include "quantizer/bit_stream.h"
#include "quantizer/scalar/sorted_levels.h"
#include "support/thrown.h"

#include <QTest>

using namespace fracbit;
using namespace fracbit::backend::cuda;
using quantizer::kTile;
using quantizer::kTileWeights;
using quantizer::LayerShape;
using quantizer::Scheme;

namespace {

// The states that a circular string of bits stands for.
std::vector<std::uint16_t> statesOf(const SymbolCode& code, std::span<const std::byte> codes,
                                    std::size_t bit) {
    std::vector<std::uint16_t> states;
    std::size_t offset = 0;
    for (const std::uint8_t shift : code.shifts) {
        std::uint32_t state = 0;
        for (std::size_t i = 0; i < static_cast<std::size_t>(code.symbolBits); ++i)
            state =
                (state << 1) | quantizer::getBits(codes, bit + (offset + i) % code.tileBits(), 1);
        states.push_back(static_cast<std::uint16_t>(state));
        offset += shift;
    }
    return states;
}

std::vector<std::uint16_t> indicesOf(const SymbolCode& code, std::span<const std::byte> codes,
                                     std::size_t bit) {
    std::vector<std::uint16_t> indices;
    for (const std::uint8_t shift : code.shifts) {
        indices.push_back(static_cast<std::uint16_t>(quantizer::getBits(codes, bit, shift)));
        bit += shift;
    }
    return indices;
}

} // namespace

class TestSymbolCode : public QObject {
    Q_OBJECT
private slots:
    void storedSymbolsAreTheLayer_data();
    void storedSymbolsAreTheLayer();
    void targetsAreInTheOrderOfTheCodes();
    void schemesWithoutSearchAreRefused();
    void schemesWithoutKernelsAreRefused();
    void polynomialsBeyondHalfPrecisionAreRefused();
};

void TestSymbolCode::storedSymbolsAreTheLayer_data() {
    QTest::addColumn<QString>("scheme");
    for (const char* scheme :
         {"nuq-3", "nuq-8", "vq-2.5", "vq-6", "tcq-1", "tcq-3.5", "tcq-5", "half-tcq-2.75",
          "ctcq-1.25", "ctcq-3.25", "ctcq-8", "ctcq14-1.25", "ctcq14-4", "pctcq-3.25", "pctcq-8"})
        QTest::newRow(scheme) << QString(scheme);
}

// Takes a layer of random codes apart into symbols and puts it together again.
void TestSymbolCode::storedSymbolsAreTheLayer() {
    QFETCH(QString, scheme);
    const LayerShape shape{32, 80};
    const auto layer =
        test::randomLayer(quantizer::schemeFromName(scheme.toStdString()), shape, 21);
    const auto codes = symbolCodes(layer.scheme);
    const auto decoder = quantizer::makeDecoder(layer.scheme, layer.codebook);
    const std::size_t rowBytes = quantizer::quantizer(layer.scheme).rowTileBytes(shape);
    std::vector<std::byte> stored(layer.codes.size());
    for (std::int64_t panel = 0; panel < 5; ++panel) {
        const PanelPlace place = panelPlace(layer.scheme, shape, panel);
        const SymbolCode& code = codes.at(place.code);
        std::vector<float> decoded(2 * kTileWeights);
        for (std::size_t tile = 0; tile < 2; ++tile) {
            const std::size_t bit = place.bit + tile * 8 * rowBytes;
            const auto symbols =
                code.trellis ? statesOf(code, layer.codes, bit) : indicesOf(code, layer.codes, bit);
            storeSymbols(code, symbols, tile, stored, bit, decoded);
            std::vector<float> expected(kTile * 80);
            decoder->decodeRowTile(shape, std::span(layer.codes).subspan(tile * rowBytes, rowBytes),
                                   expected);
            for (std::size_t row = 0; row < kTile; ++row)
                for (std::size_t column = 0; column < kTile; ++column)
                    QCOMPARE(decoded[tile * kTileWeights + row * kTile + column],
                             expected[row * 80 + static_cast<std::size_t>(panel) * kTile + column]);
        }
    }
    QVERIFY(stored == layer.codes);
}

void TestSymbolCode::targetsAreInTheOrderOfTheCodes() {
    const Scheme scheme = quantizer::schemeFromName("nuq-4");
    const SymbolCode code = symbolCodes(scheme).at(0);
    const LayerShape shape{32, 16};
    std::vector<float> panel(2 * kTileWeights);
    fillGaussian(panel, 9);
    const quantizer::Quantizer& engine = quantizer::quantizer(scheme);
    std::vector<std::byte> expected(engine.codesBytes(shape));
    std::vector<float> decoded(panel.size());
    engine.encodePanel(shape, 0, panel, expected, decoded, {});

    const quantizer::SortedLevels levels(code.values);
    std::vector<std::byte> stored(expected.size());
    for (std::size_t tile = 0; tile < 2; ++tile) {
        std::vector<float> targets(kTileWeights);
        gatherTargets(code, panel, tile, targets);
        std::vector<std::uint16_t> indices;
        for (const float target : targets)
            indices.push_back(static_cast<std::uint16_t>(levels.nearest(target)));
        storeSymbols(code, indices, tile, stored, tile * 8 * engine.rowTileBytes(shape), decoded);
    }
    QVERIFY(stored == expected);
}

void TestSymbolCode::schemesWithoutSearchAreRefused() {
    for (const char* name : {"nf-4", "uniform-4"})
        QVERIFY_EXCEPTION_THROWN((void)symbolCodes(quantizer::schemeFromName(name)), Error);
}

// A family whose codes no kernel reads is an error that names it, of products as of searches.
void TestSymbolCode::schemesWithoutKernelsAreRefused() {
    quantizer::SchemeFamily family = quantizer::familyInfo(quantizer::familyFromName("nuq"));
    family.name = "decoded-only";
    family.code = quantizer::DecodedOnly{};
    const Scheme scheme{quantizer::addFamily(family), 4 * 256};
    QVERIFY(!deviceCode(scheme));
    QVERIFY(deviceCode(quantizer::schemeFromName("nuq-4")) == fracbit_cuda::Code::Pair);
    const auto layer = test::randomLayer(scheme, {16, 16}, 3);
    const quantizer::PackedLayerView view(layer);
    FRACBIT_VERIFY_THROWS([&] { (void)deviceForm(std::span(&view, 1)); }, ErrorCode::Unsupported,
                          "decoded-only-4");
    FRACBIT_VERIFY_THROWS([&] { (void)symbolCodes(scheme); }, ErrorCode::Unsupported,
                          "decoded-only-4");
}

// A file's own coefficients, of which the first is zero or all but zero.
void TestSymbolCode::polynomialsBeyondHalfPrecisionAreRefused() {
    for (const std::uint16_t first : {0x0000, 0x0001}) {
        auto layer = test::randomLayer(quantizer::schemeFromName("pctcq-4"), {16, 16}, 3);
        layer.codebook.table.at(0) = first;
        const quantizer::PackedLayerView view(layer);
        try {
            (void)deviceForm(std::span(&view, 1));
            QFAIL("accepted");
        } catch (const Error& error) {
            QCOMPARE(error.code(), ErrorCode::InvalidFile);
            QVERIFY(QString(error.what()).contains("pctcq-4"));
        }
    }
}

QTEST_APPLESS_MAIN(TestSymbolCode)
#include "test_symbol_code.moc"
