// What a tensor is, in words.
#pragma once

#include "checkpoint/model_spec.h"

#include <QString>

namespace fracbit::app {

// "Query projection of block 11", "Token embedding".
QString roleText(const checkpoint::ModelTensor& tensor);
// The linear layers of the same block that read the same input: "k, v"; "none".
QString fusionPartners(const checkpoint::ModelSpec& spec, const checkpoint::LinearLayer& layer);

} // namespace fracbit::app
