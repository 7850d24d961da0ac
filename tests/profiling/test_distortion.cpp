#include "profiling/distortion.h"

#include "support/synthetic_source.h"

#include <QTest>

using namespace fracbit;
using tests::SyntheticSource;

class TestDistortion : public QObject {
    Q_OBJECT
private slots:
    void gaussianWeightsMeetTheTable() {
        checkpoint::UniformDecoder config = tests::tinyConfig();
        config.hidden = 256;
        config.intermediate = 512;
        const SyntheticSource source(config);
        const auto scheme = quantizer::schemeFromName("nuq-3");
        const auto measured = profiling::measureDistortion(source, {scheme}, {16, 1}, {});
        QCOMPARE(measured.size(), source.spec().layers.size());
        QCOMPARE(measured[3].name, source.spec().layers[3].name);
        const auto summary = profiling::summarizeDistortion(measured, scheme);
        QVERIFY2(std::abs(summary.median - 1) < 0.05, qPrintable(QString::number(summary.median)));
        QVERIFY(summary.largest < 1.2);
    }

    // The rotation is what makes the table hold: one large weight a row does no harm.
    void outliersAreSpread() {
        checkpoint::UniformDecoder config = tests::tinyConfig();
        config.hidden = 256;
        SyntheticSource source(config);
        const std::string name = "blocks.0.mlp.gate.weight";
        Tensor weights = source.read(name);
        for (std::int64_t i = 0; i < weights.rows(); ++i)
            weights.row(i)[static_cast<std::size_t>(i)] = 0.8f;
        source.replace(name, weights);
        const auto scheme = quantizer::schemeFromName("uniform-4");
        for (const auto& layer : profiling::measureDistortion(source, {scheme}, {16, 1}, {}))
            QVERIFY2(layer.measured < 1.2 * layer.gaussian, layer.name.c_str());
    }

    void unmeasuredSchemesAreRefused() {
        QVERIFY_THROWS_EXCEPTION(
            Error, profiling::summarizeDistortion({}, profiling::distortionSchemes().front()));
    }
};

QTEST_APPLESS_MAIN(TestDistortion)
#include "test_distortion.moc"
