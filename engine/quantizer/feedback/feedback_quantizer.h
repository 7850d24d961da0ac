// Quantization of a layer with feedback of its errors.
#pragma once

#include "quantizer/feedback/feedback_factor.h"
#include "quantizer/packed_layer.h"

namespace fracbit::quantizer {

struct FeedbackOptions {
    // The rows are scaled to this rms below one, since corrected targets are larger than weights.
    double headroom = 1;
    // Whether row scales are fitted again, to the least loss, when the codes are known.
    bool refitScales = true;
};

struct FeedbackError {
    LayerError weights;        // as without feedback
    double loss = 0;           // |E R|^2, see FeedbackFactor
    double energy = 0;         // |W R|^2
    double encoderSeconds = 0; // spent in PanelEncoder::encode()
    double growth = 1;         // mean square of the corrected targets over that of the weights
    // Of the layer's outputs, as far as the moments and their damping tell.
    double relativeLoss() const { return energy > 0 ? loss / energy : 0; }
};

// As quantizeRotated(), with the errors of every panel fed back into the panels behind it; `factor`
// is of the moments of this layer's input in its basis. The codes are of the same form and size.
// With both sides rotated another copy of the weights is made.
PackedLayer quantizeWithFeedback(Tensor& rotated, const LayerEncoding& encoding,
                                 const std::string& name, const FeedbackFactor& factor,
                                 const FeedbackOptions& options, const RunContext& context,
                                 FeedbackError& error,
                                 const std::function<void(std::uint64_t)>& panelDone = {});
// The same on the processor, with rotated inputs.
PackedLayer quantizeWithFeedback(Tensor& rotated, Scheme scheme, const std::string& name,
                                 const FeedbackFactor& factor, const FeedbackOptions& options,
                                 const RunContext& context, FeedbackError& error,
                                 const std::function<void(std::uint64_t)>& panelDone = {});

} // namespace fracbit::quantizer
