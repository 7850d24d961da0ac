#include "network/torch/torch_module.h"

#include <dlfcn.h>
#include <filesystem>
#include <string>

namespace fracbit::network {

namespace {

std::filesystem::path modulePath() {
    const auto program = std::filesystem::read_symlink("/proc/self/exe");
    return program.parent_path().parent_path() / "lib/fracbit/libfracbit_torch.so";
}

[[noreturn]] void refuse(const std::filesystem::path& path, const std::string& reason) {
    throw Error(
        ErrorCode::Io, path.string(),
        "what computes on libtorch cannot be loaded: install Fracbit Studio again, with the "
        "libtorch that it was built with (" +
            reason + ")");
}

const TorchModule& load() {
    const std::filesystem::path path = modulePath();
    // Its libraries find each other without becoming visible to the program.
    void* library = dlopen(path.c_str(), RTLD_NOW | RTLD_LOCAL | RTLD_NODELETE);
    if (!library)
        refuse(path, dlerror());
    auto* const get = reinterpret_cast<GetTorchModule*>(dlsym(library, kGetTorchModule));
    const TorchModule* module = get ? get(FRACBIT_VERSION) : nullptr;
    if (!module)
        refuse(path, "it belongs to another version");
    return *module;
}

} // namespace

const TorchModule& torchModule() {
    static const TorchModule& module = load();
    return module;
}

std::unique_ptr<Network> Network::load(const checkpoint::WeightSource& source, Compute compute,
                                       const RunContext& context) {
    return torchModule().loadNetwork(source, compute, context);
}

std::unique_ptr<SingleBlock> SingleBlock::load(const checkpoint::WeightSource& source, int index) {
    return torchModule().loadBlock(source, index);
}

std::unique_ptr<LayerProbe> LayerProbe::load(const checkpoint::WeightSource& source,
                                             const RunContext& context) {
    return torchModule().loadProbe(source, context);
}

Scores drawScores(const checkpoint::WeightSource& source, const Tensor& states, std::uint64_t seed,
                  const RunContext& context) {
    return torchModule().drawScores(source, states, seed, context);
}

} // namespace fracbit::network
