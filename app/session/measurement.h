// An allocation that was really quantized and compared with the original. Called by jobs.
#pragma once

#include "allocation/solution.h"
#include "session/quantize_run.h"

#include <QString>

#include <optional>

namespace fracbit::app {

// The text that both models read.
struct MeasureText {
    std::filesystem::path file; // empty: what the original writes itself
    std::int64_t windows = 8;
    std::int64_t context = 256; // tokens a window
};

struct MeasureRequest {
    QuantizeRequest quantize; // into a folder of our own; what it holds of other plans is replaced
    MeasureText text;
    QString name;
    allocation::Solution solution; // what is predicted for the plan
};

struct Measurement {
    QString name;
    allocation::Solution solution;
    double kl = 0; // KL(original || quantized), nats a token
    double klStandardError = 0;
    double perplexity = 0;
    double sameTop = 0; // share of predictions with the same most probable token
    std::int64_t tokens = 0;
    QString text;                 // which one
    std::filesystem::path folder; // of the quantized model; may have gone since
    pipeline::Feedback feedback = pipeline::Feedback::On; // of errors, when it was quantized
};
using MeasurementPtr = std::shared_ptr<const Measurement>;

// Throws what quantizing, loading and evaluating throw.
MeasurementPtr measure(const MeasureRequest& request, const RunContext& context);

} // namespace fracbit::app
