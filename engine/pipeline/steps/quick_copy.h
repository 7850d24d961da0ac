// A copy of a model, quantized in seconds, for work that wants packed weights and no particular
// ones.
#pragma once

#ifndef FRACBIT_INSIDE_PIPELINE
#error "private to engine/pipeline"
#endif

#include "packed/packed_checkpoint.h"
#include "quantizer/scheme.h"

#include <filesystem>
#include <memory>

namespace fracbit::pipeline {

// All layers of one scalar scheme, which encode in seconds a billion weights. The folder is made by
// the constructor and removed by the destructor.
class QuickCopy {
public:
    // Throws what quantizeModel() throws.
    QuickCopy(const checkpoint::WeightSource& source, quantizer::Scheme scheme,
              std::filesystem::path folder, const RunContext& context);
    ~QuickCopy();
    QuickCopy(const QuickCopy&) = delete;
    QuickCopy& operator=(const QuickCopy&) = delete;

    const packed::PackedCheckpoint& model() const { return *model_; }

private:
    std::filesystem::path folder_;
    std::unique_ptr<packed::PackedCheckpoint> model_;
};

} // namespace fracbit::pipeline
