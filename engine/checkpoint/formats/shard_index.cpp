#include "checkpoint/formats/shard_index.h"

#include "base/json_file.h"
#include "checkpoint/formats/tensor_layout.h"

#include <set>

namespace fracbit::checkpoint {

namespace {

namespace fs = std::filesystem;

// An index names plain files beside it; anything else could reach out of the folder.
bool isPlainName(const std::string& name) {
    return isPresentable(name) && name != "." && name != ".." &&
           name.find_first_of("/\\") == std::string::npos;
}

std::vector<fs::path> shards(const fs::path& indexPath) {
    const nlohmann::json document = readJsonFile(indexPath);
    const JsonObject weightMap = JsonObject(document, indexPath).object("weight_map");
    std::set<std::string> names;
    for (const auto& [tensor, file] : weightMap.raw().items()) {
        if (!file.is_string())
            throwInvalidFile(indexPath, tensorText(tensor) + " is not given a file name");
        const auto name = file.get<std::string>();
        if (!isPlainName(name))
            throwInvalidFile(indexPath, tensorText(tensor) + " is in '" + printable(name) +
                                            "', which is not a file beside the index");
        names.insert(name);
    }
    std::vector<fs::path> paths;
    for (const std::string& name : names) {
        paths.push_back(indexPath.parent_path() / name);
        if (!fs::is_regular_file(paths.back()))
            throwInvalidFile(indexPath, "names the shard '" + printable(name) +
                                            "', which is missing; copy all of the model's files");
    }
    if (paths.empty())
        throwInvalidFile(indexPath, "names no files");
    return paths;
}

} // namespace

std::vector<fs::path> weightFiles(const fs::path& folder) {
    for (const char* name : {"model.safetensors", "pytorch_model.bin"}) {
        if (fs::exists(folder / name))
            return {folder / name};
        const fs::path index = folder / (std::string(name) + ".index.json");
        if (fs::exists(index))
            return shards(index);
    }
    throwInvalidFile(folder, "has neither model.safetensors nor pytorch_model.bin, nor an index "
                             "of shards of either");
}

} // namespace fracbit::checkpoint
