#include "profiling/sensitivity.h"

#include "profiling/fingerprint.h"
#include "support/added_architecture.h"
#include "support/stopping_sink.h"
#include "support/synthetic_source.h"

#include <QTemporaryDir>
#include <QTest>

#include <fstream>

using namespace fracbit;
using profiling::LayerSensitivity;
using profiling::Sample;
using tests::StopAt;
using tests::SyntheticSource;
using tests::tinyConfig;

namespace {

Sample randomSample(std::size_t count, std::size_t length, std::int64_t vocabulary) {
    Random random(11);
    Sample sample{{}, "random"};
    for (std::size_t i = 0; i < count; ++i) {
        auto& sequence = sample.sequences.emplace_back(length);
        for (auto& token : sequence)
            token =
                static_cast<network::TokenId>(random.below(static_cast<std::uint64_t>(vocabulary)));
    }
    return sample;
}

// A model whose rows differ in size, so that leaving out the row scales would show.
SyntheticSource unevenModel() {
    SyntheticSource source(tinyConfig());
    for (const auto& layer : source.spec().layers) {
        Tensor weights = source.read(layer.name + ".weight");
        for (std::int64_t i = 0; i < weights.rows(); ++i)
            for (float& value : weights.row(i))
                value *= i % 3 == 0 ? 1.5f : 0.5f;
        source.replace(layer.name + ".weight", weights);
    }
    return source;
}

// Largest resident size since the last call with reset, bytes (proc(5), clear_refs).
std::int64_t peakResident(bool reset) {
    if (reset) {
        std::ofstream("/proc/self/clear_refs") << "5";
        return 0;
    }
    std::ifstream status("/proc/self/status");
    for (std::string line; std::getline(status, line);)
        if (line.starts_with("VmHWM:"))
            return std::stoll(line.substr(6)) * 1024;
    return 0;
}

} // namespace

class TestSensitivity : public QObject {
    Q_OBJECT

    QTemporaryDir folder_;
    int folders_ = 0;

    std::filesystem::path workFolder() {
        return folder_.filePath(QString::number(folders_++)).toStdString();
    }

private slots:
    // The derivation in sensitivity.h, against what noise does.
    void fisherAgreesWithNoise() {
        const SyntheticSource source = unevenModel();
        const Sample sample = randomSample(160, 9, 40);
        const auto fisher =
            profiling::makeFisherEstimator({workFolder(), 3})->estimate(source, sample, {});
        const auto noise = profiling::makeNoiseEstimator({workFolder(), {0.02, 0.04}, 5})
                               ->estimate(source, sample, {});
        QCOMPARE(fisher.size(), 14u);
        std::vector<double> ratios;
        for (std::size_t i = 0; i < fisher.size(); ++i) {
            QCOMPARE(fisher[i].name, noise[i].name);
            QCOMPARE(fisher[i].name, source.spec().layers[i].name);
            const double difference = fisher[i].value - noise[i].value;
            const double error = std::hypot(fisher[i].standardError, noise[i].standardError);
            QVERIFY2(std::abs(difference) < 5 * error, fisher[i].name.c_str());
            QVERIFY2(fisher[i].standardError < 0.25 * fisher[i].value, fisher[i].name.c_str());
            ratios.push_back(fisher[i].value / noise[i].value);
        }
        std::ranges::sort(ratios);
        QVERIFY2(std::abs(ratios[7] - 1) < 0.1, qPrintable(QString::number(ratios[7])));
    }

    void resumesAtBlocks_data() {
        QTest::addColumn<int>("reports");
        for (const int reports : {2, 6, 9, 14, 17, 20})
            QTest::addRow("%d", reports) << reports;
    }
    void resumesAtBlocks() {
        QFETCH(int, reports);
        const SyntheticSource source(tinyConfig());
        const Sample sample = randomSample(4, 8, 40);
        const auto whole =
            profiling::makeFisherEstimator({workFolder(), 1})->estimate(source, sample, {});
        const auto folder = workFolder();
        const auto estimator = profiling::makeFisherEstimator({folder, 1});
        StopAt first(reports);
        QVERIFY_THROWS_EXCEPTION(Error, estimator->estimate(source, sample, first.context()));
        StopAt second(1000);
        const auto resumed = estimator->estimate(source, sample, second.context());
        QCOMPARE(second.notes.size(), reports > 4 ? 1u : 0u); // it said that it goes on
        QCOMPARE(resumed, whole);
        QVERIFY(!std::filesystem::exists(folder));
    }

    void noiseResumesAtLayers() {
        const SyntheticSource source(tinyConfig());
        const Sample sample = randomSample(3, 8, 40);
        const auto whole =
            profiling::makeNoiseEstimator({workFolder(), {0.1}, 1})->estimate(source, sample, {});
        const auto folder = workFolder();
        const auto estimator = profiling::makeNoiseEstimator({folder, {0.1}, 1});
        StopAt first(20);
        QVERIFY_THROWS_EXCEPTION(Error, estimator->estimate(source, sample, first.context()));
        StopAt second(24 + 1); // 42 measurements, 19 of them done
        QCOMPARE(estimator->estimate(source, sample, second.context()), whole);
        QCOMPARE(second.notes.size(), 1u);
        QVERIFY(!std::filesystem::exists(folder));
    }

    // An expert of five that no token reached counts a third of the mean, .8, of two sequences and
    // the one that is added; and nothing is known of it but that.
    void unreachedExpertsAreNotFree() {
        const SyntheticSource source(tests::quaintConfig());
        const auto& layers = source.spec().layers;
        std::vector<std::vector<double>> values(layers.size(), {1, 1});
        for (std::size_t i = 0; i < layers.size(); ++i)
            if (layers[i].expert == 3)
                values[i] = {0, 0};
        const auto summary = profiling::summarize(source.spec(), values);
        int unreached = 0;
        for (std::size_t i = 0; i < layers.size(); ++i) {
            if (layers[i].expert < 0)
                QCOMPARE(summary[i].value, 1.0);
            if (layers[i].expert != 3)
                continue;
            ++unreached;
            QVERIFY(std::abs(summary[i].value - 0.8 / 3) < 1e-12);
            QVERIFY(std::abs(summary[i].standardError - summary[i].value) < 1e-12);
        }
        QCOMPARE(unreached, 3);
    }

    void ownTextIsRemembered() {
        const SyntheticSource source(tinyConfig());
        const std::filesystem::path file = workFolder();
        int written = 0;
        const auto text = [&](std::uint64_t seed) {
            const profiling::OwnTextOptions options{2, 6, seed};
            return profiling::remembered(source, options, file, [&] {
                ++written;
                return profiling::sampleFromModel(source, options, {});
            });
        };
        const auto first = text(9);
        QCOMPARE(first.sequences.size(), 2u);
        QCOMPARE(first.length(), 6);
        QCOMPARE(text(9).sequences, first.sequences);
        QCOMPARE(written, 1);
        QVERIFY(text(10).sequences != first.sequences);
        QCOMPARE(written, 2);
    }

    void anotherSampleStartsAnew() {
        const SyntheticSource source(tinyConfig());
        const auto folder = workFolder();
        const auto estimator = profiling::makeFisherEstimator({folder, 1});
        StopAt stop(14);
        QVERIFY_THROWS_EXCEPTION(
            Error, estimator->estimate(source, randomSample(4, 8, 40), stop.context()));
        const Sample other = randomSample(3, 8, 40);
        const auto expected =
            profiling::makeFisherEstimator({workFolder(), 1})->estimate(source, other, {});
        QCOMPARE(estimator->estimate(source, other, {}), expected);
    }

    void damagedProgressStartsAnew() {
        const SyntheticSource source(tinyConfig());
        const Sample sample = randomSample(2, 8, 40);
        const auto expected =
            profiling::makeFisherEstimator({workFolder(), 1})->estimate(source, sample, {});
        for (const char* text : {"{\"identity\": ", "[]", "{}", "{\"identity\": 3}"}) {
            const auto folder = workFolder();
            std::filesystem::create_directories(folder);
            std::ofstream(folder / "progress.json") << text;
            const auto estimator = profiling::makeFisherEstimator({folder, 1});
            QCOMPARE(estimator->estimate(source, sample, {}), expected);
        }
    }

    void memoryDoesNotGrowWithTheBlocks() {
        checkpoint::UniformDecoder config = tinyConfig();
        config.hidden = 256;
        config.intermediate = 1024; // a block is 4.2 MB
        config.headSize = 64;
        const Sample sample = randomSample(2, 16, 40);
        std::int64_t peaks[2];
        for (const int large : {0, 1}) {
            config.blocks = large ? 32 : 4;
            const SyntheticSource source(config);
            peakResident(true);
            profiling::makeFisherEstimator({workFolder(), 1})->estimate(source, sample, {});
            peaks[large] = peakResident(false);
        }
        QVERIFY(peaks[0] > 0);
        const double growth = static_cast<double>(peaks[1] - peaks[0]);
        QVERIFY2(growth < 9e6, qPrintable(QString("%1 MB").arg(growth / 1e6)));
    }

    void threadsDoNotMatter() {
        const SyntheticSource source = unevenModel();
        const Sample sample = randomSample(5, 20, 40);
        RunContext context;
        const auto alone =
            profiling::makeFisherEstimator({workFolder(), 1})->estimate(source, sample, context);
        context.threads = 3; // two rounds, the last one not full
        const auto shared =
            profiling::makeFisherEstimator({workFolder(), 1})->estimate(source, sample, context);
        QCOMPARE(shared, alone);
    }

    void badSamplesAreRefused() {
        const SyntheticSource source(tinyConfig());
        const auto estimator = profiling::makeNoiseEstimator({.workFolder = workFolder()});
        QVERIFY_THROWS_EXCEPTION(Error, estimator->estimate(source, {}, {}));
        const Sample uneven{{{1, 2, 3}, {1, 2}}, ""};
        QVERIFY_THROWS_EXCEPTION(Error, estimator->estimate(source, uneven, {}));
        const Sample single{{{1}}, ""};
        QVERIFY_THROWS_EXCEPTION(Error, estimator->estimate(source, single, {}));
        QVERIFY_THROWS_EXCEPTION(Error, profiling::makeNoiseEstimator({workFolder(), {0.0}, 0}));
    }

    void importedCoefficientsAreMatchedByName() {
        const auto file = workFolder();
        std::ofstream(file) << coefficients(2);
        const SyntheticSource source(tinyConfig());
        const auto estimator = profiling::makeImportedEstimator(file);
        const auto layers = estimator->estimate(source, {}, {});
        QCOMPARE(layers.size(), 14u);
        QCOMPARE(layers[8].name, std::string("blocks.1.attn.k"));
        QCOMPARE(layers[8].value, 108.0);
        std::ofstream(file) << coefficients(1);
        QVERIFY_THROWS_EXCEPTION(Error, estimator->estimate(source, {}, {}));
    }

    void textIsSampledEvenly() {
        std::vector<network::TokenId> text(107);
        for (std::size_t i = 0; i < text.size(); ++i)
            text[i] = static_cast<network::TokenId>(i);
        const Sample sample = profiling::sampleFromText(text, 3, 10, "text");
        QCOMPARE(sample.sequences.size(), 3u);
        QCOMPARE(sample.sequences[0][0], 0);
        QCOMPARE(sample.sequences[1][0], 30);
        QCOMPARE(sample.sequences[2][9], 69);
        QCOMPARE(profiling::sampleFromText(text, 99, 10, "text").sequences.size(), 10u);
        QVERIFY_THROWS_EXCEPTION(Error, profiling::sampleFromText(text, 1, 108, "text"));
    }

    void fingerprintsTellModelsApart() {
        SyntheticSource source(tinyConfig());
        const std::string before = profiling::modelFingerprint(source);
        QCOMPARE(before.size(), 16u);
        QCOMPARE(profiling::modelFingerprint(SyntheticSource(tinyConfig())), before);
        Tensor changed = source.read("blocks.1.mlp.down.weight");
        changed.values.back() += 0.001f;
        source.replace("blocks.1.mlp.down.weight", changed);
        QVERIFY(profiling::modelFingerprint(source) != before);
    }

    void sensitivitiesReplaceThoseOfAProfile() {
        profiling::Profile profile;
        profile.layers = {{.name = "a", .role = "q"}, {.name = "b", .role = "k"}};
        profiling::setSensitivities(profile, {{"b", 2, 0.2}, {"a", 1, 0.1}});
        QCOMPARE(profile.layers[0].sensitivity, 1.0);
        QCOMPARE(profile.layers[1].standardError, 0.2);
        QVERIFY_THROWS_EXCEPTION(Error, profiling::setSensitivities(profile, {{"a", 1, 0}}));
    }

private:
    // 100 + index of each layer.
    static nlohmann::json coefficients(int blocks) {
        nlohmann::json layers = nlohmann::json::array();
        const SyntheticSource source(tinyConfig());
        for (const auto& layer : source.spec().layers)
            if (layer.block < blocks)
                layers.push_back({{"block", layer.block},
                                  {"role", layer.role},
                                  {"weights", layer.weights()},
                                  {"sensitivity", 100 + layers.size()},
                                  {"standard_error", 1}});
        return {{"layers", layers}};
    }
};

QTEST_APPLESS_MAIN(TestSensitivity)
#include "test_sensitivity.moc"
