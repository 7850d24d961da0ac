// Carrying out a plan: rotate, quantize and write every layer of a model.
#pragma once

#include "pipeline/quantization_job.h"
#include "quantizer/packed_layer.h"

#include <optional>

namespace fracbit::pipeline {

struct QuantizedLayer {
    std::string name;
    quantizer::Scheme scheme;
    std::uint64_t bytes = 0; // codes and table
    double relativeError = 0;
    // With feedback, |E R|^2 / |W R|^2, R R^T the damped moments: of the layer's outputs. None
    // without, or where no token of the moments reached the layer, which is quantized plainly then.
    std::optional<double> relativeLoss{};
};

struct QuantizationReport {
    std::uint64_t predictedBytes = 0; // of the folder, before the work
    std::uint64_t bytes = 0;          // as found on disk afterwards
    double seconds = 0;               // of this run
    Feedback feedback = Feedback::Off;
    // Of it, reading, rotating and factorising moments, feeding errors back, and encoding with
    // feedback.
    double factorSeconds = 0;
    double feedbackSeconds = 0;
    double encoderSeconds = 0;
    int resumedItems = 0; // that an earlier run had finished
    std::vector<QuantizedLayer> layers;
    // For the user: rotations that had to fall back, and layers, if errors are fed back elsewhere.
    std::vector<std::string> notes;

    // Layers whose errors were fed back, of all.
    std::size_t fedBackLayers() const;
};

// Quantizes `source` into `folder` (made if need be). Layers are read, rotated, quantized and
// written one at a time: memory stays at about three times the largest layer in float32, plus the
// encoder's scratch (up to 34 MB a thread). With feedback a layer takes five times its float32
// size, and the factor of its moments d_in^2 floats: 1.5 GB for 14336 inputs and 4096 outputs.
//
// The checkpoint appears under its final names at the end. A run that is cancelled, or stopped by a
// full disk or a crash, leaves its partial files and a journal; the same call later goes on from
// there. Any other failure removes them. Throws Error(InvalidArgument) when the folder holds a
// finished checkpoint and `overwrite` is not set.
QuantizationReport quantizeModel(const checkpoint::WeightSource& source,
                                 const QuantizationPlan& plan, const std::filesystem::path& folder,
                                 const QuantizationOptions& options, const RunContext& context);

} // namespace fracbit::pipeline
