#include "fracbit_cuda/architectures.h"

#include <algorithm>
#include <charconv>

namespace fracbit_cuda {

namespace {

// The tensor-core instruction and the asynchronous copies of the kernels came with Ampere.
constexpr int kOldestMajor = 8;

struct Architecture {
    int major = 0;
    int minor = 0;
    char suffix = 0; // 'a', 'f' or none
    bool hasMachineCode = true;
    bool hasPtx = true;
};

// No device has the capability of a spelling that is not understood: 0.0.
Architecture parse(std::string_view spelling) {
    Architecture result;
    int number = 0;
    const auto digits = std::from_chars(spelling.data(), spelling.data() + spelling.size(), number);
    std::string_view rest(digits.ptr, static_cast<std::size_t>(spelling.end() - digits.ptr));
    if (rest.starts_with('a') || rest.starts_with('f')) {
        result.suffix = rest.front();
        rest.remove_prefix(1);
    }
    result.major = number / 10;
    result.minor = number % 10;
    result.hasMachineCode = rest != "-virtual";
    result.hasPtx = rest != "-real";
    return result;
}

bool serves(const Architecture& compiled, int major, int minor) {
    if (compiled.major == 0)
        return false;
    if (compiled.suffix == 'a')
        return compiled.major == major && compiled.minor == minor;
    if (compiled.major == major)
        return compiled.minor <= minor;
    return compiled.hasPtx && compiled.suffix == 0 && compiled.major < major;
}

std::string capability(const DeviceInfo& device) {
    return std::to_string(device.computeMajor) + "." + std::to_string(device.computeMinor);
}

std::string whyUnusable(const DeviceInfo& device, std::string_view architectures) {
    const std::string what = device.name + " has compute capability " + capability(device);
    if (device.computeMajor < kOldestMajor)
        return what + ", the kernels need " + std::to_string(kOldestMajor) + ".0";
    return what + ", the kernels of this build are for " + std::string(architectures) +
           " (CMAKE_CUDA_ARCHITECTURES)";
}

} // namespace

bool canRun(std::string_view architectures, int major, int minor) {
    while (!architectures.empty()) {
        const std::size_t end = std::min(architectures.find(','), architectures.size());
        if (serves(parse(architectures.substr(0, end)), major, minor))
            return true;
        architectures.remove_prefix(std::min(end + 1, architectures.size()));
    }
    return false;
}

DeviceQuery usableDevices(std::vector<DeviceInfo> found, std::string_view architectures) {
    DeviceQuery query;
    for (DeviceInfo& device : found)
        if (canRun(architectures, device.computeMajor, device.computeMinor))
            query.devices.push_back(std::move(device));
        else
            query.unusable.push_back(whyUnusable(device, architectures));
    if (query.devices.empty())
        query.reason = query.unusable.empty() ? "no CUDA device" : query.unusable.front();
    return query;
}

} // namespace fracbit_cuda
