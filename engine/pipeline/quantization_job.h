// Everything about a quantization that is decided before a weight is read: it can be shown, sized
// and refused without doing any work.
#pragma once

#include "checkpoint/weight_source.h"
#include "exporter/checkpoint_folder.h"
#include "packed/packed_format.h"
#include "pipeline/quantization_plan.h"
#include "profiling/moments_file.h"
#include "quantizer/feedback/feedback_factor.h"

#include <memory>
#include <string>

namespace fracbit::pipeline {

struct QuantizationOptions {
    std::uint64_t seed = 0; // of the rotation's signs
    int embeddingBits = 16; // 8 or 16; with tied embeddings the head's too
    int headBits = 16;
    bool overwrite = false; // of a finished checkpoint in the same folder
    // Activation moments of the model: feed errors back (spec, section 8). Null: plain rounding.
    std::shared_ptr<const profiling::MomentsFile> moments{};
    double damping = quantizer::kFeedbackDamping; // of the moments, see FeedbackFactor
    Feedback feedback() const { return moments ? Feedback::On : Feedback::Off; }
};

// The files of the checkpoint but for the tensors, whole; and the tensors' layout.
struct QuantizationJob {
    packed::PackedDescription description;
    checkpoint::SafetensorsLayout layout;
    exporter::SmallFiles smallFiles;
    std::shared_ptr<const profiling::MomentsFile> moments; // null: no feedback
    double damping = quantizer::kFeedbackDamping;
    std::vector<std::string> notes; // what of the plan a person should know

    // Exact bytes of the finished folder.
    std::uint64_t folderBytes() const;
    // Identifies the work, so that only the same work is resumed: what is asked for, and the model
    // by place, sizes, times of its files and some of every tensor's values.
    std::uint64_t fingerprint(const checkpoint::WeightSource& source) const;
};

// Throws Error(Unsupported) naming the layer and the field when the plan asks for what cannot be
// carried out; Error(InvalidArgument) when the plan misses a layer of the model or names one that
// it does not have, or for options that do not fit the model (moments of another one, say);
// Error(Unsupported) when the source is quantized by this program already.
QuantizationJob makeQuantizationJob(const checkpoint::WeightSource& source,
                                    const QuantizationPlan& plan,
                                    const QuantizationOptions& options);

} // namespace fracbit::pipeline
