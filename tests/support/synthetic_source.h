// A model made of random numbers, for tests that need weights but no files.
#pragma once

#include "base/random.h"
#include "checkpoint/weight_source.h"

#include <cmath>
#include <map>

namespace fracbit::tests {

inline checkpoint::ModelConfig tinyConfig() {
    checkpoint::ModelConfig config;
    config.vocabulary = 40;
    config.hidden = 24;
    config.intermediate = 36;
    config.blocks = 2;
    config.heads = 4;
    config.kvHeads = 2;
    config.headSize = 8;
    config.context = 64;
    config.rmsEpsilon = 1e-5;
    config.slidingWindow.assign(2, 0);
    return config;
}

// Weights are drawn from the tensor's name, so two sources of one configuration are equal.
class SyntheticSource final : public checkpoint::WeightSource {
public:
    explicit SyntheticSource(checkpoint::ModelConfig config) {
        spec_.config = std::move(config);
        spec_.config.slidingWindow.resize(static_cast<std::size_t>(spec_.config.blocks), 0);
        for (const auto& expected : checkpoint::expectedTensors(spec_.config))
            addTensor(expected);
    }

    const checkpoint::ModelSpec& spec() const override { return spec_; }
    const std::filesystem::path& path() const override { return path_; }
    Tensor read(const std::string& name) const override {
        const auto replaced = replaced_.find(name);
        return replaced == replaced_.end() ? random(name) : replaced->second;
    }
    void replace(const std::string& name, Tensor tensor) { replaced_[name] = std::move(tensor); }

private:
    void addTensor(const checkpoint::ExpectedTensor& expected) {
        checkpoint::ModelTensor tensor;
        tensor.name = checkpoint::tensorName(expected.role, expected.block, expected.linear);
        tensor.role = expected.role;
        tensor.block = expected.block;
        tensor.linear = expected.linear;
        tensor.shape = expected.shape;
        tensor.bytes = static_cast<std::uint64_t>(elementCount(tensor.shape)) * sizeof(float);
        if (tensor.role == checkpoint::TensorRole::LinearWeight)
            spec_.layers.push_back({checkpoint::layerName(tensor.block, *tensor.linear),
                                    tensor.block, *tensor.linear, tensor.shape[1], tensor.shape[0],
                                    DType::F32, tensor.bytes});
        spec_.tensors.push_back(std::move(tensor));
    }
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
