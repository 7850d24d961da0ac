#include "pipeline/quantization_plan.h"

#include "base/atomic_file.h"
#include "base/checksum.h"
#include "base/json_file.h"
#include "base/text.h"

#include <set>

namespace fracbit::pipeline {

namespace {

using quantizer::Basis;

constexpr std::size_t kMostSegments = 4096;
constexpr std::int64_t kMostKeyValueBits = 32;
constexpr int kLeastIntegerBits = 3;
constexpr int kMostIntegerBits = 8;

std::string integerName(int bits) {
    return "int-" + std::to_string(bits);
}

std::optional<int> integerBitsOf(const std::string& scheme) {
    for (int bits = kLeastIntegerBits; bits <= kMostIntegerBits; ++bits)
        if (scheme == integerName(bits))
            return bits;
    return std::nullopt;
}

quantizer::Scheme readScheme(const JsonObject& object) {
    const auto scheme = quantizer::parseScheme(object.string("scheme"));
    if (!scheme)
        object.fail("scheme", "names no scheme of the palette");
    return *scheme;
}

std::vector<PlanSegment> readSegments(const JsonObject& object) {
    const std::size_t count = object.array("segments").size();
    if (count < 1 || count > kMostSegments)
        object.fail("segments", "must be 1 to " + std::to_string(kMostSegments));
    if (object.has("scheme"))
        object.fail("segments", "stand beside a scheme for the whole layer");
    std::vector<PlanSegment> segments;
    for (std::size_t i = 0; i < count; ++i) {
        const JsonObject entry = object.element("segments", i);
        segments.push_back({readScheme(entry), quantizer::readRange(entry, "rows", 0),
                            quantizer::readRange(entry, "columns", 0)});
    }
    return segments;
}

void readWhat(const JsonObject& object, LayerPlan& layer) {
    if (object.has("segments"))
        layer.segments = readSegments(object);
    else if ((layer.integerBits = integerBitsOf(object.string("scheme"))))
        layer.basis = Basis::None;
    else
        layer.scheme = readScheme(object);
    if (object.has("basis"))
        layer.basis = quantizer::readBasis(object);
    if (layer.integerBits && layer.basis != Basis::None)
        object.fail("basis", "must be \"none\" for rows of integers");
}

LayerPlan readLayer(const JsonObject& object) {
    LayerPlan layer;
    layer.name = object.string("name");
    readWhat(object, layer);
    layer.variant = object.stringOr("variant", "");
    layer.device = object.stringOr("device", "");
    if (!object.has("fused_with"))
        return layer;
    for (const nlohmann::json& name : object.array("fused_with")) {
        if (!name.is_string())
            object.fail("fused_with", "holds something that is not a layer's name");
        layer.fusedWith.push_back(name.get<std::string>());
    }
    return layer;
}

std::optional<Feedback> readFeedback(const JsonObject& root) {
    if (!root.has("feedback"))
        return std::nullopt;
    const std::string mode = root.string("feedback");
    if (mode != "on" && mode != "off")
        root.fail("feedback", "is neither \"on\" nor \"off\"");
    return mode == "on" ? Feedback::On : Feedback::Off;
}

std::optional<int> readKeyValueBits(const JsonObject& root) {
    if (!root.has("kv_cache"))
        return std::nullopt;
    const JsonObject cache = root.object("kv_cache");
    const std::int64_t bits = cache.integer("bits");
    if (bits < 2 || bits > kMostKeyValueBits)
        cache.fail("bits", "must be 2 to " + std::to_string(kMostKeyValueBits));
    return static_cast<int>(bits);
}

void checkVersion(const JsonObject& root) {
    const std::int64_t version = root.integer("version");
    if (version < 1 || version > kPlanVersion)
        root.fail("version", "is none of 1 to " + std::to_string(kPlanVersion) +
                                 ": written by another version of the program");
}

nlohmann::ordered_json segmentJson(const PlanSegment& segment) {
    nlohmann::ordered_json entry{{"scheme", schemeName(segment.scheme)}};
    if (segment.rows)
        entry["rows"] = {segment.rows->begin, segment.rows->end};
    if (segment.columns)
        entry["columns"] = {segment.columns->begin, segment.columns->end};
    return entry;
}

nlohmann::ordered_json layerJson(const LayerPlan& layer) {
    nlohmann::ordered_json entry{{"name", layer.name}};
    for (const PlanSegment& segment : layer.segments)
        entry["segments"].push_back(segmentJson(segment));
    if (layer.segments.empty())
        entry["scheme"] = layer.schemeOf({}, {});
    if (layer.basis != (layer.integerBits ? Basis::None : Basis::Inputs))
        entry["basis"] = rotation::basisName(layer.basis);
    entry["variant"] = layer.variant;
    entry["fused_with"] = layer.fusedWith;
    if (!layer.device.empty())
        entry["device"] = layer.device;
    return entry;
}

// An absent range is all.
bool meets(const std::optional<quantizer::Range>& range, const quantizer::Range& part) {
    return !range || (range->begin < part.end && part.begin < range->end);
}

} // namespace

bool LayerPlan::isUniform() const {
    return segments.empty() && !integerBits && basis == Basis::Inputs;
}

std::string LayerPlan::schemeOf(const quantizer::Range& rows,
                                const quantizer::Range& columns) const {
    if (integerBits)
        return integerName(*integerBits);
    if (segments.empty())
        return schemeName(scheme);
    std::set<std::string> names;
    for (const PlanSegment& segment : segments)
        if (meets(segment.rows, rows) && meets(segment.columns, columns))
            names.insert(schemeName(segment.scheme));
    if (names.empty())
        return "nothing";
    return names.size() == 1 ? *names.begin() : "several schemes";
}

const LayerPlan* QuantizationPlan::find(const std::string& layerName) const {
    for (const LayerPlan& layer : layers)
        if (layer.name == layerName)
            return &layer;
    return nullptr;
}

PlanIndex::PlanIndex(const QuantizationPlan& plan) {
    for (const LayerPlan& layer : plan.layers)
        layers_.emplace(layer.name, &layer); // of two, the first, as find()
}

const LayerPlan* PlanIndex::find(const std::string& layerName) const {
    const auto found = layers_.find(layerName);
    return found == layers_.end() ? nullptr : found->second;
}

QuantizationPlan readPlan(const std::filesystem::path& path) {
    const nlohmann::json document = readJsonFile(path);
    const JsonObject root(document, path);
    checkVersion(root);
    QuantizationPlan plan;
    std::set<std::string> names;
    const nlohmann::json& layers = root.array("layers");
    for (std::size_t i = 0; i < layers.size(); ++i) {
        const JsonObject entry(layers[i], path, "layers[" + std::to_string(i) + "]");
        plan.layers.push_back(readLayer(entry));
        if (!names.insert(plan.layers.back().name).second)
            entry.fail("name", "is that of another layer as well");
    }
    plan.feedback = readFeedback(root);
    plan.moments = pathFromText(root.stringOr("moments", ""));
    plan.source = readFingerprint(root, "source");
    plan.profile = readFingerprint(root, "profile");
    plan.keyValueBits = readKeyValueBits(root);
    return plan;
}

std::string planText(const QuantizationPlan& plan) {
    nlohmann::ordered_json json{{"version", kPlanVersion}};
    if (!plan.source.empty())
        json["source"] = plan.source;
    if (!plan.profile.empty())
        json["profile"] = plan.profile;
    if (plan.feedback)
        json["feedback"] = *plan.feedback == Feedback::On ? "on" : "off";
    if (!plan.moments.empty())
        json["moments"] = pathText(plan.moments);
    if (plan.keyValueBits)
        json["kv_cache"] = {{"bits", *plan.keyValueBits}};
    json["layers"] = nlohmann::ordered_json::array();
    for (const LayerPlan& layer : plan.layers)
        json["layers"].push_back(layerJson(layer));
    return jsonText(json);
}

void writePlan(const std::filesystem::path& path, const QuantizationPlan& plan) {
    writeFileAtomically(path, planText(plan));
}

QuantizationPlan uniformPlan(const std::vector<std::string>& layerNames, quantizer::Scheme scheme,
                             Basis basis) {
    QuantizationPlan plan;
    for (const std::string& name : layerNames)
        plan.layers.push_back({name, scheme, {}, {}, basis});
    return plan;
}

} // namespace fracbit::pipeline
