// The codes of every scheme for one layer: a checksum that changes means that the same command no
// longer writes the same bytes.
#include "base/random.h"
#include "quantizer/code_checksums.h"
#include "quantizer/feedback/feedback_quantizer.h"
#include "quantizer/palette.h"
#include "quantizer/trellis/viterbi.h"

#include <QTest>

using namespace fracbit;
using namespace fracbit::quantizer;

namespace {

constexpr LayerShape kShape{40, 72}; // no multiples of 16 or 64

// Close to Gaussian (Irwin-Hall), without the mathematics library: the same bits everywhere.
Tensor weights() {
    Tensor tensor({kShape.rows, kShape.columns});
    Random random(1);
    for (float& value : tensor.values) {
        double sum = -6;
        for (int i = 0; i < 12; ++i)
            sum += random.uniform();
        value = static_cast<float>(sum);
    }
    return tensor;
}

// Of an autoregressive chain whose neighbours correlate by 3/4.
Tensor moments() {
    Tensor matrix({kShape.columns, kShape.columns});
    for (std::int64_t i = 0; i < kShape.columns; ++i) {
        float value = 1;
        for (std::int64_t j = i; j < kShape.columns; ++j, value *= 0.75f)
            matrix.row(i)[static_cast<std::size_t>(j)] =
                matrix.row(j)[static_cast<std::size_t>(i)] = value;
    }
    return matrix;
}

std::uint64_t checksum(const PackedLayer& layer) {
    const auto hash = [](std::span<const std::byte> bytes) {
        return hashName({reinterpret_cast<const char*>(bytes.data()), bytes.size()});
    };
    return hash(layer.codes) ^ mix64(hash(std::as_bytes(std::span(layer.rowScales)))) ^
           mix64(mix64(hash(std::as_bytes(std::span(layer.codebook.table)))));
}

CodeChecksums checksums(Scheme scheme) {
    LayerError plain;
    Tensor layer = weights();
    const std::uint64_t without =
        checksum(quantizeRotated(layer, scheme, "layer", RunContext{}, plain));
    const auto factor = FeedbackFactor::make(moments, kFeedbackDamping, RunContext{}).value();
    FeedbackError fed;
    layer = weights();
    return {nullptr, without,
            checksum(quantizeWithFeedback(layer, scheme, "layer", factor, {}, RunContext{}, fed))};
}

} // namespace

class TestCodeChecksums : public QObject {
    Q_OBJECT
private slots:
    void everySchemeIsListed() { QCOMPARE(std::size(kCodeChecksums), standardSchemes().size()); }

    void codesAreTheSame_data() {
        QTest::addColumn<QString>("name");
        for (const Scheme scheme : standardSchemes())
            QTest::newRow(schemeName(scheme).c_str()) << QString::fromStdString(schemeName(scheme));
    }
    void codesAreTheSame() {
        QFETCH(QString, name);
        const CodeChecksums actual = checksums(schemeFromName(name.toStdString()));
        const auto* expected = std::ranges::find_if(
            kCodeChecksums, [&](const auto& entry) { return name == QLatin1String(entry.scheme); });
        // The sums of feedback are fused multiply-adds, which SSE has not.
        const bool fuses = !QString(viterbiInstructionSet()).startsWith("SS");
        const bool same = expected != std::end(kCodeChecksums) && expected->plain == actual.plain &&
                          (expected->fedBack == actual.fedBack || !fuses);
        QVERIFY2(same, qPrintable(QString("{\"%1\", 0x%2, 0x%3},")
                                      .arg(name)
                                      .arg(actual.plain, 16, 16, QLatin1Char('0'))
                                      .arg(actual.fedBack, 16, 16, QLatin1Char('0'))));
    }
};

QTEST_APPLESS_MAIN(TestCodeChecksums)
#include "test_code_checksums.moc"
