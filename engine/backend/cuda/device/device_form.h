// A packed layer in the form in which CUDA kernels read it. Private to the module.
#pragma once

#ifndef FRACBIT_INSIDE_BACKEND
#error "private to engine/backend"
#endif

#include "fracbit_cuda/weights.h"
#include "quantizer/packed_layer.h"

#include <optional>
#include <span>
#include <vector>

namespace fracbit::backend::cuda {

struct DeviceForm {
    fracbit_cuda::WeightFormat format;
    std::vector<std::uint32_t> codes;    // format.codeWords()
    std::vector<std::uint32_t> table;    // format.tableWords()
    std::vector<float> rowScales;        // of every padded row; the codebook's scale is in them
    std::vector<std::int64_t> firstRows; // of each part
};

// The code of a scheme's kernels; nothing when there are none.
std::optional<fracbit_cuda::Code> deviceCode(quantizer::Scheme scheme);

// One layer, or a fused group: layers that read the same input and have the same scheme and
// codebook. The rows of each part are padded to whole row tiles. Throws Error(InvalidArgument) when
// the parts do not fit together, Error(InvalidFile) when a part's codes or codebook are damaged,
// Error(Unsupported) naming the scheme when there are no kernels for it.
DeviceForm deviceForm(std::span<const quantizer::PackedLayerView> parts);

// The format of a layer of this shape, without one. Throws likewise.
fracbit_cuda::WeightFormat weightFormat(quantizer::Scheme scheme, quantizer::LayerShape shape);

} // namespace fracbit::backend::cuda
