#include "pipeline/project_file.h"

#include "base/atomic_file.h"
#include "base/checksum.h"
#include "base/json_file.h"
#include "base/text.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace fracbit::pipeline {

namespace {

using nlohmann::json;
namespace fs = std::filesystem;

constexpr const char* kFormat = "fracbit-project";
constexpr int kVersion = 2; // what is written; all up to it are read
constexpr std::int64_t kMostBytes = std::int64_t{1} << 50;
constexpr std::int64_t kMostTokens = std::int64_t{1} << 40; // as --context
constexpr std::array<const char*, 4> kKinds{"pin", "ban", "min-bits", "max-bits"};

// Writing.

json decisionJson(const ProjectDecision& decision) {
    json restrictions = json::array();
    for (const ProjectRestriction& entry : decision.restrictions) {
        const bool named = entry.kind == ProjectRestriction::Kind::Pin ||
                           entry.kind == ProjectRestriction::Kind::Ban;
        json item{{"kind", kKinds.at(static_cast<std::size_t>(entry.kind))},
                  {"layer", entry.layer}};
        if (named)
            item["scheme"] = entry.scheme;
        else
            item["bits"] = entry.bits;
        restrictions.push_back(std::move(item));
    }
    json result{{"fusion", decision.fusion},
                {"feedback", decision.feedback},
                {"excluded_schemes", decision.excludedSchemes},
                {"excluded_variants", decision.excludedVariants},
                {"restrictions", std::move(restrictions)}};
    if (decision.memoryBytes)
        result["memory_bytes"] = *decision.memoryBytes;
    if (decision.latencySeconds)
        result["latency_seconds"] = *decision.latencySeconds;
    if (decision.deviceMemoryBytes)
        result["device_memory_bytes"] = *decision.deviceMemoryBytes;
    if (decision.context)
        result["context"] = *decision.context;
    if (decision.keyValueBits)
        result["kv_cache_bits"] = *decision.keyValueBits;
    return result;
}

json measurementJson(const ProjectMeasurement& entry) {
    return {{"name", entry.name},
            {"schemes", entry.schemes},
            {"kl", entry.kl},
            {"kl_standard_error", entry.klStandardError},
            {"perplexity", entry.perplexity},
            {"same_top", entry.sameTop},
            {"tokens", entry.tokens},
            {"text", entry.text},
            {"folder", pathText(entry.folder)},
            {"feedback", entry.feedback}};
}

json projectJson(const Project& project) {
    json snapshots = json::array();
    for (const ProjectSnapshot& entry : project.snapshots)
        snapshots.push_back({{"name", entry.name},
                             {"decision", decisionJson(entry.decision)},
                             {"schemes", entry.schemes}});
    json measurements = json::array();
    for (const ProjectMeasurement& entry : project.measurements)
        measurements.push_back(measurementJson(entry));
    json result{{"format", kFormat},
                {"version", kVersion},
                {"profile", {{"path", pathText(project.profile)}}},
                {"decision", decisionJson(project.decision)},
                {"snapshots", std::move(snapshots)},
                {"measurements", std::move(measurements)},
                {"view", project.view}};
    if (!project.profileFingerprint.empty())
        result["profile"]["fingerprint"] = project.profileFingerprint;
    if (!project.model.empty())
        result["model"] = {{"path", pathText(project.model)},
                           {"fingerprint", project.modelFingerprint}};
    return result;
}

// Reading.

template <class Element, class Read>
std::vector<Element> readList(const JsonObject& object, const char* key, const Read& read) {
    std::vector<Element> list;
    if (!object.has(key))
        return list;
    for (std::size_t i = 0; i < object.array(key).size(); ++i)
        list.push_back(read(object.element(key, i)));
    return list;
}

std::map<std::string, std::string> readTexts(const JsonObject& object, const char* key) {
    std::map<std::string, std::string> texts;
    if (!object.has(key))
        return texts;
    const JsonObject entries = object.object(key);
    for (const auto& [name, value] : entries.raw().items())
        texts[name] = entries.string(name);
    return texts;
}

std::vector<std::string> readNames(const JsonObject& object, const char* key) {
    std::vector<std::string> names;
    if (!object.has(key))
        return names;
    for (const json& name : object.array(key)) {
        if (!name.is_string())
            object.fail(key, "must hold names");
        names.push_back(name.get<std::string>());
    }
    return names;
}

double readPositive(const JsonObject& object, const char* key) {
    const double value = object.number(key);
    if (!std::isfinite(value) || value < 0)
        object.fail(key, "must be a finite number that is not negative");
    return value;
}

ProjectRestriction readRestriction(const JsonObject& object) {
    const std::string kind = object.string("kind");
    ProjectRestriction entry;
    const auto found = std::find(kKinds.begin(), kKinds.end(), kind);
    if (found == kKinds.end())
        object.fail("kind", "must be pin, ban, min-bits or max-bits");
    entry.kind = static_cast<ProjectRestriction::Kind>(found - kKinds.begin());
    entry.layer = object.string("layer");
    if (entry.kind == ProjectRestriction::Kind::Pin || entry.kind == ProjectRestriction::Kind::Ban)
        entry.scheme = object.string("scheme");
    else
        entry.bits = readPositive(object, "bits");
    return entry;
}

std::optional<std::int64_t> readCount(const JsonObject& object, const char* key, std::int64_t least,
                                      std::int64_t most) {
    if (!object.has(key))
        return std::nullopt;
    const std::int64_t value = object.integer(key);
    if (value < least || value > most)
        object.fail(key, "must be " + std::to_string(least) + " to " + std::to_string(most));
    return value;
}

ProjectDecision readDecision(const JsonObject& object) {
    ProjectDecision decision;
    if (object.has("memory_bytes"))
        decision.memoryBytes = object.integer("memory_bytes");
    if (object.has("latency_seconds"))
        decision.latencySeconds = readPositive(object, "latency_seconds");
    if (!decision.memoryBytes && !decision.latencySeconds)
        object.fail("memory_bytes", "or latency_seconds must be there");
    decision.deviceMemoryBytes = readCount(object, "device_memory_bytes", 0, kMostBytes);
    decision.context = readCount(object, "context", 0, kMostTokens);
    if (const auto bits = readCount(object, "kv_cache_bits", 2, 32))
        decision.keyValueBits = static_cast<int>(*bits);
    decision.fusion = object.booleanOr("fusion", true);
    decision.feedback = object.booleanOr("feedback", true);
    decision.excludedSchemes = readNames(object, "excluded_schemes");
    decision.excludedVariants = readNames(object, "excluded_variants");
    decision.restrictions = readList<ProjectRestriction>(object, "restrictions", readRestriction);
    return decision;
}

ProjectMeasurement readMeasurement(const JsonObject& object) {
    ProjectMeasurement entry;
    entry.name = object.string("name");
    entry.schemes = readTexts(object, "schemes");
    entry.kl = readPositive(object, "kl");
    entry.klStandardError = readPositive(object, "kl_standard_error");
    entry.perplexity = readPositive(object, "perplexity");
    entry.sameTop = readPositive(object, "same_top");
    entry.tokens = object.integer("tokens");
    entry.text = object.stringOr("text", {});
    entry.folder = pathFromText(object.stringOr("folder", {}));
    entry.feedback = object.booleanOr("feedback", true);
    return entry;
}

fs::path readPath(const JsonObject& object, const fs::path& folder) {
    const fs::path path = pathFromText(object.string("path"));
    return path.empty() || path.is_absolute() ? path : (folder / path).lexically_normal();
}

} // namespace

Project readProject(const fs::path& path) {
    const json document = readJsonFile(path);
    if (!document.is_object())
        throwInvalidFile(path, "is not a project");
    const JsonObject object(document, path);
    if (object.stringOr("format", {}) != kFormat)
        object.fail("format", "is not \"fracbit-project\"; this is not a project");
    if (const auto version = object.integer("version"); version < 1 || version > kVersion)
        object.fail("version", "is one that this version of the program does not know");
    const fs::path folder = fs::absolute(path).parent_path();
    Project project;
    if (object.has("model")) {
        project.model = readPath(object.object("model"), folder);
        project.modelFingerprint = object.object("model").stringOr("fingerprint", {});
    }
    project.profile = readPath(object.object("profile"), folder);
    project.profileFingerprint = readFingerprint(object.object("profile"), "fingerprint");
    project.decision = readDecision(object.object("decision"));
    project.snapshots = readList<ProjectSnapshot>(object, "snapshots", [](const JsonObject& entry) {
        return ProjectSnapshot{entry.string("name"), readDecision(entry.object("decision")),
                               readTexts(entry, "schemes")};
    });
    project.measurements = readList<ProjectMeasurement>(object, "measurements", readMeasurement);
    project.view = readTexts(object, "view");
    return project;
}

void writeProject(const fs::path& path, const Project& project) {
    writeFileAtomically(path, jsonText(projectJson(project)));
}

} // namespace fracbit::pipeline
