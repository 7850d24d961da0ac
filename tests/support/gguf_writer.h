// Writing GGUF files for tests: any metadata, any tensors, and places to lie in.
#pragma once

#include "support/safetensors_writer.h"

#include <cstdint>

namespace fracbit::tests {

class GgufWriter {
public:
    void setU32(const std::string& key, std::uint32_t value);
    void setF32(const std::string& key, float value);
    void setBool(const std::string& key, bool value);
    void setBools(const std::string& key, const std::vector<bool>& values);
    void setString(const std::string& key, const std::string& value);
    void setStrings(const std::string& key, const std::vector<std::string>& values);
    void setU32s(const std::string& key, const std::vector<std::uint32_t>& values);
    void setF32s(const std::string& key, const std::vector<float>& values);
    // Keys are written in the order of their first setting; a key set again is replaced, unless
    // duplicates are asked for.
    bool keepDuplicates = false;
    // The tensor's type is its dtype's unless a ggml type number is given.
    void add(TestTensor tensor, int ggmlType = -1);

    std::uint32_t version = 3;
    std::uint32_t alignment = 32;   // written as general.alignment unless it is 32
    std::uint64_t extraTensors = 0; // added to the count that the header claims
    std::uint64_t extraKeys = 0;
    std::uint64_t offsetShift = 0; // added to the last tensor's offset

    std::string bytes() const;

private:
    struct Entry {
        TestTensor tensor;
        std::uint32_t type;
    };
    void set(const std::string& key, std::uint32_t type, std::string value);

    std::vector<std::pair<std::string, std::string>> metadata_; // key, encoded type and value
    std::vector<Entry> entries_;
};

} // namespace fracbit::tests
