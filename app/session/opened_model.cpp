#include "session/opened_model.h"

#include "session/file_names.h"

#include <limits>
#include <map>

namespace fracbit::app {

namespace {

// Blocks in order; what lies outside them comes last.
int groupOrder(int block) {
    return block < 0 ? std::numeric_limits<int>::max() : block;
}

std::vector<TensorGroup> groupTensors(const checkpoint::ModelSpec& spec) {
    std::map<int, TensorGroup> groups;
    for (std::size_t i = 0; i < spec.tensors.size(); ++i) {
        const checkpoint::ModelTensor& tensor = spec.tensors[i];
        TensorGroup& group = groups[groupOrder(tensor.block)];
        group.block = tensor.block;
        group.tensors.push_back(i);
        group.parameters += elementCount(tensor.shape);
        group.bytes += tensor.bytes;
    }
    std::vector<TensorGroup> ordered;
    for (auto& [order, group] : groups)
        ordered.push_back(std::move(group));
    return ordered;
}

std::filesystem::path withoutTrailingSeparator(const std::filesystem::path& path) {
    return path.has_filename() ? path : path.parent_path();
}

QString displayName(const checkpoint::Checkpoint& checkpoint) {
    const std::string& name = checkpoint.spec().config.name;
    if (!name.empty())
        return QString::fromStdString(name);
    return fileText(withoutTrailingSeparator(checkpoint.path()).filename());
}

} // namespace

OpenedModelPtr openModel(const std::filesystem::path& path, const RunContext& context) {
    auto model = std::make_shared<OpenedModel>();
    model->checkpoint = checkpoint::Checkpoint::open(path);
    context.throwIfCancelled();
    model->path = fileText(path);
    model->name = displayName(*model->checkpoint);
    model->groups = groupTensors(model->spec());
    model->parameters = model->spec().parameters();
    for (const checkpoint::LinearLayer& layer : model->spec().layers)
        model->linearWeights += layer.weights();
    for (const TensorGroup& group : model->groups)
        model->bytes += group.bytes;
    return model;
}

double bitsPerWeight(std::uint64_t bytes, std::int64_t weights) {
    return weights > 0 ? 8.0 * static_cast<double>(bytes) / static_cast<double>(weights) : 0.0;
}

} // namespace fracbit::app
