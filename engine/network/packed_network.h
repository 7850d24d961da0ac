// The network on packed weights: what runs exported models. No libtorch, no de-quantized copy of
// any matrix: linear layers are multiplied straight from their codes, embedding and head from their
// stored form.
#pragma once

#include "backend/linear_backend.h"
#include "network/network.h"

#include <memory>

namespace fracbit::packed {
class PackedCheckpoint;
}

namespace fracbit::network {

// Linear layers are multiplied with by `device`, the rest is computed on the processor. In float32;
// single tokens, as in generation, with inputs and weights rounded to 15 bits where the processor
// has integer kernels (backend::PackedMatrix::multiply). Copies what it needs: the source may go
// afterwards. A cache keeps threads of its own, as many as the calls it is used with ask for.
// Throws what the source and the back end throw.
std::unique_ptr<Network> loadPackedNetwork(const packed::PackedCheckpoint& source,
                                           std::unique_ptr<backend::LinearBackend> device,
                                           const RunContext& context);

} // namespace fracbit::network
