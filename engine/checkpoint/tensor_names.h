// Where a model's tensors lie in files, by the names that its architecture gives them.
#pragma once

#include "checkpoint/architecture.h"

#include <map>

namespace fracbit::checkpoint {

class TensorNames {
public:
    // What stands in front of a text model's names in Hugging Face files: "model." in a complete
    // checkpoint, nothing in one that was saved from the decoder alone, others within the models
    // that see and hear.
    struct Prefixes {
        std::string decoder = "model.";
        std::string head{};
    };
    static TensorNames huggingFace(const Architecture& architecture) {
        return huggingFace(architecture, Prefixes());
    }
    static TensorNames huggingFace(const Architecture& architecture, Prefixes prefixes) {
        return huggingFace(architecture, std::move(prefixes), architecture.huggingFaceNames);
    }
    // `names`: those of the architecture, or its others.
    static TensorNames huggingFace(const Architecture& architecture, Prefixes prefixes,
                                   std::span<const StoredName> names);
    // Those that a configuration's model has, by what it stands within.
    static Prefixes prefixesOf(const ModelConfig& config);
    // All that files are known to have.
    static std::span<const Prefixes> knownPrefixes();
    static TensorNames gguf(const Architecture& architecture) {
        return gguf(architecture, architecture.ggufNames);
    }
    static TensorNames gguf(const Architecture& architecture, std::span<const StoredName> names);

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

    // Of a stored tensor that the configuration does not call for. Within the text model it would
    // change the result (more blocks than there are, an adapter of the head), unless it says again
    // what is known already (frequencies of the rotary embedding, a head that is the embedding).
    // Beside it stand towers that see or hear, and modules that it has nothing to do with.
    enum class Surplus { ChangesResult, SaysNothing, BesideTheModel };
    Surplus surplus(std::string_view storedName, const ModelConfig& config) const;
    std::string head() const; // the name of its stored tensor

private:
    TensorNames(const Architecture& architecture, std::span<const StoredName> names,
                Prefixes prefixes, std::string blocks, bool isGguf)
        : architecture_(&architecture), names_(names), prefixes_(std::move(prefixes)),
          blocks_(std::move(blocks)), isGguf_(isGguf) {}
    const StoredName& entry(std::string_view part) const;
    bool liesWithOthers(const StoredName& named) const;
    bool isStacked(const ExpectedTensor& tensor) const; // with other experts in one tensor
    std::string path(const StoredName& named, const ExpectedTensor& tensor) const;
    std::vector<RowRun> runs(const ModelConfig& config, const ExpectedTensor& tensor) const;

    const Architecture* architecture_;
    std::span<const StoredName> names_;
    Prefixes prefixes_;
    std::string blocks_; // "model.layers."
    bool isGguf_;
};

} // namespace fracbit::checkpoint
