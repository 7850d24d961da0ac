#include "checkpoint/huggingface_names.h"

#include "checkpoint/tensor_names.h"

#include <string_view>

namespace fracbit::checkpoint {

std::string huggingFaceName(TensorRole role, int block, std::optional<LinearRole> linear) {
    return TensorNames::huggingFace("model.").stored(role, block, linear);
}

std::string moduleName(TensorRole role, int block, std::optional<LinearRole> linear) {
    constexpr std::string_view kWeight = ".weight";
    std::string name = huggingFaceName(role, block, linear);
    name.resize(name.size() - kWeight.size());
    return name;
}

std::string moduleName(int block, LinearRole role) {
    return moduleName(TensorRole::LinearWeight, block, role);
}

std::string inputModule(int block, LinearRole role) {
    for (int first = 0; first < kLinearRoles; ++first)
        if (const auto other = static_cast<LinearRole>(first);
            fusionGroup(other) == fusionGroup(role))
            return moduleName(block, other);
    return moduleName(block, role);
}

} // namespace fracbit::checkpoint
