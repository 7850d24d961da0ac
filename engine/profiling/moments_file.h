// Second moments of the activations, H = E[x xᵀ], of every input of linear layers: computed once a
// model, used by every quantization with feedback (spec, section 8).
//
// The file (version 2) is a safetensors file. For every input it has one F32 tensor
// [d (d + 1) / 2], inputMomentsName(): the upper triangle of H, row by row (row i has d - i
// entries), in the model's own basis. Unrotated, so that one file serves every seed and every way
// to rotate, and can be made by other programs; rotating costs little beside the factorisation that
// follows. For layers it may have moments of the gradients of their outputs, E[g gᵀ]: as F32
// "M.output_moments" [d (d + 1) / 2], or the diagonal alone, "M.output_diagonal" [d], with M as
// "model.layers.3.self_attn.q_proj". The header's "__metadata__":
//   "format": "fracbit-moments", "version": "2",
//   "checkpoint": "0123456789abcdef",   modelFingerprint(); empty: not known, any model of the
//                                       sizes
//   "sample": "the model's own text, seed 0", "sequences": "48", "length": "512"   for people
//   "xxh3.<tensor>": "0123456789abcdef"                                            checksums
// In version 1, which is read as well, tensors are called as their inputs ("blocks.3.qkv"), and
// there are none of outputs.
//
// In the program an input is called as in checkpoint::ModelSpec::inputs: "blocks.3.qkv".
#pragma once

#include "checkpoint/safetensors_file.h"
#include "checkpoint/weight_source.h"

#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <string>

namespace fracbit::profiling {

inline constexpr int kMomentsVersion = 2; // what is written; all up to it are read

// An open file; immutable and safe to use from any thread. Matrices are read one at a time from the
// mapped file.
class MomentsFile {
public:
    // `spec`: of the model that it is to belong to, whose inputs and layers are looked up by name;
    // not kept. Throws Error(InvalidFile) when it is no such file, or one of another version.
    MomentsFile(const std::filesystem::path& path, const checkpoint::ModelSpec& spec);

    const std::filesystem::path& path() const { return file_->path(); }
    std::string checkpoint() const { return text("checkpoint"); }
    std::string text(const std::string& key) const; // of the metadata; empty when absent

    // sequences x length; empty when the file does not say.
    std::optional<std::int64_t> tokens() const;

    // Tells files apart without reading all of them.
    std::string identity() const;

    // Throws Error(InvalidArgument) naming the file unless it belongs to this model: its
    // fingerprint; Error(InvalidFile) without an input of the right width for every layer, or with
    // moments of outputs that are not of a layer's width.
    void requireModel(const checkpoint::WeightSource& source) const;

    // The whole symmetric matrix, width x width. Throws Error(InvalidFile) naming the file and the
    // input: absent, of another width, values that are not finite, or a negative diagonal entry.
    Tensor read(const std::string& input, std::int64_t width) const;

    // Of the gradients of a layer's outputs: the whole matrix, out x out; or where the file has its
    // diagonal alone, that, of shape [out]; nothing where it has neither. Throws as read() does.
    std::optional<Tensor> readOutput(const checkpoint::LinearLayer& layer) const;

private:
    struct Stored {
        const checkpoint::StoredTensor& tensor;
        std::string what; // for messages: "moments of the input blocks.3.qkv"
    };
    Stored input(const std::string& name, std::int64_t width) const;
    std::optional<Stored> output(const checkpoint::LinearLayer& layer) const;
    Stored checked(const checkpoint::StoredTensor& tensor, std::string what, std::int64_t entries,
                   std::int64_t width) const;
    Tensor readTriangle(const Stored& stored, std::int64_t width) const;
    Tensor readDiagonal(const Stored& stored, std::int64_t width) const;

    int version_ = kMomentsVersion;
    std::map<std::string, std::string> inputNames_;  // stored names of the moments of inputs
    std::map<std::string, std::string> moduleNames_; // of layers
    std::unique_ptr<checkpoint::SafetensorsFile> file_;
};

// Where a profile's moments lie: beside it, "<profile>.moments".
std::filesystem::path momentsPath(const std::filesystem::path& profile);

// "model.layers.3.self_attn.q_proj.input_moments": by the first module that reads the input.
std::string inputMomentsName(const checkpoint::ModelSpec& spec,
                             const checkpoint::LayerInput& input);

} // namespace fracbit::profiling
