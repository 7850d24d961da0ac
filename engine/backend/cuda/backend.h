// Work on a CUDA device. A program built without the CUDA toolkit has these functions, too: there
// is no device then, and cudaAbsence() says why.
//
// Errors: Error(Device) when the device or driver refuses (memory, a fault in a kernel), naming
// what was being done. Objects may be used from any thread, one call at a time per device; they
// must not outlive the backend that made them.
#pragma once

#include "backend/linear_backend.h"

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <vector>

namespace fracbit::backend {

// Ordinary arithmetic exists for codes that look single weights or pairs up, and a single vector.
enum class CudaVariant { TensorCore, Simt };

// One layer, or several that read the same input and share scheme and look-up table, in device
// memory: products with all of them are one launch.
class CudaMatrix {
public:
    virtual ~CudaMatrix() = default;
    virtual std::size_t deviceBytes() const = 0;
    // Rows of all parts, each part padded to a multiple of 16 (but for the last).
    virtual std::int64_t rows() const = 0;
    virtual std::int64_t firstRow(std::size_t part) const = 0;
    // y = W x for `batch` vectors (any number): inputs batch x columns, outputs batch x rows().
    // Rotates the inputs first if the matrix was prepared with a rotation. Inputs are rounded to
    // fp16, sums are fp32.
    virtual void multiply(std::span<const float> inputs, std::int64_t batch,
                          std::span<float> outputs, CudaVariant variant) = 0;
};

struct CudaTiming {
    double seconds = 0; // median of a call
    double spread = 0;  // largest less smallest of the repetitions, relative to the median
};

// Times on the device. Weights are read from memory: calls go round enough copies of a layer to
// fill the second-level cache twice. Calls are launched as one graph, as a decoding step's are.
class CudaProfiler {
public:
    virtual ~CudaProfiler() = default;
    virtual bool hasProduct(quantizer::Scheme scheme, std::int64_t batch,
                            CudaVariant variant) const = 0;
    // Empty (zero seconds) when there is no such kernel.
    virtual CudaTiming product(quantizer::Scheme scheme, quantizer::LayerShape shape,
                               std::int64_t batch, CudaVariant variant) = 0;
    // The rotations of a decoding step of one vector, one for each width: what these kernels add to
    // the constant part of a step.
    virtual CudaTiming rotations(std::span<const std::int64_t> widths) = 0;
    // Trellis, scalar or vector search alone, of so many tiles of 256 weights.
    virtual CudaTiming encoding(quantizer::Scheme scheme, std::int64_t tiles) = 0;
    // Bytes read and written a second by a copy within device memory.
    virtual double copyBandwidth() = 0;
};

// As a LinearBackend, its encoders give the processor's scalar and vector codes, bit for bit; their
// trellis search is exact up to the rounding of costs, so that codes differ where paths are all but
// equally good. They throw Error(Unsupported) for the baselines, and for schemes without kernels.
// Groups are multiplied with by tensor cores: their layers of one scheme and look-up table, one
// after another, are one launch.
class CudaBackend : public LinearBackend {
public:
    // Throws Error(InvalidArgument) when the parts do not fit together, and as prepare() does.
    // `rotation` may be null: inputs are rotated already.
    virtual std::unique_ptr<CudaMatrix> matrix(std::span<const quantizer::PackedLayerView> parts,
                                               const rotation::Rotation* rotation) = 0;
    virtual std::unique_ptr<CudaProfiler> profiler() = 0;
};

// Why there is no CUDA device; empty when there is one.
std::string cudaAbsence();
// Throws Error(Device) with that reason, or when there is no device of this number.
std::unique_ptr<CudaBackend> openCuda(int index = 0);

} // namespace fracbit::backend
