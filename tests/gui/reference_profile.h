// The profile of an 8B model, from the reference tables; there is no such model on this disk.
#pragma once

#include "profiling/import.h"

#include <QString>

#include <filesystem>

namespace fracbit::tests {

inline void writeReferenceProfile(const QString& path) {
    const std::filesystem::path folder(FRACBIT_TEST_DATA_DIR);
    const std::filesystem::path tables = folder / "llama31_8b";
    profiling::writeProfile(
        path.toStdString(),
        profiling::importProfile({.coefficients = tables / "error_coefficients.json",
                                  .distortion = folder / "quantizer_distortion.json",
                                  .latency = tables / "latency_rtx4090_batch1.json",
                                  .shapes = {}})
            .profile);
}

} // namespace fracbit::tests
