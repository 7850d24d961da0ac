#include "checkpoint/model_spec.h"

#include "base/error.h"
#include "checkpoint/weight_source.h"

#include <algorithm>
#include <map>

namespace fracbit::checkpoint {

namespace {

template <typename Map>
auto indexOf(const Map& index, const std::string& name) {
    const auto found = index.find(name);
    return found == index.end() ? std::nullopt : std::optional(found->second);
}

std::string lastPart(const std::string& name) {
    return name.substr(name.rfind('.') + 1);
}

// "down" of "blocks.3.mlp.down", and of an expert; of the one that all tokens are sent to
// "shared_down".
std::string roleOf(const std::string& layer) {
    const bool shared = layer.find(".shared_expert.") != layer.npos;
    return (shared ? "shared_" : "") + lastPart(layer);
}

LinearLayer layerOf(const ModelTensor& tensor, std::size_t input) {
    return {tensor.layer,       tensor.block,       roleOf(tensor.layer), tensor.expert, input,
            tensor.shape.at(1), tensor.shape.at(0), tensor.dtype,         tensor.bytes};
}

// Where each block begins among items that are in the order of their blocks, and where the last
// ends.
template <typename Items>
std::vector<std::size_t> beginnings(const Items& items, int blocks) {
    std::vector<std::size_t> result;
    std::size_t at = 0;
    for (int block = 0; block <= blocks; ++block) {
        while (at < items.size() && items[at].block < block)
            ++at;
        result.push_back(at);
    }
    return result;
}

template <typename Item>
std::span<const Item> ofBlock(const std::vector<Item>& items, const std::vector<std::size_t>& first,
                              int block) {
    const auto index = static_cast<std::size_t>(block);
    const std::size_t begin = first.at(index);
    return std::span(items).subspan(begin, first.at(index + 1) - begin);
}

} // namespace

const Attention* ModelConfig::firstAttention() const {
    const auto found = std::ranges::find_if(blocks, &BlockDescription::attends);
    return found == blocks.end() ? nullptr : &found->attention();
}

bool ModelConfig::lendsKeys(int block) const {
    return std::ranges::any_of(blocks, [block](const BlockDescription& other) {
        const auto* attention = std::get_if<Attention>(&other.mixer);
        return attention && attention->keysOf == block;
    });
}

bool isVocabulary(TensorRole role) {
    return role == TensorRole::TokenEmbedding || role == TensorRole::TokenTable ||
           role == TensorRole::OutputHead;
}

ModelSpec::ModelSpec(ModelConfig config_, std::vector<ModelTensor> tensors_)
    : config(std::move(config_)), tensors(std::move(tensors_)) {
    for (std::size_t i = 0; i < tensors.size(); ++i) {
        tensorIndex_.emplace(tensors[i].name, i);
        if (tensors[i].role == TensorRole::LinearWeight)
            addLayer(tensors[i]);
        else if (isVocabulary(tensors[i].role))
            vocabularyLayers.push_back(layerOf(tensors[i], 0));
    }
    firstLayer_ = beginnings(layers, config.blockCount());
    firstInput_ = beginnings(inputs, config.blockCount());
}

void ModelSpec::addLayer(const ModelTensor& tensor) {
    const auto [input, isNew] = inputIndex_.emplace(tensor.input, inputs.size());
    if (isNew)
        inputs.push_back({tensor.input, tensor.block, tensor.shape.at(1), {}});
    inputs[input->second].layers.push_back(layers.size());
    layerIndex_.emplace(tensor.layer, layers.size());
    layers.push_back(layerOf(tensor, input->second));
}

const ModelTensor* ModelSpec::find(const std::string& canonicalName) const {
    const auto index = indexOf(tensorIndex_, canonicalName);
    return index ? &tensors[*index] : nullptr;
}

const LinearLayer* ModelSpec::findLayer(const std::string& layerName) const {
    const auto index = indexOf(layerIndex_, layerName);
    return index ? &layers[*index] : nullptr;
}

const LayerInput* ModelSpec::findInput(const std::string& inputName) const {
    const auto index = indexOf(inputIndex_, inputName);
    return index ? &inputs[*index] : nullptr;
}

std::span<const LinearLayer> ModelSpec::blockLayers(int block) const {
    return ofBlock(layers, firstLayer_, block);
}

std::span<const LayerInput> ModelSpec::blockInputs(int block) const {
    return ofBlock(inputs, firstInput_, block);
}

std::int64_t ModelSpec::parameters() const {
    std::int64_t sum = 0;
    for (const ModelTensor& tensor : tensors)
        sum += elementCount(tensor.shape);
    return sum;
}

double shareOfSteps(const ModelConfig& config, const LinearLayer& layer) {
    if (layer.expert < 0)
        return 1;
    const Mixture& mixture = *config.block(layer.block).feedForward.mixture;
    return static_cast<double>(mixture.perToken) / static_cast<double>(mixture.experts);
}

namespace {

std::int64_t keyValues(const Attention& attention) {
    return attention.keysOf ? 0 : 2 * attention.kvHeads * attention.headSize;
}

} // namespace

std::int64_t keyValuesPerToken(const ModelConfig& config) {
    std::int64_t sum = 0;
    for (const BlockDescription& block : config.blocks)
        if (const auto* attention = std::get_if<Attention>(&block.mixer))
            sum += keyValues(*attention);
        else if (const auto* latent = std::get_if<LatentAttention>(&block.mixer))
            sum += latent->keyValueRank + latent->ropeSize;
    return sum;
}

std::int64_t rememberedNumbers(const ModelConfig& config, std::int64_t positions) {
    std::int64_t sum = 0;
    for (const BlockDescription& block : config.blocks) {
        if (const auto* attention = std::get_if<Attention>(&block.mixer))
            sum += keyValues(*attention) *
                   (attention->window > 0 ? std::min(attention->window, positions) : positions);
        else if (const auto* latent = std::get_if<LatentAttention>(&block.mixer))
            sum += (latent->keyValueRank + latent->ropeSize) * positions;
        else if (const auto* net = std::get_if<DeltaNet>(&block.mixer))
            sum += net->valueHeads * net->keySize * net->valueSize +
                   (net->convolution - 1) * net->channels();
    }
    return sum;
}

std::string carriedText(const ModelSpec& spec) {
    std::map<std::string, std::size_t> groups;
    for (const CarriedTensor& tensor : spec.carried)
        ++groups[tensor.name.substr(0, tensor.name.find('.'))];
    std::string names;
    constexpr std::size_t kMost = 8;
    std::size_t shown = 0;
    for (const auto& [name, count] : groups)
        if (++shown <= kMost)
            names += (shown > 1 ? ", " : "") + name + " (" + std::to_string(count) + ")";
    if (shown > kMost)
        names += ", ...";
    return groups.empty() ? std::string()
                          : std::to_string(spec.carried.size()) +
                                " tensors are no part of the text model; they are not computed "
                                "with, and are carried along as they are: " +
                                names;
}

std::string blockName(int block, std::string_view part) {
    return "blocks." + std::to_string(block) + "." + std::string(part);
}

const StoredTensor& WeightSource::carried(const CarriedTensor& tensor) const {
    throw Error(ErrorCode::Internal, tensor.name, "is not carried by this source");
}

Tensor WeightSource::readRows(const std::string& canonicalName, std::int64_t begin,
                              std::int64_t end) const {
    const Tensor all = read(canonicalName);
    if (begin < 0 || end < begin || end > all.rows())
        throw Error(ErrorCode::InvalidArgument, canonicalName, "has no such rows");
    Tensor cut;
    cut.shape = all.shape;
    cut.shape.front() = end - begin;
    cut.values.assign(all.values.begin() + begin * all.columns(),
                      all.values.begin() + end * all.columns());
    return cut;
}

} // namespace fracbit::checkpoint
