// Writing safetensors files, well-formed and otherwise.
#pragma once

#include "tensor/tensor.h"

#include <nlohmann/json.hpp>

#include <filesystem>
#include <string>
#include <vector>

namespace fracbit::tests {

// A tensor as a file holds it.
struct TestTensor {
    std::string name;
    DType dtype = DType::F32;
    Shape shape;
    std::string bytes;
};

// Float32 values in one of F32, F16 and BF16 (rounded to nearest).
TestTensor floatTensor(const std::string& name, const Tensor& values, DType dtype = DType::F32);

// The bytes of a file: header length, header, data. The header may be any text.
std::string safetensorsBytes(const std::string& header, const std::string& data);
std::string safetensorsBytes(const std::vector<TestTensor>& tensors);

void writeBytes(const std::filesystem::path& path, const std::string& bytes);

} // namespace fracbit::tests
