#include "packed/packed_format.h"

#include "base/error.h"
#include "checkpoint/architecture.h"
#include "packed/parts/module_names.h"
#include "quantizer/palette.h"

#include <algorithm>
#include <set>

namespace fracbit::packed {

using checkpoint::ExpectedTensor;
using checkpoint::TensorRole;

namespace {

std::string ofSegment(const std::string& name, const PackedLayerInfo& layer, std::size_t segment) {
    return layer.segments.size() > 1 ? name + "." + std::to_string(segment) : name;
}

} // namespace

bool PackedLayerInfo::isUniform() const {
    const bool rotated = basis == Basis::Inputs && inputVector == InputVector::Signs;
    const bool plain = basis == Basis::None && inputVector == InputVector::Absent;
    return (rotated || plain) && segments.size() == 1;
}

quantizer::LayerShape PackedLayerInfo::codedShape() const {
    return {rotation::codedSize(basis, shape.rows), rotation::codedSize(basis, shape.columns)};
}

std::string codesName(const PackedLayerInfo& layer, std::size_t segment) {
    return ofSegment(layer.codes, layer, segment);
}

std::string tableName(const PackedLayerInfo& layer, std::size_t segment) {
    return ofSegment(layer.table, layer, segment);
}

const PackedLayerInfo* quantizedLayer(const PackedDescription& description,
                                      const ExpectedTensor& tensor) {
    if (tensor.role == TensorRole::LinearBias)
        return nullptr;
    const auto found = description.layers.find(tensor.layer);
    return found == description.layers.end() ? nullptr : &found->second;
}

PackedLayerInfo uniformLayer(const checkpoint::ModelSpec& spec,
                             const checkpoint::LinearLayer& layer, quantizer::Scheme scheme,
                             Basis basis) {
    PackedLayerInfo info;
    info.shape = {layer.out, layer.in};
    info.basis = basis;
    const quantizer::LayerShape coded = info.codedShape();
    info.segments = {{scheme,
                      quantizer::quantizer(scheme).codebook().scale,
                      {0, coded.rows},
                      {0, coded.columns}}};
    if (basis == Basis::None)
        info.inputVector = InputVector::Absent;
    setNames(info, checkpoint::moduleName(spec.config, layer),
             basis == Basis::None ? std::string()
                                  : checkpoint::inputModule(spec, spec.inputOf(layer)));
    return info;
}

PackedLayerInfo eightBitRows(const std::string& module, const Shape& shape) {
    PackedLayerInfo info;
    info.shape = {shape[0], shape[1]};
    info.basis = Basis::None;
    info.inputVector = InputVector::Absent;
    info.integers = IntegerRows{};
    setNames(info, module, {});
    return info;
}

std::string plainName(int version, const checkpoint::ModelConfig& config,
                      const checkpoint::ExpectedTensor& tensor) {
    return version == 1 ? tensor.name : checkpoint::huggingFaceName(config, tensor);
}

namespace {

class TensorList {
public:
    TensorList(const checkpoint::ModelConfig& config, const PackedDescription& description,
               const std::map<std::string, DType>& plainType)
        : config_(config), description_(description), plainType_(plainType) {}

    void add(const ExpectedTensor& tensor) {
        if (const PackedLayerInfo* layer = quantizedLayer(description_, tensor))
            addLayer(*layer);
        else
            tensors_.push_back({plainName(description_.version, config_, tensor),
                                plainType_.at(tensor.name), tensor.shape});
    }

    std::vector<PlannedTensor> take() {
        std::stable_sort(tensors_.begin(), tensors_.end(),
                         [](const PlannedTensor& a, const PlannedTensor& b) {
                             return blockBytes(a.dtype) > blockBytes(b.dtype);
                         });
        return std::move(tensors_);
    }

private:
    void addLayer(const PackedLayerInfo& layer) {
        addInputVector(layer);
        if (layer.integers) {
            addIntegers(layer, *layer.integers);
            return;
        }
        tensors_.push_back({layer.rowScale, DType::F16, {layer.shape.rows}});
        for (std::size_t i = 0; i < layer.segments.size(); ++i)
            addSegment(layer, i);
    }

    void addInputVector(const PackedLayerInfo& layer) {
        const std::int64_t width = layer.shape.columns;
        if (layer.inputVector == InputVector::Signs && inputs_.insert(layer.inputSigns).second)
            tensors_.push_back({layer.inputSigns, DType::U8, {(width + 7) / 8}});
        if (layer.inputVector == InputVector::Scales && inputs_.insert(layer.inputScale).second)
            tensors_.push_back({layer.inputScale, DType::F16, {width}});
    }

    void addSegment(const PackedLayerInfo& layer, std::size_t index) {
        const PackedSegment& segment = layer.segments[index];
        const auto& chosen = quantizer::quantizer(segment.scheme);
        if (const auto entries = static_cast<std::int64_t>(chosen.codebook().table.size()))
            tensors_.push_back({tableName(layer, index), DType::F16, {entries}});
        const auto bytes = static_cast<std::int64_t>(chosen.rowTileBytes(segment.shape()));
        tensors_.push_back(
            {codesName(layer, index), DType::U8, {segment.shape().rowTiles(), bytes}});
    }

    void addIntegers(const PackedLayerInfo& layer, const IntegerRows& integers) {
        const auto [rows, columns] = layer.shape;
        const Shape scales =
            integers.group > 0 ? Shape{rows, columns / integers.group} : Shape{rows};
        tensors_.push_back({layer.rowScale, DType::F16, scales});
        if (integers.bits == 8)
            tensors_.push_back({layer.codes, DType::I8, {rows, columns}});
        else
            tensors_.push_back({layer.codes, DType::U8, {rows, (columns * integers.bits + 7) / 8}});
    }

    const checkpoint::ModelConfig& config_;
    const PackedDescription& description_;
    const std::map<std::string, DType>& plainType_;
    std::set<std::string> inputs_; // whose vectors are listed
    std::vector<PlannedTensor> tensors_;
};

} // namespace

std::vector<PlannedTensor> packedTensors(const checkpoint::ModelConfig& config,
                                         const PackedDescription& description,
                                         const std::map<std::string, DType>& plainType) {
    TensorList list(config, description, plainType);
    for (const ExpectedTensor& tensor : checkpoint::expectedTensors(config))
        list.add(tensor);
    return list.take();
}

} // namespace fracbit::packed
