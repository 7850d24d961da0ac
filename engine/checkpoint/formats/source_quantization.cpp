#include "checkpoint/formats/source_quantization.h"

#include "base/error.h"
#include "checkpoint/architectures/config_checks.h"
#include "checkpoint/formats/tensor_layout.h"

namespace fracbit::checkpoint {

namespace {

constexpr std::string_view kField = "quantization_config";

bool isEightBitFloat(const JsonObject& quantization) {
    if (quantization.stringOr("format", "") == "float-quantized")
        return true;
    for (const auto& [name, group] : quantization.object("config_groups").raw().items()) {
        const nlohmann::json weights = group.value("weights", nlohmann::json::object());
        if (weights.value("type", "") != "float" || weights.value("num_bits", 0) != 8)
            return false;
    }
    return true;
}

std::int64_t blocksOf(std::int64_t size, std::int64_t block) {
    return (size + block - 1) / block;
}

} // namespace

SourceQuantization parseSourceQuantization(const JsonObject& config) {
    SourceQuantization result;
    if (!config.has(kField))
        return result;
    const JsonObject quantization = config.object(kField);
    const std::string method = quantization.stringOr("quant_method", "");
    if (method == "mxfp4" || (method == "compressed-tensors" && isEightBitFloat(quantization)))
        return result;
    if (method != "fp8")
        refuse(config, kField,
               "asks for something that is not supported: its quant_method is '" +
                   printable(method) +
                   "'; fp8, mxfp4 and compressed-tensors with floats of 8 bits "
                   "are read");
    if (!quantization.has("weight_block_size"))
        return result;
    const nlohmann::json& block = quantization.array("weight_block_size");
    if (block.size() != 2 || !block[0].is_number_integer() || !block[1].is_number_integer() ||
        block[0].get<std::int64_t>() < 1 || block[1].get<std::int64_t>() < 1)
        quantization.fail("weight_block_size", "is not a list of two sizes");
    result.blockRows = block[0].get<std::int64_t>();
    result.blockColumns = block[1].get<std::int64_t>();
    return result;
}

StoredScales scalesOf(const StoredTensor& values, const StoredTensor& scales,
                      const SourceQuantization& quantization, const std::filesystem::path& file) {
    const Shape& shape = values.shape;
    const std::int64_t columns = shape.back();
    const std::int64_t rows = shape.size() > 1 ? shape[shape.size() - 2] : 1;
    const std::int64_t matrices = elementCount(shape) / (rows * columns);
    const std::int64_t count = elementCount(scales.shape);
    StoredScales result{ScaledForm::Blocks, scales.name, 0, rows, columns};
    if (count == matrices) // one number a matrix
        return result;
    result.blockRows = 1;
    if (count == matrices * rows) // one a row
        return result;
    result.blockRows = quantization.blockRows;
    result.blockColumns = quantization.blockColumns;
    if (result.blockRows > 0 && count == matrices * blocksOf(rows, result.blockRows) *
                                             blocksOf(columns, result.blockColumns))
        return result;
    throwInvalidFile(file, tensorText(scales.name) + " has the shape " + shapeText(scales.shape) +
                               ", which holds no scale for each block, row or matrix of " +
                               tensorText(values.name));
}

} // namespace fracbit::checkpoint
