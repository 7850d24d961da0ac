// What everything on one device shares. Private to the module.
#pragma once

#ifndef FRACBIT_INSIDE_BACKEND
#error "private to engine/backend"
#endif

#include "backend/cuda/backend.h"
#include "base/error.h"
#include "fracbit_cuda/device_query.h"
#include "fracbit_cuda/resources.h"

#include <mutex>

namespace fracbit::backend::cuda {

// Runs `work` with the device current and turns CUDA's errors into the engine's. One call at a
// time.
class Session {
public:
    explicit Session(fracbit_cuda::DeviceInfo info);

    const fracbit_cuda::DeviceInfo& device() const { return device_; }

    template <class Work>
    decltype(auto) run(Work&& work) {
        const std::lock_guard lock(mutex_);
        try {
            fracbit_cuda::check(cudaSetDevice(device_.index), "choosing the device");
            return work();
        } catch (const fracbit_cuda::CudaError& error) {
            throw Error(ErrorCode::Device, device_.name, error.what());
        }
    }

private:
    fracbit_cuda::DeviceInfo device_;
    std::mutex mutex_;
};

std::unique_ptr<CudaMatrix> makeMatrix(Session& session,
                                       std::span<const quantizer::PackedLayerView> parts,
                                       const rotation::Rotation* rotation);
std::unique_ptr<LinearGroup> makeGroup(Session& session, const GroupSource& source);
std::unique_ptr<quantizer::PanelEncoder> makeEncoder(Session& session, quantizer::Scheme scheme);
std::unique_ptr<CudaProfiler> makeProfiler(Session& session);

} // namespace fracbit::backend::cuda
