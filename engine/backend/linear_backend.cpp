#include "backend/linear_backend.h"

#include "backend/cpu/cpu_backend.h"
#include "backend/cuda/backend.h"
#include "base/error.h"

#include <charconv>

namespace fracbit::backend {

DeviceChoice deviceFromName(const std::string& name) {
    if (name == "cpu")
        return {};
    DeviceChoice device{Device::Kind::Cuda, 0};
    if (name == "cuda")
        return device;
    constexpr std::string_view kPrefix = "cuda:";
    if (name.starts_with(kPrefix)) {
        const char* end = name.data() + name.size();
        const auto [rest, error] = std::from_chars(name.data() + kPrefix.size(), end, device.index);
        if (error == std::errc() && rest == end && device.index >= 0)
            return device;
    }
    throw Error(ErrorCode::InvalidArgument,
                "there is no device '" + name + "': cpu, cuda or cuda:N");
}

std::unique_ptr<LinearBackend> openBackend(const DeviceChoice& device) {
    switch (device.kind) {
    case Device::Kind::Cpu:
        return makeCpuBackend();
    case Device::Kind::Cuda:
        return openCuda(device.index);
    }
    throw Error(ErrorCode::Internal, "unknown kind of device");
}

} // namespace fracbit::backend
