#include "network/forward/packed_parts.h"

#include "backend/cpu/vector_kernels.h"
#include "packed/packed_checkpoint.h"

#include <algorithm>

namespace fracbit::network {

using checkpoint::Norm;
using packed::PackedCheckpoint;

const checkpoint::ModelConfig& PackedSource::config() const {
    return checkpoint.spec().config;
}

std::string PackedSource::name(const std::string& part) const {
    return checkpoint::blockName(block, part);
}

std::vector<float> PackedSource::vector(const std::string& part) const {
    return checkpoint.read(name(part) + ".weight").values;
}

std::vector<float> PackedSource::norm(const std::string& part,
                                      const std::optional<Norm>& norm) const {
    if (!norm)
        return {};
    std::vector<float> weight = vector(part);
    if (norm->unitOffset)
        for (float& value : weight)
            value += 1;
    return weight;
}

backend::PlainMatrix PackedSource::matrix(const std::string& part) const {
    return loadPlain(checkpoint, name(part));
}

backend::PlainMatrix loadPlain(const PackedCheckpoint& source, const std::string& name) {
    const auto [tensor, stored] = source.storedRows(name);
    std::vector<float> scales;
    if (stored)
        scales = checkpoint::readTensor(*stored).values;
    backend::PlainMatrix matrix(tensor.dtype, tensor.shape[0], tensor.shape[1], tensor.bytes,
                                std::move(scales));
    source.release(name + ".weight");
    return matrix;
}

PackedLinear::PackedLinear(const PackedSource& source, const std::string& input) {
    const PackedCheckpoint& checkpoint = source.checkpoint;
    const std::vector<checkpoint::LinearLayer>& layers = checkpoint.spec().layers;
    const std::vector<std::size_t>& members =
        checkpoint.spec().findInput(source.name(input))->layers;
    backend::GroupSource group;
    group.rotation = checkpoint.inputRotation(layers[members.front()].name);
    for (const std::size_t index : members) {
        const std::string& layer = layers[index].name;
        group.layers.push_back(checkpoint.layer(layer));
        if (checkpoint.spec().find(layer + ".bias"))
            std::ranges::copy(checkpoint.read(layer + ".bias").values, std::back_inserter(bias_));
    }
    group_ = source.device.prepare(group, source.context);
    for (const std::size_t index : members)
        checkpoint.release(layers[index].name + ".weight");
}

void PackedLinear::multiply(std::span<const float> x, std::vector<float>& out,
                            PackedWorkspace& workspace) const {
    const std::int64_t count = std::ssize(x) / group_->columns();
    out.resize(static_cast<std::size_t>(count * rows()));
    group_->multiply(x, count, out, *workspace.products);
    for (std::int64_t i = 0; i < count && !bias_.empty(); ++i)
        backend::addVector(out.data() + i * rows(), bias_.data(), rows());
}

} // namespace fracbit::network
