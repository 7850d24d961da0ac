#include "network/torch/torch_module.h"

#include <string_view>

namespace fracbit::network {

namespace {

constexpr TorchModule kModule{&on_torch::loadNetwork, &on_torch::loadBlock, &on_torch::loadProbe,
                              &on_torch::drawScores, &on_torch::addMoments};

} // namespace

extern "C" FRACBIT_SHARED const TorchModule* fracbit_torch_module(const char* version) {
    return std::string_view(version) == FRACBIT_VERSION ? &kModule : nullptr;
}

} // namespace fracbit::network
