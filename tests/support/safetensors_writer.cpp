#include "support/safetensors_writer.h"

#include "support/raw_bytes.h"

#include <fstream>
#include <stdexcept>

namespace fracbit::tests {

TestTensor floatTensor(const std::string& name, const Tensor& values, DType dtype) {
    TestTensor result{name, dtype, values.shape, {}};
    for (const float value : values.values) {
        if (dtype == DType::F32)
            append(result.bytes, value);
        else if (dtype == DType::F16)
            append(result.bytes, floatToHalf(value));
        else if (dtype == DType::BF16)
            append(result.bytes, floatToBfloat(value));
        else
            throw std::invalid_argument("floatTensor writes F32, F16 and BF16");
    }
    return result;
}

std::string safetensorsBytes(const std::string& header, const std::string& data) {
    std::string bytes;
    append(bytes, static_cast<std::uint64_t>(header.size()));
    return bytes + header + data;
}

std::string safetensorsBytes(const std::vector<TestTensor>& tensors) {
    nlohmann::json header{{"__metadata__", {{"format", "pt"}}}};
    std::string data;
    for (const TestTensor& tensor : tensors) {
        const std::size_t begin = data.size();
        data += tensor.bytes;
        header[tensor.name] = {{"dtype", dtypeName(tensor.dtype)},
                               {"shape", tensor.shape},
                               {"data_offsets", {begin, data.size()}}};
    }
    return safetensorsBytes(header.dump(), data);
}

void writeBytes(const std::filesystem::path& path, const std::string& bytes) {
    std::ofstream file(path, std::ios::binary); // not flushed to the disk: tests write thousands
    file.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    if (!file.flush())
        throw std::runtime_error(path.string() + " cannot be written");
}

} // namespace fracbit::tests
