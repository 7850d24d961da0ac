// A model for other programs: every weight de-quantized, in the original basis, 16 bits.
#pragma once

#include "exporter/exporter.h"

namespace fracbit::exporter {

// Writes any model as a Hugging Face folder: config.json, in the spelling of transformers 5 and in
// that of the programs before it; model.safetensors; the tokenizer's files. Its one option "dtype"
// is the type of all weights. Memory: some megabytes a thread, as far as the model reads no more
// than the rows that it is asked for. A run that was cancelled begins anew; one that fails among
// the small files (a full disk) leaves those that it had written. Throws Error(Unsupported) for a
// model whose rotary embedding follows no formula that a configuration can name, and, while it
// writes, Error(InvalidArgument) naming the tensor that has values too large for float16.
std::unique_ptr<const Exporter> makeHuggingFaceExporter();

} // namespace fracbit::exporter
