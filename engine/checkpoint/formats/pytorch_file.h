// PyTorch's archives (.bin, .pt; torch.save since version 1.6): a ZIP file of one pickle and the
// tensors' storages, uncompressed. Weights only: see pickle.h.
#pragma once

#ifndef FRACBIT_INSIDE_CHECKPOINT
#error "private to engine/checkpoint"
#endif

#include "base/mapped_file.h"
#include "checkpoint/formats/pickle.h"
#include "checkpoint/tensor_file.h"

namespace fracbit::checkpoint {

class PyTorchFile final : public TensorFile {
public:
    // Tensors of nested dictionaries are named "outer.inner". Throws Error(Unsupported) for
    // anything in the pickle but tensors, numbers, texts and containers, for big-endian archives,
    // and for the format before version 1.6.
    static std::unique_ptr<PyTorchFile> open(const std::filesystem::path& path);
    // Either format.
    static bool looksRight(const MappedFile& file);

    const MappedFile& mapping() const override { return file_; }
    const std::vector<StoredTensor>& tensors() const override { return tensors_; }
    const std::vector<UnreadableTensor>& unreadable() const override { return unreadable_; }

private:
    explicit PyTorchFile(MappedFile file);
    void add(PickledTensor tensor, std::span<const std::byte> storage);

    MappedFile file_;
    std::vector<StoredTensor> tensors_;
    std::vector<UnreadableTensor> unreadable_;
};

} // namespace fracbit::checkpoint
