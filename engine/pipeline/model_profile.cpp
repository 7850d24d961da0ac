#include "pipeline/model_profile.h"

#include "quantizer/palette.h"
#include "rotation/basis.h"

#include <algorithm>
#include <set>

namespace fracbit::pipeline {

namespace {

using checkpoint::LinearLayer;
using checkpoint::TensorRole;
using profiling::Profile;

profiling::LayerShapeOptions shapeOptions(const LinearLayer& layer,
                                          const std::vector<quantizer::Scheme>& schemes,
                                          rotation::Basis basis) {
    const quantizer::LayerShape coded{rotation::codedSize(basis, layer.out),
                                      rotation::codedSize(basis, layer.in)};
    profiling::LayerShapeOptions result{layer.in, layer.out, layer.weights(), {}};
    for (const quantizer::Scheme scheme : schemes) {
        const auto& chosen = quantizer::quantizer(scheme);
        profiling::ShapeOption option;
        option.scheme = scheme;
        option.distortion = quantizer::gaussianDistortion(scheme);
        option.codesBytes = static_cast<std::int64_t>(chosen.codesBytes(coded));
        option.tableBytes = static_cast<std::int64_t>(chosen.tableBytes());
        option.basis = basis;
        result.options.push_back(option);
    }
    return result;
}

int shapeIndex(Profile& profile, const LinearLayer& layer,
               const std::vector<quantizer::Scheme>& schemes, rotation::Basis basis, double share) {
    for (std::size_t i = 0; i < profile.shapes.size(); ++i)
        if (profile.shapes[i].in == layer.in && profile.shapes[i].out == layer.out &&
            profile.shapes[i].share == share)
            return static_cast<int>(i);
    profile.shapes.push_back(shapeOptions(layer, schemes, basis));
    profile.shapes.back().share = share;
    return static_cast<int>(profile.shapes.size()) - 1;
}

std::int64_t storedBytes(const Shape& shape, int bits) {
    const std::int64_t scales = bits == 8 ? 2 * shape[0] : 0;
    return elementCount(shape) * bits / 8 + scales;
}

profiling::ProfileConstants constantParts(const checkpoint::ModelSpec& spec, rotation::Basis basis,
                                          int embeddingBits, int headBits) {
    std::int64_t signs = 0, scales = 0, embedding = 0, head = 0, norms = 0;
    for (const LinearLayer& layer : spec.layers)
        scales += 2 * layer.out;
    for (const checkpoint::LayerInput& input : spec.inputs)
        signs += basis == rotation::Basis::None ? 0 : (input.width + 7) / 8;
    for (const LinearLayer& layer : spec.vocabularyLayers) {
        const bool isHead = layer.name == checkpoint::kHeadLayer;
        (isHead ? head : embedding) +=
            storedBytes({layer.out, layer.in}, isHead ? headBits : embeddingBits);
    }
    for (const auto& tensor : spec.tensors)
        if (tensor.role != TensorRole::LinearWeight && !checkpoint::isVocabulary(tensor.role))
            norms += storedBytes(tensor.shape, 16); // and biases
    profiling::ProfileConstants constants;
    constants.signBytes = signs;
    constants.rowScaleBytes = scales;
    constants.embeddingBytes = embedding;
    constants.headBytes = head;
    constants.normBytes = norms;
    constants.kvBytesPerToken = 2 * checkpoint::keyValuesPerToken(spec.config); // fp16
    return constants;
}

// Layers of a block that read the same input may become one kernel call: spec 1, section 5.
void addFusionGroups(Profile& profile, const checkpoint::ModelSpec& spec) {
    for (const checkpoint::LayerInput& input : spec.inputs) {
        if (input.layers.size() < 2)
            continue;
        profile.fusionGroups.push_back({});
        for (const std::size_t layer : input.layers)
            profile.fusionGroups.back().layers.push_back(spec.layers[layer].name);
    }
}

} // namespace

Profile modelProfile(const checkpoint::ModelSpec& spec,
                     const std::vector<quantizer::Scheme>& schemes, rotation::Basis basis,
                     int embeddingBits, int headBits) {
    Profile profile;
    profile.source = "shapes of the model; sensitivities equal per weight; distortion on N(0,1)";
    for (const LinearLayer& layer : spec.layers) {
        profiling::ProfileLayer entry;
        entry.name = layer.name;
        entry.block = layer.block;
        entry.role = layer.role;
        entry.shape = shapeIndex(profile, layer, schemes, basis,
                                 checkpoint::shareOfSteps(spec.config, layer));
        if (layer.expert >= 0)
            entry.expert = layer.expert;
        entry.sensitivity = static_cast<double>(layer.weights());
        profile.layers.push_back(std::move(entry));
    }
    addFusionGroups(profile, spec);
    profile.constants = constantParts(spec, basis, embeddingBits, headBits);
    return profile;
}

std::vector<quantizer::Scheme> allocationSchemes() {
    std::vector<quantizer::Scheme> schemes;
    for (const quantizer::Scheme scheme : quantizer::standardSchemes())
        if (!quantizer::familyInfo(scheme.family).onRequest)
            schemes.push_back(scheme);
    return schemes;
}

} // namespace fracbit::pipeline
