// An original (un-quantized, or GGUF-quantized) model on disk.
#pragma once

#include "checkpoint/tensor_file.h"
#include "checkpoint/weight_source.h"

#include <memory>

namespace fracbit::checkpoint {

// A Hugging Face folder (config.json and safetensors, single or sharded by
// model.safetensors.index.json, or pytorch_model.bin likewise) or a GGUF file. Tensors are mapped,
// never loaded as a whole: opening reads headers only.
class Checkpoint final : public WeightSource {
public:
    // Throws Error naming the file, and the tensor or field, that is at fault.
    static std::unique_ptr<Checkpoint> open(const std::filesystem::path& path);

    const ModelSpec& spec() const override { return spec_; }
    const std::filesystem::path& path() const override { return path_; }
    std::string stamp() const override;
    Tensor read(const std::string& canonicalName) const override;
    Tensor readRows(const std::string& canonicalName, std::int64_t begin,
                    std::int64_t end) const override;

    const StoredTensor& carried(const CarriedTensor& tensor) const override;

    const std::vector<std::unique_ptr<TensorFile>>& files() const { return files_; }

private:
    Checkpoint() = default;
    void openFolder();
    void openFile();
    const ModelTensor& tensor(const std::string& canonicalName) const;

    std::filesystem::path path_;
    ModelSpec spec_;
    std::vector<std::unique_ptr<TensorFile>> files_;
};

} // namespace fracbit::checkpoint
