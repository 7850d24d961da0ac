#include "checkpoint/model_spec.h"
#include "cli/commands.h"
#include "cli/open_model.h"
#include "profiling/fingerprint.h"

#include <algorithm>
#include <iomanip>
#include <set>

namespace fracbit::cli {

namespace {

using namespace checkpoint;

// Of the blocks that attend; where none does, of nothing.
Attention attentionOf(const ModelConfig& config) {
    const Attention* attention = config.firstAttention();
    return attention ? *attention : Attention();
}

nlohmann::json layerJson(const ModelSpec& spec, const LinearLayer& layer) {
    nlohmann::json result{{"name", layer.name},   {"block", layer.block},
                          {"role", layer.role},   {"in", layer.in},
                          {"out", layer.out},     {"dtype", dtypeName(layer.dtype)},
                          {"bytes", layer.bytes}, {"fusion_group", spec.inputOf(layer).name}};
    if (layer.expert >= 0)
        result["expert"] = layer.expert;
    return result;
}

nlohmann::json carriedJson(const ModelSpec& spec) {
    nlohmann::json all = nlohmann::json::array();
    for (const CarriedTensor& tensor : spec.carried)
        all.push_back({{"name", tensor.name}, {"bytes", tensor.bytes}});
    return all;
}

std::uint64_t layerBytes(const ModelSpec& spec) {
    std::uint64_t sum = 0;
    for (const LinearLayer& layer : spec.layers)
        sum += layer.bytes;
    return sum;
}

std::uint64_t otherBytes(const ModelSpec& spec) {
    std::uint64_t sum = 0;
    for (const ModelTensor& tensor : spec.tensors)
        if (tensor.role != TensorRole::LinearWeight)
            sum += tensor.bytes;
    return sum;
}

nlohmann::json specJson(const ModelSpec& spec, std::int64_t positions) {
    const ModelConfig& config = spec.config;
    const BlockDescription& first = config.block(0);
    const Attention attention = attentionOf(config);
    nlohmann::json layers = nlohmann::json::array();
    for (const LinearLayer& layer : spec.layers)
        layers.push_back(layerJson(spec, layer));
    return {{"architecture", config.architecture},
            {"name", config.name},
            {"parameters", spec.parameters()},
            {"blocks", config.blockCount()},
            {"vocabulary", config.vocabulary},
            {"hidden", config.hidden},
            {"intermediate", first.feedForward.intermediate},
            {"heads", attention.heads},
            {"kv_heads", attention.kvHeads},
            {"head_size", attention.headSize},
            {"context", config.context},
            {"tied_embeddings", config.tiedEmbeddings},
            {"kv_bytes", 2 * rememberedNumbers(config, positions)}, // of 16 bits each
            {"layers", layers},
            {"carried", carriedJson(spec)},
            {"layer_bytes", layerBytes(spec)},
            {"other_bytes", otherBytes(spec)}};
}

// The layers of one role over all blocks: one line of the table.
struct RoleSummary {
    std::string name;
    std::set<std::pair<std::int64_t, std::int64_t>> shapes; // in, out
    std::set<std::string> dtypes;
    std::int64_t layers = 0;
    std::int64_t weights = 0;
    std::uint64_t bytes = 0;
};

std::vector<RoleSummary> summarize(const ModelSpec& spec) {
    std::vector<RoleSummary> roles; // in the order of a block
    for (const LinearLayer& layer : spec.layers) {
        auto found = std::ranges::find(roles, layer.role, &RoleSummary::name);
        if (found == roles.end())
            found = roles.insert(found, RoleSummary{layer.role, {}, {}, 0, 0, 0});
        RoleSummary& role = *found;
        role.shapes.emplace(layer.in, layer.out);
        role.dtypes.emplace(dtypeName(layer.dtype));
        ++role.layers;
        role.weights += layer.weights();
        role.bytes += layer.bytes;
    }
    return roles;
}

std::string shapesText(const RoleSummary& role) {
    std::string text;
    for (const auto& [in, out] : role.shapes)
        text += (text.empty() ? "" : ", ") + std::to_string(in) + " -> " + std::to_string(out);
    return text;
}

std::string dtypesText(const RoleSummary& role) {
    std::string text;
    for (const std::string& dtype : role.dtypes)
        text += (text.empty() ? "" : ", ") + dtype;
    return text;
}

void printHeader(std::ostream& out, const ModelSpec& spec) {
    const ModelConfig& config = spec.config;
    const Attention attention = attentionOf(config);
    if (!config.name.empty())
        out << config.name << '\n';
    out << config.architecture << ", " << std::fixed << std::setprecision(1)
        << static_cast<double>(spec.parameters()) / 1e6 << " million parameters, "
        << config.blockCount() << " blocks, width " << config.hidden << ", " << attention.heads
        << " heads (" << attention.kvHeads << " for keys and values) of " << attention.headSize
        << ", context " << config.context << '\n'
        << bytesText(layerBytes(spec)) << " in " << spec.layers.size() << " linear layers, "
        << bytesText(otherBytes(spec)) << " in the rest"
        << (config.tiedEmbeddings ? " (the embedding is also the output head)" : "") << "\n\n";
}

void printTable(std::ostream& out, const ModelSpec& spec) {
    out << std::left << std::setw(13) << "role" << std::setw(16) << "in -> out" << std::right
        << std::setw(7) << "layers" << std::setw(14) << "weights" << std::setw(12) << "bytes"
        << std::setw(13) << "bits/weight"
        << "  type\n";
    for (const RoleSummary& role : summarize(spec)) {
        const double bits = 8.0 * static_cast<double>(role.bytes) /
                            static_cast<double>(std::max<std::int64_t>(role.weights, 1));
        out << std::left << std::setw(13) << role.name << std::setw(16) << shapesText(role)
            << std::right << std::setw(7) << role.layers << std::setw(14) << role.weights
            << std::setw(12) << bytesText(role.bytes) << std::setw(13) << std::setprecision(3)
            << bits << "  " << dtypesText(role) << '\n';
    }
}

class InspectCommand final : public Command {
public:
    const char* name() const override { return "inspect"; }
    const char* description() const override { return "What is in a checkpoint"; }
    void declare(const Options& options) override {
        options.value("model", model_, "Hugging Face folder, GGUF file or quantized folder")
            .required();
        options.value("--context", positions_,
                      "Positions that kv_bytes in the JSON document counts, at 16 bits a number");
    }
    void execute(Console& console, const CommonOptions&, const RunContext& context) override {
        const auto source = openModel(model_, context);
        printHeader(console.out(), source->spec());
        printTable(console.out(), source->spec());
        nlohmann::json document = specJson(source->spec(), positions_);
        document["fingerprint"] = profiling::modelFingerprint(*source);
        console.document(std::move(document));
    }

private:
    std::string model_;
    std::int64_t positions_ = 4096;
};

} // namespace

std::unique_ptr<Command> makeInspectCommand() {
    return std::make_unique<InspectCommand>();
}

} // namespace fracbit::cli
