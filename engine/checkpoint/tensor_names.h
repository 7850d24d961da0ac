// Where a model's tensors lie in files, by the names that its architecture gives them.
#pragma once

#include "checkpoint/architecture.h"

#include <map>

namespace fracbit::checkpoint {

class TensorNames {
public:
    // `prefix` is "model." for a complete checkpoint, "" for one saved from the decoder alone.
    static TensorNames huggingFace(const Architecture& architecture, std::string prefix = "model.");
    static TensorNames gguf(const Architecture& architecture);

    // The stored tensor, and the first row within it, of every tensor, in their order. `file` is
    // left at 0.
    std::vector<StoredPlace> places(const ModelConfig& config,
                                    std::span<const ExpectedTensor> tensors) const;
    std::string stored(const ExpectedTensor& tensor) const;
    // The shapes that the stored tensors have which hold `tensors`, `places` being theirs.
    std::map<std::string, Shape> shapes(std::span<const ExpectedTensor> tensors,
                                        std::span<const StoredPlace> places) const;
    // The module that the tensor is of; for one of several in a stored tensor, a module of its own
    // within that: "model.layers.3.self_attn.qkv_proj.q".
    std::string module(const ExpectedTensor& tensor) const;

    // Whether a tensor that the configuration does not call for would change the result if it were
    // there: those of the blocks, and biases of head and final norm.
    bool matters(std::string_view storedName, std::int64_t blocks) const;

private:
    TensorNames(const Architecture& architecture, std::span<const StoredName> names,
                std::string prefix, std::string blocks, bool isGguf)
        : architecture_(&architecture), names_(names), prefix_(std::move(prefix)),
          blocks_(std::move(blocks)), isGguf_(isGguf) {}
    const StoredName& entry(std::string_view part) const;
    bool isStacked(const ExpectedTensor& tensor) const; // with other experts in one tensor
    std::string path(const StoredName& named, const ExpectedTensor& tensor) const;
    std::vector<RowRun> runs(const ModelConfig& config, const ExpectedTensor& tensor) const;

    const Architecture* architecture_;
    std::span<const StoredName> names_;
    std::string prefix_; // of what stands outside of the blocks
    std::string blocks_; // "model.layers."
    bool isGguf_;
};

} // namespace fracbit::checkpoint
