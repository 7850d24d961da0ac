// Threads that stay alive between many short parallel loops (microseconds each).
#pragma once

#include "base/loop_items.h"

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <thread>
#include <vector>

namespace fracbit {

// For loops of a running network, of which there are hundreds a token; parallelFor() (parallel.h)
// adds errors and cancellation. Threads that wait spin for some tens of microseconds, then they
// sleep. Used by one thread at a time, its owner.
class ThreadTeam {
public:
    // `threads` counts the caller's; at least 1. Throws std::system_error when the system refuses
    // to start as many.
    explicit ThreadTeam(int threads);
    ~ThreadTeam(); // waits for the helpers
    ThreadTeam(const ThreadTeam&) = delete;
    ThreadTeam& operator=(const ThreadTeam&) = delete;

    int threads() const { return static_cast<int>(helpers_.size()) + 1; }

    // Calls body(i) once for every i in [0, count), in no particular order, on all threads of the
    // team; returns when all are done. Bodies must not throw, nor depend on which thread runs them.
    template <class Body>
    void run(std::size_t count, const Body& body) {
        if (helpers_.empty() || count < 2) {
            for (std::size_t i = 0; i < count; ++i)
                body(i);
            return;
        }
        share(count, &body,
              [](const void* self, std::size_t i) { (*static_cast<const Body*>(self))(i); });
    }

private:
    using Call = void (*)(const void* body, std::size_t i);
    void share(std::size_t count, const void* body, Call call);
    void help();
    void end();
    void takeItems(std::uint32_t loop);
    void waitForItems();
    std::uint32_t waitForLoopAfter(std::uint32_t loop);

    template <class T>
    using Atomic = std::atomic<T>;

    // The current loop. Helpers read it only after they have claimed one of its items, which keeps
    // the owner from returning.
    const void* body_ = nullptr;
    Call call_ = nullptr;
    std::uint32_t count_ = 0;
    LoopItems<Atomic> items_;
    std::atomic<std::uint32_t> loop_{0}; // number of the loop
    std::atomic<bool> ending_{false};
    std::vector<std::thread> helpers_;
};

} // namespace fracbit
