// --dtype, as the commands that run a network take it.
#pragma once

#include "network/network.h"

#include <CLI/CLI.hpp>

#include <map>
#include <string>

namespace fracbit::cli {

inline void addComputeOption(CLI::App& app, network::Compute& compute) {
    static const std::map<std::string, network::Compute> names{
        {"float32", network::Compute::Float32}, {"bfloat16", network::Compute::BFloat16}};
    app.add_option("--dtype", compute, "Type to compute in (default float32)")
        ->transform(CLI::Transformer(names))
        ->type_name("float32|bfloat16");
}

} // namespace fracbit::cli
