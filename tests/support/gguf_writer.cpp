#include "support/gguf_writer.h"

#include "support/raw_bytes.h"

#include <algorithm>
#include <array>
#include <stdexcept>
#include <utility>

namespace fracbit::tests {

namespace {

// gguf_metadata_value_type
enum ValueType : std::uint32_t { kU32 = 4, kF32 = 6, kBool = 7, kString = 8, kArray = 9 };

template <typename T>
std::string encode(T value) {
    std::string bytes;
    append(bytes, value);
    return bytes;
}

std::string encodeText(const std::string& text) {
    return encode(static_cast<std::uint64_t>(text.size())) + text;
}

std::string arrayHead(std::uint32_t type, std::size_t count) {
    return encode(type) + encode(static_cast<std::uint64_t>(count));
}

std::uint32_t ggmlType(DType dtype) {
    constexpr std::array<std::pair<DType, std::uint32_t>, 7> kTypes{{{DType::F32, 0},
                                                                     {DType::F16, 1},
                                                                     {DType::Q4_0, 2},
                                                                     {DType::Q4_1, 3},
                                                                     {DType::Q8_0, 8},
                                                                     {DType::I32, 26},
                                                                     {DType::BF16, 30}}};
    for (const auto& [type, number] : kTypes)
        if (type == dtype)
            return number;
    throw std::invalid_argument("GgufWriter does not know this type");
}

void pad(std::string& bytes, std::size_t alignment) {
    bytes.resize((bytes.size() + alignment - 1) / alignment * alignment, '\0');
}

} // namespace

void GgufWriter::set(const std::string& key, std::uint32_t type, std::string value) {
    std::string encoded = encode(type) + std::move(value);
    const auto same = std::find_if(metadata_.begin(), metadata_.end(),
                                   [&](const auto& entry) { return entry.first == key; });
    if (same != metadata_.end() && !keepDuplicates)
        same->second = std::move(encoded);
    else
        metadata_.emplace_back(key, std::move(encoded));
}

void GgufWriter::setU32(const std::string& key, std::uint32_t value) {
    set(key, kU32, encode(value));
}
void GgufWriter::setF32(const std::string& key, float value) {
    set(key, kF32, encode(value));
}
void GgufWriter::setBool(const std::string& key, bool value) {
    set(key, kBool, encode(static_cast<std::uint8_t>(value)));
}
void GgufWriter::setBools(const std::string& key, const std::vector<bool>& values) {
    std::string array = arrayHead(kBool, values.size());
    for (const bool value : values)
        append(array, static_cast<std::uint8_t>(value));
    set(key, kArray, array);
}
void GgufWriter::setString(const std::string& key, const std::string& value) {
    set(key, kString, encodeText(value));
}
void GgufWriter::setStrings(const std::string& key, const std::vector<std::string>& values) {
    std::string array = arrayHead(kString, values.size());
    for (const std::string& value : values)
        array += encodeText(value);
    set(key, kArray, array);
}
void GgufWriter::setU32s(const std::string& key, const std::vector<std::uint32_t>& values) {
    std::string array = arrayHead(kU32, values.size());
    for (const std::uint32_t value : values)
        append(array, value);
    set(key, kArray, array);
}
void GgufWriter::setF32s(const std::string& key, const std::vector<float>& values) {
    std::string array = arrayHead(kF32, values.size());
    for (const float value : values)
        append(array, value);
    set(key, kArray, array);
}

void GgufWriter::add(TestTensor tensor, int type) {
    const std::uint32_t number =
        type >= 0 ? static_cast<std::uint32_t>(type) : ggmlType(tensor.dtype);
    entries_.push_back({std::move(tensor), number});
}

std::string GgufWriter::bytes() const {
    GgufWriter copy = *this;
    if (alignment != 32)
        copy.setU32("general.alignment", alignment);
    std::string result = "GGUF";
    append(result, version);
    append(result, static_cast<std::uint64_t>(entries_.size()) + extraTensors);
    append(result, static_cast<std::uint64_t>(copy.metadata_.size()) + extraKeys);
    for (const auto& [key, value] : copy.metadata_)
        result += encodeText(key) + value;
    std::string data;
    for (const Entry& entry : entries_) {
        pad(data, alignment);
        result += encodeText(entry.tensor.name);
        append(result, static_cast<std::uint32_t>(entry.tensor.shape.size()));
        for (auto size = entry.tensor.shape.rbegin(); size != entry.tensor.shape.rend(); ++size)
            append(result, static_cast<std::uint64_t>(*size));
        append(result, entry.type);
        append(result, data.size() + (&entry == &entries_.back() ? offsetShift : 0));
        data += entry.tensor.bytes;
    }
    pad(result, alignment);
    return result + data;
}

} // namespace fracbit::tests
