// Standard output and error of the command line.
#pragma once

#include "base/file_loss.h"
#include "base/progress.h"

#include <nlohmann/json.hpp>

#include <chrono>
#include <mutex>
#include <ostream>
#include <string>

namespace fracbit::cli {

// With --json stdout carries one document and nothing else; progress and messages go to stderr:
// a bar with rate and remaining time on a terminal, plain lines (at most one in two seconds, and
// the last of a stage) in a pipe, nothing with --quiet. Results are not printed, but Error(Io)
// thrown, once a mapped file was lost that was there when the command began.
class Console final : public ProgressSink {
public:
    Console(bool json, bool quiet);
    ~Console() override;

    bool json() const { return json_; }
    // Human-readable output on stdout; discarded with --json.
    std::ostream& out();
    // The command's document; "version": 1 is added. Printed on stdout with --json, else ignored.
    void document(nlohmann::json document);

    void report(const Progress& progress) override;
    void note(const std::string& message) override;
    void endProgress(); // ends the bar's line, if there is one

private:
    using Clock = std::chrono::steady_clock;
    void drawBar(const Progress& progress, double rate, double remaining);

    bool json_;
    bool quiet_;
    bool terminal_;
    std::mutex mutex_;
    std::string stage_;
    Clock::time_point stageStart_;
    Clock::time_point lastReport_;
    std::uint64_t stageFirst_ = 0;
    bool barOpen_ = false;
    FileLossWatch files_;
};

// "1.2 GB", "3 min 5 s", "12,345"
std::string bytesText(std::uint64_t bytes);
std::string durationText(double seconds);

} // namespace fracbit::cli
