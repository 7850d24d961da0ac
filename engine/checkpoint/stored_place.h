// Where in files the rows of a model's tensors lie.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace fracbit::checkpoint {

// Rows first, first + step, ... of a stored matrix: files have rows in other orders than ours
// (those of q and k as interleaved rope wants them in GGUF files of Llama; gate and up in turns).
struct RowRun {
    std::int64_t first = 0;
    std::int64_t count = 0;
    std::int64_t step = 1;
};

// Of one number, from how it is stored to what it means.
using ValueConversion = float (*)(float);

// How weights of a stored tensor are scaled by those of another one.
enum class ScaledForm {
    None,
    Blocks, // each block of rows and columns by one number (FP8); sizes: StoredScales
    Mxfp4,  // dequantizeMxfp4(); the stored one is [..., rows, columns / 32, 16]
};
struct StoredScales {
    ScaledForm form = ScaledForm::None;
    std::string name; // of the tensor with the scales
    std::size_t file = 0;
    std::int64_t blockRows = 1;
    std::int64_t blockColumns = 1;
};

// Where a tensor lies: rows of one that is stored. Those of a stored tensor with three dimensions
// are counted through: [experts, rows, columns] has experts * rows.
struct StoredPlace {
    std::string name;     // in its file
    std::size_t file = 0; // index of the file in the checkpoint
    std::int64_t firstRow = 0;
    std::vector<RowRun> runs{};    // where they do not follow each other: from firstRow on
    std::vector<RowRun> columns{}; // likewise of the columns
    bool transposed = false;       // each matrix lies with its columns as rows: [experts, in, rows]
    ValueConversion conversion = nullptr; // none: as it is stored
    StoredScales scales{};
};

// Calls visit(first row of the tensor, run of stored rows counted from place.firstRow on) for the
// parts of the tensor's rows [begin, end), in order.
template <class Visit>
void forRuns(const StoredPlace& place, std::int64_t begin, std::int64_t end, const Visit& visit) {
    if (place.runs.empty())
        return visit(begin, RowRun{begin, end - begin});
    std::int64_t at = 0; // the tensor's row that the run begins with
    for (const RowRun& run : place.runs) {
        const std::int64_t from = std::max(begin, at);
        const std::int64_t to = std::min(end, at + run.count);
        if (from < to)
            visit(from, RowRun{run.first + (from - at) * run.step, to - from, run.step});
        at += run.count;
    }
}

} // namespace fracbit::checkpoint
