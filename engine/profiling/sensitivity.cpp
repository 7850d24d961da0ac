#include "profiling/sensitivity.h"

#include <cmath>
#include <map>
#include <numeric>

namespace fracbit::profiling {

namespace {

double mean(const std::vector<double>& values) {
    return std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(values.size());
}

double standardError(const std::vector<double>& values) {
    const auto count = static_cast<double>(values.size());
    if (values.size() < 2)
        return 0;
    const double center = mean(values);
    double squares = 0;
    for (const double value : values)
        squares += (value - center) * (value - center);
    return std::sqrt(squares / (count - 1) / count);
}

// One more value for every layer of an expert, the mean of its block's experts.
void addAverageExperts(const checkpoint::ModelSpec& spec,
                       std::vector<std::vector<double>>& values) {
    std::map<std::pair<int, std::string>, std::vector<double>> means; // by block and role
    for (std::size_t i = 0; i < spec.layers.size(); ++i)
        if (const checkpoint::LinearLayer& layer = spec.layers[i]; layer.expert >= 0)
            means[{layer.block, layer.role}].push_back(mean(values[i]));
    for (std::size_t i = 0; i < spec.layers.size(); ++i)
        if (const checkpoint::LinearLayer& layer = spec.layers[i]; layer.expert >= 0)
            values[i].push_back(mean(means.at({layer.block, layer.role})));
}

} // namespace

void checkSample(const Sample& sample) {
    bool good = sample.length() >= 2;
    for (const auto& sequence : sample.sequences)
        good = good && static_cast<std::int64_t>(sequence.size()) == sample.length();
    if (!good)
        throw Error(ErrorCode::InvalidArgument,
                    "a sample needs sequences of one length, at least two tokens");
}

void setSensitivities(Profile& profile, const std::vector<LayerSensitivity>& layers) {
    std::map<std::string, const LayerSensitivity*> byName;
    for (const LayerSensitivity& layer : layers)
        byName[layer.name] = &layer;
    for (ProfileLayer& layer : profile.layers) {
        const auto found = byName.find(layer.name);
        if (found == byName.end())
            throw Error(ErrorCode::InvalidArgument, layer.name, "has no sensitivity");
        layer.sensitivity = found->second->value;
        layer.standardError = found->second->standardError;
    }
}

std::vector<LayerSensitivity> summarize(const checkpoint::ModelSpec& spec,
                                        std::vector<std::vector<double>> values) {
    addAverageExperts(spec, values);
    std::vector<LayerSensitivity> result;
    for (std::size_t i = 0; i < spec.layers.size(); ++i)
        result.push_back({spec.layers[i].name, mean(values[i]), standardError(values[i])});
    return result;
}

} // namespace fracbit::profiling
