// The quantization_config of config.json, version 2 (FORMAT.md).
#include "base/error.h"
#include "checkpoint/architecture.h"
#include "packed/packed_format.h"
#include "packed/parts/module_names.h"
#include "packed/parts/packed_version1.h"
#include "packed/parts/segments.h"

#include <set>

namespace fracbit::packed {

using checkpoint::ExpectedTensor;
using checkpoint::TensorRole;
using nlohmann::json;

namespace {

constexpr std::string_view kSigns = ".input_signs";

json describeLayer(const PackedLayerInfo& layer) {
    json object{{"basis", rotation::basisName(layer.basis)}, {"segments", describeSegments(layer)}};
    if (layer.inputVector != InputVector::Absent)
        object["input"] = layer.inputSigns.substr(0, layer.inputSigns.size() - kSigns.size());
    if (!layer.device.empty())
        object["device"] = layer.device;
    return object;
}

// Signs, until the file says that there are scales in their place.
PackedLayerInfo parseLayer(const JsonObject& layers, const std::string& module,
                           const Shape& shape) {
    const JsonObject layer = layers.object(module);
    if (layer.has("experts"))
        layer.fail("experts", "several layers in one tensor, are not read by this version of the "
                              "program");
    PackedLayerInfo info;
    info.shape = {shape[0], shape[1]};
    info.basis = quantizer::readBasis(layer);
    info.device = layer.stringOr("device", "");
    const std::string input =
        layer.stringOr("input", info.basis == Basis::None ? std::string() : module);
    info.inputVector = input.empty() ? InputVector::Absent : InputVector::Signs;
    setNames(info, module, input);
    parseSegments(layer, info);
    return info;
}

std::optional<int> parseKeyValueBits(const JsonObject& object) {
    if (!object.has("kv_cache"))
        return std::nullopt;
    const JsonObject cache = object.object("kv_cache");
    const std::int64_t bits = cache.integer("bits");
    if (bits < 2 || bits > 32)
        cache.fail("bits", "must be 2 to 32");
    return static_cast<int>(bits);
}

void refuseUnknown(const JsonObject& layers, const std::set<std::string>& modules) {
    for (const auto& [name, value] : layers.raw().items())
        if (!modules.contains(name))
            layers.fail(name, "is no layer of this model");
}

PackedDescription parseVersion2(const JsonObject& object, const checkpoint::ModelConfig& config) {
    PackedDescription description;
    description.seed = object.unsignedInteger("seed");
    description.source = object.stringOr("source", "");
    description.profile = object.stringOr("profile", "");
    description.keyValueBits = parseKeyValueBits(object);
    const JsonObject layers = object.object("layers");
    std::set<std::string> modules;
    for (const ExpectedTensor& tensor : checkpoint::expectedTensors(config)) {
        if (tensor.role == TensorRole::LinearWeight) {
            const std::string module = checkpoint::moduleName(config, tensor);
            description.layers[tensor.layer] = parseLayer(layers, module, tensor.shape);
            modules.insert(module);
        } else if (checkpoint::isVocabulary(tensor.role)) {
            const std::string module = checkpoint::moduleName(config, tensor);
            if (layers.has(module))
                description.layers[tensor.layer] = parseLayer(layers, module, tensor.shape);
            modules.insert(module);
        }
    }
    refuseUnknown(layers, modules);
    return description;
}

} // namespace

json describePacked(const PackedDescription& description, const checkpoint::ModelSpec& spec) {
    json layers = json::object();
    for (const checkpoint::ModelTensor& tensor : spec.tensors)
        if (const PackedLayerInfo* layer = quantizedLayer(description, tensor))
            layers[checkpoint::moduleName(spec.config, tensor)] = describeLayer(*layer);
    json object{{"quant_method", "fracbit"},
                {"format_version", kFormatVersion},
                {"seed", description.seed},
                {"layers", layers}};
    if (!description.source.empty())
        object["source"] = description.source;
    if (!description.profile.empty())
        object["profile"] = description.profile;
    if (description.keyValueBits)
        object["kv_cache"] = {{"bits", *description.keyValueBits}};
    return object;
}

PackedDescription parsePacked(const JsonObject& object, const checkpoint::ModelConfig& config) {
    if (object.string("quant_method") != "fracbit")
        object.fail("quant_method", "is not fracbit");
    const std::int64_t version = object.integer("format_version");
    if (version < 1 || version > kFormatVersion)
        object.fail("format_version", "is " + std::to_string(version) +
                                          "; this program reads up to " +
                                          std::to_string(kFormatVersion) + ": use a newer one");
    return version == 1 ? parseVersion1(object, config) : parseVersion2(object, config);
}

} // namespace fracbit::packed
