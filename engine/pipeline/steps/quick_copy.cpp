#include "pipeline/steps/quick_copy.h"

#include "pipeline/model_quantization.h"

namespace fracbit::pipeline {

QuickCopy::QuickCopy(const checkpoint::WeightSource& source, quantizer::Scheme scheme,
                     std::filesystem::path folder, const RunContext& context)
    : folder_(std::move(folder)) {
    std::vector<std::string> names;
    for (const auto& layer : source.spec().layers)
        names.push_back(layer.name);
    QuantizationOptions options;
    options.overwrite = true;
    (void)quantizeModel(source, uniformPlan(names, scheme), folder_, options, context);
    model_ = packed::PackedCheckpoint::open(folder_);
}

QuickCopy::~QuickCopy() {
    model_.reset();
    std::error_code ignored;
    std::filesystem::remove_all(folder_, ignored);
}

} // namespace fracbit::pipeline
