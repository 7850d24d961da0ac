#include "checkpoint/safetensors_file.h"

#include "base/json_file.h"
#include "checkpoint/formats/tensor_layout.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <set>

namespace fracbit::checkpoint {

namespace {

using nlohmann::json;

constexpr std::size_t kLengthBytes = 8;
// The format's own limit on headers (MAX_HEADER_SIZE of the reference implementation).
constexpr std::uint64_t kLongestHeader = 100'000'000;

// Where a tensor's bytes lie behind the header, whatever its type.
struct Extent {
    std::string name;
    std::uint64_t begin = 0;
    std::uint64_t end = 0;
};

std::optional<DType> plainType(std::string_view name) {
    constexpr std::array kPlain{DType::F64, DType::F32,  DType::F16,     DType::BF16,
                                DType::I64, DType::I32,  DType::I16,     DType::I8,
                                DType::U8,  DType::Bool, DType::F8_E4M3, DType::F8_E5M2};
    for (const DType type : kPlain)
        if (dtypeName(type) == name)
            return type;
    return std::nullopt;
}

std::uint64_t headerLength(std::span<const std::byte> bytes) {
    std::uint64_t length = 0;
    std::memcpy(&length, bytes.data(), kLengthBytes);
    return length;
}

std::string_view headerText(const MappedFile& file) {
    if (file.size() < kLengthBytes)
        throwInvalidFile(file.path(), "is too short to be a safetensors file");
    const std::uint64_t length = headerLength(file.bytes());
    if (length > file.size() - kLengthBytes)
        throwInvalidFile(file.path(), "is truncated, or not a safetensors file: it ends within "
                                      "its header of " +
                                          std::to_string(length) + " bytes");
    if (length > kLongestHeader)
        throwInvalidFile(file.path(), "has a header of more than 100 MB");
    return {reinterpret_cast<const char*>(file.bytes().data()) + kLengthBytes,
            static_cast<std::size_t>(length)};
}

std::uint64_t unsignedNumber(const json& value, const JsonObject& entry, const char* field) {
    if (!value.is_number_unsigned())
        entry.fail(field, "is not a list of whole numbers from 0");
    return value.get<std::uint64_t>();
}

Shape parseShape(const JsonObject& entry) {
    Shape shape;
    for (const json& size : entry.array("shape")) {
        const std::uint64_t value = unsignedNumber(size, entry, "shape");
        if (value > INT64_MAX)
            entry.fail("shape", "is out of range");
        shape.push_back(static_cast<std::int64_t>(value));
    }
    return shape;
}

Extent parseExtent(const std::string& name, const JsonObject& entry, std::uint64_t dataSize) {
    const json& offsets = entry.array("data_offsets");
    if (offsets.size() != 2)
        entry.fail("data_offsets", "does not have two numbers");
    const Extent extent{name, unsignedNumber(offsets[0], entry, "data_offsets"),
                        unsignedNumber(offsets[1], entry, "data_offsets")};
    if (extent.begin > extent.end)
        entry.fail("data_offsets", "ends before it begins");
    if (extent.end > dataSize)
        entry.fail("data_offsets", "reaches beyond the end of the file (is it truncated?)");
    return extent;
}

std::map<std::string, std::string> textsOf(const json& metadata) {
    std::map<std::string, std::string> texts;
    for (const auto& [key, value] : metadata.items())
        if (value.is_string())
            texts[key] = value.get<std::string>();
    return texts;
}

// The format demands that the tensors fill the data without gaps and overlaps.
void checkCoverage(std::vector<Extent> extents, std::uint64_t dataSize,
                   const std::filesystem::path& file) {
    std::sort(extents.begin(), extents.end(), [](const Extent& a, const Extent& b) {
        return std::tie(a.begin, a.end) < std::tie(b.begin, b.end);
    });
    std::uint64_t position = 0;
    for (const Extent& extent : extents) {
        if (extent.begin < position)
            throwInvalidFile(file, tensorText(extent.name) + " overlaps another tensor");
        if (extent.begin > position)
            throwInvalidFile(file, "has unused bytes in front of " + tensorText(extent.name));
        position = extent.end;
    }
    if (position != dataSize)
        throwInvalidFile(file, "has " + std::to_string(dataSize - position) +
                                   " bytes behind its last tensor");
}

} // namespace

SafetensorsFile::SafetensorsFile(MappedFile file) : file_(std::move(file)) {
    const std::string_view text = headerText(file_);
    // JSON allows an object to name a field twice and parsers then drop one; here that would hide a
    // tensor.
    const json header = parseJson(text, path(), [this](const std::string& name) {
        throwInvalidFile(path(), tensorText(name) + " occurs twice in the header");
    });
    if (!header.is_object())
        throwInvalidFile(path(), "has a header that is not a JSON object");

    const auto data = file_.bytes().subspan(kLengthBytes + text.size());
    std::vector<Extent> extents;
    for (const auto& [name, value] : header.items()) {
        if (name == "__metadata__") {
            metadata_ = textsOf(value);
            continue;
        }
        if (!isPresentable(name))
            throwInvalidFile(path(), tensorText(name) + " has a name that is not plain text");
        const JsonObject entry(value, path(), name);
        const Extent extent = parseExtent(name, entry, data.size());
        extents.push_back(extent);
        const std::string typeName = entry.string("dtype");
        const std::optional<DType> type = plainType(typeName);
        if (!type) {
            unreadable_.push_back(
                {name, "has the type " + printable(typeName) + ", which is not supported"});
            continue;
        }
        const Shape shape = parseShape(entry);
        if (storedBytes(*type, shape) != extent.end - extent.begin)
            entry.fail("data_offsets", "does not fit the type and the shape " + shapeText(shape));
        tensors_.push_back({name, *type, shape,
                            data.subspan(static_cast<std::size_t>(extent.begin),
                                         static_cast<std::size_t>(extent.end - extent.begin))});
    }
    checkCoverage(std::move(extents), data.size(), path());
    sortByName(tensors_, unreadable_, path());
}

std::unique_ptr<SafetensorsFile> SafetensorsFile::open(const std::filesystem::path& path) {
    return std::unique_ptr<SafetensorsFile>(new SafetensorsFile(MappedFile(path)));
}

bool SafetensorsFile::looksRight(const MappedFile& file) {
    return file.size() > kLengthBytes && file.bytes()[kLengthBytes] == std::byte{'{'} &&
           headerLength(file.bytes()) <= kLongestHeader;
}

} // namespace fracbit::checkpoint
