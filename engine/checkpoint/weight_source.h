// Where a network gets its weights from: an original checkpoint, or a quantized one.
#pragma once

#include "base/shared.h"
#include "checkpoint/model_spec.h"
#include "checkpoint/tensor_file.h"

#include <filesystem>
#include <string>

namespace fracbit::checkpoint {

// Immutable and safe to use from any thread.
class FRACBIT_SHARED WeightSource {
public:
    virtual ~WeightSource() = default;

    virtual const ModelSpec& spec() const = 0;
    // The folder or file the model was opened from.
    virtual const std::filesystem::path& path() const = 0;
    // Where the tokenizer comes from: a folder with tokenizer.json, or a GGUF file.
    virtual std::filesystem::path tokenizerSource() const { return path(); }
    // A tensor by canonical name, as float32 in Hugging Face row order (de-quantized, rotated back:
    // what the network multiplies with). Throws Error(Internal) when spec() has no such tensor,
    // Error(Io) when the file was changed or lost since it was opened.
    virtual Tensor read(const std::string& canonicalName) const = 0;
    // Rows [begin, end) of it; by default reads all and cuts.
    virtual Tensor readRows(const std::string& canonicalName, std::int64_t begin,
                            std::int64_t end) const;

    // One of spec().carried, as it is stored; throws Error(Unsupported) where it cannot be read.
    virtual const StoredTensor& carried(const CarriedTensor& tensor) const;

    // Sizes and times of the files with the weights when they were opened: a text that changes when
    // they are written anew. Empty for what is not in files.
    virtual std::string stamp() const { return {}; }
};

} // namespace fracbit::checkpoint
