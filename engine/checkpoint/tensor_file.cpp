#include "checkpoint/tensor_file.h"

#include "base/error.h"
#include "base/mapped_file.h"
#include "checkpoint/formats/pytorch_file.h"
#include "checkpoint/formats/tensor_layout.h"
#include "checkpoint/gguf_file.h"
#include "checkpoint/safetensors_file.h"

#include <algorithm>

namespace fracbit::checkpoint {

const StoredTensor* TensorFile::find(std::string_view name) const {
    const auto& all = tensors();
    const auto found = std::lower_bound(
        all.begin(), all.end(), name,
        [](const StoredTensor& tensor, std::string_view wanted) { return tensor.name < wanted; });
    return found != all.end() && found->name == name ? &*found : nullptr;
}

const StoredTensor& TensorFile::at(std::string_view name) const {
    if (const StoredTensor* found = find(name))
        return *found;
    for (const UnreadableTensor& tensor : unreadable())
        if (tensor.name == name)
            throw Error(ErrorCode::Unsupported, path().string(),
                        tensorText(name) + " " + tensor.reason);
    throw Error(ErrorCode::InvalidArgument, path().string(), "has no " + tensorText(name));
}

namespace {

std::unique_ptr<TensorFile> openByContent(const std::filesystem::path& path) {
    const MappedFile file(path);
    if (GgufFile::hasMagic(file))
        return GgufFile::open(path);
    if (PyTorchFile::looksRight(file))
        return PyTorchFile::open(path);
    if (!SafetensorsFile::looksRight(file))
        throwInvalidFile(path, "is neither a safetensors, nor a GGUF, nor a PyTorch file (or its "
                               "beginning is broken)");
    return SafetensorsFile::open(path);
}

} // namespace

std::unique_ptr<TensorFile> openTensorFile(const std::filesystem::path& path) {
    auto file = openByContent(path);
    file->mapping().requireIntact();
    return file;
}

} // namespace fracbit::checkpoint
