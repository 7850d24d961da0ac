// `fracbit palette`: what is known at once, and measured when asked for.
#include "quantizer/palette.h"
#include "support/command_run.h"

#include <QTest>

#include <cmath>
#include <ctime>
#include <functional>

using namespace fracbit;
using namespace fracbit::tests;
using quantizer::Scheme;

namespace {

// Processor time: other programs may be running.
double secondsOf(const std::function<void()>& work) {
    const std::clock_t start = std::clock();
    work();
    return static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC;
}

nlohmann::json documentOf(std::vector<std::string> arguments) {
    arguments.insert(arguments.begin(), "palette");
    arguments.insert(arguments.end(), {"--json", "--threads", "1"});
    const auto run = runCommand(arguments);
    return run.exitCode == 0 ? run.json() : nlohmann::json();
}

} // namespace

class TestPaletteCommand : public QObject {
    Q_OBJECT
private slots:
    void showsWhatIsKnown() {
        nlohmann::json document;
        const double seconds = secondsOf([&] { document = documentOf({}); });
        QVERIFY2(seconds < 2, qPrintable(QString::number(seconds))); // measuring takes minutes
        QVERIFY(document["measured"] == false);
        const auto schemes = quantizer::standardSchemes();
        QCOMPARE(document["schemes"].size(), schemes.size());
        for (std::size_t i = 0; i < schemes.size(); ++i) {
            const auto& row = document["schemes"][i];
            const auto stored = quantizer::storedDistortion(schemes[i]);
            QVERIFY(row["name"] == schemeName(schemes[i]));
            QVERIFY(row["distortion"] == stored.value.mean);
            QVERIFY(row["distortion"] == quantizer::gaussianDistortion(schemes[i]));
            QVERIFY(row["standard_error"] == stored.value.standardError);
            QVERIFY(stored.value.standardError > 0);
            QVERIFY(stored.value.standardError < 0.04 * stored.value.mean);
            QVERIFY(row["samples"] >= 1 << 20);
            QVERIFY(row["seed"] == stored.seed);
            const double gap = 10 * std::log10(row["distortion"].get<double>()) +
                               20 * row["bits"].get<double>() * std::log10(2.0);
            QVERIFY(std::abs(row["gap_db"].get<double>() - gap) < 1e-9);
        }
    }

    // Rates that nobody measured say so.
    void computedRatesSaySo() {
        for (const char* scheme : {"ctcq-3.3125", "half-tcq-3.375"}) {
            const auto row = documentOf({"--scheme", scheme})["schemes"][0];
            QVERIFY(row["samples"] == 0);
            QVERIFY(!row.contains("seed"));
            QVERIFY(row["distortion"] ==
                    quantizer::gaussianDistortion(quantizer::schemeFromName(scheme)));
            QVERIFY(row["standard_error"] > 0);
        }
    }

    void measuresOnRequest_data() {
        QTest::addColumn<QStringList>("options");
        QTest::addColumn<qint64>("samples");
        QTest::addColumn<quint64>("seed");
        QTest::newRow("flag") << QStringList{"--measure"} << qint64{1 << 18} << quint64{0};
        QTest::newRow("samples") << QStringList{"--samples", "16384"} << qint64{16384}
                                 << quint64{0};
        QTest::newRow("seed") << QStringList{"--seed", "7"} << qint64{1 << 18} << quint64{7};
    }
    void measuresOnRequest() {
        QFETCH(QStringList, options);
        QFETCH(qint64, samples);
        QFETCH(quint64, seed);
        std::vector<std::string> arguments{"--scheme", "nuq-4"};
        for (const QString& option : options)
            arguments.push_back(option.toStdString());
        const auto document = documentOf(arguments);
        QVERIFY(document["measured"] == true);
        QVERIFY(document["samples"] == samples);
        QVERIFY(document["seed"] == seed);
        const auto measured = quantizer::measureDistortion(quantizer::schemeFromName("nuq-4"),
                                                           samples, seed, RunContext{});
        QVERIFY(document["schemes"][0]["distortion"] == measured.mean);
        QVERIFY(document["schemes"][0]["standard_error"] == measured.standardError);
    }

    void noSamplesAreNoMeasurement() {
        QVERIFY(documentOf({"--samples", "0", "--scheme", "nuq-4"})["measured"] == false);
        QCOMPARE(runCommand({"palette", "--measure", "--samples", "0"}).exitCode, 2);
    }
};

QTEST_APPLESS_MAIN(TestPaletteCommand)
#include "test_palette_command.moc"
