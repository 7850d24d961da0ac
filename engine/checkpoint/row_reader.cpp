// readRows and readTensor: stored elements to float32.
#include "base/error.h"
#include "checkpoint/formats/ggml_blocks.h"
#include "checkpoint/formats/tensor_layout.h"
#include "checkpoint/tensor_file.h"

#include <bit>
#include <cstring>

namespace fracbit::checkpoint {

namespace {

// Branch-free, so that the compiler vectorizes it: the exponent is rebased by a multiplication,
// which also normalizes subnormals and is exact.
float halfBitsToFloat(std::uint32_t bits) {
    const std::uint32_t magnitude = bits & 0x7FFFu;
    const float rebased = std::bit_cast<float>(magnitude << 13) * 0x1p112f;
    const std::uint32_t special = magnitude >= 0x7C00u ? 0x7F800000u : 0u; // infinity, NaN
    return std::bit_cast<float>(std::bit_cast<std::uint32_t>(rebased) | special |
                                ((bits & 0x8000u) << 16));
}

void fromHalf(const std::byte* source, std::span<float> out) {
    for (std::size_t i = 0; i < out.size(); ++i) {
        std::uint16_t bits = 0;
        std::memcpy(&bits, source + 2 * i, 2);
        out[i] = halfBitsToFloat(bits);
    }
}

void fromBfloat(const std::byte* source, std::span<float> out) {
    for (std::size_t i = 0; i < out.size(); ++i) {
        std::uint16_t bits = 0;
        std::memcpy(&bits, source + 2 * i, 2);
        out[i] = std::bit_cast<float>(static_cast<std::uint32_t>(bits) << 16);
    }
}

void fromE4m3(const std::byte* source, std::span<float> out) {
    for (std::size_t i = 0; i < out.size(); ++i)
        out[i] = e4m3ToFloat(std::to_integer<std::uint8_t>(source[i]));
}

void fromE5m2(const std::byte* source, std::span<float> out) {
    for (std::size_t i = 0; i < out.size(); ++i)
        out[i] = halfBitsToFloat(std::to_integer<std::uint32_t>(source[i]) << 8);
}

template <typename T>
void fromNumber(const std::byte* source, std::span<float> out) {
    for (std::size_t i = 0; i < out.size(); ++i) {
        T value = 0;
        std::memcpy(&value, source + sizeof(T) * i, sizeof(T));
        out[i] = static_cast<float>(value);
    }
}

void toFloat(DType type, std::span<const std::byte> source, std::span<float> out) {
    if (source.empty())
        return;
    switch (type) {
    case DType::F64:
        return fromNumber<double>(source.data(), out);
    case DType::F32:
        std::memcpy(out.data(), source.data(), source.size());
        return;
    case DType::F16:
        return fromHalf(source.data(), out);
    case DType::BF16:
        return fromBfloat(source.data(), out);
    case DType::F8_E4M3:
        return fromE4m3(source.data(), out);
    case DType::F8_E5M2:
        return fromE5m2(source.data(), out);
    case DType::I64:
        return fromNumber<std::int64_t>(source.data(), out);
    case DType::I32:
        return fromNumber<std::int32_t>(source.data(), out);
    case DType::I16:
        return fromNumber<std::int16_t>(source.data(), out);
    case DType::I8:
        return fromNumber<std::int8_t>(source.data(), out);
    case DType::U8:
    case DType::Bool:
        return fromNumber<std::uint8_t>(source.data(), out);
    default:
        return dequantizeBlocks(type, source, out);
    }
}

} // namespace

void readRows(const StoredTensor& tensor, std::int64_t rowBegin, std::int64_t rowEnd,
              std::span<float> out) {
    const std::int64_t columns = tensor.shape.empty() ? 1 : tensor.shape.back();
    const std::int64_t rows = columns ? elementCount(tensor.shape) / columns : 0;
    if (rowBegin < 0 || rowEnd < rowBegin || rowEnd > rows)
        throw Error(ErrorCode::InvalidArgument, tensorText(tensor.name),
                    "has rows 0 to " + std::to_string(rows) + ", not " + std::to_string(rowBegin) +
                        " to " + std::to_string(rowEnd));
    const auto count = static_cast<std::size_t>(rowEnd - rowBegin);
    if (out.size() != count * static_cast<std::size_t>(columns))
        throw Error(ErrorCode::InvalidArgument, tensorText(tensor.name),
                    "was asked for with a buffer of another size");
    if (count == 0)
        return;
    const std::size_t rowBytes = tensor.bytes.size() / static_cast<std::size_t>(rows);
    toFloat(tensor.dtype,
            tensor.bytes.subspan(static_cast<std::size_t>(rowBegin) * rowBytes, count * rowBytes),
            out);
}

Tensor readTensor(const StoredTensor& tensor) {
    Tensor result(tensor.shape);
    toFloat(tensor.dtype, tensor.bytes, result.values);
    return result;
}

} // namespace fracbit::checkpoint
