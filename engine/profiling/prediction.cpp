#include "profiling/prediction.h"

#include "base/error.h"
#include "quantizer/palette.h"

#include <algorithm>
#include <cmath>

namespace fracbit::profiling {

namespace {

double distortion(const Profile& profile, const ProfileLayer& layer, quantizer::Scheme scheme) {
    const ShapeOption* found =
        profile.shapes.at(static_cast<std::size_t>(layer.shape)).find(scheme);
    if (!found)
        throw Error(ErrorCode::InvalidArgument, layer.name,
                    "the profile knows nothing of " + quantizer::schemeName(scheme));
    return found->distortion;
}

double feedbackFactor(const ProfileLayer& layer, double error, quantizer::Feedback feedback) {
    if (feedback == quantizer::Feedback::Off)
        return 1;
    if (!layer.feedback && layer.isVocabulary())
        return 1;
    if (!layer.feedback)
        throw Error(ErrorCode::InvalidArgument, layer.name,
                    "the profile knows nothing of feedback; run profile --hessian");
    return layer.feedback->factor(error);
}

// Sums over pairs (x, y) that a straight line through them needs.
struct Moments {
    double xx = 0;
    double xy = 0;
    double yy = 0;
    double meanX = 0;
    double meanY = 0;
};

Moments moments(const std::vector<double>& x, const std::vector<double>& y) {
    Moments result;
    const auto count = static_cast<double>(x.size());
    for (std::size_t i = 0; i < x.size(); ++i) {
        result.meanX += x[i] / count;
        result.meanY += y[i] / count;
    }
    for (std::size_t i = 0; i < x.size(); ++i) {
        const double dx = x[i] - result.meanX;
        const double dy = y[i] - result.meanY;
        result.xx += dx * dx;
        result.xy += dx * dy;
        result.yy += dy * dy;
    }
    return result;
}

double positiveLog(double value, const std::string& trial) {
    if (!(value > 0) || !std::isfinite(value))
        throw Error(ErrorCode::InvalidArgument, trial, "a divergence is not a positive number");
    return std::log(value);
}

} // namespace

double weightFactor(const Profile& profile, const ProfileLayer& layer) {
    if (profile.basis() != rotation::Basis::None || layer.measuredDistortion.empty())
        return 1;
    double sum = 0;
    for (const auto& [scheme, measured] : layer.measuredDistortion)
        sum += std::log(std::max(measured, 1e-12) / quantizer::gaussianDistortion(scheme));
    return std::exp(sum / static_cast<double>(layer.measuredDistortion.size()));
}

double predictedDivergence(const Profile& profile,
                           const std::map<std::string, quantizer::Scheme>& schemeOfLayer,
                           quantizer::Feedback feedback) {
    double sum = 0;
    for (const ProfileLayer& layer : profile.layers) {
        const auto scheme = schemeOfLayer.find(layer.name);
        if (scheme == schemeOfLayer.end())
            throw Error(ErrorCode::InvalidArgument, layer.name, "has no scheme");
        const double error =
            distortion(profile, layer, scheme->second) * weightFactor(profile, layer);
        sum += layer.sensitivity * error * feedbackFactor(layer, error, feedback);
    }
    return sum;
}

Agreement compare(const std::vector<Trial>& trials) {
    if (trials.size() < 3)
        throw Error(ErrorCode::InvalidArgument, "a comparison needs at least three trials");
    std::vector<double> x, y;
    Agreement agreement;
    for (const Trial& trial : trials) {
        x.push_back(positiveLog(trial.predicted, trial.name));
        y.push_back(positiveLog(trial.measured, trial.name));
        agreement.logRatios.push_back(y.back() - x.back());
    }
    const Moments m = moments(x, y);
    if (m.xx <= 0)
        throw Error(ErrorCode::InvalidArgument, "all trials have the same prediction");
    agreement.slope = m.xy / m.xx;
    agreement.intercept = m.meanY - agreement.slope * m.meanX;
    agreement.correlation = m.yy > 0 ? m.xy / std::sqrt(m.xx * m.yy) : 0;
    const double unexplained = std::max(0.0, m.yy - agreement.slope * m.xy);
    agreement.residual = std::sqrt(unexplained / static_cast<double>(trials.size()));
    return agreement;
}

} // namespace fracbit::profiling
