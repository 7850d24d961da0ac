// --dtype and --backend, as the commands that run a network take them.
#pragma once

#include "cli/options.h"
#include "network/run.h"

namespace fracbit::cli {

void addNetworkOptions(const Options& options, network::RunRequest& chosen);

} // namespace fracbit::cli
