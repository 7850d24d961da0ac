#include "checkpoint/tensor_names.h"

#include "base/error.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <map>
#include <utility>

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

// Modules of models around a text model, and those that predict further tokens.
bool standsBeside(std::string_view stored) {
    constexpr std::array<std::string_view, 13> kModules{"vision_tower.",
                                                        "vision_model.",
                                                        "visual.",
                                                        "multi_modal_projector.",
                                                        "mm_projector.",
                                                        "audio_tower.",
                                                        "audio_model.",
                                                        "embed_vision.",
                                                        "embed_audio.",
                                                        "mtp.",
                                                        "vision_embed_tokens.",
                                                        "image_newline",
                                                        "connector."};
    for (const std::string_view outer : {"model.", ""})
        if (stored.starts_with(outer) &&
            std::ranges::any_of(kModules, [&](std::string_view module) {
                return stored.substr(outer.size()).starts_with(module);
            }))
            return true;
    return false;
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

bool isOfKeys(std::string_view storedName) {
    constexpr std::array<std::string_view, 4> kModules{".k_proj.weight", ".v_proj.weight",
                                                       ".k_norm.weight", ".v_norm.weight"};
    return std::ranges::any_of(
        kModules, [&](std::string_view module) { return storedName.ends_with(module); });
}

bool keysAreLent(const BlockDescription& block) {
    const auto* attention = std::get_if<Attention>(&block.mixer);
    return attention && attention->keysOf;
}

bool isBias(const ExpectedTensor& tensor) {
    return tensor.name.ends_with(".bias");
}

} // namespace

TensorNames TensorNames::huggingFace(const Architecture& architecture, Prefixes prefixes,
                                     std::span<const StoredName> names) {
    std::string blocks = prefixes.decoder + "layers.";
    return {architecture, names, std::move(prefixes), std::move(blocks), false};
}

TensorNames TensorNames::gguf(const Architecture& architecture, std::span<const StoredName> names) {
    return {architecture, names, {"", ""}, "blk.", true};
}

std::span<const TensorNames::Prefixes> TensorNames::knownPrefixes() {
    static const std::array kKnown{
        Prefixes{"model.", ""}, Prefixes{"", ""},
        Prefixes{"language_model.model.", "language_model."}, // transformers before 4.52
        Prefixes{"model.language_model.", ""},                // since then
    };
    return kKnown;
}

TensorNames::Prefixes TensorNames::prefixesOf(const ModelConfig& config) {
    if (config.wrapper.empty())
        return {};
    const std::string type = nlohmann::json::parse(config.wrapper).value("model_type", "");
    const bool older = type == "gemma3" || type == "mistral3" || type == "llava";
    return knownPrefixes()[older ? 2 : 3];
}

const StoredName& TensorNames::entry(std::string_view part) const {
    const auto found = std::ranges::find(names_, part, &StoredName::part);
    if (found == names_.end())
        throw Error(ErrorCode::Internal, std::string(architecture_->name),
                    "has no name for " + std::string(part));
    return *found;
}

std::string TensorNames::path(const StoredName& named, const ExpectedTensor& tensor) const {
    std::string name;
    if (tensor.block >= 0)
        name = blocks_ + std::to_string(tensor.block) + ".";
    else // lm_head stands outside of the decoder
        name = tensor.layer == kHeadLayer ? prefixes_.head : prefixes_.decoder;
    return name + withExpert(named.stored, tensor.expert);
}

std::string TensorNames::stored(const ExpectedTensor& tensor) const {
    StoredName named = entry(entryName(partOf(tensor), tensor.expert));
    const bool bias = isBias(tensor);
    if (bias && !named.bias.empty()) {
        named.stored = named.bias;
        return path(named, tensor);
    }
    return path(named, tensor) + (named.complete ? "" : bias ? ".bias" : ".weight");
}

std::string TensorNames::module(const ExpectedTensor& tensor) const {
    const StoredName& named = entry(entryName(partOf(tensor), tensor.expert));
    std::string name = path(named, tensor);
    if (isStacked(tensor))
        name += '.' + std::to_string(tensor.expert);
    if (liesWithOthers(named))
        name += '.' + std::string(named.part.substr(named.part.rfind('.') + 1));
    return name;
}

// Other parts of the same thing; a feed-forward and a shared expert with its names exclude one
// another.
bool TensorNames::liesWithOthers(const StoredName& named) const {
    const auto thing = [](const StoredName& name) {
        return name.part.substr(0, std::min(name.part.rfind('.'), name.part.size()));
    };
    return std::ranges::count_if(names_, [&](const StoredName& other) {
               return other.stored == named.stored && thing(other) == thing(named);
           }) > 1;
}

std::vector<RowRun> TensorNames::runs(const ModelConfig& config,
                                      const ExpectedTensor& tensor) const {
    const bool others = isGguf_ && names_.data() == architecture_->otherGgufNames.data();
    const RowRunsOf rows = others    ? architecture_->otherGgufRows
                           : isGguf_ ? architecture_->ggufRows
                                     : architecture_->huggingFaceRows;
    return rows ? rows(config, tensor) : std::vector<RowRun>{};
}

std::vector<StoredPlace> TensorNames::places(const ModelConfig& config,
                                             std::span<const ExpectedTensor> tensors) const {
    struct Rows { // of a stored tensor, so far
        std::int64_t next = 0;
        std::int64_t matrix = 0; // where the last expert's begin
        int expert = -1;
    };
    std::map<std::string, Rows> known;
    std::vector<StoredPlace> places;
    for (const ExpectedTensor& tensor : tensors) {
        StoredPlace place{.name = stored(tensor), .runs = runs(config, tensor)};
        Rows& rows = known[place.name];
        if (std::exchange(rows.expert, tensor.expert) != tensor.expert)
            rows.matrix = rows.next;
        place.firstRow = place.runs.empty() ? rows.next : rows.matrix;
        rows.next += tensor.shape.front();
        place.transposed =
            tensor.shape.size() > 1 && entry(entryName(partOf(tensor), tensor.expert)).transposed;
        if (isGguf_ && architecture_->ggufColumns)
            place.columns = architecture_->ggufColumns(config, tensor);
        if (isGguf_ && architecture_->ggufConversion)
            place.conversion = architecture_->ggufConversion(tensor);
        places.push_back(std::move(place));
    }
    return places;
}

std::map<std::string, Shape> TensorNames::shapes(std::span<const ExpectedTensor> tensors,
                                                 std::span<const StoredPlace> places) const {
    struct Held { // by a stored tensor
        const ExpectedTensor* first = nullptr;
        std::int64_t rows = 0;
        int lastExpert = -1;
        bool transposed = false;
    };
    std::map<std::string, Held> held;
    for (std::size_t i = 0; i < tensors.size(); ++i) {
        Held& entry = held[places[i].name];
        if (!entry.first)
            entry.first = &tensors[i];
        entry.rows += tensors[i].shape.front();
        entry.lastExpert = tensors[i].expert;
        entry.transposed = places[i].transposed;
    }
    std::map<std::string, Shape> shapes;
    for (const auto& [name, entry] : held) {
        Shape shape = entry.first->shape;
        shape.front() = entry.rows;
        if (isStacked(*entry.first)) {
            const std::int64_t experts = entry.lastExpert + 1;
            shape.front() /= experts;
            if (entry.transposed)
                std::swap(shape[0], shape[1]);
            shape.insert(shape.begin(), experts);
        } else if (entry.first->role == TensorRole::Convolution && !isGguf_) {
            shape.insert(shape.begin() + 1, 1); // inputs of a channel
        }
        shapes.emplace(name, std::move(shape));
    }
    return shapes;
}

bool TensorNames::isStacked(const ExpectedTensor& tensor) const {
    return tensor.expert >= 0 && entry(entryName(partOf(tensor), tensor.expert)).stored.find('*') ==
                                     std::string_view::npos;
}

std::string TensorNames::head() const {
    return prefixes_.head + std::string(entry("head").stored) + ".weight";
}

TensorNames::Surplus TensorNames::surplus(std::string_view storedName,
                                          const ModelConfig& config) const {
    constexpr std::array<std::string_view, 3> kGgufConfiguration{
        "rope_freqs.weight", "rope_factors_short.weight", "rope_factors_long.weight"};
    const auto block = blockOf(storedName, blocks_);
    const std::int64_t behind = block ? *block - config.blockCount() : -1;
    if (behind >= 0 && behind < config.furtherBlocks)
        return Surplus::BesideTheModel;
    if (isGguf_)
        return storedName == head() || std::ranges::count(kGgufConfiguration, storedName) > 0
                   ? Surplus::SaysNothing
                   : Surplus::ChangesResult;
    // Frequencies, which old checkpoints carry as a buffer.
    // Scales of activations say nothing about weights.
    if (storedName == head() || storedName.ends_with(".rotary_emb.inv_freq") ||
        storedName.ends_with(".input_scale"))
        return Surplus::SaysNothing;
    if (standsBeside(storedName))
        return Surplus::BesideTheModel;
    // Published files hold keys and values of blocks that look at another's, too.
    if (block && *block < config.blockCount() && isOfKeys(storedName) &&
        keysAreLent(config.block(static_cast<int>(*block))))
        return Surplus::SaysNothing;
    const std::string head = prefixes_.head + std::string(entry("head").stored) + ".";
    const bool within = storedName.starts_with(prefixes_.decoder) || storedName.starts_with(head);
    return within ? Surplus::ChangesResult : Surplus::BesideTheModel;
}

std::string huggingFaceName(const ModelConfig& config, const ExpectedTensor& tensor) {
    const auto names = TensorNames::huggingFace(architectureOf(config));
    const std::string stored = names.stored(tensor);
    const std::string module = names.module(tensor);
    if (stored == module || stored.starts_with(module + '.'))
        return stored;
    return module + (isBias(tensor) ? ".bias" : ".weight");
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
