// Random text and activation moments of small models, and plans of one scheme.
#pragma once

#include "base/random.h"
#include "pipeline/quantization_plan.h"
#include "profiling/moments.h"
#include "profiling/moments_file.h"

namespace fracbit::tests {

inline profiling::Sample randomText(const checkpoint::ModelSpec& spec, int sequences,
                                    std::size_t length, std::uint64_t seed) {
    profiling::Sample sample{{}, "random"};
    Random random(seed);
    for (int i = 0; i < sequences; ++i) {
        auto& sequence = sample.sequences.emplace_back(length);
        for (auto& token : sequence)
            token = static_cast<network::TokenId>(
                random.below(static_cast<std::uint64_t>(spec.config.vocabulary)));
    }
    return sample;
}

// More tokens than the widest input has columns.
inline std::shared_ptr<const profiling::MomentsFile>
momentsOf(const checkpoint::WeightSource& source, const std::filesystem::path& file) {
    const auto sample = randomText(source.spec(), 12, 32, 1);
    profiling::measureMoments(source, sample, {file, file.string() + ".work"}, {});
    return std::make_shared<const profiling::MomentsFile>(file, source.spec());
}

inline pipeline::QuantizationPlan uniform(const checkpoint::ModelSpec& spec, const char* scheme) {
    std::vector<std::string> names;
    for (const auto& layer : spec.layers)
        names.push_back(layer.name);
    return pipeline::uniformPlan(names, quantizer::schemeFromName(scheme));
}

} // namespace fracbit::tests
