#include "packed/packed_checkpoint.h"

#include "base/checksum.h"
#include "base/error.h"
#include "base/parallel.h"
#include "checkpoint/architecture.h"
#include "checkpoint/checkpoint.h"
#include "checkpoint/safetensors_writer.h"
#include "packed/parts/layer_decoder.h"

#include <algorithm>
#include <cstring>
#include <set>

namespace fracbit::packed {

using checkpoint::ExpectedTensor;
using checkpoint::ModelTensor;
using checkpoint::StoredTensor;

namespace {

constexpr const char* kQuantizationConfig = "quantization_config";

// Tensors that are not quantized say in the file itself how they are stored.
DType plainType(const checkpoint::TensorFile& file, const std::string& name) {
    const StoredTensor* tensor = file.find(name);
    if (!tensor)
        throwInvalidFile(file.path(), "tensor " + name + " is missing");
    if (tensor->dtype != DType::F16 && tensor->dtype != DType::BF16)
        throwInvalidFile(file.path(), "tensor " + name + " is neither F16 nor BF16");
    return tensor->dtype;
}

void requireAsExpected(const checkpoint::TensorFile& file, const PlannedTensor& expected) {
    const StoredTensor* tensor = file.find(expected.name);
    if (!tensor)
        throwInvalidFile(file.path(), "tensor " + expected.name + " is missing");
    if (tensor->shape != expected.shape || tensor->dtype != expected.dtype)
        throwInvalidFile(
            file.path(),
            "tensor " + expected.name + " is " + std::string(dtypeName(tensor->dtype)) + " " +
                shapeText(tensor->shape) + ", but config.json calls for " +
                std::string(dtypeName(expected.dtype)) + " " + shapeText(expected.shape));
}

Tensor readPlainRows(const StoredTensor& tensor, std::int64_t begin, std::int64_t end) {
    if (tensor.shape.size() < 2) { // a vector: its entries are the rows
        const Tensor all = checkpoint::readTensor(tensor);
        Tensor part({end - begin});
        std::copy(all.values.begin() + begin, all.values.begin() + end, part.values.begin());
        return part;
    }
    Shape shape = tensor.shape;
    shape[0] = end - begin;
    Tensor rows(shape);
    checkpoint::readRows(tensor, begin, end, rows.values);
    return rows;
}

std::string reasonAgainstKernels(const std::string& name, const PackedLayerInfo& layer) {
    if (layer.basis == Basis::BothSides)
        return name + " is rotated on both sides";
    if (layer.segments.size() > 1)
        return name + " consists of several segments";
    return name + " scales its inputs";
}

} // namespace

bool PackedCheckpoint::looksRight(const std::filesystem::path& folder) {
    const auto path = folder / kConfigFile;
    if (!std::filesystem::is_regular_file(path))
        return false;
    const nlohmann::json config = readJsonFile(path);
    if (!config.is_object() || !config.contains(kQuantizationConfig))
        return false;
    const auto& quantization = config[kQuantizationConfig];
    return quantization.is_object() && quantization.value("quant_method", "") == "fracbit";
}

std::unique_ptr<PackedCheckpoint> PackedCheckpoint::open(const std::filesystem::path& folder) {
    const auto path = folder / kConfigFile;
    nlohmann::json config = readJsonFile(path);
    const nlohmann::json quantization = JsonObject(config, path).object(kQuantizationConfig).raw();
    config.erase(kQuantizationConfig);

    std::unique_ptr<PackedCheckpoint> result(new PackedCheckpoint);
    result->folder_ = folder;
    result->spec_.config = checkpoint::parseHuggingFaceConfig(JsonObject(config, path));
    result->description_ =
        parsePacked(JsonObject(quantization, path, kQuantizationConfig), result->spec_.config);
    result->file_ = checkpoint::SafetensorsFile::open(folder / kModelFile);
    result->findInputScales();
    result->makeSpec(result->checkTensors());
    return result;
}

void PackedCheckpoint::findInputScales() {
    for (auto& [name, layer] : description_.layers)
        if (layer.inputVector == InputVector::Signs && !layer.inputScale.empty() &&
            file_->find(layer.inputScale))
            layer.inputVector = InputVector::Scales;
}

std::vector<checkpoint::CarriedTensor> PackedCheckpoint::checkTensors() const {
    std::map<std::string, DType> types;
    for (const ExpectedTensor& tensor : checkpoint::expectedTensors(spec_.config))
        if (!quantizedLayer(description_, tensor))
            types[tensor.name] =
                plainType(*file_, plainName(description_.version, spec_.config, tensor));
    std::set<std::string> known;
    for (const PlannedTensor& expected : packedTensors(spec_.config, description_, types)) {
        requireAsExpected(*file_, expected);
        known.insert(expected.name);
    }
    std::vector<checkpoint::CarriedTensor> carried;
    for (const StoredTensor& tensor : file_->tensors())
        if (!known.contains(tensor.name))
            carried.push_back(
                {tensor.name, 0, tensor.dtype, tensor.shape, tensor.bytes.size(), {}});
    for (const checkpoint::UnreadableTensor& tensor : file_->unreadable())
        carried.push_back({tensor.name, 0, {}, {}, 0, tensor.reason});
    return carried;
}

const StoredTensor& PackedCheckpoint::carried(const checkpoint::CarriedTensor& tensor) const {
    return file_->at(tensor.name);
}

const PackedLayerInfo* PackedCheckpoint::layerOf(const ModelTensor& tensor) const {
    return quantizedLayer(description_, tensor);
}

std::string PackedCheckpoint::storedName(const ModelTensor& tensor) const {
    if (const PackedLayerInfo* layer = layerOf(tensor))
        return codesName(*layer);
    return plainName(description_.version, spec_.config, tensor);
}

// Codes, tables and row scales.
std::uint64_t PackedCheckpoint::storedBytes(const PackedLayerInfo& layer) const {
    std::uint64_t bytes = file_->at(layer.rowScale).bytes.size();
    for (std::size_t i = 0; i < std::max<std::size_t>(1, layer.segments.size()); ++i) {
        bytes += file_->at(codesName(layer, i)).bytes.size();
        if (const StoredTensor* table = file_->find(tableName(layer, i)))
            bytes += table->bytes.size();
    }
    return bytes;
}

std::uint64_t PackedCheckpoint::codedBytes(const std::string& layerName) const {
    const PackedLayerInfo& layer = description_.layers.at(layerName);
    return storedBytes(layer) - file_->at(layer.rowScale).bytes.size();
}

void PackedCheckpoint::makeSpec(std::vector<checkpoint::CarriedTensor> carried) {
    std::vector<ModelTensor> tensors;
    for (const ExpectedTensor& expected : checkpoint::expectedTensors(spec_.config)) {
        ModelTensor entry{expected, {}, {}, 0};
        entry.stored.name = storedName(entry);
        const StoredTensor& stored = file_->at(entry.stored.name);
        entry.dtype = stored.dtype;
        const PackedLayerInfo* layer = layerOf(entry);
        entry.bytes = layer ? storedBytes(*layer) : stored.bytes.size();
        tensors.push_back(std::move(entry));
    }
    spec_ = checkpoint::ModelSpec(std::move(spec_.config), std::move(tensors));
    spec_.carried = std::move(carried);
}

std::string PackedCheckpoint::absenceOfKernels() const {
    for (const auto& [name, layer] : description_.layers) {
        const bool rows =
            std::ranges::count(spec_.vocabularyLayers, name, &checkpoint::LinearLayer::name) > 0;
        if (rows && !(layer.integers && layer.integers->bits == 8 && layer.integers->group == 0))
            return name + " is not held in 8 or 16 bits a weight";
        if (!rows && !layer.isUniform())
            return reasonAgainstKernels(name, layer);
    }
    for (const checkpoint::LayerInput& input : spec_.inputs) {
        const std::string& first = spec_.layers[input.layers.front()].name;
        for (const std::size_t index : input.layers)
            if (const std::string& name = spec_.layers[index].name;
                description_.layers.at(name).basis != description_.layers.at(first).basis)
                return name + " reads the input of " + first + " in another basis";
    }
    return {};
}

quantizer::PackedLayerView PackedCheckpoint::layer(const std::string& layerName) const {
    file_->mapping().requireIntact();
    const auto found = description_.layers.find(layerName);
    if (found == description_.layers.end())
        throw Error(ErrorCode::InvalidArgument, layerName, "is no linear layer of this model");
    if (!found->second.isUniform())
        throw Error(ErrorCode::Unsupported, folder_.string(),
                    reasonAgainstKernels(layerName, found->second) +
                        ", which packed kernels do not multiply with: use --backend torch");
    return LayerDecoder(found->second, *file_).segment(0);
}

std::optional<rotation::Rotation>
PackedCheckpoint::inputRotation(const std::string& layerName) const {
    const PackedLayerInfo& layer = description_.layers.at(layerName);
    if (layer.basis == Basis::None)
        return std::nullopt;
    const auto bytes = file_->at(layer.inputSigns).bytes;
    rotation::PackedSigns signs(bytes.size());
    std::memcpy(signs.data(), bytes.data(), bytes.size());
    return rotation::Rotation(std::make_shared<rotation::Hadamard>(layer.shape.columns),
                              std::move(signs));
}

PackedCheckpoint::StoredRows PackedCheckpoint::storedRows(const std::string& layerName) const {
    file_->mapping().requireIntact();
    const ModelTensor& tensor = *spec_.find(layerName + ".weight");
    const PackedLayerInfo* layer = layerOf(tensor);
    if (!layer)
        return {file_->at(tensor.stored.name)};
    if (!layer->integers || layer->integers->bits != 8 || layer->integers->group != 0)
        throw Error(ErrorCode::Unsupported, folder_.string(),
                    layerName + " is held in fewer bits than packed kernels multiply with: use "
                                "--backend torch");
    return {file_->at(layer->codes), &file_->at(layer->rowScale)};
}

void PackedCheckpoint::release(const std::string& canonicalName) const {
    const ModelTensor& tensor = *spec_.find(canonicalName);
    const PackedLayerInfo* layer = layerOf(tensor);
    if (!layer)
        return file_->release(file_->at(tensor.stored.name));
    for (std::size_t i = 0; i < std::max<std::size_t>(1, layer->segments.size()); ++i)
        file_->release(file_->at(codesName(*layer, i)));
}

Tensor PackedCheckpoint::read(const std::string& canonicalName) const {
    const ModelTensor* tensor = spec_.find(canonicalName);
    if (!tensor)
        throw Error(ErrorCode::Internal, "no tensor " + canonicalName);
    return readRows(canonicalName, 0, tensor->shape[0]);
}

Tensor PackedCheckpoint::readRows(const std::string& canonicalName, std::int64_t begin,
                                  std::int64_t end) const {
    const ModelTensor* tensor = spec_.find(canonicalName);
    if (!tensor)
        throw Error(ErrorCode::Internal, "no tensor " + canonicalName);
    if (begin < 0 || begin > end || end > tensor->shape[0])
        throw Error(ErrorCode::InvalidArgument, canonicalName, "rows are out of range");
    file_->mapping().requireIntact();
    if (const PackedLayerInfo* layer = layerOf(*tensor))
        return LayerDecoder(*layer, *file_).readRows(begin, end);
    return readPlainRows(file_->at(tensor->stored.name), begin, end);
}

std::vector<std::string> PackedCheckpoint::damagedTensors(const RunContext& context) const {
    const auto& tensors = file_->tensors();
    std::vector<std::string> reasons(tensors.size());
    if (!hasChecksums())
        return {};
    parallelFor(tensors.size(), context, [&](std::size_t i) {
        const auto stored = file_->metadata().find(checkpoint::checksumKey(tensors[i].name));
        if (stored == file_->metadata().end())
            reasons[i] = tensors[i].name + ": has no checksum";
        else if (stored->second != hexDigits(xxh3(tensors[i].bytes)))
            reasons[i] = tensors[i].name + ": its bytes are not those that were written (checksum)";
        file_->release(tensors[i]);
    });
    file_->mapping().requireIntact();
    std::erase(reasons, std::string());
    return reasons;
}

std::unique_ptr<checkpoint::WeightSource> openModel(const std::filesystem::path& path) {
    if (std::filesystem::is_directory(path) && PackedCheckpoint::looksRight(path))
        return PackedCheckpoint::open(path);
    return checkpoint::Checkpoint::open(path);
}

} // namespace fracbit::packed
