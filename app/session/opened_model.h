// An opened checkpoint as the window shows it. Immutable and shared: published whole by the job
// that opened it, safe to read from any thread.
#pragma once

#include "base/progress.h"
#include "checkpoint/checkpoint.h"

#include <QString>

#include <cstdint>
#include <filesystem>
#include <memory>
#include <vector>

namespace fracbit::app {

// Tensors that are listed together: one block, or what lies outside the blocks.
struct TensorGroup {
    int block = -1;                   // -1: outside the blocks
    std::vector<std::size_t> tensors; // indices into ModelSpec::tensors, in its order
    std::int64_t parameters = 0;
    std::uint64_t bytes = 0;
};

struct OpenedModel {
    std::shared_ptr<const checkpoint::Checkpoint> checkpoint;
    QString path;
    QString name;                    // never empty: the configuration's, or the file's
    std::vector<TensorGroup> groups; // blocks in order, then the others
    std::int64_t parameters = 0;
    std::int64_t linearWeights = 0; // what quantization is about
    std::uint64_t bytes = 0;        // of all tensors, as stored

    const checkpoint::ModelSpec& spec() const { return checkpoint->spec(); }
};

using OpenedModelPtr = std::shared_ptr<const OpenedModel>;

// Reads headers only; throws fracbit::Error.
OpenedModelPtr openModel(const std::filesystem::path& path, const RunContext& context);

// Elements and bits for each of them, for display. 0 when the shape is empty.
double bitsPerWeight(std::uint64_t bytes, std::int64_t weights);

} // namespace fracbit::app
