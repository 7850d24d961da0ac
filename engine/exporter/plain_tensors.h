// Tensors that are not quantized by the palette: kept in 16 bits, or embeddings in 8.
#pragma once

#include "checkpoint/safetensors_writer.h"
#include "checkpoint/weight_source.h"
#include "packed/packed_format.h"

namespace fracbit::exporter {

// These stream the tensor in pieces of some megabytes. They throw Error(InvalidFile) naming the
// tensor when a value is not finite.

// Rounds to the 16-bit type that the layout calls for under the name of `place`, where the tensor's
// rows come to lie; on all threads. Values that are too large for the type are not finite either.
// The place is not transposed.
void writeSixteenBit(const checkpoint::WeightSource& source, const checkpoint::ModelTensor& tensor,
                     const checkpoint::StoredPlace& place, checkpoint::SafetensorsWriter& writer,
                     const RunContext& context);

// The same for transposed places, whose matrices several tensors may share: they are gathered until
// one of another matrix comes, or flush() is called.
class TransposedMatrices {
public:
    explicit TransposedMatrices(checkpoint::SafetensorsWriter& writer) : writer_(writer) {}
    void add(const checkpoint::WeightSource& source, const checkpoint::ModelTensor& tensor,
             const checkpoint::StoredPlace& place, const RunContext& context);
    void flush();

private:
    void begin(const std::string& name, std::int64_t matrix);

    checkpoint::SafetensorsWriter& writer_;
    std::string name_; // of the stored tensor that the gathered matrix is one of
    std::int64_t matrix_ = 0;
    std::int64_t rows_ = 0; // of all its tensors
    std::vector<std::uint16_t> values_;
};

// What stands beside the text model is written as it is stored, under its own name; block formats
// of GGUF, which safetensors files have no name for, in BF16.
std::vector<checkpoint::PlannedTensor> plannedCarried(const checkpoint::WeightSource& source);
void writeCarried(const checkpoint::WeightSource& source, const checkpoint::CarriedTensor& tensor,
                  checkpoint::SafetensorsWriter& writer, const RunContext& context);
// Whether `written` carries it, with the same bytes.
bool carriesSame(const checkpoint::WeightSource& source, const checkpoint::WeightSource& written,
                 const checkpoint::CarriedTensor& tensor);

// Whether `written` holds that tensor of `source` bit for bit as writeSixteenBit() rounds it.
bool holdsRounded(const checkpoint::WeightSource& source, const checkpoint::WeightSource& written,
                  const checkpoint::ModelTensor& tensor, const RunContext& context);

// Rows scaled to [-127, 127] by their largest magnitude, with fp16 scales.
void writeEightBit(const checkpoint::WeightSource& source, const checkpoint::ModelTensor& tensor,
                   const packed::PackedLayerInfo& rows, checkpoint::SafetensorsWriter& writer,
                   const RunContext& context);

} // namespace fracbit::exporter
