#include "backend/cuda/device/device_rotation.h"

#include <cmath>

namespace fracbit::backend::cuda {

using fracbit_cuda::check;
using fracbit_cuda::DeviceArray;

ResidentRotation::ResidentRotation(const rotation::Rotation* rotation, std::int64_t size,
                                   const fracbit_cuda::DeviceInfo& device,
                                   const fracbit_cuda::Stream& stream) {
    rotation_.size = static_cast<int>(size);
    rotation_.order = rotation ? static_cast<int>(rotation->transform().oddOrder()) : 1;
    rotation_.blockSize = rotation ? static_cast<int>(rotation->transform().blockSize()) : 1;
    rotation_.scale = 1 / std::sqrt(static_cast<float>(rotation_.blockSize));
    const auto matrix = rotation::hadamardMatrix(rotation_.order);
    matrix_ = DeviceArray<std::int8_t>(matrix.size());
    matrix_.upload(matrix.data(), matrix.size(), stream);
    rotation_.matrix = matrix_.data();
    if (rotation) {
        signs_ = DeviceArray<std::uint8_t>(rotation->signs().size());
        signs_.upload(rotation->signs().data(), rotation->signs().size(), stream);
        rotation_.signs = signs_.data();
    }
    launch_ = planRotation(rotation_.size, rotation_.order, rotation_.blockSize, device);
    stream.synchronize(); // the host's copies go out of scope
}

void ResidentRotation::enqueue(const float* in, int batch, void* out,
                               const fracbit_cuda::Stream& stream) const {
    check(fracbit_cuda::rotate(rotation_, launch_, in, batch, out, stream.get()),
          "rotating inputs");
}

} // namespace fracbit::backend::cuda
