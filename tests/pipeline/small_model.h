// A small checkpoint on disk, and plans for it.
#pragma once

#include "checkpoint/checkpoint.h"
#include "pipeline/model_quantization.h"
#include "support/synthetic_checkpoint.h"
#include "support/synthetic_source.h"

#include <fstream>
#include <iterator>

namespace fracbit::tests {

// Two blocks of width 96 with grouped queries; opens what it wrote.
struct SmallModel {
    TemporaryFolder folder{TemporaryFolder::Place::Memory};
    SyntheticSource source{syntheticConfig("llama")};
    std::unique_ptr<checkpoint::Checkpoint> checkpoint;

    SmallModel() { write(); }
    void write() {
        writeCheckpoint(folder / "original", source);
        checkpoint = checkpoint::Checkpoint::open(folder / "original");
    }
    std::filesystem::path out() const { return folder / "quantized"; }
};

// Another scheme for every layer, in turn.
inline pipeline::QuantizationPlan mixedPlan(const checkpoint::ModelSpec& spec) {
    const char* schemes[] = {"ctcq-3.3125", "nuq-4", "half-tcq-2.25", "vq-2.5", "tcq-3", "nf-4"};
    pipeline::QuantizationPlan plan;
    for (const auto& layer : spec.layers)
        plan.layers.push_back(
            {layer.name, quantizer::schemeFromName(schemes[plan.layers.size() % 6]), {}, {}});
    return plan;
}

inline std::string contentsOf(const std::filesystem::path& path) {
    std::ifstream in(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

inline std::uint64_t bytesOfFolder(const std::filesystem::path& folder) {
    std::uint64_t bytes = 0;
    for (const auto& entry : std::filesystem::directory_iterator(folder))
        bytes += entry.file_size();
    return bytes;
}

} // namespace fracbit::tests
