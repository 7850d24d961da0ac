#include "base/error.h"
#include "checkpoint/formats/tensor_layout.h"
#include "checkpoint/gguf_file.h"

#include <array>
#include <cstring>

namespace fracbit::checkpoint {

namespace {

constexpr std::string_view kMagic = "GGUF";
constexpr std::uint64_t kLongestKey = 65535; // gguf.md: at most 2^16 - 1 bytes

// gguf_metadata_value_type: bytes of one element, 0 for strings and arrays.
constexpr std::array<std::size_t, 13> kElementBytes{1, 1, 2, 2, 4, 4, 4, 1, 0, 0, 8, 8, 8};
constexpr std::size_t kFewestStringBytes = 8; // an empty string is its length

} // namespace

// Walks the header front to back; every length is checked against what is left.
class GgufMetadataParser {
public:
    explicit GgufMetadataParser(const MappedFile& file) : result_(file), rest_(file.bytes()) {}

    GgufMetadata parse() {
        checkMagicAndVersion();
        result_.tensorCount_ = take<std::uint64_t>("number of tensors");
        const auto pairs = take<std::uint64_t>("number of keys");
        for (std::uint64_t i = 0; i < pairs; ++i)
            parsePair();
        result_.end_ = result_.file_.size() - rest_.size();
        return std::move(result_);
    }

private:
    using Type = GgufMetadata::Type;
    using Value = GgufMetadata::Value;

    [[noreturn]] void fail(const std::string& reason) const {
        throwInvalidFile(result_.path(), reason);
    }

    std::span<const std::byte> takeBytes(std::uint64_t count, std::string_view what) {
        if (count > rest_.size())
            fail("ends within its " + std::string(what) + " (is it truncated?)");
        const auto taken = rest_.first(static_cast<std::size_t>(count));
        rest_ = rest_.subspan(static_cast<std::size_t>(count));
        return taken;
    }

    template <typename T>
    T take(std::string_view what) {
        T value;
        std::memcpy(&value, takeBytes(sizeof(T), what).data(), sizeof(T));
        return value;
    }

    void checkMagicAndVersion() {
        const auto magic = takeBytes(kMagic.size(), "magic number");
        if (std::memcmp(magic.data(), kMagic.data(), kMagic.size()) != 0)
            fail("is not a GGUF file");
        result_.version_ = take<std::uint32_t>("version");
        if (result_.version_ == 2 || result_.version_ == 3)
            return;
        const bool bigEndian = result_.version_ != 0 && (result_.version_ & 0xFFFFu) == 0;
        const std::string which = bigEndian
                                      ? "is a big-endian GGUF file"
                                      : "has GGUF version " + std::to_string(result_.version_);
        throw Error(ErrorCode::Unsupported, result_.path().string(),
                    which + "; little-endian files of version 2 and 3 are read");
    }

    std::string_view takeString(std::string_view what) {
        const auto length = take<std::uint64_t>(what);
        const auto bytes = takeBytes(length, what);
        return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
    }

    Type takeType(std::string_view key) {
        const auto type = take<std::uint32_t>("metadata");
        if (type >= kElementBytes.size())
            result_.fail(key, "has an unknown type (" + std::to_string(type) + ")");
        return static_cast<Type>(type);
    }

    void parsePair() {
        const std::string_view key = takeString("metadata");
        if (key.size() > kLongestKey || !isPresentable(key))
            fail("has a metadata key that is empty, too long or not plain text");
        Value value;
        value.type = takeType(key);
        value.array = value.type == Type::Array;
        if (value.array) {
            value.type = takeType(key);
            value.count = take<std::uint64_t>("metadata");
        }
        if (value.type == Type::Array)
            result_.fail(key, "is an array of arrays, which is not supported");
        value.bytes = takeElements(key, value);
        if (!result_.values_.emplace(key, value).second)
            result_.fail(key, "occurs twice");
    }

    std::span<const std::byte> takeElements(std::string_view key, const Value& value) {
        const std::size_t size = kElementBytes[static_cast<std::size_t>(value.type)];
        if (value.count > rest_.size() / (size ? size : kFewestStringBytes))
            result_.fail(key, "has more elements than the file holds (is it truncated?)");
        if (size)
            return takeBytes(value.count * size, "metadata");
        const auto before = rest_;
        for (std::uint64_t i = 0; i < value.count; ++i)
            takeString("metadata");
        return before.first(before.size() - rest_.size());
    }

    GgufMetadata result_;
    std::span<const std::byte> rest_;
};

namespace {

template <typename T>
T element(std::span<const std::byte> bytes, std::uint64_t index) {
    T value;
    std::memcpy(&value, bytes.data() + index * sizeof(T), sizeof(T));
    return value;
}

} // namespace

GgufMetadata GgufMetadata::read(const MappedFile& file) {
    return GgufMetadataParser(file).parse();
}

bool GgufMetadata::has(std::string_view key) const {
    return values_.find(key) != values_.end();
}

std::vector<std::string_view> GgufMetadata::keys() const {
    std::vector<std::string_view> result;
    for (const auto& [key, value] : values_)
        result.push_back(key);
    return result;
}

void GgufMetadata::fail(std::string_view key, std::string_view reason) const {
    throwInvalidFile(path(), "key '" + std::string(key) + "' " + std::string(reason));
}

const GgufMetadata::Value& GgufMetadata::value(std::string_view key) const {
    const auto found = values_.find(key);
    if (found == values_.end())
        fail(key, "is missing");
    return found->second;
}

const GgufMetadata::Value& GgufMetadata::scalar(std::string_view key) const {
    const Value& found = value(key);
    if (found.array)
        fail(key, "is an array, not a single value");
    return found;
}

const GgufMetadata::Value& GgufMetadata::array(std::string_view key) const {
    const Value& found = value(key);
    if (!found.array)
        fail(key, "is not an array");
    return found;
}

std::int64_t GgufMetadata::integerAt(std::string_view key, const Value& value,
                                     std::uint64_t index) const {
    switch (value.type) {
    case Type::U8:
        return element<std::uint8_t>(value.bytes, index);
    case Type::I8:
        return element<std::int8_t>(value.bytes, index);
    case Type::U16:
        return element<std::uint16_t>(value.bytes, index);
    case Type::I16:
        return element<std::int16_t>(value.bytes, index);
    case Type::U32:
        return element<std::uint32_t>(value.bytes, index);
    case Type::I32:
        return element<std::int32_t>(value.bytes, index);
    case Type::I64:
        return element<std::int64_t>(value.bytes, index);
    case Type::U64:
        if (const auto number = element<std::uint64_t>(value.bytes, index); number <= INT64_MAX)
            return static_cast<std::int64_t>(number);
        fail(key, "is out of range");
    default:
        fail(key, "is not an integer");
    }
}

double GgufMetadata::numberAt(std::string_view key, const Value& value, std::uint64_t index) const {
    if (value.type == Type::F32)
        return element<float>(value.bytes, index);
    if (value.type == Type::F64)
        return element<double>(value.bytes, index);
    if (value.type == Type::Bool || value.type == Type::String)
        fail(key, "is not a number");
    return static_cast<double>(integerAt(key, value, index));
}

std::int64_t GgufMetadata::integer(std::string_view key) const {
    return integerAt(key, scalar(key), 0);
}

double GgufMetadata::number(std::string_view key) const {
    return numberAt(key, scalar(key), 0);
}

bool GgufMetadata::boolean(std::string_view key) const {
    const Value& found = scalar(key);
    if (found.type != Type::Bool)
        fail(key, "is not true or false");
    return found.bytes[0] != std::byte{0};
}

std::string_view GgufMetadata::string(std::string_view key) const {
    const Value& found = scalar(key);
    if (found.type != Type::String)
        fail(key, "is not a string");
    return {reinterpret_cast<const char*>(found.bytes.data()) + kFewestStringBytes,
            found.bytes.size() - kFewestStringBytes};
}

std::int64_t GgufMetadata::integerOr(std::string_view key, std::int64_t fallback) const {
    return has(key) ? integer(key) : fallback;
}

double GgufMetadata::numberOr(std::string_view key, double fallback) const {
    return has(key) ? number(key) : fallback;
}

bool GgufMetadata::booleanOr(std::string_view key, bool fallback) const {
    return has(key) ? boolean(key) : fallback;
}

std::string_view GgufMetadata::stringOr(std::string_view key, std::string_view fallback) const {
    return has(key) ? string(key) : fallback;
}

bool GgufMetadata::isArray(std::string_view key) const {
    return value(key).array;
}

std::uint64_t GgufMetadata::arraySize(std::string_view key) const {
    return array(key).count;
}

std::vector<std::string_view> GgufMetadata::strings(std::string_view key) const {
    const Value& found = array(key);
    if (found.type != Type::String)
        fail(key, "is not an array of strings");
    std::vector<std::string_view> result;
    result.reserve(static_cast<std::size_t>(found.count));
    auto rest = found.bytes;
    for (std::uint64_t i = 0; i < found.count; ++i) { // lengths were checked when it was parsed
        const auto length = static_cast<std::size_t>(element<std::uint64_t>(rest, 0));
        result.emplace_back(reinterpret_cast<const char*>(rest.data()) + kFewestStringBytes,
                            length);
        rest = rest.subspan(kFewestStringBytes + length);
    }
    return result;
}

std::vector<std::int64_t> GgufMetadata::integers(std::string_view key) const {
    const Value& found = array(key);
    std::vector<std::int64_t> result(static_cast<std::size_t>(found.count));
    for (std::size_t i = 0; i < result.size(); ++i)
        result[i] =
            found.type == Type::Bool ? found.bytes[i] != std::byte{0} : integerAt(key, found, i);
    return result;
}

std::vector<float> GgufMetadata::floats(std::string_view key) const {
    const Value& found = array(key);
    std::vector<float> result(static_cast<std::size_t>(found.count));
    for (std::size_t i = 0; i < result.size(); ++i)
        result[i] = static_cast<float>(numberAt(key, found, i));
    return result;
}

} // namespace fracbit::checkpoint
