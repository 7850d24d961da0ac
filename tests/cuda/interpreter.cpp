#include "cuda/interpreter.h"

#include "kernels/machine.h"

#include <ucontext.h>

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <cstring>
#include <deque>
#include <exception>
#include <memory>
#include <stdexcept>
#include <vector>

namespace fracbit_cuda {

namespace {

constexpr std::size_t kStackBytes = 128 * 1024;
constexpr std::size_t kCanaryBytes = 64; // behind the block's shared memory
constexpr char kCanary = 0x5A;

struct Barrier {
    int expected = 0;
    int arrived = 0;
    int generation = 0;
};

struct PendingCopy {
    void* to;
    const void* from;
};

// What a lane shows the others of its warp in a collective operation.
struct Shown {
    std::uint32_t a[4];
    Words2 b;
};

struct Warp {
    Barrier barrier;
    Shown shown[2][kWarp]; // alternately: nobody is more than one operation ahead
};

struct Fiber {
    ucontext_t context;
    std::unique_ptr<char[]> stack = std::make_unique<char[]>(kStackBytes);
    const Barrier* waitsFor = nullptr;
    int generation = 0;
    bool done = false;
    int operations = 0; // collective ones
    std::vector<PendingCopy> uncommitted;
    std::deque<std::vector<PendingCopy>> groups;

    bool canRun() const { return !done && (!waitsFor || waitsFor->generation != generation); }
};

struct Block {
    test::Grid grid;
    int x = 0;
    int y = 0;
    test::Order order = test::Order::Forward;
    std::vector<char> shared; // aligned by `base`
    char* base = nullptr;
    Barrier barrier;
    std::vector<Warp> warps;
    std::vector<Fiber> fibers;
    ucontext_t scheduler;
    int current = 0;
    const std::function<void()>* kernel = nullptr;
    std::exception_ptr failure;

    Fiber& fiber() { return fibers[static_cast<std::size_t>(current)]; }
    Warp& warp() { return warps[static_cast<std::size_t>(current / kWarp)]; }
    ucontext_t* toNext();
};

// Whose turn it is after the current thread's: the next one, in the order of the block, that can
// run; the scheduler's when none can, or one has failed.
ucontext_t* Block::toNext() {
    if (failure)
        return &scheduler;
    const int step = order == test::Order::Forward ? 1 : grid.threads - 1;
    for (int i = 0; i < grid.threads; ++i) {
        current = (current + step) % grid.threads;
        if (fiber().canRun())
            return &fiber().context;
    }
    return &scheduler;
}

Block* running = nullptr; // one block at a time, on one thread

void runFiber() {
    try {
        (*running->kernel)();
    } catch (...) {
        running->failure = std::current_exception();
    }
    running->fiber().done = true;
    setcontext(running->toNext());
}

void waitAt(Barrier& barrier) {
    Fiber& fiber = running->fiber();
    if (++barrier.arrived == barrier.expected) {
        barrier.arrived = 0;
        ++barrier.generation;
        return;
    }
    fiber.waitsFor = &barrier;
    fiber.generation = barrier.generation;
    swapcontext(&fiber.context, running->toNext());
    fiber.waitsFor = nullptr;
}

// Shows the warp's other lanes what this one brings; returns what all of them brought.
const Shown* exchange(const Shown& mine) {
    Warp& warp = running->warp();
    Shown* shown = warp.shown[running->fiber().operations++ % 2];
    shown[running->current % kWarp] = mine;
    waitAt(warp.barrier);
    return shown;
}

void prepare(Block& block) {
    const auto threads = static_cast<std::size_t>(block.grid.threads);
    if (threads % kWarp)
        throw std::logic_error("a block is not made of whole warps");
    block.shared.assign(block.grid.sharedBytes + kCanaryBytes + 16, kCanary);
    const auto address = reinterpret_cast<std::uintptr_t>(block.shared.data());
    block.base = block.shared.data() + (16 - address % 16) % 16;
    block.barrier.expected = block.grid.threads;
    block.warps.resize(threads / kWarp);
    for (Warp& warp : block.warps)
        warp.barrier.expected = kWarp;
    block.fibers = std::vector<Fiber>(threads);
    for (Fiber& fiber : block.fibers) {
        getcontext(&fiber.context);
        fiber.context.uc_stack.ss_sp = fiber.stack.get();
        fiber.context.uc_stack.ss_size = kStackBytes;
        fiber.context.uc_link = nullptr;
        makecontext(&fiber.context, runFiber, 0);
    }
}

void runBlock(const test::Grid& grid, int x, int y, test::Order order,
              const std::function<void()>& kernel) {
    Block block;
    block.grid = grid;
    block.x = x;
    block.y = y;
    block.order = order;
    block.current = order == test::Order::Forward ? 0 : grid.threads - 1;
    block.kernel = &kernel;
    prepare(block);
    running = &block;
    swapcontext(&block.scheduler, &block.fiber().context);
    running = nullptr;
    if (block.failure)
        std::rethrow_exception(block.failure);
    if (std::any_of(block.fibers.begin(), block.fibers.end(),
                    [](const Fiber& fiber) { return !fiber.done; }))
        throw std::logic_error("threads wait for each other for ever");
    const char* end = block.base + grid.sharedBytes;
    if (std::any_of(end, end + kCanaryBytes, [](char byte) { return byte != kCanary; }))
        throw std::logic_error("shared memory is written beyond its end");
}

// The interpreter's own account of fp16, from IEEE 754 alone. The compiler's conversions are calls
// of a library on most processors, and kernels do little else.
__extension__ using Half = _Float16;

std::array<float, 65536> allHalves() {
    std::array<float, 65536> values;
    for (std::uint32_t i = 0; i < values.size(); ++i) {
        const auto bits = static_cast<std::uint16_t>(i);
        Half value;
        std::memcpy(&value, &bits, sizeof value);
        values[i] = static_cast<float>(value);
    }
    return values;
}

const std::array<float, 65536> halfValues = allHalves();

double number(std::uint32_t word, int index) {
    return halfValues[(word >> (16 * index)) & 0xFFFFu];
}

// Rounded to nearest, ties to even.
std::uint32_t bitsOf(double value) {
    constexpr std::uint32_t kInfinity = 0x7C00;
    constexpr double kLargest = 65520; // halfway to the number after the last one
    const std::uint32_t sign = std::signbit(value) ? 0x8000u : 0u;
    const double magnitude = std::abs(value);
    if (!(magnitude < kLargest))
        return sign | (std::isnan(value) ? kInfinity + 1 : kInfinity);
    // Added to a power of two whose last place is one of fp16 at this magnitude, the number is
    // rounded to such places, which are the last bits of the sum.
    constexpr std::uint64_t kLeastExponent =
        1023 - 14; // of normal fp16 numbers, as doubles have it
    const std::uint64_t exponent =
        std::max(std::bit_cast<std::uint64_t>(magnitude) >> 52, kLeastExponent);
    const double sum = magnitude + std::bit_cast<double>((exponent + 52 - 10) << 52);
    const auto places = static_cast<std::uint32_t>(std::bit_cast<std::uint64_t>(sum) & 0xFFFF);
    return sign | (static_cast<std::uint32_t>(exponent - kLeastExponent) * 1024 + places);
}

// The double result of one operation on fp16 numbers is exact enough to be rounded once more.
template <class Operation>
std::uint32_t eachHalf(Operation operation) {
    return bitsOf(operation(0)) | bitsOf(operation(1)) << 16;
}

} // namespace

namespace test {

void interpret(const Grid& grid, Order order, const std::function<void()>& kernel) {
    for (int y = 0; y < grid.blocksY; ++y)
        for (int x = 0; x < grid.blocks; ++x)
            runBlock(grid, x, y, order, kernel);
}

} // namespace test

namespace machine {

int threadIndex() {
    return running ? running->current : 0;
}
int threadCount() {
    return running->grid.threads;
}
int blockIndex() {
    return running->x;
}
int blockIndexY() {
    return running->y;
}
int blockCount() {
    return running->grid.blocks;
}
char* sharedMemory() {
    return running->base;
}
void syncThreads() {
    waitAt(running->barrier);
}
void syncWarp() {
    waitAt(running->warp().barrier);
}

std::uint32_t shuffle(std::uint32_t value, int fromLane) {
    return exchange({{value}, {}})[fromLane].a[0];
}

std::uint32_t shuffleXor(std::uint32_t value, int mask) {
    const int own = running->current % kWarp;
    return exchange({{value}, {}})[own ^ mask].a[0];
}

// Which lane holds what, written down from the PTX ISA independently of kernels/fragments.h.
void multiplyTiles(float (&c)[4], const std::uint32_t (&a)[4], Words2 b) {
    const Shown* lanes = exchange({{a[0], a[1], a[2], a[3]}, b});
    const int own = running->current % kWarp;
    for (int i = 0; i < 4; ++i) {
        const int row = (i < 2 ? 0 : 8) + own / 4;
        const int column = own % 4 * 2 + i % 2;
        double sum = 0;
        for (int k = 0; k < 16; ++k) {
            const Shown& left = lanes[row % 8 * 4 + k % 8 / 2];
            const Shown& right = lanes[column * 4 + k % 8 / 2];
            const std::uint32_t weight = left.a[(row < 8 ? 0 : 1) + (k < 8 ? 0 : 2)];
            sum += number(weight, k % 2) * number(k < 8 ? right.b.x : right.b.y, k % 2);
        }
        c[i] = static_cast<float>(c[i] + sum);
    }
}

void copyAsync(void* shared, const void* global) {
    if (reinterpret_cast<std::uintptr_t>(shared) % 16 ||
        reinterpret_cast<std::uintptr_t>(global) % 16)
        throw std::logic_error("an asynchronous copy is not aligned");
    running->fiber().uncommitted.push_back({shared, global});
}

void commitCopies() {
    Fiber& fiber = running->fiber();
    fiber.groups.push_back(std::move(fiber.uncommitted));
    fiber.uncommitted.clear();
}

// Copies arrive as late as they may.
void waitForCopies(int pending) {
    auto& groups = running->fiber().groups;
    for (; groups.size() > static_cast<std::size_t>(pending); groups.pop_front())
        for (const PendingCopy& copy : groups.front())
            std::memcpy(copy.to, copy.from, 16);
}

std::uint32_t countArrival(std::uint32_t* counter) {
    return (*counter)++;
}
void fenceDevice() {}

std::uint32_t addHalves(std::uint32_t a, std::uint32_t b) {
    return eachHalf([&](int i) { return number(a, i) + number(b, i); });
}
std::uint32_t subtractHalves(std::uint32_t a, std::uint32_t b) {
    return eachHalf([&](int i) { return number(a, i) - number(b, i); });
}
std::uint32_t multiplyHalves(std::uint32_t a, std::uint32_t b) {
    return eachHalf([&](int i) { return number(a, i) * number(b, i); });
}
std::uint32_t fuseHalves(std::uint32_t a, std::uint32_t b, std::uint32_t c) {
    return eachHalf([&](int i) { return number(a, i) * number(b, i) + number(c, i); });
}
std::uint32_t minimumHalves(std::uint32_t a, std::uint32_t b) {
    const std::uint32_t low = number(b, 0) < number(a, 0) ? b : a;
    const std::uint32_t high = number(b, 1) < number(a, 1) ? b : a;
    return (low & 0xFFFFu) | (high & 0xFFFF0000u);
}
float lowHalf(std::uint32_t word) {
    return halfValues[word & 0xFFFFu];
}
float highHalf(std::uint32_t word) {
    return halfValues[word >> 16];
}
std::uint32_t packHalves(float low, float high) {
    return bitsOf(static_cast<double>(low)) | bitsOf(static_cast<double>(high)) << 16;
}
float fuse(float a, float b, float c) {
    return std::fma(a, b, c);
}

} // namespace machine
} // namespace fracbit_cuda
