// Small checkpoints on disk, made of seeded random numbers.
#pragma once

#include "checkpoint/uniform_decoder.h"
#include "checkpoint/weight_source.h"
#include "support/gguf_writer.h"
#include "support/safetensors_writer.h"

#include <filesystem>

namespace fracbit::tests {

// A folder that disappears with the object.
class TemporaryFolder {
public:
    enum class Place {
        Disk,
        Memory, // for thousands of small files, where the system has such a place
    };
    explicit TemporaryFolder(Place place = Place::Disk);
    ~TemporaryFolder();
    TemporaryFolder(const TemporaryFolder&) = delete;
    TemporaryFolder& operator=(const TemporaryFolder&) = delete;
    const std::filesystem::path& path() const { return path_; }
    std::filesystem::path operator/(const std::string& name) const { return path_ / name; }

private:
    std::filesystem::path path_;
};

// A tiny model of each architecture: two blocks, grouped queries, biases and norms as it has them.
checkpoint::UniformDecoder syntheticConfig(const std::string& architecture);

enum class WeightFormat { Safetensors, PyTorch };
struct CheckpointOptions {
    int shards = 1; // more than one: with an index
    DType dtype = DType::F32;
    WeightFormat format = WeightFormat::Safetensors;
};

// Any source as a Hugging Face folder (config.json and weights; no tokenizer). The folder is made
// when it is not there.
void writeCheckpoint(const std::filesystem::path& folder, const checkpoint::WeightSource& source,
                     const CheckpointOptions& options = {});

// The tensors of a source under their Hugging Face names.
std::vector<TestTensor> huggingFaceTensors(const checkpoint::WeightSource& source, DType dtype);

// Any source as a GGUF model without a tokenizer; q and k are permuted for the architectures llama
// and mistral, as the converter of llama.cpp does.
GgufWriter ggufModel(const checkpoint::WeightSource& source, DType dtype = DType::F32);

} // namespace fracbit::tests
