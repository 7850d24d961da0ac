// Runs small concurrent programs through the interleavings of their atomic operations.
#pragma once

#include <atomic>
#include <cstddef>
#include <functional>
#include <vector>

namespace fracbit::tests {

// Threads of a program, as functions. All run on one thread of the system, as coroutines; each
// operation on a CheckedAtomic is a point where another may go on. Operations are sequentially
// consistent: what is explored is their order, not weaker memory models (which the thread sanitizer
// and the acquire/release pairs are for).
using Program = std::vector<std::function<void()>>;

// Builds the program anew for every interleaving with at most three preemptions and runs it, depth
// first over all choices; calls `check` after each. Returns the number of interleavings.
std::size_t forEveryInterleaving(const std::function<Program()>& build,
                                 const std::function<void()>& check);

// Where another thread may go on. Outside of a program: nothing.
void interleave();
// Blocks the running thread of the program until `ready`.
void blockUntil(const std::function<bool()>& ready);

template <class T>
class CheckedAtomic {
public:
    CheckedAtomic(T value) : value_(value) {}
    T load(std::memory_order) const {
        interleave();
        return value_;
    }
    void store(T value, std::memory_order) {
        interleave();
        value_ = value;
    }
    T fetch_add(T change, std::memory_order) {
        interleave();
        const T before = value_;
        value_ += change;
        return before;
    }
    bool compare_exchange_weak(T& expected, T desired, std::memory_order) {
        interleave();
        if (value_ == expected) {
            value_ = desired;
            return true;
        }
        expected = value_;
        return false;
    }
    void notify_one() {}
    void wait(T known, std::memory_order) const {
        blockUntil([this, known] { return value_ != known; });
    }

private:
    T value_;
};

} // namespace fracbit::tests
