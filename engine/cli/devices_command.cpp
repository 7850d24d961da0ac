#include "backend/devices.h"
#include "cli/commands.h"

namespace fracbit::cli {

namespace {

class DevicesCommand final : public Command {
public:
    const char* name() const override { return "devices"; }
    const char* description() const override { return "The processor and GPUs that can be used"; }
    void declare(const Options&) override {}
    void execute(Console& console, const CommonOptions&, const RunContext&) override {
        const auto list = backend::listDevices();
        nlohmann::json devices = nlohmann::json::array();
        for (const auto& device : list.devices) {
            const bool cuda = device.kind == backend::Device::Kind::Cuda;
            devices.push_back({{"kind", cuda ? "cuda" : "cpu"},
                               {"name", device.name},
                               {"instruction_set", device.instructionSet},
                               {"threads", device.threads},
                               {"memory_bytes", device.memoryBytes}});
            console.out() << (cuda ? "GPU  " : "CPU  ") << device.name << ", "
                          << device.instructionSet << ", " << device.threads
                          << (cuda ? " multiprocessors, " : " threads, ")
                          << bytesText(device.memoryBytes) << '\n';
        }
        for (const std::string& why : list.unusable)
            console.out() << "GPU that cannot be used: " << why << '\n';
        if (!list.cudaAbsent.empty() && list.unusable.empty())
            console.out() << "no GPU: " << list.cudaAbsent << std::endl;
        console.document(
            {{"devices", devices}, {"unusable", list.unusable}, {"cuda_absent", list.cudaAbsent}});
    }
};

} // namespace

std::unique_ptr<Command> makeDevicesCommand() {
    return std::make_unique<DevicesCommand>();
}

} // namespace fracbit::cli
