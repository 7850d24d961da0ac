// What every command of `fracbit` is made of.
#pragma once

#include "base/progress.h"
#include "cli/console.h"
#include "cli/options.h"

#include <cstdint>
#include <memory>
#include <vector>

namespace fracbit::cli {

// Options that every command takes.
struct CommonOptions {
    bool json = false;
    bool quiet = false;
    int threads = 0; // resolved to the processors available before a command runs
    std::uint64_t seed = 0;
};

// One command. declare() adds its options (bound to members); execute() does the work by
// calling the engine and reports through the console. Errors are thrown: main() maps them to the
// exit codes of the contract.
class Command {
public:
    virtual ~Command() = default;
    virtual const char* name() const = 0;
    virtual const char* description() const = 0;
    virtual void declare(const Options& options) = 0;
    virtual void execute(Console& console, const CommonOptions& options,
                         const RunContext& context) = 0;
};

// In the order of the help text.
std::vector<std::unique_ptr<Command>> allCommands();

} // namespace fracbit::cli
