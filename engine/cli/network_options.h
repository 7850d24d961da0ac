// --dtype, --backend and --device, as the commands that run a network take them.
#pragma once

#include "cli/options.h"
#include "network/run.h"

namespace fracbit::cli {

class NetworkOptions {
public:
    void declare(const Options& options);
    // Throws Error(InvalidArgument) when the device's name is none.
    network::RunRequest request() const;

private:
    network::RunRequest request_;
    std::string device_ = "cpu";
};

} // namespace fracbit::cli
