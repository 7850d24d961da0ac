// The rotation of a layer's input as a fast kernel (signs, then a Hadamard transform; spec 1,
// section 2).
#pragma once

#include "rotation/rotation.h"

#include <memory>
#include <span>

namespace fracbit::backend {

// What Rotation::rotate() computes, up to rounding, tens of times faster. Immutable; safe to use
// from any thread.
class InputRotation {
public:
    explicit InputRotation(const rotation::Rotation& rotation);

    std::int64_t size() const { return size_; }
    // out := H (s o in); `in` and `out` may be the same, but must not overlap otherwise.
    void rotate(std::span<const float> in, std::span<float> out) const;

private:
    std::int64_t size_;
    std::int64_t order_; // K of H_K (x) H_2^p
    std::int64_t power_; // 2^p
    std::vector<float> signs_;
    std::vector<float> matrix_; // K x K over sqrt(K 2^p); empty for K = 1
    float scale_;               // of a transform without a matrix
};

} // namespace fracbit::backend
