#include "backend/cpu/input_rotation.h"

#include "backend/cpu/aligned_buffer.h"
#include "backend/cpu/transform_kernel.h"

#include <algorithm>
#include <cassert>
#include <cmath>

namespace fracbit::backend {

InputRotation::InputRotation(const rotation::Rotation& rotation)
    : size_(rotation.size()), order_(rotation.transform().oddOrder()),
      power_(rotation.transform().blockSize() / order_),
      scale_(1.0f / std::sqrt(static_cast<float>(order_ * power_))) {
    for (std::int64_t i = 0; i < size_; ++i) {
        const bool negative = rotation.signs()[static_cast<std::size_t>(i / 8)] >> (i % 8) & 1;
        signs_.push_back(negative ? -1.0f : 1.0f);
    }
    if (order_ > 1)
        for (const std::int8_t sign : rotation::hadamardMatrix(order_))
            matrix_.push_back(scale_ * static_cast<float>(sign));
}

void InputRotation::rotate(std::span<const float> in, std::span<float> out) const {
    assert(std::ssize(in) == size_ && std::ssize(out) == size_);
    applySigns(in.data(), signs_.data(), out.data(), size_);
    for (std::int64_t chunk = 0; chunk < size_; chunk += power_)
        walshHadamard(out.data() + chunk, power_);
    if (order_ == 1)
        return multiplyBy(scale_, out.data(), size_);
    thread_local AlignedBuffer<float> before;
    const std::int64_t block = order_ * power_;
    if (before.size() < static_cast<std::size_t>(block))
        before = AlignedBuffer<float>(static_cast<std::size_t>(block));
    for (std::int64_t start = 0; start < size_; start += block) {
        std::copy_n(out.data() + start, block, before.data());
        mixRows(matrix_.data(), order_, before.data(), out.data() + start, power_);
    }
}

} // namespace fracbit::backend
