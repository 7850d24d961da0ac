#include "packed/parts/module_names.h"

namespace fracbit::packed {

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

} // namespace fracbit::packed
