// Where the sample model lies, for tests that use it when it is there.
#pragma once

#include <cstdlib>
#include <filesystem>

namespace fracbit::tests {

inline constexpr const char* kSampleModelName = "SmolLM2-135M-Instruct.Q4_1.gguf";

// In the user's cache folder (XDG Base Directory Specification), where the demo puts it.
inline std::filesystem::path sampleModelPath() {
    const char* cache = std::getenv("XDG_CACHE_HOME");
    const char* home = std::getenv("HOME");
    std::filesystem::path folder;
    if (cache && *cache)
        folder = cache;
    else if (home)
        folder = std::filesystem::path(home) / ".cache";
    return folder / "fracbit-studio" / kSampleModelName;
}

inline bool haveSampleModel() {
    std::error_code error;
    return std::filesystem::is_regular_file(sampleModelPath(), error);
}

} // namespace fracbit::tests

#define FRACBIT_SKIP_WITHOUT_SAMPLE_MODEL()                                                        \
    do {                                                                                           \
        if (!fracbit::tests::haveSampleModel())                                                    \
            QSKIP("the sample model is not in the cache; packaging/demo fetches it");              \
    } while (false)
