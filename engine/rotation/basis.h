// The bases that layers are quantized in (packed/FORMAT.md has the formulas).
#pragma once

#include "base/progress.h"
#include "rotation/rotation.h"
#include "tensor/tensor.h"

#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace fracbit::rotation {

// What stands between decoded values and weights.
enum class Basis {
    Inputs,    // rotated on the side of the inputs
    None,      // nothing
    BothSides, // rotated on both sides in blocks of kBasisBlock
};
inline constexpr std::int64_t kBasisBlock = 128;

const char* basisName(Basis basis); // "inputs", "none", "both-128"
std::optional<Basis> basisFromName(std::string_view name);
// Rows or columns that are coded: whole blocks where both sides are rotated.
std::int64_t codedSize(Basis basis, std::int64_t size);

// The rotations of inputs from one seed; transforms are made once a width. Not thread-safe.
class InputRotations {
public:
    explicit InputRotations(std::uint64_t seed) : seed_(seed) {}

    // Of vectors of codedSize(); none in the basis None. Layers that read the same input have the
    // same; what is padded has no signs.
    std::optional<Rotation> of(Basis basis, std::string_view inputName, std::int64_t size);

private:
    std::uint64_t seed_;
    std::map<std::pair<Basis, std::int64_t>, std::shared_ptr<const Hadamard>> transforms_;
};

// Rows of weights in the basis of their inputs: padded to codedSize() and rotated.
Tensor withInputsIn(Basis basis, Tensor rows, const std::optional<Rotation>& rotation,
                    const RunContext& context);

// v := B v for every column, B block diagonal of 128 x 128 Sylvester matrices over sqrt(128),
// which is its own inverse. Whole blocks of rows.
void rotateOutputs(Tensor& rows, const RunContext& context);
// `rows` padded with zeros, or cut, to `count`.
Tensor withRows(Tensor rows, std::int64_t count);

} // namespace fracbit::rotation
