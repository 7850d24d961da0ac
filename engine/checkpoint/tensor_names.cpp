#include "checkpoint/tensor_names.h"

#include "base/error.h"

#include <algorithm>
#include <charconv>
#include <map>

namespace fracbit::checkpoint {

namespace {

// "attn.q" of "blocks.3.attn.q.weight", "embedding" of "embedding.weight".
std::string_view partOf(const ExpectedTensor& tensor) {
    std::string_view name = tensor.name;
    if (tensor.block >= 0) {
        name.remove_prefix(std::string_view("blocks.").size());
        name.remove_prefix(name.find('.') + 1);
    }
    return name.substr(0, name.rfind('.'));
}

// "experts.*.gate" for "experts.12.gate".
std::string entryName(std::string_view part, int expert) {
    if (expert < 0)
        return std::string(part);
    const auto begin = part.find('.') + 1;
    return std::string(part.substr(0, begin)) + '*' +
           std::string(part.substr(part.find('.', begin)));
}

// A stored name with the number of the expert.
std::string withExpert(std::string_view stored, int expert) {
    std::string name(stored);
    if (const auto place = name.find('*'); place != name.npos)
        name.replace(place, 1, std::to_string(expert));
    return name;
}

// The block of "<prefix>12.rest"; nothing when the name has another form.
std::optional<std::int64_t> blockOf(std::string_view name, std::string_view prefix) {
    if (!name.starts_with(prefix))
        return std::nullopt;
    name.remove_prefix(prefix.size());
    std::int64_t block = 0;
    const auto [end, error] = std::from_chars(name.data(), name.data() + name.size(), block);
    const bool complete = error == std::errc() && end != name.data() + name.size() && *end == '.';
    return complete ? std::optional(block) : std::nullopt;
}

bool isNorm(TensorRole role) {
    return role == TensorRole::FinalNorm || role == TensorRole::BlockNorm ||
           role == TensorRole::HeadNorm;
}

bool isRotated(const ExpectedTensor& tensor) {
    return tensor.layer.ends_with("attn.q") || tensor.layer.ends_with("attn.k");
}

} // namespace

TensorNames TensorNames::huggingFace(const Architecture& architecture, std::string prefix) {
    std::string blocks = prefix + "layers.";
    return {architecture, architecture.huggingFaceNames, std::move(prefix), std::move(blocks),
            false};
}

TensorNames TensorNames::gguf(const Architecture& architecture) {
    return {architecture, architecture.ggufNames, "", "blk.", true};
}

const StoredName& TensorNames::entry(std::string_view part) const {
    const auto found = std::ranges::find(names_, part, &StoredName::part);
    if (found == names_.end())
        throw Error(ErrorCode::Internal, std::string(architecture_->name),
                    "has no name for " + std::string(part));
    return *found;
}

std::string TensorNames::stored(const ExpectedTensor& tensor) const {
    const StoredName& named = entry(entryName(partOf(tensor), tensor.expert));
    std::string name;
    if (tensor.block >= 0)
        name = blocks_ + std::to_string(tensor.block) + ".";
    else if (tensor.layer != kHeadLayer) // lm_head stands outside of the decoder
        name = prefix_;
    name += withExpert(named.stored, tensor.expert);
    if (named.complete)
        return name;
    return name + (tensor.role == TensorRole::LinearBias ? ".bias" : ".weight");
}

std::string TensorNames::module(const ExpectedTensor& tensor) const {
    const StoredName& named = entry(entryName(partOf(tensor), tensor.expert));
    std::string name = stored(tensor);
    if (!named.complete)
        name.resize(name.rfind('.'));
    if (tensor.expert >= 0 && named.stored.find('*') == named.stored.npos)
        name += '.' + std::to_string(tensor.expert);
    if (std::ranges::count(names_, named.stored, &StoredName::stored) > 1)
        name += '.' + std::string(named.part.substr(named.part.rfind('.') + 1));
    return name;
}

RowOrder TensorNames::rowOrder(const ExpectedTensor& tensor) const {
    return isGguf_ && architecture_->ggufInterleavesRope && isRotated(tensor)
               ? RowOrder::InterleavedRope
               : RowOrder::Natural;
}

std::vector<StoredPlace> TensorNames::places(const ModelConfig& config,
                                             std::span<const ExpectedTensor> tensors) const {
    std::map<std::string, std::int64_t> rows; // of each stored tensor, so far
    std::vector<StoredPlace> places;
    for (const ExpectedTensor& tensor : tensors) {
        StoredPlace place{.name = stored(tensor), .rowOrder = rowOrder(tensor)};
        std::int64_t& begin = rows[place.name];
        place.firstRow = begin;
        begin += tensor.shape.front();
        if (isGguf_ && isNorm(tensor.role))
            place.offset = architecture_->ggufNormOffset;
        if (tensor.block >= 0)
            place.headSize = config.block(tensor.block).attention.headSize;
        places.push_back(std::move(place));
    }
    return places;
}

bool TensorNames::matters(std::string_view storedName, std::int64_t blocks) const {
    if (const auto block = blockOf(storedName, blocks_)) {
        // Frequencies of the rotary embedding, which old checkpoints carry as a buffer.
        const bool buffer = storedName.ends_with(".rotary_emb.inv_freq");
        return *block >= 0 && *block < blocks && !buffer;
    }
    return storedName == std::string(entry("head").stored) + ".bias" ||
           storedName == prefix_ + std::string(entry("norm").stored) + ".bias";
}

std::string huggingFaceName(const ModelConfig& config, const ExpectedTensor& tensor) {
    const auto names = TensorNames::huggingFace(architectureOf(config));
    const std::string stored = names.stored(tensor);
    const std::string module = names.module(tensor);
    return stored == module || stored.starts_with(module + '.')
               ? stored
               : module + stored.substr(stored.rfind('.'));
}

std::string moduleName(const ModelConfig& config, const ExpectedTensor& tensor) {
    return TensorNames::huggingFace(architectureOf(config)).module(tensor);
}

std::string moduleName(const ModelConfig& config, const LinearLayer& layer) {
    ExpectedTensor weight;
    weight.name = layer.name + ".weight";
    weight.block = layer.block;
    weight.layer = layer.name;
    weight.expert = layer.expert;
    return moduleName(config, weight);
}

std::string inputModule(const ModelSpec& spec, const LayerInput& input) {
    return moduleName(spec.config, spec.layers[input.layers.front()]);
}

} // namespace fracbit::checkpoint
