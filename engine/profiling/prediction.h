// What a profile predicts for an allocation, and how predictions compare with measurements.
#pragma once

#include "profiling/profile_file.h"

#include <map>
#include <string>
#include <vector>

namespace fracbit::profiling {

// Mean KL(original || quantized) in nats by the linear model, sum of a_l err_l, with the
// distortions of the profile's options; with feedback, times LayerFeedback::factor(err_l). Throws
// Error(InvalidArgument) naming the layer when one of the profile has no scheme, a scheme that its
// options lack, or nothing about feedback.
double predictedDivergence(const Profile& profile,
                           const std::map<std::string, quantizer::Scheme>& schemeOfLayer,
                           quantizer::Feedback feedback = quantizer::Feedback::Off);

// What a layer's distortions are to be multiplied with: rotated weights err as numbers of N(0,1)
// do; of those that are not rotated (profile.basis()), the geometric mean over the measured schemes
// of measured over Gaussian error.
double weightFactor(const Profile& profile, const ProfileLayer& layer);

// One allocation that was really quantized and evaluated.
struct Trial {
    std::string name;
    double predicted = 0;     // KL, nats
    double measured = 0;      // KL, nats
    double standardError = 0; // of the measured one
};

// log(measured) = intercept + slope log(predicted), least squares over trials. Where the linear
// model holds, slope and exp(intercept) are near one.
struct Agreement {
    double slope = 0;
    double intercept = 0;
    double correlation = 0; // of the logarithms
    double residual = 0;    // root mean square, in log units
    // log(measured / predicted) of each trial, in their order: grows where the model breaks.
    std::vector<double> logRatios;
};

// Throws Error(InvalidArgument) for fewer than three trials, for divergences that are not
// positive, or when all predictions are equal.
Agreement compare(const std::vector<Trial>& trials);

} // namespace fracbit::profiling
