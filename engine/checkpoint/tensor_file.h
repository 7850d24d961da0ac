// Files that hold named tensors: safetensors, GGUF, PyTorch.
#pragma once

#include "base/mapped_file.h"
#include "tensor/tensor.h"

#include <cstddef>
#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace fracbit::checkpoint {

// Where a stored tensor lies. `bytes` borrows from the TensorFile that lists it.
struct StoredTensor {
    std::string name;
    DType dtype = DType::F32;
    Shape shape; // outermost first, whatever the file's own order
    std::span<const std::byte> bytes;
};

// A tensor whose element type has no DType (a GGUF type we do not de-quantize, an 8-bit float):
// the file opens without it, and asking for it is refused with this reason.
struct UnreadableTensor {
    std::string name;
    std::string reason; // "has type IQ3_XXS, which is not supported"
};

// One open file. Immutable after opening and safe to use from any thread. Opening checks every
// header field against the file's size and reads no tensor data.
class TensorFile {
public:
    virtual ~TensorFile() = default;

    // What all `bytes` lie in. Who reads them asks it afterwards whether it is intact.
    virtual const MappedFile& mapping() const = 0;
    const std::filesystem::path& path() const { return mapping().path(); }
    virtual const std::vector<StoredTensor>& tensors() const = 0; // sorted by name
    virtual const std::vector<UnreadableTensor>& unreadable() const = 0;
    // Tells the system that the tensor's pages will not be needed soon.
    void release(const StoredTensor& tensor) const { mapping().release(tensor.bytes); }

    // Null when there is no readable tensor of that name.
    const StoredTensor* find(std::string_view name) const;
    // Throws Error(InvalidArgument) naming file and tensor when there is none, Error(Unsupported)
    // with the reason when there is one that cannot be read.
    const StoredTensor& at(std::string_view name) const;
};

// By content, not by extension: GGUF v2/v3, safetensors, PyTorch zip (.bin, .pt; weights only).
// Throws Error(InvalidFile) or Error(Unsupported) naming the file, the tensor and the reason.
std::unique_ptr<TensorFile> openTensorFile(const std::filesystem::path& path);

// De-quantizes rows [rowBegin, rowEnd) (all dimensions but the last make up the rows) to float32.
// `out` has (rowEnd - rowBegin) * shape.back() elements. Exact: what the format defines, in
// float32; F64 and integers are rounded to nearest. Throws Error(InvalidArgument) for a wrong
// range.
void readRows(const StoredTensor& tensor, std::int64_t rowBegin, std::int64_t rowEnd,
              std::span<float> out);
Tensor readTensor(const StoredTensor& tensor);

} // namespace fracbit::checkpoint
