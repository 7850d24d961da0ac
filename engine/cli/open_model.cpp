#include "cli/open_model.h"

#include "packed/packed_checkpoint.h"

namespace fracbit::cli {

std::unique_ptr<checkpoint::WeightSource> openModel(const std::filesystem::path& path) {
    return packed::openModel(path);
}

std::unique_ptr<checkpoint::WeightSource> openModel(const std::filesystem::path& path,
                                                    const RunContext& context) {
    auto model = openModel(path);
    if (const std::string text = checkpoint::carriedText(model->spec()); !text.empty())
        context.note(path.string() + ": " + text);
    return model;
}

} // namespace fracbit::cli
