// How kernels are launched: pure functions of the problem and the device, so that they can be
// tested and printed without one.
#pragma once

#include "fracbit_cuda/device_query.h"
#include "fracbit_cuda/weights.h"

#include <string>

namespace fracbit_cuda {

// Tensor cores serve every code and up to eight vectors; ordinary arithmetic serves Pair and Scalar
// codes and one vector.
enum class Variant { TensorCore, Scalar };
const char* variantName(Variant variant);
bool hasVariant(Code code, Variant variant, int batch);

struct ProductLaunch {
    Variant variant = Variant::TensorCore;
    int blocks = 0;
    int threads = 0;
    int splits = 1;   // blocks that share the columns of a row tile
    int copyBits = 0; // the look-up table is kept 2^copyBits times in shared memory
    std::size_t sharedBytes = 0;

    // What must be lent to the launch when splits > 1: partial sums, and counters that are zero
    // before the first launch and zero again after each.
    std::size_t partialFloats(const WeightFormat& format) const;
    std::size_t counters(const WeightFormat& format) const;
};

// y = W x for one to eight vectors. As many blocks as the device can hold at once; the columns
// are split where row tiles alone would leave multiprocessors idle; the table is copied as often as
// shared memory allows with two blocks a multiprocessor.
ProductLaunch planProduct(const WeightFormat& format, Variant variant, const DeviceInfo& device);

struct DequantizeLaunch {
    int threads = 0;
    int copyBits = 0;
    std::size_t sharedBytes = 0;
};
DequantizeLaunch planDequantize(const WeightFormat& format, const DeviceInfo& device);

// The product with decoded weights, for any batch.
struct DenseLaunch {
    int blocks = 0;
    int blocksY = 0; // groups of 64 vectors
    int threads = 0;
};
DenseLaunch planDense(const WeightFormat& format, int batch);
// Of the decoded weights, padding included.
std::size_t denseBytes(const WeightFormat& format);

// Of an input of `size` entries whose transform is H_order (x) H_{2^p}, or size / (order 2^p) such
// blocks on the diagonal; `blockSize` = order 2^p.
struct RotationLaunch {
    int blocks = 0; // for each vector
    int threads = 0;
    int mixedBits = 0;
    int chunkBits = 0;
    std::size_t sharedBytes = 0;
};
RotationLaunch planRotation(int size, int order, int blockSize, const DeviceInfo& device);

// One line each.
std::string describe(const WeightFormat& format);
std::string describe(const ProductLaunch& launch);
std::string describe(const RotationLaunch& launch);

} // namespace fracbit_cuda
