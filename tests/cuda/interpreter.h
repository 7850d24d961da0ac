// Runs the kernels of cuda/kernels on the processor, thread by thread: every CUDA thread is a
// fiber, which runs until it waits for others. It finds what a GPU would find - wrong indices,
// fragments and shuffles, missing barriers and waits - on machines that have none.
#pragma once

#include <cstddef>
#include <functional>

namespace fracbit_cuda::test {

struct Grid {
    int blocks = 1;
    int blocksY = 1;
    int threads = 32; // of a block
    std::size_t sharedBytes = 0;
};

// The order in which the threads between two barriers are run: a result that depends on it lacks a
// barrier.
enum class Order { Forward, Backward };

// Runs `kernel` in every thread of the grid, block after block. Throws std::logic_error when
// threads wait for each other for ever, or shared memory is written beyond its end.
void interpret(const Grid& grid, Order order, const std::function<void()>& kernel);

} // namespace fracbit_cuda::test
