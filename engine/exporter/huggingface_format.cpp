#include "exporter/huggingface_format.h"

#include "base/error.h"
#include "checkpoint/huggingface_names.h"

namespace fracbit::exporter {

namespace {

const char* torchName(DType type) {
    return type == DType::BF16 ? "bfloat16" : "float16";
}

} // namespace

std::vector<checkpoint::PlannedTensor> huggingFaceTensors(const checkpoint::ModelConfig& config,
                                                          DType type) {
    std::vector<checkpoint::PlannedTensor> tensors;
    for (const auto& tensor : checkpoint::expectedTensors(config))
        tensors.push_back({checkpoint::huggingFaceName(tensor.role, tensor.block, tensor.linear),
                           type, tensor.shape});
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
