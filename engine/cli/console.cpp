#include "cli/console.h"

#include "base/json_file.h"

#include <cmath>
#include <cstdio>
#include <iostream>
#include <unistd.h>

namespace fracbit::cli {

namespace {

// A stream that swallows everything.
std::ostream& nullStream() {
    static std::ostream stream(nullptr);
    return stream;
}

std::string format(const char* pattern, double value) {
    char buffer[64];
    std::snprintf(buffer, sizeof buffer, pattern, value);
    return buffer;
}

std::string rateText(double rate, const std::string& unit) {
    const char* prefix = "";
    for (const char* larger : {"k", "M", "G"}) {
        if (rate < 1000)
            break;
        rate /= 1000;
        prefix = larger;
    }
    return format("%.3g ", rate) + prefix + unit + "/s";
}

} // namespace

std::string bytesText(std::uint64_t bytes) {
    double value = static_cast<double>(bytes);
    const char* unit = "B";
    for (const char* larger : {"kB", "MB", "GB", "TB"}) {
        if (value < 1000)
            break;
        value /= 1000;
        unit = larger;
    }
    return format(value < 10 && *unit != 'B' ? "%.2f " : "%.4g ", value) + unit;
}

std::string durationText(double seconds) {
    if (seconds < 60)
        return format("%.0f s", seconds);
    const double minutes = std::floor(seconds / 60);
    if (minutes < 60)
        return format("%.0f min ", minutes) + format("%.0f s", seconds - 60 * minutes);
    const double hours = std::floor(minutes / 60);
    return format("%.0f h ", hours) + format("%.0f min", minutes - 60 * hours);
}

Console::Console(bool json, bool quiet)
    : json_(json), quiet_(quiet), terminal_(::isatty(STDERR_FILENO) == 1) {}

Console::~Console() {
    endProgress();
}

std::ostream& Console::out() {
    files_.throwIfLost();
    return json_ ? nullStream() : std::cout;
}

void Console::document(nlohmann::json document) {
    files_.throwIfLost();
    if (!json_)
        return;
    document["version"] = 1;
    std::cout << jsonText(document) << std::flush;
}

void Console::report(const Progress& progress) {
    if (quiet_)
        return;
    const std::lock_guard lock(mutex_);
    const auto now = Clock::now();
    if (progress.stage != stage_) {
        stage_ = progress.stage;
        stageStart_ = now;
        stageFirst_ = progress.done;
        lastReport_ = {};
    }
    const bool finished = progress.total > 0 && progress.done >= progress.total;
    const auto interval = terminal_ ? std::chrono::milliseconds(100) : std::chrono::seconds(2);
    if (!finished && now - lastReport_ < interval)
        return;
    lastReport_ = now;

    const double elapsed = std::chrono::duration<double>(now - stageStart_).count();
    const double rate =
        elapsed > 0 ? static_cast<double>(progress.done - stageFirst_) / elapsed : 0;
    const double remaining =
        rate > 0 ? static_cast<double>(progress.total - progress.done) / rate : 0;
    drawBar(progress, rate, remaining);
    if (finished && barOpen_) {
        std::cerr << '\n';
        barOpen_ = false;
    }
}

void Console::drawBar(const Progress& progress, double rate, double remaining) {
    constexpr int kBarWidth = 24;
    const double share =
        progress.total ? static_cast<double>(progress.done) / static_cast<double>(progress.total)
                       : 0;
    std::string line = progress.stage;
    if (terminal_ && progress.total) {
        const int filled = static_cast<int>(share * kBarWidth);
        line += " [" + std::string(static_cast<std::size_t>(filled), '#') +
                std::string(static_cast<std::size_t>(kBarWidth - filled), '.') + "]";
    }
    if (progress.total)
        line += format(" %3.0f%%", 100 * share);
    if (rate > 0)
        line += "  " + rateText(rate, progress.unit);
    if (rate > 0 && progress.total && progress.done < progress.total)
        line += "  " + durationText(remaining) + " left";
    if (!progress.item.empty())
        line += "  " + progress.item;
    if (terminal_) {
        std::cerr << '\r' << line << "\x1b[K" << std::flush;
        barOpen_ = true;
    } else {
        std::cerr << line << '\n';
    }
}

void Console::note(const std::string& message) {
    if (quiet_)
        return;
    const std::lock_guard lock(mutex_);
    if (barOpen_)
        std::cerr << '\n';
    barOpen_ = false;
    std::cerr << message << '\n';
}

void Console::endProgress() {
    const std::lock_guard lock(mutex_);
    if (barOpen_)
        std::cerr << '\n';
    barOpen_ = false;
}

} // namespace fracbit::cli
