#include "packed/parts/packed_version1.h"

#include "packed/parts/module_names.h"
#include "packed/parts/segments.h"

namespace fracbit::packed {

using checkpoint::ExpectedTensor;
using checkpoint::TensorRole;

namespace {

PackedLayerInfo parseLayer(const JsonObject& layers, const ExpectedTensor& tensor) {
    const JsonObject layer = layers.object(tensor.layer);
    if (layer.array("segments").size() != 1)
        layer.fail("segments", "has several parts, which version 1 does not know");
    const JsonObject segment = layer.element("segments", 0);
    if (segment.integer("rows") != tensor.shape[0])
        segment.fail("rows", "is not the layer's " + std::to_string(tensor.shape[0]));
    PackedLayerInfo info;
    info.shape = {tensor.shape[0], tensor.shape[1]};
    info.segments = {
        {schemeOf(segment), scaleOf(segment), {0, info.shape.rows}, {0, info.shape.columns}}};
    setNamesOfVersion1(info, tensor.layer, tensor.input);
    return info;
}

// "embedding_bits", "head_bits".
bool isEightBit(const JsonObject& object, const ExpectedTensor& tensor) {
    const std::string field = tensor.layer + "_bits";
    const std::int64_t bits = object.integer(field);
    if (bits != 8 && bits != 16)
        object.fail(field, "must be 8 or 16");
    return bits == 8;
}

PackedLayerInfo rowsOfVersion1(const ExpectedTensor& tensor) {
    PackedLayerInfo info = eightBitRows({}, tensor.shape);
    info.codes = tensor.name;
    info.rowScale = info.codes + ".row_scale";
    return info;
}

} // namespace

PackedDescription parseVersion1(const JsonObject& object, const checkpoint::ModelConfig& config) {
    if (object.string("rotation") != "input-hadamard")
        object.fail("rotation", "is none that this program knows");
    PackedDescription description;
    description.version = 1;
    description.seed = object.unsignedInteger("seed");
    const JsonObject layers = object.object("layers");
    for (const ExpectedTensor& tensor : checkpoint::expectedTensors(config)) {
        if (tensor.role == TensorRole::LinearWeight)
            description.layers[tensor.layer] = parseLayer(layers, tensor);
        else if (checkpoint::isVocabulary(tensor.role) && isEightBit(object, tensor))
            description.layers[tensor.layer] = rowsOfVersion1(tensor);
    }
    return description;
}

} // namespace fracbit::packed
