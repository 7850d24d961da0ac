// The rotation of a layer's input: random signs, then a Hadamard transform (spec, section 2).
//
// With R = H diag(s), the layer's rotated weights are W~ = W R^T, its rotated input is x~ = R x,
// and W x = W~ x~. Layers that read the same input share the rotation, so that the input is rotated
// once; that is what makes fusing them possible.
#pragma once

#include "rotation/hadamard.h"

#include <cstdint>
#include <memory>
#include <string_view>

namespace fracbit::rotation {

// One byte a sign would waste a file's space: eight a byte, least significant bit first, a set bit
// means -1.
using PackedSigns = std::vector<std::uint8_t>;

// The signs of the input that `inputName` ("blocks.3.qkv") names, from the model's seed; the same
// on every platform.
PackedSigns randomSigns(std::uint64_t seed, std::string_view inputName, std::int64_t size);

// Immutable; safe to use from any thread.
class Rotation {
public:
    // Throws Error(Internal) when the signs do not fit the transform's size.
    Rotation(std::shared_ptr<const Hadamard> transform, PackedSigns signs);

    std::int64_t size() const { return transform_->size(); }
    const Hadamard& transform() const { return *transform_; }
    const PackedSigns& signs() const { return signs_; }

    // A row of W becomes a row of W~, or an input x becomes x~: v := H (s o v).
    void rotate(std::span<float> vector) const;
    // The inverse: v := s o (H^T v).
    void rotateBack(std::span<float> vector) const;

private:
    void applySigns(std::span<float> vector) const;
    std::shared_ptr<const Hadamard> transform_;
    PackedSigns signs_;
};

} // namespace fracbit::rotation
