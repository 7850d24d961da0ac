#include "pipeline/quantization_plan.h"

#include "base/atomic_file.h"
#include "base/json_file.h"
#include "base/text.h"

#include <set>

namespace fracbit::pipeline {

namespace {

constexpr std::int64_t kVersion = 1;

LayerPlan readLayer(const JsonObject& object) {
    LayerPlan layer;
    layer.name = object.string("name");
    const auto scheme = quantizer::parseScheme(object.string("scheme"));
    if (!scheme)
        object.fail("scheme", "names no scheme of the palette");
    layer.scheme = *scheme;
    layer.variant = object.stringOr("variant", "");
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

} // namespace

const LayerPlan* QuantizationPlan::find(const std::string& layerName) const {
    for (const LayerPlan& layer : layers)
        if (layer.name == layerName)
            return &layer;
    return nullptr;
}

QuantizationPlan readPlan(const std::filesystem::path& path) {
    const nlohmann::json document = readJsonFile(path);
    const JsonObject root(document, path);
    if (root.integer("version") != kVersion)
        root.fail("version", "is not 1: written by another version of the program");
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
    return plan;
}

std::string planText(const QuantizationPlan& plan) {
    nlohmann::ordered_json json{{"version", kVersion}};
    if (plan.feedback)
        json["feedback"] = *plan.feedback == Feedback::On ? "on" : "off";
    if (!plan.moments.empty())
        json["moments"] = pathText(plan.moments);
    json["layers"] = nlohmann::ordered_json::array();
    for (const LayerPlan& layer : plan.layers)
        json["layers"].push_back({{"name", layer.name},
                                  {"scheme", schemeName(layer.scheme)},
                                  {"variant", layer.variant},
                                  {"fused_with", layer.fusedWith}});
    return jsonText(json);
}

void writePlan(const std::filesystem::path& path, const QuantizationPlan& plan) {
    writeFileAtomically(path, planText(plan));
}

QuantizationPlan uniformPlan(const std::vector<std::string>& layerNames, quantizer::Scheme scheme) {
    QuantizationPlan plan;
    for (const std::string& name : layerNames)
        plan.layers.push_back({name, scheme, {}, {}});
    return plan;
}

} // namespace fracbit::pipeline
