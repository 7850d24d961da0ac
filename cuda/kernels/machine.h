// What the kernels need of the machine.
//
// Compiled by nvcc, these functions are the device's own instructions. Compiled by a host compiler
// they are declarations only, which the interpreter in tests/cuda implements: it runs the very same
// kernel sources thread by thread on the processor. Kernels therefore use nothing else of CUDA.
#pragma once

#include <cstdint>

#ifdef __CUDACC__
#include <cuda_fp16.h>
#define FRACBIT_HOST_DEVICE __host__ __device__ __forceinline__
#define FRACBIT_DEVICE __device__ __forceinline__
#define FRACBIT_UNROLL _Pragma("unroll")
#define FRACBIT_NO_UNROLL _Pragma("unroll 1")
#else
#define FRACBIT_HOST_DEVICE inline
#define FRACBIT_DEVICE inline
#define FRACBIT_UNROLL
#define FRACBIT_NO_UNROLL
#endif

namespace fracbit_cuda {

inline constexpr int kWarp = 32;

// Two or four words that are loaded and stored as one.
struct alignas(8) Words2 {
    std::uint32_t x, y;
};
struct alignas(16) Words4 {
    std::uint32_t x, y, z, w;
};

namespace machine {

#ifdef __CUDACC__

FRACBIT_DEVICE int threadIndex() {
    return static_cast<int>(threadIdx.x);
}
FRACBIT_DEVICE int threadCount() {
    return static_cast<int>(blockDim.x);
}
FRACBIT_DEVICE int blockIndex() {
    return static_cast<int>(blockIdx.x);
}
FRACBIT_DEVICE int blockIndexY() {
    return static_cast<int>(blockIdx.y);
}
FRACBIT_DEVICE int blockCount() {
    return static_cast<int>(gridDim.x);
}
// The block's dynamic shared memory, 16-byte aligned.
FRACBIT_DEVICE char* sharedMemory() {
    extern __shared__ __align__(16) char fracbitShared[];
    return fracbitShared;
}
FRACBIT_DEVICE void syncThreads() {
    __syncthreads();
}
FRACBIT_DEVICE void syncWarp() {
    __syncwarp();
}
// All 32 lanes take part in these.
FRACBIT_DEVICE std::uint32_t shuffle(std::uint32_t value, int fromLane) {
    return __shfl_sync(0xFFFFFFFFu, value, fromLane);
}
FRACBIT_DEVICE std::uint32_t shuffleXor(std::uint32_t value, int mask) {
    return __shfl_xor_sync(0xFFFFFFFFu, value, mask);
}

// c += a b for a 16 x 16 tile a and a 16 x 8 tile b of fp16 (PTX ISA, mma.m16n8k16).
FRACBIT_DEVICE void multiplyTiles(float (&c)[4], const std::uint32_t (&a)[4], Words2 b) {
    asm("mma.sync.aligned.m16n8k16.row.col.f32.f16.f16.f32 "
        "{%0,%1,%2,%3}, {%4,%5,%6,%7}, {%8,%9}, {%0,%1,%2,%3};"
        : "+f"(c[0]), "+f"(c[1]), "+f"(c[2]), "+f"(c[3])
        : "r"(a[0]), "r"(a[1]), "r"(a[2]), "r"(a[3]), "r"(b.x), "r"(b.y));
}

// 16 bytes from global to shared memory, past the first-level cache; arrives when waitCopies() has
// returned, for this thread, and for the others after a barrier.
FRACBIT_DEVICE void copyAsync(void* shared, const void* global) {
    const auto target = static_cast<std::uint32_t>(__cvta_generic_to_shared(shared));
    asm volatile("cp.async.cg.shared.global [%0], [%1], 16;" ::"r"(target), "l"(global) : "memory");
}
FRACBIT_DEVICE void commitCopies() {
    asm volatile("cp.async.commit_group;" ::: "memory");
}
// Waits until at most `kPending` of the committed groups are under way.
template <int kPending>
FRACBIT_DEVICE void waitCopies() {
    asm volatile("cp.async.wait_group %0;" ::"n"(kPending) : "memory");
}

// Adds one to a counter in global memory; what it held before.
FRACBIT_DEVICE std::uint32_t countArrival(std::uint32_t* counter) {
    return atomicAdd(counter, 1u);
}
// Writes before it are seen by other blocks before writes after it.
FRACBIT_DEVICE void fenceDevice() {
    __threadfence();
}

// fp16 arithmetic on the two halves of a word, each operation rounded once.
FRACBIT_DEVICE __half2 asHalf2(std::uint32_t word) {
    return *reinterpret_cast<const __half2*>(&word);
}
FRACBIT_DEVICE std::uint32_t asWord(__half2 pair) {
    return *reinterpret_cast<const std::uint32_t*>(&pair);
}
FRACBIT_DEVICE std::uint32_t addHalves(std::uint32_t a, std::uint32_t b) {
    return asWord(__hadd2_rn(asHalf2(a), asHalf2(b)));
}
FRACBIT_DEVICE std::uint32_t subtractHalves(std::uint32_t a, std::uint32_t b) {
    return asWord(__hsub2_rn(asHalf2(a), asHalf2(b)));
}
FRACBIT_DEVICE std::uint32_t multiplyHalves(std::uint32_t a, std::uint32_t b) {
    return asWord(__hmul2_rn(asHalf2(a), asHalf2(b)));
}
// a b + c, fused.
FRACBIT_DEVICE std::uint32_t fuseHalves(std::uint32_t a, std::uint32_t b, std::uint32_t c) {
    return asWord(__hfma2(asHalf2(a), asHalf2(b), asHalf2(c)));
}
FRACBIT_DEVICE std::uint32_t minimumHalves(std::uint32_t a, std::uint32_t b) {
    return asWord(__hmin2(asHalf2(a), asHalf2(b)));
}
FRACBIT_DEVICE float lowHalf(std::uint32_t word) {
    return __low2float(asHalf2(word));
}
FRACBIT_DEVICE float highHalf(std::uint32_t word) {
    return __high2float(asHalf2(word));
}
// Rounded to nearest, ties to even.
FRACBIT_DEVICE std::uint32_t packHalves(float low, float high) {
    return asWord(__floats2half2_rn(low, high));
}

// fp32 operations that are never contracted into a fused one, so that results equal the host's.
FRACBIT_DEVICE float addExactly(float a, float b) {
    return __fadd_rn(a, b);
}
FRACBIT_DEVICE float multiplyExactly(float a, float b) {
    return __fmul_rn(a, b);
}
FRACBIT_DEVICE float fuse(float a, float b, float c) {
    return __fmaf_rn(a, b, c);
}

// addend + the sum of the four bytes of `bytes`.
FRACBIT_DEVICE std::uint32_t sumBytes(std::uint32_t bytes, std::uint32_t addend) {
    return __dp4a(bytes, 0x01010101u, addend);
}
// The upper word of (high : low) << (shift mod 32).
FRACBIT_DEVICE std::uint32_t funnelLeft(std::uint32_t high, std::uint32_t low, int shift) {
    return __funnelshift_l(low, high, static_cast<std::uint32_t>(shift));
}

#else

int threadIndex();
int threadCount();
int blockIndex();
int blockIndexY();
int blockCount();
char* sharedMemory();
void syncThreads();
void syncWarp();
std::uint32_t shuffle(std::uint32_t value, int fromLane);
std::uint32_t shuffleXor(std::uint32_t value, int mask);
void multiplyTiles(float (&c)[4], const std::uint32_t (&a)[4], Words2 b);
void copyAsync(void* shared, const void* global);
void commitCopies();
void waitForCopies(int pending);
template <int kPending>
void waitCopies() {
    waitForCopies(kPending);
}
std::uint32_t countArrival(std::uint32_t* counter);
void fenceDevice();
std::uint32_t addHalves(std::uint32_t a, std::uint32_t b);
std::uint32_t subtractHalves(std::uint32_t a, std::uint32_t b);
std::uint32_t multiplyHalves(std::uint32_t a, std::uint32_t b);
std::uint32_t fuseHalves(std::uint32_t a, std::uint32_t b, std::uint32_t c);
std::uint32_t minimumHalves(std::uint32_t a, std::uint32_t b);
float lowHalf(std::uint32_t word);
float highHalf(std::uint32_t word);
std::uint32_t packHalves(float low, float high);
inline float addExactly(float a, float b) {
    return a + b;
}
inline float multiplyExactly(float a, float b) {
    return a * b;
}
float fuse(float a, float b, float c);
inline std::uint32_t sumBytes(std::uint32_t bytes, std::uint32_t addend) {
    return addend + (bytes & 0xFF) + ((bytes >> 8) & 0xFF) + ((bytes >> 16) & 0xFF) + (bytes >> 24);
}
inline std::uint32_t funnelLeft(std::uint32_t high, std::uint32_t low, int shift) {
    const std::uint64_t both = (static_cast<std::uint64_t>(high) << 32) | low;
    return static_cast<std::uint32_t>((both << (shift & 31)) >> 32);
}

#endif

FRACBIT_DEVICE int lane() {
    return threadIndex() % kWarp;
}
FRACBIT_DEVICE int warp() {
    return threadIndex() / kWarp;
}
FRACBIT_DEVICE float shuffleXor(float value, int mask) {
    union {
        float number;
        std::uint32_t word;
    } cast{value};
    cast.word = shuffleXor(cast.word, mask);
    return cast.number;
}

} // namespace machine
} // namespace fracbit_cuda
