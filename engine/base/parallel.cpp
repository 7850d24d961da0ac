#include "base/parallel.h"

#include <algorithm>
#include <atomic>
#include <exception>
#include <mutex>
#include <sched.h>
#include <thread>
#include <vector>

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

} // namespace

void parallelFor(std::size_t count, const RunContext& context,
                 const std::function<void(std::size_t)>& body) {
    Loop loop{count, context, body};
    const std::size_t threads =
        std::min<std::size_t>(count, static_cast<std::size_t>(std::max(1, context.threads)));
    {
        std::vector<std::jthread> helpers;
        for (std::size_t i = 1; i < threads; ++i)
            helpers.emplace_back([&loop] { loop.work(); });
        loop.work();
    }
    if (loop.error)
        std::rethrow_exception(loop.error);
}

} // namespace fracbit
