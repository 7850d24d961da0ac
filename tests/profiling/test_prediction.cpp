#include "profiling/prediction.h"

#include "base/error.h"

#include <QTest>

#include <cmath>

using namespace fracbit;
using profiling::Profile;
using profiling::ProfileLayer;
using profiling::ShapeOption;
using profiling::Trial;
using quantizer::Scheme;

namespace {

const Scheme kThree = quantizer::schemeFromName("nuq-3");
const Scheme kFour = quantizer::schemeFromName("nuq-4");

ProfileLayer layer(const std::string& name, double sensitivity) {
    ProfileLayer result;
    result.name = name;
    result.sensitivity = sensitivity;
    return result;
}

ShapeOption option(Scheme scheme, double distortion) {
    ShapeOption result;
    result.scheme = scheme;
    result.distortion = distortion;
    return result;
}

Profile twoLayers() {
    Profile profile;
    profile.shapes.resize(1);
    profile.shapes[0].options = {option(kThree, 0.04), option(kFour, 0.01)};
    profile.layers = {layer("a", 2), layer("b", 5)};
    return profile;
}

} // namespace

class TestPrediction : public QObject {
    Q_OBJECT
private slots:
    void sumsOverLayers() {
        const double kl =
            profiling::predictedDivergence(twoLayers(), {{"a", kThree}, {"b", kFour}});
        QVERIFY(std::abs(kl - 0.13) < 1e-12);
    }

    void feedbackLowersEveryLayersPart() {
        using quantizer::Feedback;
        const std::map<std::string, Scheme> schemes{{"a", kThree}, {"b", kFour}};
        Profile profile = twoLayers();
        profile.layers[0].feedback = profiling::LayerFeedback{0.5, 2};
        QVERIFY_THROWS_EXCEPTION(Error,
                                 profiling::predictedDivergence(profile, schemes, Feedback::On));
        profile.layers[1].feedback = profiling::LayerFeedback{0.2, 0};
        const double kl = profiling::predictedDivergence(profile, schemes, Feedback::On);
        QVERIFY(std::abs(kl - (0.08 * 0.5 * 1.08 + 0.05 * 0.2)) < 1e-12);
    }

    void missingSchemesAreRefused() {
        QVERIFY_THROWS_EXCEPTION(Error,
                                 profiling::predictedDivergence(twoLayers(), {{"a", kThree}}));
        const Scheme unknown = quantizer::schemeFromName("nuq-5");
        QVERIFY_THROWS_EXCEPTION(
            Error, profiling::predictedDivergence(twoLayers(), {{"a", kThree}, {"b", unknown}}));
    }

    void powerLawsAreFound() {
        std::vector<Trial> trials;
        for (const double predicted : {0.01, 0.02, 0.1, 0.5})
            trials.push_back({"t", predicted, 1.5 * std::pow(predicted, 1.1), 0});
        const auto fit = profiling::compare(trials);
        QVERIFY(std::abs(fit.slope - 1.1) < 1e-9);
        QVERIFY(std::abs(std::exp(fit.intercept) - 1.5) < 1e-9);
        QVERIFY(std::abs(fit.correlation - 1) < 1e-9);
        QVERIFY(fit.residual < 1e-6);
        QVERIFY(std::abs(fit.logRatios[2] - std::log(1.5 * std::pow(0.1, 0.1))) < 1e-9);
    }

    void scatterShowsInTheResidual() {
        const std::vector<Trial> trials{{"a", 1, std::exp(0.1), 0},
                                        {"b", std::exp(1), std::exp(0.9), 0},
                                        {"c", std::exp(2), std::exp(1.9), 0},
                                        {"d", std::exp(3), std::exp(3.1), 0}};
        const auto fit = profiling::compare(trials);
        QVERIFY(std::abs(fit.slope - 1) < 1e-9);
        QVERIFY(std::abs(fit.residual - 0.1) < 1e-9);
        QVERIFY(fit.correlation < 0.999);
    }

    void senselessTrialsAreRefused() {
        QVERIFY_THROWS_EXCEPTION(Error, profiling::compare({{"a", 1, 1, 0}, {"b", 2, 2, 0}}));
        QVERIFY_THROWS_EXCEPTION(
            Error, profiling::compare({{"a", 1, 1, 0}, {"b", 2, 0, 0}, {"c", 3, 3, 0}}));
        QVERIFY_THROWS_EXCEPTION(
            Error, profiling::compare({{"a", 1, 1, 0}, {"b", 1, 2, 0}, {"c", 1, 3, 0}}));
    }
};

QTEST_APPLESS_MAIN(TestPrediction)
#include "test_prediction.moc"
