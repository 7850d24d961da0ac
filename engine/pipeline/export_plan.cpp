#include "pipeline/export_plan.h"

#include "base/error.h"

namespace fracbit::pipeline {

std::map<std::string, exporter::LayerTarget> layerTargets(const QuantizationPlan& plan) {
    std::map<std::string, exporter::LayerTarget> targets;
    for (const LayerPlan& layer : plan.layers) {
        if (!layer.segments.empty() || layer.integerBits)
            throw Error(ErrorCode::Unsupported, layer.name,
                        "the plan gives it other than one scheme, which no exporter takes");
        targets[layer.name] = {layer.scheme, layer.basis};
    }
    return targets;
}

} // namespace fracbit::pipeline
