// GGUF files, version 2 and 3, little-endian (specification: ggml/docs/gguf.md).
#pragma once

#include "base/mapped_file.h"
#include "checkpoint/tensor_file.h"

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace fracbit::checkpoint {

// The key-values of a GGUF file. Parsing checks every length against the file's size and copies
// nothing but the keys: strings and arrays are views into the mapped file, which a GgufMetadata
// (and each copy of it) keeps alive. Immutable and safe to use from any thread.
//
// Accessors throw Error(InvalidFile) "file: key 'k' ..." when the key is missing or of another
// kind. Any integer type reads as an integer, integers and floats read as numbers.
class GgufMetadata {
public:
    // The metadata alone: tensor infos behind it are not looked at.
    static GgufMetadata read(const MappedFile& file);

    bool has(std::string_view key) const;
    std::vector<std::string_view> keys() const; // sorted

    std::int64_t integer(std::string_view key) const;
    double number(std::string_view key) const;
    bool boolean(std::string_view key) const;
    std::string_view string(std::string_view key) const; // not checked for UTF-8

    std::int64_t integerOr(std::string_view key, std::int64_t fallback) const;
    double numberOr(std::string_view key, double fallback) const;
    bool booleanOr(std::string_view key, bool fallback) const;
    std::string_view stringOr(std::string_view key, std::string_view fallback) const;

    bool isArray(std::string_view key) const;
    // Elements of an array; throws when there is none, or a string array is asked for numbers.
    std::uint64_t arraySize(std::string_view key) const;
    std::vector<std::string_view> strings(std::string_view key) const;
    std::vector<std::int64_t> integers(std::string_view key) const; // true and false: 1 and 0
    std::vector<float> floats(std::string_view key) const;

    const std::filesystem::path& path() const { return file_.path(); }
    [[noreturn]] void fail(std::string_view key, std::string_view reason) const;

    // For the reader of the tensor infos: format version, their number, and where they begin.
    std::uint32_t version() const { return version_; }
    std::uint64_t tensorCount() const { return tensorCount_; }
    std::size_t end() const { return end_; }

private:
    // The specification's gguf_metadata_value_type.
    enum class Type : std::uint32_t {
        U8,
        I8,
        U16,
        I16,
        U32,
        I32,
        F32,
        Bool,
        String,
        Array,
        U64,
        I64,
        F64
    };
    struct Value {
        Type type = Type::U8; // of the elements, for an array
        bool array = false;
        std::uint64_t count = 1;
        std::span<const std::byte> bytes; // of all elements
    };
    friend class GgufMetadataParser;

    explicit GgufMetadata(MappedFile file) : file_(std::move(file)) {}
    const Value& value(std::string_view key) const;
    const Value& scalar(std::string_view key) const;
    const Value& array(std::string_view key) const;
    std::int64_t integerAt(std::string_view key, const Value& value, std::uint64_t index) const;
    double numberAt(std::string_view key, const Value& value, std::uint64_t index) const;

    MappedFile file_;
    std::map<std::string, Value, std::less<>> values_;
    std::uint32_t version_ = 0;
    std::uint64_t tensorCount_ = 0;
    std::size_t end_ = 0;
};

// Tensor shapes are given outermost first (GGUF stores them innermost first).
class GgufFile final : public TensorFile {
public:
    // Throws Error(Unsupported) for version 1 and for big-endian files, Error(InvalidFile) for
    // anything malformed.
    static std::unique_ptr<GgufFile> open(const std::filesystem::path& path);
    static bool hasMagic(const MappedFile& file);

    const GgufMetadata& metadata() const { return metadata_; }

    const MappedFile& mapping() const override { return file_; }
    const std::vector<StoredTensor>& tensors() const override { return tensors_; }
    const std::vector<UnreadableTensor>& unreadable() const override { return unreadable_; }

private:
    explicit GgufFile(MappedFile file);
    void add(std::string name, Shape shape, std::uint32_t typeId, std::uint64_t offset,
             std::size_t align, std::span<const std::byte> data);

    MappedFile file_;
    GgufMetadata metadata_;
    std::vector<StoredTensor> tensors_;
    std::vector<UnreadableTensor> unreadable_;
};

} // namespace fracbit::checkpoint
