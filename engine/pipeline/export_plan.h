// What a plan asks of an exporter that quantizes by itself.
#pragma once

#include "exporter/exporter.h"
#include "pipeline/quantization_plan.h"

namespace fracbit::pipeline {

// By layer name. Throws Error(Unsupported) naming a layer of several schemes or of integers.
std::map<std::string, exporter::LayerTarget> layerTargets(const QuantizationPlan& plan);

} // namespace fracbit::pipeline
