// The network on packed weights: what runs exported models. No libtorch, no de-quantized copy of
// any matrix: linear layers are multiplied straight from their codes, embedding and head from their
// stored form.
#pragma once

#include "network/network.h"

#include <memory>

namespace fracbit::packed {
class PackedCheckpoint;
}

namespace fracbit::network {

// Computes in float32; single tokens, as in generation, with inputs and weights rounded to 15 bits
// where the processor has integer kernels (backend::PackedMatrix::multiply). Copies what it needs:
// the source may go afterwards. A cache keeps threads of its own, as many as the calls it is used
// with ask for. Throws what the source throws.
std::unique_ptr<Network> loadPackedNetwork(const packed::PackedCheckpoint& source,
                                           const RunContext& context);

} // namespace fracbit::network
