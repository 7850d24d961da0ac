#include "exporter/parts/module_names.h"

#include "exporter/huggingface_format.h"

#include <string_view>

namespace fracbit::exporter {

using checkpoint::LinearRole;
using checkpoint::TensorRole;

namespace {

std::string withoutWeight(std::string name) {
    constexpr std::string_view kWeight = ".weight";
    name.resize(name.size() - kWeight.size());
    return name;
}

} // namespace

std::string moduleName(int block, LinearRole role) {
    return withoutWeight(huggingFaceName(TensorRole::LinearWeight, block, role));
}

std::string inputModule(int block, LinearRole role) {
    for (int first = 0; first < checkpoint::kLinearRoles; ++first)
        if (const auto other = static_cast<LinearRole>(first);
            checkpoint::fusionGroup(other) == checkpoint::fusionGroup(role))
            return moduleName(block, other);
    return moduleName(block, role);
}

std::string rowsModule(TensorRole role) {
    return withoutWeight(huggingFaceName(role, -1, std::nullopt));
}

void setNames(PackedLayerInfo& layer, const std::string& module, const std::string& input) {
    layer.codes = module + ".codes";
    layer.table = module + ".table";
    layer.rowScale = module + ".row_scale";
    if (!input.empty()) {
        layer.inputSigns = input + ".input_signs";
        layer.inputScale = input + ".input_scale";
    }
}

void setNamesOfVersion1(PackedLayerInfo& layer, const std::string& name, const std::string& input) {
    layer.codes = name + ".codes";
    layer.table = name + ".table";
    layer.rowScale = name + ".row_scale";
    layer.inputSigns = input + ".signs";
}

} // namespace fracbit::exporter
