// A project: what a person has decided about a model, and what came of it, in a file of its own.
//
// The file (version 2), SI units, everything by name so that it stays readable:
// {
//   "format": "fracbit-project", "version": 2,
//   "model": {"path": "...", "fingerprint": "0123456789abcdef"},           optional
//   "profile": {"path": "...", "fingerprint": "0123456789abcdef"},         the latter optional
//   "decision": {
//     "memory_bytes": 43130880, "latency_seconds": 0.005,                  absent: no such budget
//     "device_memory_bytes": 8589934592,                                   of a second memory
//     "context": 8192, "kv_cache_bits": 8,                                 tokens; optional
//     "fusion": true, "feedback": true,
//     "excluded_schemes": ["nuq-2", ...], "excluded_variants": ["simt"],
//     "restrictions": [{"kind": "pin", "layer": "blocks.3.attn.q", "scheme": "tcq-3.5"},
//                      {"kind": "min-bits", "layer": "blocks.3.attn.k", "bits": 3}]},
//   "snapshots": [{"name": "A", "decision": {...}, "schemes": {"blocks.3.attn.q": "tcq-3.5"}}],
//   "measurements": [{"name": "...", "schemes": {...}, "kl": 0.07, "kl_standard_error": 0.001,
//                     "perplexity": 34.8, "same_top": 0.9, "tokens": 2048, "text": "wiki.txt",
//                     "folder": "...", "feedback": true}],
//   "view": {"page": "allocate", ...}                                      texts, for the window
// }
// Paths are as pathText() writes them (base/text.h). Relative paths are relative to the project's
// folder. Unknown fields are ignored. Layers are called as on the command line, "embedding" and
// "head" as well. Version 1 has none of device_memory_bytes, context, kv_cache_bits and the
// profile's fingerprint.
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace fracbit::pipeline {

struct ProjectRestriction {
    enum class Kind { Pin, Ban, MinBits, MaxBits };
    Kind kind = Kind::Pin;
    std::string layer;
    std::string scheme; // Pin, Ban
    double bits = 0;    // MinBits, MaxBits
    bool operator==(const ProjectRestriction&) const = default;
};

struct ProjectDecision {
    std::optional<std::int64_t> memoryBytes;
    std::optional<double> latencySeconds;
    std::optional<std::int64_t> deviceMemoryBytes{}; // a budget for a second memory
    std::optional<std::int64_t> context{};           // tokens that the key-value cache is to hold
    std::optional<int> keyValueBits{};               // of the key-value cache; absent: 16
    bool fusion = true;
    bool feedback = true; // of errors, where the profile knows of it
    std::vector<std::string> excludedSchemes;
    std::vector<std::string> excludedVariants; // of kernels
    std::vector<ProjectRestriction> restrictions;
    bool operator==(const ProjectDecision&) const = default;
};

using SchemeByLayer = std::map<std::string, std::string>;

struct ProjectSnapshot {
    std::string name;
    ProjectDecision decision;
    SchemeByLayer schemes;
    bool operator==(const ProjectSnapshot&) const = default;
};

struct ProjectMeasurement {
    std::string name;
    SchemeByLayer schemes;
    double kl = 0;
    double klStandardError = 0;
    double perplexity = 0;
    double sameTop = 0;
    std::int64_t tokens = 0;
    std::string text;
    std::filesystem::path folder;
    bool feedback = true; // of errors, where the profile knows of it
    bool operator==(const ProjectMeasurement&) const = default;
};

struct Project {
    std::filesystem::path model; // empty: none was open
    std::string modelFingerprint;
    std::filesystem::path profile;
    std::string profileFingerprint; // empty: not known
    ProjectDecision decision;
    std::vector<ProjectSnapshot> snapshots;
    std::vector<ProjectMeasurement> measurements;
    std::map<std::string, std::string> view;
    bool operator==(const Project&) const = default;
};

// Throws Error(InvalidFile) naming the file and the field: not a project, another version, values
// out of range. Paths come back absolute.
Project readProject(const std::filesystem::path& path);
// Atomic. Throws Error(Io): the file that was there before is untouched then.
void writeProject(const std::filesystem::path& path, const Project& project);

} // namespace fracbit::pipeline
