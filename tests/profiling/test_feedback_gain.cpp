#include "profiling/feedback_gain.h"

#include "base/random.h"
#include "profiling/estimators/fisher_run.h"
#include "support/input_widths.h"
#include "support/safetensors_writer.h"
#include "support/stopping_sink.h"
#include "support/synthetic_checkpoint.h"
#include "support/synthetic_source.h"

#include <QTest>

#include <cmath>

using namespace fracbit;
using namespace fracbit::tests;
using network::BlockProbes;
using profiling::MomentsFile;
using profiling::Sample;

namespace {

const Sample kSample{{{3, 17, 4, 39, 0, 21, 8}, {1, 2, 3, 5, 8, 13, 21}, {9, 9, 1, 0, 2, 7, 7}},
                     "numbers"};

Tensor diagonal(std::int64_t width, float value) {
    Tensor matrix({width, width});
    for (std::int64_t i = 0; i < width; ++i)
        matrix.row(i)[static_cast<std::size_t>(i)] = value;
    return matrix;
}

// Neighbours of an autoregressive chain.
float correlation(std::int64_t i, std::int64_t j, double strength) {
    return static_cast<float>(std::pow(strength, std::abs(i - j)));
}

// No token reaches the input `unreached`.
std::string momentsBytes(const checkpoint::ModelSpec& spec, double strength,
                         const std::string& unreached) {
    nlohmann::json header{{"__metadata__", {{"format", "fracbit-moments"}, {"version", "1"}}}};
    std::string data;
    for (const auto& [input, width] : tests::inputWidths(spec)) {
        const std::size_t begin = data.size();
        for (std::int64_t i = 0; i < width; ++i)
            for (std::int64_t j = i; j < width; ++j) {
                const float value = input == unreached ? 0 : correlation(i, j, strength);
                data.append(reinterpret_cast<const char*>(&value), sizeof value);
            }
        header[input] = {{"dtype", "F32"},
                         {"shape", {width * (width + 1) / 2}},
                         {"data_offsets", {begin, data.size()}}};
    }
    return safetensorsBytes(header.dump(), data);
}

// U^-1 in double, row by row, of the block factor H + damping = U D U^T (feedback_factor.h).
std::vector<std::vector<double>> inverseOfU(const quantizer::FeedbackFactor& factor) {
    const auto width = static_cast<std::size_t>(factor.width());
    const auto r = [&](std::size_t i, std::size_t j) {
        return i <= j ? static_cast<double>(factor.row(static_cast<std::int64_t>(i))[j]) : 0.0;
    };
    // X = R^-1, upper.
    std::vector<std::vector<double>> x(width, std::vector<double>(width));
    for (std::size_t j = 0; j < width; ++j) {
        x[j][j] = 1 / r(j, j);
        for (std::size_t i = j; i-- > 0;) {
            double sum = 0;
            for (std::size_t k = i + 1; k <= j; ++k)
                sum += r(i, k) * x[k][j];
            x[i][j] = -sum / r(i, i);
        }
    }
    // U^-1 = (the diagonal blocks of R) R^-1.
    std::vector<std::vector<double>> u(width, std::vector<double>(width));
    for (std::size_t i = 0; i < width; ++i)
        for (std::size_t k = i; k < std::min(width, i / 16 * 16 + 16); ++k)
            for (std::size_t j = 0; j < width; ++j)
                u[i][j] += r(i, k) * x[k][j];
    return u;
}

// All rows of U^-1, in the model's own basis.
Tensor allErrors(const MomentsFile& moments, const std::string& input, std::int64_t width) {
    const rotation::Rotation rotation(std::make_shared<rotation::Hadamard>(width),
                                      rotation::randomSigns(0, input, width));
    const auto inverse = inverseOfU(profiling::feedbackFactor(moments, {input, 0, width, {}},
                                                              rotation::Basis::Inputs, rotation,
                                                              quantizer::kFeedbackDamping, {})
                                        .value());
    Tensor errors({width, width});
    for (std::int64_t i = 0; i < width; ++i) {
        const auto& row = inverse[static_cast<std::size_t>(i)];
        std::ranges::transform(row, errors.row(i).begin(),
                               [](double value) { return static_cast<float>(value); });
        rotation.rotateBack(errors.row(i));
    }
    return errors;
}

double sum(const std::vector<double>& values) {
    double total = 0;
    for (const double value : values)
        total += value;
    return total;
}

} // namespace

class TestFeedbackGain : public QObject {
    Q_OBJECT

    TemporaryFolder folder_{TemporaryFolder::Place::Memory};
    SyntheticSource source_{tinyConfig()};

    profiling::FisherValues fisher(const profiling::ProbeSource& probes) {
        return profiling::runFisher(source_, kSample, {folder_ / "work"}, probes, {});
    }

    std::shared_ptr<MomentsFile> moments(double strength, const std::string& unreached = {}) {
        writeBytes(folder_ / "moments", momentsBytes(source_.spec(), strength, unreached));
        return std::make_shared<MomentsFile>(folder_ / "moments", source_.spec());
    }

    profiling::Profile gains(const MomentsFile& file, const RunContext& context = {}) {
        profiling::Profile profile;
        for (const auto& layer : source_.spec().layers)
            profile.layers.emplace_back().name = layer.name;
        profiling::setFeedbackGains(profile, source_, file, kSample, rotation::Basis::Inputs, 0,
                                    {folder_ / "work"}, context);
        return profile;
    }

private slots:
    // Probed in every direction, a gradient shows its norm; in directions twice as long, twice it.
    void probesOfAllDirectionsShowTheNorm() {
        const auto values = fisher([&](int block) {
            BlockProbes probes;
            for (const auto& input : source_.spec().blockInputs(block))
                probes.push_back(diagonal(input.width, 2));
            return probes;
        });
        for (std::size_t i = 0; i < values.plain.size(); ++i)
            for (std::size_t s = 0; s < kSample.sequences.size(); ++s) {
                QVERIFY(values.plain[i][s] > 0);
                QVERIFY(std::abs(values.probed[i][s] / values.plain[i][s] - 4) < 1e-6);
            }
    }

    void withoutProbesThereIsNothingElse() {
        for (const auto& layer : fisher({}).probed)
            QCOMPARE(sum(layer), 0.0);
    }

    // Uncorrelated inputs: nothing to feed back.
    void nothingIsGainedFromUncorrelatedInputs() {
        for (const auto& layer : gains(*moments(0)).layers) {
            QVERIFY2(std::abs(layer.feedback->ratio - 1) < 0.12,
                     qPrintable(QString::number(layer.feedback->ratio)));
            QVERIFY(layer.feedback->growth < 1e-3);
        }
    }

    // An expert, say, that the text never came to.
    void nothingIsGainedWhereNoTokenCame() {
        StopAt sink(0);
        const auto profile = gains(*moments(0.97, "blocks.1.gate_up"), sink.context());
        for (const auto& layer : profile.layers) {
            const bool reached =
                layer.name != "blocks.1.mlp.gate" && layer.name != "blocks.1.mlp.up";
            QVERIFY2((*layer.feedback == profiling::LayerFeedback{1, 0}) != reached,
                     layer.name.c_str());
        }
        QCOMPARE(sink.notes.size(), std::size_t{1});
        QVERIFY(QString::fromStdString(sink.notes.front()).contains("blocks.1.gate_up"));
    }

    // Against the formula with U^-1 itself instead of samples of errors.
    void ratioIsThatOfTheFactor() {
        const auto file = moments(0.97);
        const auto exact = fisher([&](int block) {
            BlockProbes probes;
            for (const auto& input : source_.spec().blockInputs(block))
                probes.push_back(allErrors(*file, input.name, input.width));
            return probes;
        });
        const auto profile = gains(*file);
        for (std::size_t i = 0; i < profile.layers.size(); ++i) {
            const double expected = sum(exact.probed[i]) / sum(exact.plain[i]);
            const double actual = profile.layers[i].feedback->ratio;
            QVERIFY2(std::abs(actual / expected - 1) < 0.15,
                     qPrintable(QString("%1 for %2").arg(actual).arg(expected)));
        }
    }
};

QTEST_GUILESS_MAIN(TestFeedbackGain)
#include "test_feedback_gain.moc"
