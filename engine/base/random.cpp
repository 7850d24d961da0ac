#include "base/random.h"

#include <cmath>
#include <numbers>

namespace fracbit {

double Random::gaussian() {
    if (hasSpare_) {
        hasSpare_ = false;
        return spare_;
    }
    const double radius = std::sqrt(-2.0 * std::log(uniform()));
    const double angle = 2.0 * std::numbers::pi * uniform();
    spare_ = radius * std::sin(angle);
    hasSpare_ = true;
    return radius * std::cos(angle);
}

void fillGaussian(std::span<float> values, std::uint64_t seed) {
    Random random(seed);
    for (float& value : values)
        value = static_cast<float>(random.gaussian());
}

} // namespace fracbit
