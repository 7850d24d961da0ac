#include "cli/open_model.h"

#include "packed/packed_checkpoint.h"

namespace fracbit::cli {

std::unique_ptr<checkpoint::WeightSource> openModel(const std::filesystem::path& path) {
    return packed::openModel(path);
}

} // namespace fracbit::cli
