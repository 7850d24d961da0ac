// Where the sample model lies, for tests that use it.
#pragma once

#include "support/required_data.h"

#include <cstdlib>
#include <filesystem>

namespace fracbit::tests {

inline constexpr const char* kSampleModelName = "SmolLM2-135M-Instruct.Q4_1.gguf";
inline constexpr const char* kGemmaModelName = "gemma-3-270m-q4_k_m.gguf"; // sample-model gemma

// In the user's cache folder (XDG Base Directory Specification), where the demo puts it.
inline std::filesystem::path sampleModelPath(const char* name = kSampleModelName) {
    const char* cache = std::getenv("XDG_CACHE_HOME");
    const char* home = std::getenv("HOME");
    std::filesystem::path folder;
    if (cache && *cache)
        folder = cache;
    else if (home)
        folder = std::filesystem::path(home) / ".cache";
    return folder / "fracbit-studio" / name;
}

} // namespace fracbit::tests

#define FRACBIT_REQUIRE_SAMPLE_MODEL()                                                             \
    FRACBIT_REQUIRE_DATA(fracbit::tests::sampleModelPath(), "packaging/sample-model fetches it")
