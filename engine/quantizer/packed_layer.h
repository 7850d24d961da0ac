// One quantized linear layer in the rotated basis: codes, codebook and row scales.
#pragma once

#include "quantizer/panel_encoder.h"
#include "rotation/basis.h"
#include "tensor/tensor.h"

#include <functional>
#include <memory>

namespace fracbit::quantizer {

// Owning; what quantization produces and files hold.
struct PackedLayer {
    Scheme scheme;
    LayerShape shape; // that is coded: whole blocks where both sides are rotated
    Codebook codebook;
    std::vector<std::uint16_t> rowScales; // fp16 bits, one for each of the layer's own rows
    std::vector<std::byte> codes;
};

// Borrows the codes and scales, from a PackedLayer or from a mapped file.
struct PackedLayerView {
    Scheme scheme;
    LayerShape shape;
    Codebook codebook;
    std::span<const std::byte> rowScales; // little-endian fp16
    std::span<const std::byte> codes;

    PackedLayerView() = default;
    explicit PackedLayerView(const PackedLayer& layer);
};

// In the basis that is coded: where whole blocks make padding necessary, its errors are counted in.
struct LayerError {
    double squaredError = 0; // |Q(W) - W|^2
    double squaredNorm = 0;  // |W|^2
    double relative() const { return squaredNorm > 0 ? squaredError / squaredNorm : 0; }
};

// What encodes a layer, and the basis that it is stored in.
struct LayerEncoding {
    PanelEncoder& encoder;
    rotation::Basis basis = rotation::Basis::Inputs;
};

// Quantizes weights in the basis of their inputs (rotation::withInputsIn(); overwritten):
// row_scale_i = rms of row i, rounded to fp16; the rows divided by it, their outputs rotated where
// the basis says so, go to the encoder, some panels at a time. `panelDone` (may be empty) is told
// the weights done so far, padding included. Throws Error(InvalidFile) naming `name` when a weight
// is not finite or a row's rms exceeds fp16, and what the encoder throws.
PackedLayer quantizeRotated(Tensor& rotated, const LayerEncoding& encoding, const std::string& name,
                            const RunContext& context, LayerError& error,
                            const std::function<void(std::uint64_t)>& panelDone = {});
// The same on the processor, with rotated inputs.
PackedLayer quantizeRotated(Tensor& rotated, Scheme scheme, const std::string& name,
                            const RunContext& context, LayerError& error,
                            const std::function<void(std::uint64_t)>& panelDone = {});

// Decodes any rows of a layer; reusable, immutable, safe from any thread.
class LayerReader {
public:
    explicit LayerReader(PackedLayerView view); // throws as makeDecoder()
    const PackedLayerView& view() const { return view_; }
    // Rows [begin, end) of W~, row scales applied, into (end - begin) x columns values.
    void readRows(std::int64_t begin, std::int64_t end, std::span<float> out) const;

private:
    float rowScale(std::int64_t row) const;
    PackedLayerView view_;
    std::shared_ptr<const Decoder> decoder_;
    std::size_t rowTileBytes_;
    std::int64_t paddedColumns_;
};

} // namespace fracbit::quantizer
