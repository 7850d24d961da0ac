// Runs `fracbit` in this process and catches what it prints.
#pragma once

#include "cli/program.h"

#include <nlohmann/json.hpp>

#include <iostream>
#include <sstream>
#include <string>
#include <vector>

namespace fracbit::tests {

struct CommandRun {
    int exitCode = 0;
    std::string out;
    std::string error;

    nlohmann::json json() const { return nlohmann::json::parse(out); }
};

inline CommandRun runCommand(const std::vector<std::string>& arguments) {
    std::vector<const char*> argv{"fracbit"};
    for (const std::string& argument : arguments)
        argv.push_back(argument.c_str());
    std::ostringstream out;
    std::ostringstream error;
    std::streambuf* const outBefore = std::cout.rdbuf(out.rdbuf());
    std::streambuf* const errorBefore = std::cerr.rdbuf(error.rdbuf());
    CommandRun run;
    run.exitCode = cli::runProgram(static_cast<int>(argv.size()), argv.data());
    std::cout.rdbuf(outBefore);
    std::cerr.rdbuf(errorBefore);
    run.out = out.str();
    run.error = error.str();
    return run;
}

} // namespace fracbit::tests
