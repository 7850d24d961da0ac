// A quantized model on disk, as a source of weights.
#pragma once

#include "checkpoint/tensor_file.h"
#include "checkpoint/weight_source.h"
#include "exporter/packed_format.h"
#include "rotation/rotation.h"

#include <memory>

namespace fracbit::exporter {

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
    Tensor readRows(const std::string& canonicalName, std::int64_t begin,
                    std::int64_t end) const override;

    const PackedDescription& description() const { return description_; }
    // The packed layer itself (codes borrow from this object), and the rotation of its input.
    quantizer::PackedLayerView layer(const std::string& layerName) const;
    rotation::Rotation inputRotation(const std::string& layerName) const;
    // A tensor as it is stored. Throws Error(InvalidArgument) when there is none of that name.
    const checkpoint::StoredTensor& stored(const std::string& name) const;
    // Tells the system that the pages of a tensor, or of a layer's codes, will not be needed soon.
    void release(const std::string& name) const;
    void releaseLayer(const std::string& layerName) const;

private:
    PackedCheckpoint() = default;
    void openTensors();
    void makeSpec();
    Tensor readLayerRows(const checkpoint::LinearLayer& layer, std::int64_t begin,
                         std::int64_t end) const;
    Tensor readEightBitRows(const std::string& name, std::int64_t begin, std::int64_t end) const;

    std::filesystem::path folder_;
    PackedDescription description_;
    checkpoint::ModelSpec spec_;
    std::unique_ptr<checkpoint::TensorFile> file_;
    std::map<std::int64_t, std::shared_ptr<const rotation::Hadamard>> transforms_; // by size
};

// MODEL of the command line: an original checkpoint or a quantized folder.
std::unique_ptr<checkpoint::WeightSource> openModel(const std::filesystem::path& path);

} // namespace fracbit::exporter
