#include "support/pytorch_writer.h"

#include "support/raw_bytes.h"

#include <array>
#include <stdexcept>

namespace fracbit::tests {

namespace {

std::string text(const std::string& value) {
    std::string code = "X";
    append(code, static_cast<std::uint32_t>(value.size()));
    return code + value;
}

std::string integer(std::int64_t value) {
    std::string code = "J";
    append(code, static_cast<std::int32_t>(value));
    return code;
}

std::string tuple(const std::vector<std::int64_t>& values) {
    std::string code = "(";
    for (const std::int64_t value : values)
        code += integer(value);
    return code + "t";
}

std::string storageType(DType dtype) {
    constexpr std::array<std::pair<DType, const char*>, 4> kNames{{{DType::F32, "FloatStorage"},
                                                                   {DType::F16, "HalfStorage"},
                                                                   {DType::BF16, "BFloat16Storage"},
                                                                   {DType::I64, "LongStorage"}}};
    for (const auto& [type, name] : kNames)
        if (type == dtype)
            return name;
    throw std::invalid_argument("pytorchBytes does not know this type");
}

Shape rowMajorStride(const Shape& shape) {
    Shape stride(shape.size(), 1);
    for (std::size_t i = shape.size(); i-- > 1;)
        stride[i - 1] = stride[i] * shape[i];
    return stride;
}

std::string rebuildTensor(const TestTensor& tensor, std::size_t key) {
    return "ctorch._utils\n_rebuild_tensor_v2\n((" + text("storage") + "ctorch\n" +
           storageType(tensor.dtype) + "\n" + text(std::to_string(key)) + text("cpu") +
           integer(elementCount(tensor.shape)) + "tQ" + integer(0) + tuple(tensor.shape) +
           tuple(rowMajorStride(tensor.shape)) + "\x89" + "ccollections\nOrderedDict\n)RtR";
}

void appendRecord(std::string& out, std::uint32_t signature, const std::string& name,
                  const std::string& data, bool central, std::uint32_t offset) {
    append(out, signature);
    if (central)
        append(out, std::uint16_t{20}); // made by version 2.0
    append(out, std::uint16_t{20});     // needs version 2.0
    append(out, std::uint16_t{0});      // flags
    append(out, std::uint16_t{0});      // stored
    append(out, std::uint32_t{0});      // time and date
    append(out, std::uint32_t{0});      // checksum, which the reader does not use
    append(out, static_cast<std::uint32_t>(data.size()));
    append(out, static_cast<std::uint32_t>(data.size()));
    append(out, static_cast<std::uint16_t>(name.size()));
    append(out, std::uint16_t{0}); // extra field
    if (central) {
        append(out, std::uint16_t{0}); // comment
        append(out, std::uint32_t{0}); // disk, internal attributes
        append(out, std::uint32_t{0}); // external attributes
        append(out, offset);
    }
    out += name;
}

} // namespace

std::string tensorPickle(const std::vector<TestTensor>& tensors) {
    std::string code = "\x80\x02"
                       "ccollections\nOrderedDict\n)R(";
    for (std::size_t i = 0; i < tensors.size(); ++i)
        code += text(tensors[i].name) + rebuildTensor(tensors[i], i);
    return code + "u}" + text("_metadata") + "ccollections\nOrderedDict\n)Rsb.";
}

std::string zipBytes(const std::vector<std::pair<std::string, std::string>>& entries) {
    std::string out;
    std::string directory;
    for (const auto& [name, data] : entries) {
        appendRecord(directory, 0x02014B50, name, data, true,
                     static_cast<std::uint32_t>(out.size()));
        appendRecord(out, 0x04034B50, name, data, false, 0);
        out += data;
    }
    const auto begin = static_cast<std::uint32_t>(out.size());
    out += directory;
    append(out, std::uint32_t{0x06054B50});
    append(out, std::uint32_t{0}); // disks
    append(out, static_cast<std::uint16_t>(entries.size()));
    append(out, static_cast<std::uint16_t>(entries.size()));
    append(out, static_cast<std::uint32_t>(directory.size()));
    append(out, begin);
    append(out, std::uint16_t{0}); // comment
    return out;
}

std::string pytorchBytes(const std::vector<TestTensor>& tensors) {
    std::vector<std::pair<std::string, std::string>> entries{
        {"archive/data.pkl", tensorPickle(tensors)}};
    for (std::size_t i = 0; i < tensors.size(); ++i)
        entries.emplace_back("archive/data/" + std::to_string(i), tensors[i].bytes);
    entries.emplace_back("archive/version", "3\n");
    return zipBytes(entries);
}

} // namespace fracbit::tests
