#include "base/thread_team.h"

namespace fracbit {

namespace {

void pauseProcessor() {
#if defined(__x86_64__) || defined(__i386__)
    __builtin_ia32_pause();
#endif
}

// About 50 us of spinning: longer than what lies between two loops of a network, short enough not
// to burn a core that others want.
constexpr int kSpins = 2000;

} // namespace

ThreadTeam::ThreadTeam(int threads) {
    try {
        for (int i = 1; i < threads; ++i)
            helpers_.emplace_back([this] { help(); });
    } catch (...) { // the system has no more threads
        end();
        throw;
    }
}

ThreadTeam::~ThreadTeam() {
    end();
}

void ThreadTeam::end() {
    ending_ = true;
    ++loop_;
    loop_.notify_all();
    for (std::thread& helper : helpers_)
        helper.join();
}

void ThreadTeam::takeItems(std::uint32_t loop) {
    while (const std::uint32_t left = items_.claim(loop)) {
        call_(body_, count_ - left);
        items_.finish();
    }
}

void ThreadTeam::share(std::size_t count, const void* body, Call call) {
    body_ = body;
    call_ = call;
    count_ = static_cast<std::uint32_t>(count);
    const std::uint32_t loop = loop_.load(std::memory_order_relaxed) + 1;
    items_.open(loop, count_);
    loop_.store(loop, std::memory_order_release);
    loop_.notify_all();
    takeItems(loop);
    waitForItems();
}

// A helper may have lost its core in the middle of an item: the owner does not keep another one
// busy meanwhile.
void ThreadTeam::waitForItems() {
    for (int spins = 0; items_.done() < count_; ++spins) {
        if (spins < kSpins)
            pauseProcessor();
        else if (const std::uint32_t done = items_.done(); done < count_)
            items_.waitForMore(done);
    }
}

std::uint32_t ThreadTeam::waitForLoopAfter(std::uint32_t loop) {
    for (int spins = 0; spins < kSpins; ++spins) {
        if (const std::uint32_t now = loop_.load(std::memory_order_acquire); now != loop)
            return now;
        pauseProcessor();
    }
    loop_.wait(loop, std::memory_order_acquire);
    return loop_.load(std::memory_order_acquire);
}

void ThreadTeam::help() {
    std::uint32_t loop = 0;
    while (!ending_) {
        loop = waitForLoopAfter(loop);
        if (!ending_)
            takeItems(loop);
    }
}

} // namespace fracbit
