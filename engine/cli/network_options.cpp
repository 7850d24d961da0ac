#include "cli/network_options.h"

namespace fracbit::cli {

using network::Compute;
using network::Executor;

void addNetworkOptions(const Options& options, network::RunRequest& chosen) {
    options.choice("--dtype", chosen.compute,
                   {{"float32", Compute::Float32}, {"bfloat16", Compute::BFloat16}},
                   "Type to compute in (default float32)");
    options.choice(
        "--backend", chosen.executor,
        {{"auto", Executor::Automatic}, {"packed", Executor::Packed}, {"torch", Executor::Torch}},
        "packed: straight from a quantized folder's codes (default for these); torch: "
        "on de-quantized weights");
}

} // namespace fracbit::cli
