// A quantized model on disk, as a source of weights.
#pragma once

#include "checkpoint/safetensors_file.h"
#include "checkpoint/weight_source.h"
#include "packed/packed_format.h"
#include "rotation/rotation.h"

#include <memory>

namespace fracbit::packed {

// A folder that `fracbit quantize` wrote. Mapped, not loaded; every size is checked on opening.
class PackedCheckpoint final : public checkpoint::WeightSource {
public:
    // Throws Error naming the file, and the tensor or field, that is at fault.
    static std::unique_ptr<PackedCheckpoint> open(const std::filesystem::path& folder);
    // Whether the folder's config.json says that this program wrote it.
    static bool looksRight(const std::filesystem::path& folder);

    const checkpoint::ModelSpec& spec() const override { return spec_; }
    const std::filesystem::path& path() const override { return folder_; }
    // De-quantized, in the original basis.
    Tensor read(const std::string& canonicalName) const override;
    // Decodes no other rows than these (and those of their tiles of 16).
    Tensor readRows(const std::string& canonicalName, std::int64_t begin,
                    std::int64_t end) const override;

    const checkpoint::StoredTensor& carried(const checkpoint::CarriedTensor& tensor) const override;

    const PackedDescription& description() const { return description_; }
    // Codes, tables: of a linear layer, without scales and signs.
    std::uint64_t codedBytes(const std::string& layerName) const;

    // Nothing, or why the packed run-time cannot multiply with this checkpoint: the first layer
    // that is not of one scheme, or not in a basis that kernels multiply in, or not in that of the
    // layers that read the same input.
    std::string absenceOfKernels() const;
    // A layer that kernels multiply with (codes borrow from this object), and the rotation of its
    // input, if it is rotated. Throws Error(Unsupported) naming the layer for others.
    quantizer::PackedLayerView layer(const std::string& layerName) const;
    std::optional<rotation::Rotation> inputRotation(const std::string& layerName) const;
    // A matrix that is no layer of a block (embedding, head, a router) as it lies in the file: F16,
    // BF16, or I8 with a scale for each row. Throws Error(Unsupported) when it is of another kind.
    struct StoredRows {
        const checkpoint::StoredTensor& values;
        const checkpoint::StoredTensor* scales = nullptr;
    };
    StoredRows storedRows(const std::string& layerName) const;
    // Tells the system that the pages of a tensor, or of a layer's codes, will not be needed soon.
    void release(const std::string& canonicalName) const;

    // Tensors whose bytes are not those that their checksum was made of, with the reason; without
    // checksums (version 1) there are none. Reads the whole file; throws Error(Cancelled).
    bool hasChecksums() const { return description_.version > 1; }
    std::vector<std::string> damagedTensors(const RunContext& context) const;

private:
    PackedCheckpoint() = default;
    void findInputScales();
    std::vector<checkpoint::CarriedTensor> checkTensors() const; // returns those beside them
    void makeSpec(std::vector<checkpoint::CarriedTensor> carried);
    const PackedLayerInfo* layerOf(const checkpoint::ModelTensor& tensor) const;
    std::string storedName(const checkpoint::ModelTensor& tensor) const;
    std::uint64_t storedBytes(const PackedLayerInfo& layer) const;

    std::filesystem::path folder_;
    PackedDescription description_;
    checkpoint::ModelSpec spec_;
    std::unique_ptr<checkpoint::SafetensorsFile> file_;
};

// MODEL of the command line: an original checkpoint or a quantized folder.
std::unique_ptr<checkpoint::WeightSource> openModel(const std::filesystem::path& path);

} // namespace fracbit::packed
