// Progress sinks that ask the work which reports to them to stop, for tests of what is left then.
#pragma once

#include "base/progress.h"

#include <cstdint>
#include <stop_token>
#include <string>
#include <utility>
#include <vector>

namespace fracbit::tests {

// Asks to stop at the n-th report, of one stage if it is named; keeps the notes.
class StopAt final : public ProgressSink {
public:
    explicit StopAt(int reports, std::string stage = {})
        : stage_(std::move(stage)), left_(reports) {}
    void report(const Progress& progress) override {
        if ((stage_.empty() || progress.stage == stage_) && --left_ == 0)
            source_.request_stop();
    }
    void note(const std::string& message) override { notes.push_back(message); }
    RunContext context() { return {source_.get_token(), this, 1}; }
    std::vector<std::string> notes;

private:
    std::stop_source source_;
    std::string stage_;
    int left_;
};

// Asks to stop when the given amount of work is reported.
class StopAfter final : public ProgressSink {
public:
    explicit StopAfter(std::uint64_t done) : done_(done) {}
    void report(const Progress& progress) override {
        if (progress.done >= done_)
            source_.request_stop();
    }
    RunContext context() { return {source_.get_token(), this, 1}; }

private:
    std::stop_source source_;
    std::uint64_t done_;
};

} // namespace fracbit::tests
