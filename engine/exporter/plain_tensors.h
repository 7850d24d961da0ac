// Tensors that are not quantized by the palette: kept in 16 bits, or embeddings in 8.
#pragma once

#include "checkpoint/safetensors_writer.h"
#include "checkpoint/weight_source.h"
#include "packed/packed_format.h"

namespace fracbit::exporter {

// These stream the tensor in pieces of some megabytes. They throw Error(InvalidFile) naming the
// tensor when a value is not finite.

// Rounds to the 16-bit type that the layout calls for under `writtenName`, on all threads; the
// tensor's rows begin there with row `firstRow`. Values that are too large for the type are not
// finite either.
void writeSixteenBit(const checkpoint::WeightSource& source, const checkpoint::ModelTensor& tensor,
                     const std::string& writtenName, checkpoint::SafetensorsWriter& writer,
                     const RunContext& context, std::int64_t firstRow = 0);

// Whether `written` holds that tensor of `source` bit for bit as writeSixteenBit() rounds it.
bool holdsRounded(const checkpoint::WeightSource& source, const checkpoint::WeightSource& written,
                  const checkpoint::ModelTensor& tensor, const RunContext& context);

// Rows scaled to [-127, 127] by their largest magnitude, with fp16 scales.
void writeEightBit(const checkpoint::WeightSource& source, const checkpoint::ModelTensor& tensor,
                   const packed::PackedLayerInfo& rows, checkpoint::SafetensorsWriter& writer,
                   const RunContext& context);

} // namespace fracbit::exporter
