#include "support/gguf_writer.h"

#include "support/raw_bytes.h"

#include <array>
#include <stdexcept>
#include <utility>

namespace fracbit::tests {

namespace {

// gguf_metadata_value_type
enum ValueType : std::uint32_t { kU32 = 4, kF32 = 6, kBool = 7, kString = 8, kArray = 9 };

void appendText(std::string& bytes, const std::string& text) {
    append(bytes, static_cast<std::uint64_t>(text.size()));
    bytes += text;
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

std::string& GgufWriter::startKey(const std::string& key, std::uint32_t type) {
    ++keys_;
    appendText(metadata_, key);
    append(metadata_, type);
    return metadata_;
}

void GgufWriter::setU32(const std::string& key, std::uint32_t value) {
    append(startKey(key, kU32), value);
}
void GgufWriter::setF32(const std::string& key, float value) {
    append(startKey(key, kF32), value);
}
void GgufWriter::setBool(const std::string& key, bool value) {
    append(startKey(key, kBool), static_cast<std::uint8_t>(value));
}
void GgufWriter::setString(const std::string& key, const std::string& value) {
    appendText(startKey(key, kString), value);
}

void GgufWriter::setStrings(const std::string& key, const std::vector<std::string>& values) {
    append(startKey(key, kArray), std::uint32_t{kString});
    append(metadata_, static_cast<std::uint64_t>(values.size()));
    for (const std::string& value : values)
        appendText(metadata_, value);
}
void GgufWriter::setU32s(const std::string& key, const std::vector<std::uint32_t>& values) {
    append(startKey(key, kArray), std::uint32_t{kU32});
    append(metadata_, static_cast<std::uint64_t>(values.size()));
    for (const std::uint32_t value : values)
        append(metadata_, value);
}
void GgufWriter::setF32s(const std::string& key, const std::vector<float>& values) {
    append(startKey(key, kArray), std::uint32_t{kF32});
    append(metadata_, static_cast<std::uint64_t>(values.size()));
    for (const float value : values)
        append(metadata_, value);
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
    append(result, copy.keys_ + extraKeys);
    result += copy.metadata_;
    std::string data;
    for (const Entry& entry : entries_) {
        pad(data, alignment);
        appendText(result, entry.tensor.name);
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
