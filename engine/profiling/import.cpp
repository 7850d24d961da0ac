#include "profiling/import.h"

#include "base/json_file.h"
#include "base/text.h"
#include "profiling/latency_table.h"
#include "profiling/reference_tables.h"
#include "quantizer/palette.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <set>

namespace fracbit::profiling {

namespace {

using quantizer::Scheme;

constexpr std::array<const char*, 7> kRoles{"q", "k", "v", "o", "gate", "up", "down"};

struct Shape {
    std::int64_t in = 0;
    std::int64_t out = 0;
    std::int64_t weights = 0;
};
using ShapesByRole = std::map<std::string, Shape>;

// Dimensions of a known model, from its public config.json.
struct KnownModel {
    const char* name;
    int blocks;
    std::int64_t hidden;
    std::int64_t keyValue; // key/value heads * head size
    std::int64_t intermediate;
    std::int64_t vocabulary;
};
constexpr std::array<KnownModel, 2> kKnownModels{{
    {"LLaMA-3.1-8B", 32, 4096, 1024, 14336, 128256},
    {"LLaMA-3.1-70B", 80, 8192, 1024, 28672, 128256},
}};

struct CoefficientRow {
    int block = 0;
    std::string role;
    std::int64_t weights = 0; // 0: not in the file
    double sensitivity = 0;
    double standardError = 0;
};

int roleIndex(const std::string& role) {
    const auto found = std::find(kRoles.begin(), kRoles.end(), role);
    return found == kRoles.end() ? -1 : static_cast<int>(found - kRoles.begin());
}

std::string layerName(const CoefficientRow& row) {
    const bool mlp = roleIndex(row.role) >= 4;
    return "blocks." + std::to_string(row.block) + (mlp ? ".mlp." : ".attn.") + row.role;
}

// "3_self_attn.q_proj" -> block 3, role q.
std::optional<CoefficientRow> parseCoefficientKey(const std::string& key) {
    const auto underscore = key.find('_');
    const auto dot = key.rfind('.');
    if (underscore == std::string::npos || dot == std::string::npos || !key.ends_with("_proj"))
        return std::nullopt;
    const auto block = parseNumber(std::string_view(key).substr(0, underscore));
    std::string role = key.substr(dot + 1);
    role.resize(role.size() - std::string_view("_proj").size());
    if (!block || *block > 100000 || roleIndex(role) < 0)
        return std::nullopt;
    CoefficientRow row;
    row.block = *block;
    row.role = role;
    return row;
}

std::vector<CoefficientRow> readKeyedCoefficients(const std::filesystem::path& path) {
    std::vector<CoefficientRow> rows;
    for (const auto& [key, value] : readNumberTable(path)) {
        auto row = parseCoefficientKey(key);
        if (!row)
            throwInvalidFile(path, "entry '" + key + "' does not name a linear layer");
        row->sensitivity = value;
        rows.push_back(*row);
    }
    return rows;
}

CoefficientRow readListedRow(const JsonObject& entry) {
    CoefficientRow row;
    row.block = static_cast<int>(entry.integer("block"));
    row.role = entry.string("role");
    row.sensitivity = entry.number("sensitivity");
    row.standardError = entry.numberOr("standard_error", 0);
    row.weights = entry.integerOr("weights", 0);
    if (row.block < 0 || row.block > 100000)
        entry.fail("block", "is out of range");
    if (roleIndex(row.role) < 0)
        entry.fail("role", "is none of q k v o gate up down");
    if (!std::isfinite(row.sensitivity) || row.sensitivity < 0)
        entry.fail("sensitivity", "is not a number >= 0");
    if (row.weights < 0 || row.weights > (std::int64_t{1} << 44))
        entry.fail("weights", "is out of range");
    return row;
}

std::vector<CoefficientRow> readCoefficients(const std::filesystem::path& path) {
    const nlohmann::json document = readJsonFile(path);
    const JsonObject root(document, path);
    std::vector<CoefficientRow> rows;
    if (!root.has("layers")) {
        rows = readKeyedCoefficients(path);
    } else {
        const nlohmann::json& layers = root.array("layers");
        for (std::size_t i = 0; i < layers.size(); ++i)
            rows.push_back(
                readListedRow(JsonObject(layers[i], path, "layers[" + std::to_string(i) + "]")));
    }
    if (rows.empty())
        throwInvalidFile(path, "lists no layers");
    std::sort(rows.begin(), rows.end(), [](const CoefficientRow& a, const CoefficientRow& b) {
        return std::pair(a.block, roleIndex(a.role)) < std::pair(b.block, roleIndex(b.role));
    });
    for (std::size_t i = 1; i < rows.size(); ++i)
        if (rows[i].block == rows[i - 1].block && rows[i].role == rows[i - 1].role)
            throwInvalidFile(path, layerName(rows[i]) + " is listed twice");
    return rows;
}

ShapesByRole readShapes(const std::filesystem::path& path) {
    const nlohmann::json document = readJsonFile(path);
    const JsonObject root(document, path);
    ShapesByRole shapes;
    for (const char* role : kRoles) {
        if (!root.has(role))
            continue;
        const nlohmann::json& pair = root.array(role);
        constexpr std::int64_t kMost = 1 << 22;
        if (pair.size() != 2 || !pair[0].is_number_integer() || !pair[1].is_number_integer() ||
            pair[0] < 1 || pair[1] < 1 || pair[0] > kMost || pair[1] > kMost)
            root.fail(role, "is not a pair [in, out]");
        const auto in = pair[0].get<std::int64_t>();
        const auto out = pair[1].get<std::int64_t>();
        shapes[role] = {in, out, in * out};
    }
    return shapes;
}

ShapesByRole shapesOf(const KnownModel& model) {
    const auto shape = [](std::int64_t in, std::int64_t out) { return Shape{in, out, in * out}; };
    return {{"q", shape(model.hidden, model.hidden)},
            {"k", shape(model.hidden, model.keyValue)},
            {"v", shape(model.hidden, model.keyValue)},
            {"o", shape(model.hidden, model.hidden)},
            {"gate", shape(model.hidden, model.intermediate)},
            {"up", shape(model.hidden, model.intermediate)},
            {"down", shape(model.intermediate, model.hidden)}};
}

constexpr std::int64_t kEntryBytes = 2; // fp16

// What is stored beside the linear layers of a known model: fp16 embeddings, head and norms, and
// a KV cache of fp16 keys and values.
void addKnownConstants(const KnownModel& model, ProfileConstants& constants) {
    constants.embeddingBytes = model.vocabulary * model.hidden * kEntryBytes;
    constants.headBytes = model.vocabulary * model.hidden * kEntryBytes;
    constants.normBytes = (2 * model.blocks + 1) * model.hidden * kEntryBytes;
    constants.kvBytesPerToken = 2 * model.blocks * model.keyValue * kEntryBytes;
}

class Importer {
public:
    explicit Importer(const ImportFiles& files) : files_(files) {}

    ImportedProfile run();

private:
    struct SchemeCost {
        Scheme scheme;
        double distortion = 0;
        std::int64_t tableBytes = 0;
    };

    void readPalette();
    void dropUntimed();
    void chooseShapes();
    Shape shapeOf(const CoefficientRow& row) const;
    // The tables that the reference code stores with a layer are as large as ours (spec 1, section
    // 4).
    void addToPalette(Scheme scheme, double distortion) {
        palette_.push_back({scheme, distortion,
                            static_cast<std::int64_t>(quantizer::quantizer(scheme).tableBytes())});
    }
    void addShape(const std::string& role, const Shape& shape);
    void addLayers();
    void addGroups();
    void addMerges(ProfileFusionGroup& group, const std::vector<std::string>& letters);
    int kernelOf(const std::string& group);
    void addLayerConstants();
    void note(std::string text) { result_.notes.push_back(std::move(text)); }

    const ImportFiles& files_;
    ImportedProfile result_;
    std::vector<CoefficientRow> rows_;
    std::vector<SchemeCost> palette_;
    LatencyTable latency_;
    ShapesByRole shapes_;
    std::map<std::pair<std::string, std::int64_t>, int> shapeIndex_;
    std::map<std::string, int> kernels_;
};

void Importer::readPalette() {
    if (!files_.distortion) {
        for (const Scheme scheme : quantizer::standardSchemes())
            if (!quantizer::familyInfo(scheme.family).onRequest)
                addToPalette(scheme, quantizer::gaussianDistortion(scheme));
        note("no distortions given: those of the palette's own encoders are used");
        return;
    }
    for (const auto& [name, distortion] : readNumberTable(*files_.distortion)) {
        const auto scheme = schemeFromReferenceName(name);
        if (!scheme)
            throwInvalidFile(*files_.distortion, "entry '" + name + "' is not a known quantizer");
        addToPalette(*scheme, distortion);
    }
    std::sort(palette_.begin(), palette_.end(),
              [](const SchemeCost& a, const SchemeCost& b) { return a.scheme < b.scheme; });
}

void Importer::dropUntimed() {
    const auto untimed = [&](const SchemeCost& cost) {
        return !latency_.schemes.contains(cost.scheme);
    };
    std::string names;
    for (const SchemeCost& cost : palette_)
        if (untimed(cost))
            names += (names.empty() ? "" : ", ") + schemeName(cost.scheme);
    std::erase_if(palette_, untimed);
    if (!names.empty())
        note("left out, because the latency file times no kernel for them: " + names);
    if (palette_.empty())
        throwInvalidFile(*files_.latency, "times none of the schemes that have a distortion");
}

void Importer::chooseShapes() {
    if (files_.shapes) {
        shapes_ = readShapes(*files_.shapes);
        return;
    }
    if (std::all_of(rows_.begin(), rows_.end(), [](const auto& row) { return row.weights > 0; }))
        return;
    const int blocks = rows_.back().block + 1;
    for (const KnownModel& model : kKnownModels) {
        if (model.blocks != blocks)
            continue;
        shapes_ = shapesOf(model);
        addKnownConstants(model, result_.profile.constants);
        note(std::string("shapes are not in the files: those of ") + model.name + " (" +
             std::to_string(blocks) + " blocks) are assumed");
        return;
    }
    throwInvalidFile(files_.coefficients, "gives no \"weights\", and no known model has " +
                                              std::to_string(blocks) +
                                              " blocks; give the shapes with --shapes");
}

Shape Importer::shapeOf(const CoefficientRow& row) const {
    if (const auto found = shapes_.find(row.role); found != shapes_.end())
        return found->second;
    if (row.weights <= 0)
        throwInvalidFile(files_.shapes.value_or(files_.coefficients),
                         "gives no shape for " + layerName(row));
    return {0, 0, row.weights};
}

std::int64_t codesBytes(Scheme scheme, std::int64_t weights) {
    constexpr std::int64_t kUnitsPerByte = 256 * 8;
    return (weights * scheme.rate256 + kUnitsPerByte - 1) / kUnitsPerByte;
}

// The letter of a role in the latency table's keys.
std::string letterOf(const std::string& role) {
    return role.substr(0, 1); // q k v o, g(ate) u(p) d(own)
}

void Importer::addShape(const std::string& role, const Shape& shape) {
    LayerShapeOptions options{shape.in, shape.out, shape.weights, {}};
    for (const SchemeCost& cost : palette_)
        options.options.push_back({cost.scheme, cost.distortion,
                                   codesBytes(cost.scheme, shape.weights), cost.tableBytes,
                                   latency_.groups[letterOf(role)][cost.scheme]});
    result_.profile.shapes.push_back(std::move(options));
}

void Importer::addLayers() {
    for (const CoefficientRow& row : rows_) {
        const Shape shape = shapeOf(row);
        const auto [entry, isNew] = shapeIndex_.try_emplace(
            {row.role, shape.weights}, static_cast<int>(result_.profile.shapes.size()));
        if (isNew)
            addShape(row.role, shape);
        result_.profile.layers.push_back({layerName(row), row.block, row.role, entry->second,
                                          row.sensitivity, row.standardError});
    }
}

// The index of the fused kernel of a group such as "qkv"; -1 when it is not timed.
int Importer::kernelOf(const std::string& group) {
    const auto found = latency_.groups.find(group);
    if (found == latency_.groups.end())
        return -1;
    const auto [entry, isNew] =
        kernels_.try_emplace(group, static_cast<int>(result_.profile.fusedKernels.size()));
    if (!isNew)
        return entry->second;
    std::vector<FusedKernelLatency> kernel;
    for (const auto& [scheme, latency] : found->second)
        kernel.push_back({scheme, latency});
    result_.profile.fusedKernels.push_back(std::move(kernel));
    return entry->second;
}

// `letters` are the names of merges in the latency table; "qk" merges the group's q and k.
void Importer::addMerges(ProfileFusionGroup& group, const std::vector<std::string>& letters) {
    for (const std::string& name : letters) {
        ProfileMerge merge{.layers = {}, .kernel = kernelOf(name)};
        for (const std::string& layer : group.layers)
            if (name.find(layer[layer.rfind('.') + 1]) != std::string::npos)
                merge.layers.push_back(layer);
        if (merge.kernel >= 0 && merge.layers.size() == name.size())
            group.merges.push_back(std::move(merge));
    }
}

void Importer::addGroups() {
    std::map<std::pair<int, bool>, ProfileFusionGroup> groups;
    for (const CoefficientRow& row : rows_) {
        const int role = roleIndex(row.role);
        if (role <= 2 || role == 4 || role == 5)
            groups[{row.block, role >= 4}].layers.push_back(layerName(row));
    }
    for (auto& [key, group] : groups) {
        addMerges(group, key.second ? std::vector<std::string>{"ug"}
                                    : std::vector<std::string>{"qk", "kv", "qv", "qkv"});
        if (group.layers.size() > 1)
            result_.profile.fusionGroups.push_back(std::move(group));
    }
}

// Signs are one bit per input of each group of layers that share it; scales one fp16 per output.
void Importer::addLayerConstants() {
    std::int64_t signs = 0;
    std::int64_t scales = 0;
    std::set<std::pair<int, int>> inputs; // block, first role that reads the input
    for (const CoefficientRow& row : rows_) {
        const Shape shape = shapeOf(row);
        if (shape.in == 0)
            return;
        static constexpr std::array<int, 7> kInputOf{0, 0, 0, 3, 4, 4, 6};
        if (inputs.insert({row.block, kInputOf[roleIndex(row.role)]}).second)
            signs += (shape.in + 7) / 8;
        scales += shape.out * kEntryBytes;
    }
    result_.profile.constants.signBytes = signs;
    result_.profile.constants.rowScaleBytes = scales;
}

ImportedProfile Importer::run() {
    rows_ = readCoefficients(files_.coefficients);
    readPalette();
    if (files_.latency) {
        latency_ = readLatencyTable(*files_.latency);
        result_.profile.variants = {"tensor", "simt"};
        result_.profile.constants.latencySeconds = latency_.constant;
        dropUntimed();
    }
    chooseShapes();
    addLayers();
    addGroups();
    addLayerConstants();
    result_.profile.source = "imported from " + pathText(files_.coefficients.filename());
    return std::move(result_);
}

} // namespace

ImportedProfile importProfile(const ImportFiles& files) {
    return Importer(files).run();
}

} // namespace fracbit::profiling
