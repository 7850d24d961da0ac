#include "cli/open_model.h"

#include "checkpoint/checkpoint.h"

namespace fracbit::cli {

std::unique_ptr<checkpoint::WeightSource> openModel(const std::filesystem::path& path) {
    return checkpoint::Checkpoint::open(path);
}

} // namespace fracbit::cli
