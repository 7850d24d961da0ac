#include "session/measurement.h"

#include "base/text.h"
#include "network/evaluation.h"
#include "network/run.h"
#include "pipeline/own_text.h"
#include "session/file_names.h"
#include "tokenizer/tokenizer.h"

namespace fracbit::app {

namespace {

struct Text {
    std::vector<network::TokenId> tokens;
    QString origin;
};

// A file is read as it is; the model's own sequences are laid one after another, each a window.
Text readText(const checkpoint::WeightSource& model, const MeasureText& text,
              const std::filesystem::path& workFolder, const RunContext& context) {
    if (!text.file.empty()) {
        const auto tokenizer = tokenizer::Tokenizer::open(model.tokenizerSource());
        return {tokenizer->encode(fracbit::readText(text.file)), fileText(text.file.filename())};
    }
    const profiling::Sample sample =
        pipeline::ownText(model, {text.windows, text.context, 0}, workFolder, context);
    Text own{{}, QString::fromStdString(sample.origin)};
    for (const auto& sequence : sample.sequences)
        own.tokens.insert(own.tokens.end(), sequence.begin(), sequence.end());
    return own;
}

} // namespace

MeasurementPtr measure(const MeasureRequest& request, const RunContext& context) {
    const checkpoint::Checkpoint& original = *request.quantize.model;
    const Text text =
        readText(original, request.text, request.quantize.folder.string() + ".text.work", context);
    quantize(request.quantize, context);
    const auto packed = packed::PackedCheckpoint::open(request.quantize.folder);
    const auto quantized = network::openForRunning(*packed, {}, context);
    const auto reference = network::openForRunning(original, {}, context);
    const network::Evaluation result =
        network::evaluate(*quantized, reference.get(), text.tokens,
                          {request.text.context, request.text.windows}, context);
    return std::make_shared<const Measurement>(Measurement{
        request.name, request.solution, result.kl.value_or(0), result.klStandardError.value_or(0),
        result.perplexity, result.sameTop.value_or(0), result.tokens, text.origin,
        request.quantize.folder, request.quantize.plan.feedback.value_or(pipeline::Feedback::Off)});
}

} // namespace fracbit::app
