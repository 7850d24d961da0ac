#include "exporter/packed_format.h"

#include "base/error.h"
#include "quantizer/palette.h"

#include <algorithm>
#include <set>

namespace fracbit::exporter {

using checkpoint::ExpectedTensor;
using checkpoint::TensorRole;
using nlohmann::json;

std::string codesName(const std::string& layer) {
    return layer + ".codes";
}
std::string tableName(const std::string& layer) {
    return layer + ".table";
}
std::string rowScaleName(const std::string& tensor) {
    return tensor + ".row_scale";
}
std::string signsName(const std::string& inputName) {
    return inputName + ".signs";
}

bool isEightBit(const PackedDescription& description, TensorRole role) {
    return (role == TensorRole::TokenEmbedding && description.embeddingBits == 8) ||
           (role == TensorRole::OutputHead && description.headBits == 8);
}

json describePacked(const PackedDescription& description, const checkpoint::ModelSpec& spec) {
    json layers = json::object();
    for (const checkpoint::LinearLayer& layer : spec.layers) {
        const PackedLayerInfo& info = description.layers.at(layer.name);
        layers[layer.name] = {{"segments",
                               {{{"rows", layer.out},
                                 {"scheme", quantizer::schemeName(info.scheme)},
                                 {"scale", info.scale}}}}};
    }
    return {{"quant_method", "fracbit"},
            {"format_version", kFormatVersion},
            {"seed", description.seed},
            {"rotation", "input-hadamard"},
            {"embedding_bits", description.embeddingBits},
            {"head_bits", description.headBits},
            {"layers", layers}};
}

namespace {

int parseBits(const JsonObject& object, const char* field) {
    const std::int64_t bits = object.integer(field);
    if (bits != 8 && bits != 16)
        object.fail(field, "must be 8 or 16");
    return static_cast<int>(bits);
}

PackedLayerInfo parseLayer(const JsonObject& layers, const std::string& name, std::int64_t rows) {
    const JsonObject layer = layers.object(name);
    const json& segments = layer.array("segments");
    if (segments.size() != 1)
        layer.fail("segments", "has several parts, which this version of the program cannot read");
    const JsonObject segment = layer.element("segments", 0);
    if (segment.integer("rows") != rows)
        segment.fail("rows", "is not the layer's " + std::to_string(rows));
    const auto scheme = quantizer::parseScheme(segment.string("scheme"));
    if (!scheme)
        segment.fail("scheme", "names no quantizer of this program");
    const double scale = segment.number("scale");
    if (!(scale > 1e-3 && scale < 1e3))
        segment.fail("scale", "is out of range");
    return {*scheme, static_cast<float>(scale)};
}

} // namespace

PackedDescription parsePacked(const JsonObject& object, const checkpoint::ModelConfig& config) {
    if (object.string("quant_method") != "fracbit")
        object.fail("quant_method", "is not fracbit");
    const std::int64_t version = object.integer("format_version");
    if (version < 1 || version > kFormatVersion)
        object.fail("format_version", "is " + std::to_string(version) +
                                          "; this program reads version 1: use a newer one");
    if (object.string("rotation") != "input-hadamard")
        object.fail("rotation", "is none that this program knows");
    PackedDescription description;
    description.seed = object.unsignedInteger("seed");
    description.embeddingBits = parseBits(object, "embedding_bits");
    description.headBits = parseBits(object, "head_bits");
    const JsonObject layers = object.object("layers");
    for (const ExpectedTensor& tensor : checkpoint::expectedTensors(config))
        if (tensor.role == TensorRole::LinearWeight) {
            const std::string name = checkpoint::layerName(tensor.block, *tensor.linear);
            description.layers[name] = parseLayer(layers, name, tensor.shape[0]);
        }
    return description;
}

namespace {

class TensorList {
public:
    TensorList(const PackedDescription& description, const std::map<std::string, DType>& plainType)
        : description_(description), plainType_(plainType) {}

    void add(const ExpectedTensor& tensor) {
        const std::string name = checkpoint::tensorName(tensor.role, tensor.block, tensor.linear);
        if (tensor.role == TensorRole::LinearWeight)
            addLayer(tensor);
        else if (isEightBit(description_, tensor.role))
            addEightBit(name, tensor.shape);
        else
            tensors_.push_back({name, plainType_.at(name), tensor.shape});
    }

    std::vector<PackedTensor> take() {
        std::stable_sort(tensors_.begin(), tensors_.end(),
                         [](const PackedTensor& a, const PackedTensor& b) {
                             return blockBytes(a.dtype) > blockBytes(b.dtype);
                         });
        return std::move(tensors_);
    }

private:
    void addLayer(const ExpectedTensor& tensor) {
        const std::string layer = checkpoint::layerName(tensor.block, *tensor.linear);
        const quantizer::LayerShape shape{tensor.shape[0], tensor.shape[1]};
        const auto& chosen = quantizer::quantizer(description_.layers.at(layer).scheme);
        const std::string input =
            checkpoint::fusionGroupName(tensor.block, checkpoint::fusionGroup(*tensor.linear));
        if (inputs_.insert(input).second)
            tensors_.push_back({signsName(input), DType::U8, {(shape.columns + 7) / 8}});
        tensors_.push_back({rowScaleName(layer), DType::F16, {shape.rows}});
        if (const auto entries = static_cast<std::int64_t>(chosen.codebook().table.size()))
            tensors_.push_back({tableName(layer), DType::F16, {entries}});
        tensors_.push_back(
            {codesName(layer),
             DType::U8,
             {shape.rowTiles(), static_cast<std::int64_t>(chosen.rowTileBytes(shape))}});
    }

    void addEightBit(const std::string& name, const Shape& shape) {
        tensors_.push_back({rowScaleName(name), DType::F16, {shape[0]}});
        tensors_.push_back({name, DType::I8, shape});
    }

    const PackedDescription& description_;
    const std::map<std::string, DType>& plainType_;
    std::set<std::string> inputs_;
    std::vector<PackedTensor> tensors_;
};

} // namespace

std::vector<PackedTensor> packedTensors(const checkpoint::ModelConfig& config,
                                        const PackedDescription& description,
                                        const std::map<std::string, DType>& plainType) {
    TensorList list(description, plainType);
    for (const ExpectedTensor& tensor : checkpoint::expectedTensors(config))
        list.add(tensor);
    return list.take();
}

} // namespace fracbit::exporter
