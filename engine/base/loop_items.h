// How threads share the items of one loop after another: the part of ThreadTeam whose correctness
// depends on the order of memory operations. tests/base runs it through every interleaving, with an
// Atomic of its own.
#pragma once

#include <atomic>
#include <cstdint>

namespace fracbit {

// The owner opens loops, numbered from 1, and waits until all items of one are done before it opens
// the next; any thread that knows a loop's number may claim its items.
//
// What is left of a loop and its number are one word. A thread that is late for its loop therefore
// finds either nothing left or another number, and what the owner wrote before open() (the body,
// the number of items) is seen by whoever claims an item.
template <template <class> class Atomic>
class LoopItems {
public:
    // Owner only, while no item is under way. At most 2^32 - 1 items.
    void open(std::uint32_t loop, std::uint32_t count) {
        done_.store(0, std::memory_order_relaxed);
        left_.store(std::uint64_t{loop} << 32 | count, std::memory_order_release);
    }

    // Claims an item of the loop; returns how many had been left with it, 0 for none.
    std::uint32_t claim(std::uint32_t loop) {
        std::uint64_t left = left_.load(std::memory_order_acquire);
        while (left >> 32 == loop && static_cast<std::uint32_t>(left) > 0)
            if (left_.compare_exchange_weak(left, left - 1, std::memory_order_acq_rel))
                return static_cast<std::uint32_t>(left);
        return 0;
    }

    // After an item was claimed and done.
    void finish() {
        done_.fetch_add(1, std::memory_order_release);
        done_.notify_one();
    }

    std::uint32_t done() const { return done_.load(std::memory_order_acquire); }
    // Sleeps until done() is no longer `known`.
    void waitForMore(std::uint32_t known) const { done_.wait(known, std::memory_order_acquire); }

private:
    Atomic<std::uint64_t> left_{0}; // number of the loop << 32 | items left
    Atomic<std::uint32_t> done_{0};
};

} // namespace fracbit
