// Tensors that are not quantized by the palette: kept in 16 bits, or embeddings in 8.
#pragma once

#include "checkpoint/weight_source.h"
#include "exporter/safetensors_writer.h"

namespace fracbit::pipeline {

// Both stream the tensor in pieces of some megabytes. They throw Error(InvalidFile) naming the
// tensor when a value is not finite.

// Rounds to the 16-bit type that the layout calls for.
void writeSixteenBit(const checkpoint::WeightSource& source, const checkpoint::ModelTensor& tensor,
                     exporter::SafetensorsWriter& writer, const RunContext& context);

// Rows scaled to [-127, 127] by their largest magnitude, with fp16 scales.
void writeEightBit(const checkpoint::WeightSource& source, const checkpoint::ModelTensor& tensor,
                   exporter::SafetensorsWriter& writer, const RunContext& context);

} // namespace fracbit::pipeline
