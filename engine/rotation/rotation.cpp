#include "rotation/rotation.h"

#include "base/error.h"
#include "base/random.h"

namespace fracbit::rotation {

PackedSigns randomSigns(std::uint64_t seed, std::string_view inputName, std::int64_t size) {
    Random random(seed ^ hashName(inputName));
    PackedSigns signs(static_cast<std::size_t>((size + 7) / 8));
    for (std::int64_t i = 0; i < size; ++i)
        signs[static_cast<std::size_t>(i / 8)] |=
            static_cast<std::uint8_t>((random.next() >> 63) << (i % 8));
    return signs;
}

Rotation::Rotation(std::shared_ptr<const Hadamard> transform, PackedSigns signs)
    : transform_(std::move(transform)), signs_(std::move(signs)) {
    if (static_cast<std::int64_t>(signs_.size()) != (transform_->size() + 7) / 8)
        throw Error(ErrorCode::Internal, "rotation: signs do not fit the transform");
}

void Rotation::applySigns(std::span<float> vector) const {
    for (std::size_t i = 0; i < vector.size(); ++i)
        if (signs_[i / 8] >> (i % 8) & 1)
            vector[i] = -vector[i];
}

void Rotation::rotate(std::span<float> vector) const {
    applySigns(vector);
    transform_->apply(vector);
}

void Rotation::rotateBack(std::span<float> vector) const {
    transform_->applyTransposed(vector);
    applySigns(vector);
}

} // namespace fracbit::rotation
