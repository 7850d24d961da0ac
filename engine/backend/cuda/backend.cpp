#include "backend/cuda/backend.h"

#include "backend/cuda/device/session.h"

namespace fracbit::backend {

namespace cuda {

Session::Session(fracbit_cuda::DeviceInfo info) : device_(std::move(info)) {}

namespace {

// Matrices have their buffers on the device, and calls wait for each other there.
class DeviceWorkspace final : public LinearWorkspace {};

class DeviceBackend final : public CudaBackend {
public:
    explicit DeviceBackend(fracbit_cuda::DeviceInfo info) : session_(std::move(info)) {}

    std::string deviceName() const override { return session_.device().name; }
    std::unique_ptr<LinearGroup> prepare(const GroupSource& source,
                                         const RunContext& context) override {
        context.throwIfCancelled();
        return makeGroup(session_, source);
    }
    std::unique_ptr<LinearWorkspace> makeWorkspace(ThreadTeam&) override {
        return std::make_unique<DeviceWorkspace>();
    }
    std::unique_ptr<quantizer::PanelEncoder> encoder(quantizer::Scheme scheme) override {
        return makeEncoder(session_, scheme);
    }
    std::unique_ptr<CudaMatrix> matrix(std::span<const quantizer::PackedLayerView> parts,
                                       const rotation::Rotation* rotation) override {
        return makeMatrix(session_, parts, rotation);
    }
    std::unique_ptr<CudaProfiler> profiler() override { return makeProfiler(session_); }

private:
    Session session_;
};

} // namespace
} // namespace cuda

std::string cudaAbsence() {
    return fracbit_cuda::queryDevices().reason;
}

std::unique_ptr<CudaBackend> openCuda(int index) {
    const fracbit_cuda::DeviceQuery query = fracbit_cuda::queryDevices();
    if (query.devices.empty())
        throw Error(ErrorCode::Device, "no CUDA device: " + query.reason);
    for (const fracbit_cuda::DeviceInfo& device : query.devices)
        if (device.index == index)
            return std::make_unique<cuda::DeviceBackend>(device);
    throw Error(ErrorCode::Device, "there is no CUDA device number " + std::to_string(index));
}

} // namespace fracbit::backend
