#include "cli/program.h"

#include "base/parallel.h"
#include "cli/command.h"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <csignal>
#include <functional>
#include <iostream>
#include <thread>

namespace fracbit::cli {

namespace {

enum ExitCode { kSuccess = 0, kFailed = 1, kUsage = 2, kInfeasible = 3, kCancelled = 130 };

int exitCode(ErrorCode code) {
    switch (code) {
    case ErrorCode::InvalidArgument:
        return kUsage;
    case ErrorCode::Infeasible:
        return kInfeasible;
    case ErrorCode::Cancelled:
        return kCancelled;
    default:
        return kFailed;
    }
}

// Ctrl-C and SIGTERM become a stop request; a second one ends the program at once. Signals are
// waited for on a thread of their own, since a handler may do next to nothing.
class SignalWatcher {
public:
    SignalWatcher() {
        sigemptyset(&signals_);
        sigaddset(&signals_, SIGINT);
        sigaddset(&signals_, SIGTERM);
        sigaddset(&signals_, SIGUSR2); // ours: ends the watcher
        pthread_sigmask(SIG_BLOCK, &signals_, nullptr);
        thread_ = std::thread([this] { watch(); });
    }
    ~SignalWatcher() {
        pthread_kill(thread_.native_handle(), SIGUSR2);
        thread_.join();
    }
    SignalWatcher(const SignalWatcher&) = delete;
    SignalWatcher& operator=(const SignalWatcher&) = delete;
    std::stop_token token() const { return source_.get_token(); }

private:
    void watch() {
        for (int signal = 0; sigwait(&signals_, &signal) == 0 && signal != SIGUSR2;)
            if (!source_.request_stop())
                std::_Exit(kCancelled);
    }
    sigset_t signals_;
    std::stop_source source_;
    std::thread thread_;
};

int report(const std::string& message, int code) {
    std::cerr << "fracbit: " << message << std::endl;
    return code;
}

void runCommand(Command& command, CommonOptions options) {
    if (options.threads <= 0)
        options.threads = hardwareThreads();
    const SignalWatcher signals;
    Console console(options.json, options.quiet); // ends the line of its progress in any case
    const RunContext context{signals.token(), &console, options.threads};
    command.execute(console, options, context);
    context.files.throwIfLost();
}

// The one place of the command line where errors are caught.
int reportErrors(const std::function<int()>& run) {
    const FileLossWatch files;
    try {
        return run();
    } catch (...) {
        const Error error = asError(std::current_exception(), files);
        return report(error.what(), exitCode(error.code()));
    }
}

void declareCommonOptions(const Options& options, CommonOptions& common) {
    options.flag("--json", common.json, "One JSON document on stdout");
    options.flag("--quiet", common.quiet, "No progress and no messages");
    options.value("--threads", common.threads, "Threads to use (default: all processors)")
        .between(1, 4096);
    options.value("--seed", common.seed, "Seed of everything random (default 0)");
}

int parseAndRun(int argc, const char* const* argv) {
    CLI::App app("Fits a large language model into a memory and latency budget.", "fracbit");
    app.set_version_flag("--version", FRACBIT_VERSION);
    app.require_subcommand(1);
    CommonOptions options;
    const auto commands = allCommands();
    std::vector<std::pair<CLI::App*, Command*>> parsers;
    for (const auto& command : commands) {
        CLI::App* sub = app.add_subcommand(command->name(), command->description());
        const Options declared(*sub);
        command->declare(declared);
        declareCommonOptions(declared, options);
        parsers.emplace_back(sub, command.get());
    }
    const auto isNamed = [&](const auto& command) {
        return command->name() == std::string(argv[1]);
    };
    if (argc > 1 && argv[1][0] != '-' && std::none_of(commands.begin(), commands.end(), isNamed))
        return report(std::string("there is no command '") + argv[1] + "' (see fracbit --help)",
                      kUsage);
    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        if (error.get_exit_code() == 0) // --help, --version
            return app.exit(error);
        return report(std::string(error.what()) + " (see fracbit --help)", kUsage);
    }
    for (const auto& [sub, command] : parsers)
        if (sub->parsed())
            return runCommand(*command, options), kSuccess;
    return kUsage;
}

} // namespace

int runProgram(int argc, const char* const* argv) {
    return reportErrors([&] { return parseAndRun(argc, argv); });
}

} // namespace fracbit::cli
