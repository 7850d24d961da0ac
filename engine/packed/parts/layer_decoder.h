// Rows of a stored layer in the model's own basis, whatever it consists of. Private to the module.
#pragma once

#ifndef FRACBIT_INSIDE_PACKED
#error "private to engine/packed"
#endif

#include "checkpoint/tensor_file.h"
#include "packed/packed_format.h"

namespace fracbit::packed {

// Borrows both; they must outlive it. Immutable.
class LayerDecoder {
public:
    // Tensors have been checked against the description.
    LayerDecoder(const PackedLayerInfo& layer, const checkpoint::TensorFile& file)
        : layer_(layer), file_(file) {}

    Tensor readRows(std::int64_t begin, std::int64_t end) const;
    // The segment as it is stored, with its part of the row scales.
    quantizer::PackedLayerView segment(std::size_t index) const;

private:
    Tensor readIntegers(std::int64_t begin, std::int64_t end) const;
    void readSegment(std::size_t index, const PackedRange& rows, Tensor& out) const;
    void rotateBack(Tensor& rows) const;
    void scaleRows(std::int64_t begin, Tensor& rows) const;
    void scaleInputs(Tensor& rows) const;

    const PackedLayerInfo& layer_;
    const checkpoint::TensorFile& file_;
};

} // namespace fracbit::packed
