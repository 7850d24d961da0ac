#include "cli/open_model.h"

#include "exporter/packed_checkpoint.h"

namespace fracbit::cli {

std::unique_ptr<checkpoint::WeightSource> openModel(const std::filesystem::path& path) {
    return exporter::openModel(path);
}

} // namespace fracbit::cli
