#include "exporter/packed_checkpoint.h"

#include "base/error.h"
#include "checkpoint/checkpoint.h"
#include "quantizer/palette.h"

#include <algorithm>
#include <cstring>

namespace fracbit::exporter {

using checkpoint::ExpectedTensor;
using checkpoint::LinearLayer;
using checkpoint::StoredTensor;
using checkpoint::TensorRole;

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

std::string layerOf(const ExpectedTensor& tensor) {
    return checkpoint::layerName(tensor.block, *tensor.linear);
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
    result->file_ = checkpoint::openTensorFile(folder / kModelFile);
    result->openTensors();
    result->makeSpec();
    return result;
}

void PackedCheckpoint::openTensors() {
    std::map<std::string, DType> types;
    for (const ExpectedTensor& tensor : checkpoint::expectedTensors(spec_.config)) {
        const std::string name = checkpoint::tensorName(tensor.role, tensor.block, tensor.linear);
        if (tensor.role == TensorRole::LinearWeight) {
            auto& transform = transforms_[tensor.shape[1]];
            if (!transform)
                transform = std::make_shared<rotation::Hadamard>(tensor.shape[1]);
        } else if (!isEightBit(description_, tensor.role)) {
            types[name] = plainType(*file_, name);
        }
    }
    for (const PackedTensor& expected : packedTensors(spec_.config, description_, types)) {
        const StoredTensor* tensor = file_->find(expected.name);
        if (!tensor)
            throwInvalidFile(file_->path(), "tensor " + expected.name + " is missing");
        if (tensor->shape != expected.shape || tensor->dtype != expected.dtype)
            throwInvalidFile(
                file_->path(),
                "tensor " + expected.name + " is " + std::string(dtypeName(tensor->dtype)) + " " +
                    shapeText(tensor->shape) + ", but config.json calls for " +
                    std::string(dtypeName(expected.dtype)) + " " + shapeText(expected.shape));
    }
}

void PackedCheckpoint::makeSpec() {
    for (const ExpectedTensor& tensor : checkpoint::expectedTensors(spec_.config)) {
        checkpoint::ModelTensor entry;
        entry.name = checkpoint::tensorName(tensor.role, tensor.block, tensor.linear);
        entry.storedName =
            tensor.role == TensorRole::LinearWeight ? codesName(layerOf(tensor)) : entry.name;
        entry.role = tensor.role;
        entry.block = tensor.block;
        entry.linear = tensor.linear;
        entry.dtype = stored(entry.storedName).dtype;
        entry.shape = tensor.shape;
        entry.bytes = stored(entry.storedName).bytes.size();
        const std::string scales =
            rowScaleName(tensor.role == TensorRole::LinearWeight ? layerOf(tensor) : entry.name);
        for (const std::string& part :
             {scales,
              tableName(layerOf(ExpectedTensor{TensorRole::LinearWeight,
                                               tensor.block,
                                               tensor.linear.value_or(checkpoint::LinearRole::Q),
                                               {}}))})
            if (tensor.role != TensorRole::LinearBias)
                if (const StoredTensor* extra = file_->find(part);
                    extra && (part == scales || tensor.role == TensorRole::LinearWeight))
                    entry.bytes += extra->bytes.size();
        spec_.tensors.push_back(entry);
    }
    spec_.layers = checkpoint::linearLayers(spec_.tensors);
}

const StoredTensor& PackedCheckpoint::stored(const std::string& name) const {
    file_->mapping().requireIntact();
    return file_->at(name);
}

void PackedCheckpoint::release(const std::string& name) const {
    file_->release(stored(name));
}

void PackedCheckpoint::releaseLayer(const std::string& layerName) const {
    release(codesName(layerName));
}

quantizer::PackedLayerView PackedCheckpoint::layer(const std::string& layerName) const {
    const LinearLayer* found = spec_.findLayer(layerName);
    if (!found)
        throw Error(ErrorCode::InvalidArgument, layerName, "is no linear layer of this model");
    const PackedLayerInfo& info = description_.layers.at(layerName);
    quantizer::PackedLayerView view;
    view.scheme = info.scheme;
    view.shape = {found->out, found->in};
    view.codebook.scale = info.scale;
    if (const StoredTensor* table = file_->find(tableName(layerName))) {
        view.codebook.table.resize(table->bytes.size() / 2);
        std::memcpy(view.codebook.table.data(), table->bytes.data(), table->bytes.size());
    }
    view.rowScales = stored(rowScaleName(layerName)).bytes;
    view.codes = stored(codesName(layerName)).bytes;
    return view;
}

rotation::Rotation PackedCheckpoint::inputRotation(const std::string& layerName) const {
    const LinearLayer& found = *spec_.findLayer(layerName);
    const auto bytes = stored(signsName(checkpoint::fusionGroupName(
                                  found.block, checkpoint::fusionGroup(found.role))))
                           .bytes;
    rotation::PackedSigns signs(bytes.size());
    std::memcpy(signs.data(), bytes.data(), bytes.size());
    return {transforms_.at(found.in), std::move(signs)};
}

Tensor PackedCheckpoint::readLayerRows(const LinearLayer& found, std::int64_t begin,
                                       std::int64_t end) const {
    const quantizer::LayerReader reader(layer(found.name));
    const rotation::Rotation rotation = inputRotation(found.name);
    Tensor rows({end - begin, found.in});
    reader.readRows(begin, end, rows.values);
    for (std::int64_t i = 0; i < rows.rows(); ++i)
        rotation.rotateBack(rows.row(i));
    return rows;
}

Tensor PackedCheckpoint::readEightBitRows(const std::string& name, std::int64_t begin,
                                          std::int64_t end) const {
    const StoredTensor& tensor = stored(name);
    Tensor scales = checkpoint::readTensor(stored(rowScaleName(name)));
    Tensor rows({end - begin, tensor.shape[1]});
    const auto* codes = reinterpret_cast<const std::int8_t*>(tensor.bytes.data());
    for (std::int64_t i = begin; i < end; ++i)
        for (std::int64_t j = 0; j < rows.columns(); ++j)
            rows.row(i - begin)[static_cast<std::size_t>(j)] =
                scales.values[static_cast<std::size_t>(i)] *
                static_cast<float>(codes[i * rows.columns() + j]);
    return rows;
}

Tensor PackedCheckpoint::read(const std::string& canonicalName) const {
    const checkpoint::ModelTensor* tensor = spec_.find(canonicalName);
    if (!tensor)
        throw Error(ErrorCode::Internal, "no tensor " + canonicalName);
    return readRows(canonicalName, 0, tensor->shape[0]);
}

Tensor PackedCheckpoint::readRows(const std::string& canonicalName, std::int64_t begin,
                                  std::int64_t end) const {
    const checkpoint::ModelTensor* tensor = spec_.find(canonicalName);
    if (!tensor)
        throw Error(ErrorCode::Internal, "no tensor " + canonicalName);
    if (begin < 0 || begin > end || end > tensor->shape[0])
        throw Error(ErrorCode::InvalidArgument, canonicalName, "rows are out of range");
    if (tensor->role == TensorRole::LinearWeight)
        return readLayerRows(
            *spec_.findLayer(checkpoint::layerName(tensor->block, *tensor->linear)), begin, end);
    if (isEightBit(description_, tensor->role))
        return readEightBitRows(canonicalName, begin, end);
    const Tensor all = checkpoint::readTensor(stored(canonicalName));
    if (begin == 0 && end == tensor->shape[0])
        return all;
    Shape shape = tensor->shape;
    shape[0] = end - begin;
    Tensor rows(shape);
    const auto width = static_cast<std::size_t>(all.columns());
    std::copy_n(all.values.begin() + static_cast<std::ptrdiff_t>(width) * begin, rows.values.size(),
                rows.values.begin());
    return rows;
}

std::unique_ptr<checkpoint::WeightSource> openModel(const std::filesystem::path& path) {
    if (std::filesystem::is_directory(path) && PackedCheckpoint::looksRight(path))
        return PackedCheckpoint::open(path);
    return checkpoint::Checkpoint::open(path);
}

} // namespace fracbit::exporter
