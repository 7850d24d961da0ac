#include "profiling/profile_file.h"

#include "base/json_file.h"

#include <algorithm>
#include <cmath>
#include <set>

namespace fracbit::profiling {

namespace {

using quantizer::Basis;

// Larger than any model; keeps hostile numbers from overflowing sums.
constexpr std::int64_t kMostWeights = std::int64_t{1} << 44;
constexpr std::size_t kMostEntries = 1u << 22;
constexpr double kMostSeconds = 3600;

double nonNegative(const JsonObject& object, std::string_view key, double most) {
    const double value = object.number(key);
    if (!std::isfinite(value) || value < 0 || value > most)
        object.fail(key, "is not a number from 0 to " + std::to_string(most));
    return value;
}

std::int64_t count(const JsonObject& object, std::string_view key, std::int64_t most) {
    const std::int64_t value = object.integer(key);
    if (value < 0 || value > most)
        object.fail(key, "is not a whole number from 0 to " + std::to_string(most));
    return value;
}

int indexInto(const JsonObject& object, std::string_view key, std::size_t size) {
    const std::int64_t value = object.integer(key);
    if (value < 0 || static_cast<std::uint64_t>(value) >= size)
        object.fail(key, "is out of range");
    return static_cast<int>(value);
}

class Reader {
public:
    explicit Reader(std::filesystem::path path) : path_(std::move(path)) {}

    Profile read();

private:
    JsonObject at(const nlohmann::json& value, const std::string& where) const {
        return JsonObject(value, path_, where);
    }
    const nlohmann::json& list(const JsonObject& object, std::string_view key) const;
    quantizer::Scheme scheme(const JsonObject& object) const;
    LatencyByVariant latency(const JsonObject& object) const;
    std::vector<std::string> layerNames(const JsonObject& object) const;
    ShapeOption option(const JsonObject& object) const;
    LayerShapeOptions shape(const JsonObject& object, const std::string& where) const;
    std::map<quantizer::Scheme, double> measuredDistortion(const JsonObject& object) const;
    std::vector<SensitivitySegment> segments(const JsonObject& object,
                                             const LayerShapeOptions& shape) const;
    ProfileLayer layer(const JsonObject& object);
    std::vector<FusedKernelLatency> kernel(const nlohmann::json& rows,
                                           const std::string& where) const;
    ProfileFusionGroup group(const JsonObject& object, const std::string& where) const;
    ProfileConstants constants(const JsonObject& object) const;
    DeviceMeasurements measurements(const JsonObject& object, const std::string& where) const;
    void readVariants(const JsonObject& root);
    void readProvenance(const JsonObject& root);

    std::filesystem::path path_;
    Profile profile_;
    std::set<std::string> names_;
};

const nlohmann::json& Reader::list(const JsonObject& object, std::string_view key) const {
    const nlohmann::json& values = object.array(key);
    if (values.size() > kMostEntries)
        object.fail(key, "has too many entries");
    return values;
}

quantizer::Scheme Reader::scheme(const JsonObject& object) const {
    const auto found = quantizer::parseScheme(object.string("scheme"));
    if (!found)
        object.fail("scheme", "names no scheme of the palette");
    return *found;
}

LatencyByVariant Reader::latency(const JsonObject& object) const {
    LatencyByVariant times;
    if (!object.has("latency_seconds"))
        return times;
    const JsonObject values = object.object("latency_seconds");
    for (const std::string& variant : profile_.variants)
        if (values.has(variant))
            times[variant] = nonNegative(values, variant, kMostSeconds);
    return times;
}

ShapeOption Reader::option(const JsonObject& object) const {
    return {.scheme = scheme(object),
            .distortion = nonNegative(object, "distortion", 1e6),
            .codesBytes = count(object, "codes_bytes", 16 * kMostWeights),
            .tableBytes = count(object, "table_bytes", kMostWeights),
            .latency = latency(object),
            .basis = object.has("basis") ? quantizer::readBasis(object) : Basis::Inputs};
}

LayerShapeOptions Reader::shape(const JsonObject& object, const std::string& where) const {
    LayerShapeOptions shape;
    shape.in = object.has("in") ? count(object, "in", kMostWeights) : 0;
    shape.out = object.has("out") ? count(object, "out", kMostWeights) : 0;
    shape.weights = count(object, "weights", kMostWeights);
    if (shape.weights == 0)
        object.fail("weights", "is zero");
    shape.share = object.numberOr("share", 1);
    if (!(shape.share > 0 && shape.share <= 1))
        object.fail("share", "is not between 0 and 1");
    const nlohmann::json& options = list(object, "options");
    std::set<std::pair<quantizer::Scheme, Basis>> seen;
    for (std::size_t i = 0; i < options.size(); ++i) {
        const JsonObject entry = at(options[i], where + ".options[" + std::to_string(i) + "]");
        shape.options.push_back(option(entry));
        if (!seen.insert({shape.options.back().scheme, shape.options.back().basis}).second)
            entry.fail("scheme", "is listed twice");
    }
    if (shape.options.empty())
        object.fail("options", "is empty");
    return shape;
}

std::map<quantizer::Scheme, double> Reader::measuredDistortion(const JsonObject& object) const {
    std::map<quantizer::Scheme, double> measured;
    if (!object.has("measured_distortion"))
        return measured;
    const JsonObject values = object.object("measured_distortion");
    for (const auto& [name, value] : values.raw().items()) {
        const auto scheme = quantizer::parseScheme(name);
        if (!scheme)
            values.fail(name, "names no scheme of the palette");
        measured[*scheme] = nonNegative(values, name, 1e6);
    }
    return measured;
}

std::vector<SensitivitySegment> Reader::segments(const JsonObject& object,
                                                 const LayerShapeOptions& shape) const {
    std::vector<SensitivitySegment> segments;
    if (!object.has("segments"))
        return segments;
    for (std::size_t i = 0; i < list(object, "segments").size(); ++i) {
        const JsonObject entry = object.element("segments", i);
        segments.push_back({quantizer::readRange(entry, "rows", shape.out),
                            quantizer::readRange(entry, "columns", shape.in),
                            nonNegative(entry, "sensitivity", 1e30)});
    }
    return segments;
}

ProfileLayer Reader::layer(const JsonObject& object) {
    ProfileLayer layer;
    layer.name = object.string("name");
    layer.role = object.string("role");
    if (object.has("block") || !layer.isVocabulary())
        layer.block = static_cast<int>(count(object, "block", 1 << 30));
    if (object.has("expert"))
        layer.expert = static_cast<int>(count(object, "expert", 1 << 20));
    layer.shape = indexInto(object, "shape", profile_.shapes.size());
    layer.sensitivity = nonNegative(object, "sensitivity", 1e30);
    if (object.has("standard_error"))
        layer.standardError = nonNegative(object, "standard_error", 1e30);
    layer.segments = segments(object, profile_.shapes[static_cast<std::size_t>(layer.shape)]);
    layer.measuredDistortion = measuredDistortion(object);
    if (object.has("feedback")) {
        const JsonObject feedback = object.object("feedback");
        layer.feedback = LayerFeedback{nonNegative(feedback, "ratio", 1e6),
                                       nonNegative(feedback, "growth", 1e6)};
    }
    if (!names_.insert(layer.name).second)
        object.fail("name", "is that of another layer as well");
    return layer;
}

std::vector<FusedKernelLatency> Reader::kernel(const nlohmann::json& rows,
                                               const std::string& where) const {
    if (!rows.is_array())
        throwInvalidFile(path_, where + " is not an array");
    std::vector<FusedKernelLatency> kernel;
    std::set<quantizer::Scheme> seen;
    for (std::size_t i = 0; i < rows.size(); ++i) {
        const JsonObject entry = at(rows[i], where + "[" + std::to_string(i) + "]");
        kernel.push_back({scheme(entry), latency(entry)});
        if (!seen.insert(kernel.back().scheme).second)
            entry.fail("scheme", "is listed twice");
    }
    return kernel;
}

std::vector<std::string> Reader::layerNames(const JsonObject& object) const {
    std::vector<std::string> names;
    for (const nlohmann::json& name : list(object, "layers")) {
        if (!name.is_string() || !names_.contains(name.get<std::string>()))
            object.fail("layers", "names a layer that the profile does not have");
        names.push_back(name.get<std::string>());
    }
    return names;
}

ProfileFusionGroup Reader::group(const JsonObject& object, const std::string& where) const {
    ProfileFusionGroup group{.layers = layerNames(object), .merges = {}};
    const nlohmann::json& merges = list(object, "merges");
    for (std::size_t i = 0; i < merges.size(); ++i) {
        const JsonObject entry = at(merges[i], where + ".merges[" + std::to_string(i) + "]");
        group.merges.push_back(
            {layerNames(entry), indexInto(entry, "kernel", profile_.fusedKernels.size())});
    }
    return group;
}

ProfileConstants Reader::constants(const JsonObject& object) const {
    const auto bytes = [&](std::string_view key) -> std::optional<std::int64_t> {
        if (!object.has(key))
            return std::nullopt;
        return count(object, key, 16 * kMostWeights);
    };
    ProfileConstants constants;
    if (object.has("latency_seconds"))
        constants.latencySeconds = nonNegative(object, "latency_seconds", kMostSeconds);
    constants.signBytes = bytes("sign_bytes");
    constants.rowScaleBytes = bytes("row_scale_bytes");
    constants.embeddingBytes = bytes("embedding_bytes");
    constants.headBytes = bytes("head_bytes");
    constants.normBytes = bytes("norm_bytes");
    constants.kvBytesPerToken = bytes("kv_bytes_per_token");
    return constants;
}

DeviceMeasurements Reader::measurements(const JsonObject& object, const std::string& where) const {
    DeviceMeasurements result;
    result.key = {object.string("device"), static_cast<int>(count(object, "threads", 1 << 20)),
                  static_cast<int>(count(object, "batch", 1 << 20))};
    if (object.has("constant_seconds"))
        result.constantSeconds = nonNegative(object, "constant_seconds", kMostSeconds);
    const nlohmann::json& calls = list(object, "calls");
    for (std::size_t i = 0; i < calls.size(); ++i) {
        const JsonObject entry = at(calls[i], where + ".calls[" + std::to_string(i) + "]");
        CallMeasurement call;
        call.in = count(entry, "in", kMostWeights);
        for (const nlohmann::json& out : list(entry, "outs")) {
            if (!out.is_number_integer() || out < 1 || out > kMostWeights)
                entry.fail("outs", "is not a list of sizes");
            call.outs.push_back(out.get<std::int64_t>());
        }
        call.scheme = scheme(entry);
        call.variant = entry.string("variant");
        call.seconds = nonNegative(entry, "seconds", kMostSeconds);
        call.spread = nonNegative(entry, "spread", kMostSeconds);
        result.calls.push_back(std::move(call));
    }
    return result;
}

void Reader::readVariants(const JsonObject& root) {
    if (!root.has("variants"))
        return;
    for (const nlohmann::json& variant : list(root, "variants")) {
        if (!variant.is_string())
            root.fail("variants", "holds something that is not a name");
        profile_.variants.push_back(variant.get<std::string>());
    }
    if (profile_.variants.size() > 64)
        root.fail("variants", "has more than 64 names");
}

void Reader::readProvenance(const JsonObject& root) {
    if (!root.has("provenance"))
        return;
    const JsonObject provenance = root.object("provenance");
    for (const auto& entry : provenance.raw().items())
        profile_.provenance[entry.key()] = provenance.string(entry.key());
}

Profile Reader::read() {
    const nlohmann::json document = readJsonFile(path_);
    const JsonObject root(document, path_);
    if (root.stringOr("format", "") != kProfileFormat)
        root.fail("format",
                  std::string("is not \"") + kProfileFormat + "\": this is not a profile");
    const std::int64_t version = root.integer("version");
    if (version < 1 || version > kProfileVersion)
        root.fail("version", "is none of 1 to " + std::to_string(kProfileVersion) +
                                 ": written by another version of the program");
    profile_.source = root.stringOr("source", "");
    readProvenance(root);
    readVariants(root);
    const nlohmann::json& shapes = list(root, "shapes");
    for (std::size_t i = 0; i < shapes.size(); ++i) {
        const std::string where = "shapes[" + std::to_string(i) + "]";
        profile_.shapes.push_back(shape(at(shapes[i], where), where));
    }
    const nlohmann::json& layers = list(root, "layers");
    for (std::size_t i = 0; i < layers.size(); ++i)
        profile_.layers.push_back(layer(at(layers[i], "layers[" + std::to_string(i) + "]")));
    if (profile_.layers.empty())
        root.fail("layers", "is empty");
    if (root.has("fused_kernels"))
        for (const nlohmann::json& rows : list(root, "fused_kernels"))
            profile_.fusedKernels.push_back(kernel(rows, "fused_kernels"));
    if (root.has("fusion_groups"))
        for (const nlohmann::json& entry : list(root, "fusion_groups"))
            profile_.fusionGroups.push_back(group(at(entry, "fusion_groups"), "fusion_groups"));
    if (root.has("constants"))
        profile_.constants = constants(root.object("constants"));
    if (root.has("measurements"))
        for (const nlohmann::json& entry : list(root, "measurements"))
            profile_.measurements.push_back(
                measurements(at(entry, "measurements"), "measurements"));
    return std::move(profile_);
}

} // namespace

std::int64_t ProfileConstants::storedBytes() const {
    std::int64_t total = 0;
    for (const auto& part : {signBytes, rowScaleBytes, embeddingBytes, headBytes, normBytes})
        total += part.value_or(0);
    return total;
}

const ShapeOption* LayerShapeOptions::find(quantizer::Scheme scheme) const {
    const ShapeOption* other = nullptr;
    for (const ShapeOption& option : options) {
        if (option.scheme != scheme)
            continue;
        if (option.basis == Basis::Inputs)
            return &option;
        other = other ? other : &option;
    }
    return other;
}

Basis Profile::basis() const {
    std::optional<Basis> first;
    for (const LayerShapeOptions& shape : shapes)
        for (const ShapeOption& option : shape.options) {
            if (option.basis == Basis::Inputs)
                return Basis::Inputs;
            first = first.value_or(option.basis);
        }
    return first.value_or(Basis::Inputs);
}

bool ProfileLayer::isVocabulary() const {
    return role == "embedding" || role == "head";
}

bool Profile::hasLayer(const std::string& name) const {
    return std::ranges::find(layers, name, &ProfileLayer::name) != layers.end();
}

bool Profile::hasFeedback() const {
    const auto known = [](const ProfileLayer& layer) { return layer.feedback.has_value(); };
    return std::ranges::any_of(layers, known) &&
           std::ranges::all_of(layers, [&](const ProfileLayer& layer) {
               return known(layer) || layer.isVocabulary();
           });
}

std::int64_t Profile::weights() const {
    std::int64_t total = 0;
    for (const ProfileLayer& layer : layers)
        total += shapes[layer.shape].weights;
    return total;
}

Profile readProfile(const std::filesystem::path& path) {
    return Reader(path).read();
}

} // namespace fracbit::profiling
