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
    for (int i = 1; i < threads; ++i)
        helpers_.emplace_back([this] { help(); });
}

ThreadTeam::~ThreadTeam() {
    ending_ = true;
    ++loop_;
    loop_.notify_all();
    for (std::thread& helper : helpers_)
        helper.join();
}

// An item is claimed by moving next_ from (loop, i) to (loop, i + 1): a helper that is late for its
// loop finds another number there and claims nothing.
void ThreadTeam::takeItems(std::uint32_t loop) {
    std::uint64_t next = next_.load(std::memory_order_acquire);
    while (static_cast<std::uint32_t>(next >> 32) == loop &&
           static_cast<std::uint32_t>(next) < count_.load(std::memory_order_relaxed)) {
        if (!next_.compare_exchange_weak(next, next + 1, std::memory_order_acq_rel))
            continue;
        call_(body_, static_cast<std::uint32_t>(next));
        done_.fetch_add(1, std::memory_order_release);
        next = next_.load(std::memory_order_acquire);
    }
}

void ThreadTeam::share(std::size_t count, const void* body, Call call) {
    body_ = body;
    call_ = call;
    const std::uint32_t loop = loop_.load(std::memory_order_relaxed) + 1;
    done_.store(0, std::memory_order_relaxed);
    count_.store(static_cast<std::uint32_t>(count), std::memory_order_relaxed);
    next_.store(std::uint64_t{loop} << 32, std::memory_order_release);
    loop_.store(loop, std::memory_order_release);
    loop_.notify_all();
    takeItems(loop);
    for (int spins = 0; done_.load(std::memory_order_acquire) < count; ++spins) {
        pauseProcessor();
        if (spins > kSpins)
            std::this_thread::yield(); // a helper lost its core in the middle of an item
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
