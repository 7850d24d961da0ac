// A model made of random numbers, for tests that need weights but no files.
#pragma once

#include "base/random.h"
#include "checkpoint/uniform_decoder.h"
#include "checkpoint/weight_source.h"

#include <cmath>
#include <map>

namespace fracbit::tests {

inline checkpoint::UniformDecoder tinyConfig() {
    checkpoint::UniformDecoder config;
    config.vocabulary = 40;
    config.hidden = 24;
    config.intermediate = 36;
    config.blocks = 2;
    config.heads = 4;
    config.kvHeads = 2;
    config.headSize = 8;
    config.context = 64;
    config.rmsEpsilon = 1e-5;
    return config;
}

// Weights are drawn from the tensor's name, so two sources of one configuration are equal.
class SyntheticSource final : public checkpoint::WeightSource {
public:
    explicit SyntheticSource(const checkpoint::UniformDecoder& decoder)
        : SyntheticSource(checkpoint::describe(decoder)) {}
    explicit SyntheticSource(checkpoint::ModelConfig config) {
        std::vector<checkpoint::ModelTensor> tensors;
        for (const auto& expected : checkpoint::expectedTensors(config)) {
            const auto elements = static_cast<std::uint64_t>(elementCount(expected.shape));
            tensors.push_back({expected, {}, DType::F32, elements * sizeof(float)});
        }
        spec_ = checkpoint::ModelSpec(std::move(config), std::move(tensors));
    }

    const checkpoint::ModelSpec& spec() const override { return spec_; }
    const std::filesystem::path& path() const override { return path_; }
    Tensor read(const std::string& name) const override {
        const auto replaced = replaced_.find(name);
        return replaced == replaced_.end() ? random(name) : replaced->second;
    }
    void replace(const std::string& name, Tensor tensor) { replaced_[name] = std::move(tensor); }

private:
    // Matrices keep the size of what they multiply; norms are near one.
    Tensor random(const std::string& name) const {
        Tensor tensor(spec_.find(name)->shape);
        fillGaussian(tensor.values, hashName(name));
        const bool vector = tensor.shape.size() == 1;
        const bool bias = name.ends_with(".bias");
        const float scale = vector ? 0.2f : 1.5f / std::sqrt(static_cast<float>(tensor.columns()));
        for (float& value : tensor.values)
            value = value * scale + (vector && !bias ? 1.0f : 0.0f);
        return tensor;
    }

    checkpoint::ModelSpec spec_;
    std::filesystem::path path_ = "synthetic";
    std::map<std::string, Tensor> replaced_;
};

} // namespace fracbit::tests
