// What tensors are called in Hugging Face checkpoints and in GGUF files.
#pragma once

#include "checkpoint/model_spec.h"

namespace fracbit::checkpoint {

// One naming scheme: from what a tensor is to its stored name, and what to make of the names that
// are left over.
class TensorNames {
public:
    // `prefix`: "model." usually, nothing for checkpoints of the bare decoder.
    static TensorNames huggingFace(std::string prefix);
    static TensorNames gguf();

    std::string stored(TensorRole role, int block, std::optional<LinearRole> linear) const;

    // Whether a tensor that the configuration does not call for would change what the model
    // computes: anything inside of one of the model's blocks but buffers that are recomputed, and
    // biases outside.
    bool matters(std::string_view storedName, std::int64_t blocks) const;

private:
    enum class Scheme { HuggingFace, Gguf };
    TensorNames(Scheme scheme, std::string prefix) : scheme_(scheme), prefix_(std::move(prefix)) {}
    std::string blockPrefix() const;

    Scheme scheme_;
    std::string prefix_;
};

} // namespace fracbit::checkpoint
