#include "base/atomic_file.h"
#include "base/json_file.h"
#include "profiling/profile_file.h"

namespace fracbit::profiling {

namespace {

using Json = nlohmann::ordered_json;

Json latencyJson(const LatencyByVariant& latency) {
    Json json = Json::object();
    for (const auto& [variant, seconds] : latency)
        json[variant] = seconds;
    return json;
}

Json optionJson(const ShapeOption& option) {
    Json json{{"scheme", schemeName(option.scheme)},
              {"distortion", option.distortion},
              {"codes_bytes", option.codesBytes},
              {"table_bytes", option.tableBytes}};
    if (!option.latency.empty())
        json["latency_seconds"] = latencyJson(option.latency);
    if (option.basis != quantizer::Basis::Inputs)
        json["basis"] = rotation::basisName(option.basis);
    return json;
}

Json shapeJson(const LayerShapeOptions& shape) {
    Json json = Json::object();
    if (shape.in > 0)
        json["in"] = shape.in;
    if (shape.out > 0)
        json["out"] = shape.out;
    json["weights"] = shape.weights;
    if (shape.share != 1)
        json["share"] = shape.share;
    json["options"] = Json::array();
    for (const ShapeOption& option : shape.options)
        json["options"].push_back(optionJson(option));
    return json;
}

Json segmentJson(const SensitivitySegment& segment) {
    Json json = Json::object();
    if (segment.rows)
        json["rows"] = {segment.rows->begin, segment.rows->end};
    if (segment.columns)
        json["columns"] = {segment.columns->begin, segment.columns->end};
    json["sensitivity"] = segment.sensitivity;
    return json;
}

Json layerJson(const Profile& profile, const ProfileLayer& layer) {
    Json json{{"name", layer.name},
              {"block", layer.block},
              {"role", layer.role},
              {"shape", layer.shape},
              {"weights", profile.shapes[layer.shape].weights},
              {"sensitivity", layer.sensitivity},
              {"standard_error", layer.standardError}};
    if (layer.expert)
        json["expert"] = *layer.expert;
    for (const SensitivitySegment& segment : layer.segments)
        json["segments"].push_back(segmentJson(segment));
    for (const auto& [scheme, distortion] : layer.measuredDistortion)
        json["measured_distortion"][schemeName(scheme)] = distortion;
    if (layer.feedback)
        json["feedback"] = {{"ratio", layer.feedback->ratio}, {"growth", layer.feedback->growth}};
    return json;
}

Json kernelJson(const std::vector<FusedKernelLatency>& kernel) {
    Json json = Json::array();
    for (const FusedKernelLatency& row : kernel)
        json.push_back(
            {{"scheme", schemeName(row.scheme)}, {"latency_seconds", latencyJson(row.latency)}});
    return json;
}

Json groupJson(const ProfileFusionGroup& group) {
    Json json{{"layers", group.layers}, {"merges", Json::array()}};
    for (const ProfileMerge& merge : group.merges)
        json["merges"].push_back({{"layers", merge.layers}, {"kernel", merge.kernel}});
    return json;
}

Json constantsJson(const ProfileConstants& constants) {
    Json json = Json::object();
    const auto put = [&](const char* key, const auto& value) {
        if (value)
            json[key] = *value;
    };
    put("latency_seconds", constants.latencySeconds);
    put("sign_bytes", constants.signBytes);
    put("row_scale_bytes", constants.rowScaleBytes);
    put("embedding_bytes", constants.embeddingBytes);
    put("head_bytes", constants.headBytes);
    put("norm_bytes", constants.normBytes);
    put("kv_bytes_per_token", constants.kvBytesPerToken);
    return json;
}

Json measurementsJson(const DeviceMeasurements& measurements) {
    Json json{{"device", measurements.key.device},
              {"threads", measurements.key.threads},
              {"batch", measurements.key.batch}};
    if (measurements.constantSeconds)
        json["constant_seconds"] = *measurements.constantSeconds;
    json["calls"] = Json::array();
    for (const CallMeasurement& call : measurements.calls)
        json["calls"].push_back({{"in", call.in},
                                 {"outs", call.outs},
                                 {"scheme", schemeName(call.scheme)},
                                 {"variant", call.variant},
                                 {"seconds", call.seconds},
                                 {"spread", call.spread}});
    return json;
}

Json profileJson(const Profile& profile) {
    Json json{{"format", kProfileFormat},
              {"version", kProfileVersion},
              {"source", profile.source},
              {"provenance", profile.provenance},
              {"variants", profile.variants}};
    for (const char* key : {"shapes", "layers", "fused_kernels", "fusion_groups"})
        json[key] = Json::array();
    for (const LayerShapeOptions& shape : profile.shapes)
        json["shapes"].push_back(shapeJson(shape));
    for (const ProfileLayer& layer : profile.layers)
        json["layers"].push_back(layerJson(profile, layer));
    for (const auto& kernel : profile.fusedKernels)
        json["fused_kernels"].push_back(kernelJson(kernel));
    for (const ProfileFusionGroup& group : profile.fusionGroups)
        json["fusion_groups"].push_back(groupJson(group));
    json["constants"] = constantsJson(profile.constants);
    if (!profile.measurements.empty())
        json["measurements"] = Json::array();
    for (const DeviceMeasurements& measurements : profile.measurements)
        json["measurements"].push_back(measurementsJson(measurements));
    return json;
}

} // namespace

void writeProfile(const std::filesystem::path& path, const Profile& profile) {
    writeFileAtomically(path, jsonText(profileJson(profile)));
}

} // namespace fracbit::profiling
