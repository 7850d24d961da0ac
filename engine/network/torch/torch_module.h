// What is computed on libtorch, as the rest of the network calls it. Private to the network; free
// of torch.
//
// libtorch and what it needs are close to three hundred libraries, which take a second of processor
// time to load. So the files of this folder are a library of their own, libfracbit_torch.so, which
// the first call that needs it loads and which stays. It has its own copy of the functions of the
// engine that it calls, hidden; what has state, is thrown or is an interface is FRACBIT_SHARED, and
// the executable's takes the place of the module's (base/shared.h). The executable could have lent
// all of it; but a static library gives it only what it uses itself, and a function more or less in
// one of a hundred test programs would have decided whether the module can be loaded.
#pragma once

#ifndef FRACBIT_INSIDE_NETWORK
#error "private to engine/network"
#endif

#include "network/blockwise.h"
#include "network/layer_probe.h"

#include <span>

namespace fracbit::network {

// The functions of the module; only it has them.
namespace on_torch {

// Network::load(), SingleBlock::load(), LayerProbe::load(), network::drawScores().
std::unique_ptr<Network> loadNetwork(const checkpoint::WeightSource& source, Compute compute,
                                     const RunContext& context);
std::unique_ptr<SingleBlock> loadBlock(const checkpoint::WeightSource& source, int index);
std::unique_ptr<LayerProbe> loadProbe(const checkpoint::WeightSource& source,
                                      const RunContext& context);
Scores drawScores(const checkpoint::WeightSource& source, const Tensor& states, std::uint64_t seed,
                  const RunContext& context);

// Adds rows [begin, end) of the upper triangle of xᵀx, x being `rows`, to those of `triangle` (all
// of it, row by row). On the calling thread alone.
void addMoments(const Tensor& rows, std::int64_t begin, std::int64_t end,
                std::span<double> triangle);

} // namespace on_torch

struct TorchModule {
    decltype(&on_torch::loadNetwork) loadNetwork;
    decltype(&on_torch::loadBlock) loadBlock;
    decltype(&on_torch::loadProbe) loadProbe;
    decltype(&on_torch::drawScores) drawScores;
    decltype(&on_torch::addMoments) addMoments;
};

// The library's one function. Null for a program of another version: an update that was installed
// while the program ran.
using GetTorchModule = const TorchModule*(const char* version);
inline constexpr const char* kGetTorchModule = "fracbit_torch_module";

// Loads the library at the first call, from ../lib/fracbit beside the executable's folder: so in a
// folder that is built in as in one that is installed. Throws Error(Io), naming the library and
// what to do, when it cannot be loaded; the next call tries again. Any thread may call.
const TorchModule& torchModule();

} // namespace fracbit::network
