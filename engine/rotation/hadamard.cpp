#include "rotation/hadamard.h"

#include "base/error.h"

#include <cmath>

namespace fracbit::rotation {

namespace {

// Larger orders would make the dense K x K part the whole cost of the transform.
constexpr std::int64_t kLargestOrder = 1024;

// v := H_{2^p} v, not normalised: the fast Walsh-Hadamard transform.
void walshHadamard(float* values, std::int64_t size) {
    for (std::int64_t half = 1; half < size; half *= 2)
        for (std::int64_t start = 0; start < size; start += 2 * half)
            for (std::int64_t i = start; i < start + half; ++i) {
                const float a = values[i];
                const float b = values[i + half];
                values[i] = a + b;
                values[i + half] = a - b;
            }
}

} // namespace

Hadamard::Hadamard(std::int64_t size) : size_(size) {
    if (size < 1)
        throw Error(ErrorCode::Internal, "Hadamard transform of an empty vector");
    const std::int64_t largestPower = size & -size;
    for (std::int64_t power = largestPower; power >= 1; power /= 2) {
        const std::int64_t order = size / power;
        if (order > kLargestOrder)
            break;
        matrix_ = hadamardMatrix(order);
        if (!matrix_.empty()) {
            order_ = order;
            power_ = power;
            return;
        }
    }
    matrix_ = {1};
    power_ = largestPower;
}

Hadamard Hadamard::inBlocks(std::int64_t size, std::int64_t block) {
    if (block < 1 || (block & (block - 1)) != 0 || size < 1 || size % block != 0)
        throw Error(ErrorCode::Internal, "a Hadamard transform's blocks do not fill it");
    return {size, block};
}

std::string Hadamard::description() const {
    const std::string power = "H" + std::to_string(power_);
    if (isBlockDiagonal())
        return std::to_string(size_ / power_) + " blocks of " + power;
    return order_ == 1 ? power : "H" + std::to_string(order_) + " x " + power;
}

void Hadamard::apply(std::span<float> vector) const {
    for (std::int64_t start = 0; start < size_; start += blockSize())
        transform(
            vector.subspan(static_cast<std::size_t>(start), static_cast<std::size_t>(blockSize())),
            false);
}

void Hadamard::applyTransposed(std::span<float> vector) const {
    for (std::int64_t start = 0; start < size_; start += blockSize())
        transform(
            vector.subspan(static_cast<std::size_t>(start), static_cast<std::size_t>(blockSize())),
            true);
}

void Hadamard::transform(std::span<float> block, bool transposed) const {
    for (std::int64_t chunk = 0; chunk < order_; ++chunk)
        walshHadamard(block.data() + chunk * power_, power_); // symmetric: its own transpose
    if (order_ > 1)
        mixChunks(block, transposed);
    const float scale = 1.0f / std::sqrt(static_cast<float>(blockSize()));
    for (float& value : block)
        value *= scale;
}

void Hadamard::mixChunks(std::span<float> block, bool transposed) const {
    const std::vector<float> before(block.begin(), block.end());
    for (std::int64_t i = 0; i < order_; ++i) {
        float* out = block.data() + i * power_;
        std::fill(out, out + power_, 0.0f);
        for (std::int64_t k = 0; k < order_; ++k) {
            const auto at = static_cast<std::size_t>(transposed ? k * order_ + i : i * order_ + k);
            const auto sign = static_cast<float>(matrix_[at]);
            const float* in = before.data() + k * power_;
            for (std::int64_t j = 0; j < power_; ++j)
                out[j] += sign * in[j];
        }
    }
}

} // namespace fracbit::rotation
