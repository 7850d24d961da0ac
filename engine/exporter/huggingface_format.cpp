#include "exporter/huggingface_format.h"

#include "base/error.h"
#include "checkpoint/tensor_names.h"

#include <string_view>

namespace fracbit::exporter {

using checkpoint::LinearRole;
using checkpoint::TensorRole;

namespace {

const char* torchName(DType type) {
    return type == DType::BF16 ? "bfloat16" : "float16";
}

} // namespace

std::string huggingFaceName(checkpoint::TensorRole role, int block,
                            std::optional<checkpoint::LinearRole> linear) {
    return checkpoint::TensorNames::huggingFace("model.").stored(role, block, linear);
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
    for (int first = 0; first < checkpoint::kLinearRoles; ++first)
        if (const auto other = static_cast<LinearRole>(first);
            checkpoint::fusionGroup(other) == checkpoint::fusionGroup(role))
            return moduleName(block, other);
    return moduleName(block, role);
}

std::vector<PackedTensor> huggingFaceTensors(const checkpoint::ModelConfig& config, DType type) {
    std::vector<PackedTensor> tensors;
    for (const auto& tensor : checkpoint::expectedTensors(config))
        tensors.push_back(
            {huggingFaceName(tensor.role, tensor.block, tensor.linear), type, tensor.shape});
    return tensors;
}

nlohmann::json plainConfig(const checkpoint::ModelConfig& config, DType type) {
    if (!config.rope.frequencyDivisors.empty())
        throw Error(ErrorCode::Unsupported,
                    "the frequencies of this model's rotary embedding follow no formula that a "
                    "Hugging Face configuration can name; quantize its Hugging Face original");
    nlohmann::json result = checkpoint::huggingFaceConfig(config);
    result["dtype"] = result["torch_dtype"] = torchName(type);
    result["rope_theta"] = config.rope.theta;
    if (config.rope.scaling != checkpoint::RopeScaling::None)
        result["rope_scaling"] = result["rope_parameters"];
    return result;
}

} // namespace fracbit::exporter
