// safetensors files (https://huggingface.co/docs/safetensors): a 64-bit header length, a JSON
// header, and the tensors' bytes without gaps.
#pragma once

#include "base/mapped_file.h"
#include "checkpoint/tensor_file.h"

namespace fracbit::checkpoint {

class SafetensorsFile final : public TensorFile {
public:
    // Throws Error(InvalidFile) naming the file and the tensor at fault: a header that is larger
    // than the file, offsets that are out of range, overlap, leave gaps or disagree with the shape,
    // names that occur twice.
    static std::unique_ptr<SafetensorsFile> open(const std::filesystem::path& path);
    // Whether the file begins as a safetensors file does: a length and a brace.
    static bool looksRight(const MappedFile& file);

    const MappedFile& mapping() const override { return file_; }
    const std::vector<StoredTensor>& tensors() const override { return tensors_; }
    const std::vector<UnreadableTensor>& unreadable() const override { return unreadable_; }
    // The header's "__metadata__"; entries that are not texts are left out.
    const std::map<std::string, std::string>& metadata() const { return metadata_; }

private:
    explicit SafetensorsFile(MappedFile file);

    MappedFile file_;
    std::vector<StoredTensor> tensors_;
    std::vector<UnreadableTensor> unreadable_;
    std::map<std::string, std::string> metadata_;
};

} // namespace fracbit::checkpoint
