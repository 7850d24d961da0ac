#include "base/parallel.h"

#include "base/thread_team.h"

#include <algorithm>
#include <atomic>
#include <exception>
#include <memory>
#include <mutex>
#include <sched.h>
#include <thread>

namespace fracbit {

int hardwareThreads() {
    cpu_set_t set;
    CPU_ZERO(&set);
    if (sched_getaffinity(0, sizeof(set), &set) == 0)
        return std::max(1, CPU_COUNT(&set));
    return std::max(1u, std::thread::hardware_concurrency());
}

namespace {

struct Loop {
    std::size_t count;
    const RunContext& context;
    const std::function<void(std::size_t)>& body;
    std::atomic<std::size_t> next{0};
    std::atomic<bool> abandoned{false};
    std::mutex mutex{};
    std::exception_ptr error{};

    void work() {
        try {
            for (std::size_t i; !abandoned && (i = next++) < count;) {
                context.throwIfCancelled();
                body(i);
            }
        } catch (...) {
            abandoned = true;
            const std::lock_guard lock(mutex);
            if (!error)
                error = std::current_exception();
        }
    }
};

// The calling thread's team, which stays for its next loop: long calls consist of thousands of
// loops of a tenth of a millisecond, in which starting threads would cost a third of the time.
class OwnTeam {
public:
    // Runs the loop on all threads, or on this one when it is within a loop of its own.
    void run(int threads, Loop& loop) {
        if (threads < 2 || running_) {
            loop.work();
            return;
        }
        if (!team_ || team_->threads() != threads)
            team_ = std::make_unique<ThreadTeam>(threads);
        running_ = true;
        team_->run(static_cast<std::size_t>(threads), [&loop](std::size_t) { loop.work(); });
        running_ = false;
    }

private:
    std::unique_ptr<ThreadTeam> team_;
    bool running_ = false;
};

} // namespace

void parallelFor(std::size_t count, const RunContext& context,
                 const std::function<void(std::size_t)>& body) {
    thread_local OwnTeam team;
    Loop loop{count, context, body};
    team.run(count < 2 ? 1 : context.threads, loop);
    if (loop.error)
        std::rethrow_exception(loop.error);
}

void parallelFor(std::size_t count, std::size_t chunk, const RunContext& context,
                 const std::function<void(std::size_t)>& body) {
    parallelFor((count + chunk - 1) / chunk, context, [&](std::size_t n) {
        for (std::size_t i = n * chunk; i < std::min((n + 1) * chunk, count); ++i)
            body(i);
    });
}

} // namespace fracbit
