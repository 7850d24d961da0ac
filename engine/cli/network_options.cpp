#include "cli/network_options.h"

namespace fracbit::cli {

using network::Compute;
using network::Executor;

void NetworkOptions::declare(const Options& options) {
    options.choice("--dtype", request_.compute,
                   {{"float32", Compute::Float32}, {"bfloat16", Compute::BFloat16}},
                   "Type to compute in (default float32)");
    options.choice(
        "--backend", request_.executor,
        {{"auto", Executor::Automatic}, {"packed", Executor::Packed}, {"torch", Executor::Torch}},
        "packed: straight from a quantized folder's codes (default for these); torch: "
        "on de-quantized weights");
    options.value("--device", device_,
                  "What multiplies packed weights: cpu (default), cuda or cuda:N");
}

network::RunRequest NetworkOptions::request() const {
    network::RunRequest request = request_;
    request.device = backend::deviceFromName(device_);
    return request;
}

} // namespace fracbit::cli
