// A rotation in device memory. Private to the module.
#pragma once

#ifndef FRACBIT_INSIDE_BACKEND
#error "private to engine/backend"
#endif

#include "fracbit_cuda/kernels.h"
#include "fracbit_cuda/resources.h"
#include "rotation/rotation.h"

namespace fracbit::backend::cuda {

class ResidentRotation {
public:
    // Without a rotation: inputs of `size` entries are only rounded and put in order.
    ResidentRotation(const rotation::Rotation* rotation, std::int64_t size,
                     const fracbit_cuda::DeviceInfo& device, const fracbit_cuda::Stream& stream);

    // Rotates `batch` inputs into what products read; see fracbit_cuda::rotate().
    void enqueue(const float* in, int batch, void* out, const fracbit_cuda::Stream& stream) const;

private:
    fracbit_cuda::DeviceArray<std::int8_t> matrix_;
    fracbit_cuda::DeviceArray<std::uint8_t> signs_;
    fracbit_cuda::DeviceRotation rotation_;
    fracbit_cuda::RotationLaunch launch_;
};

} // namespace fracbit::backend::cuda
