// When to stop looking. Private to the module.
#pragma once

#ifndef FRACBIT_INSIDE_ALLOCATION
#error "private to engine/allocation"
#endif

#include <algorithm>
#include <chrono>
#include <stop_token>

namespace fracbit::allocation {

class Deadline {
public:
    Deadline(std::stop_token stop, double seconds) : stop_(std::move(stop)) {
        constexpr double kLongest = 1e9; // seconds; far from the range of the clock
        end_ = Clock::now() + std::chrono::duration_cast<Clock::duration>(
                                  std::chrono::duration<double>(std::min(seconds, kLongest)));
    }
    bool passed() const { return stop_.stop_requested() || Clock::now() >= end_; }

private:
    using Clock = std::chrono::steady_clock;
    std::stop_token stop_;
    Clock::time_point end_;
};

} // namespace fracbit::allocation
