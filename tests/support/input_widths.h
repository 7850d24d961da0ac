// The inputs of a model's layers by name, for tests that write moments of their own.
#pragma once

#include "checkpoint/model_spec.h"

#include <map>

namespace fracbit::tests {

inline std::map<std::string, std::int64_t> inputWidths(const checkpoint::ModelSpec& spec) {
    std::map<std::string, std::int64_t> widths;
    for (const checkpoint::LayerInput& input : spec.inputs)
        widths[input.name] = input.width;
    return widths;
}

} // namespace fracbit::tests
