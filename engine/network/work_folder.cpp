#include "network/work_folder.h"

#include "base/json_file.h"

#include <fstream>

namespace fracbit::network {

namespace {

constexpr const char* kProgress = "progress.json";

} // namespace

WorkFolder::WorkFolder(std::filesystem::path path) : path_(std::move(path)) {
    std::error_code error;
    std::filesystem::create_directories(path_, error);
    if (error)
        throw Error(ErrorCode::Io, path_.string(), "cannot be created: " + error.message());
}

nlohmann::json WorkFolder::progress() const {
    if (!std::filesystem::exists(path_ / kProgress))
        return nullptr;
    try {
        return readJsonFile(path_ / kProgress);
    } catch (const Error& error) {
        if (error.code() == ErrorCode::InvalidFile)
            return nullptr; // not ours or damaged: the work starts anew
        throw;
    }
}

void WorkFolder::setProgress(const nlohmann::json& progress) const {
    writeFileAtomically(path_ / kProgress, jsonText(progress));
}

AtomicFile WorkFolder::create(const std::string& name) const {
    return AtomicFile(path_ / name);
}

Tensor WorkFolder::read(const std::string& name, std::size_t index, const Shape& shape) const {
    Tensor tensor(shape);
    const auto bytes = static_cast<std::streamsize>(tensor.values.size() * sizeof(float));
    std::ifstream file(path_ / name, std::ios::binary);
    file.seekg(static_cast<std::streamoff>(index) * bytes);
    // char may alias anything: the bytes of the values are read in place.
    file.read(reinterpret_cast<char*>(tensor.values.data()), bytes);
    if (!file || file.gcount() != bytes)
        throw Error(ErrorCode::Io, (path_ / name).string(),
                    "cannot be read; remove the folder to start anew");
    return tensor;
}

void WorkFolder::drop(const std::string& name) const {
    std::error_code ignored; // a file too many does no harm, and remove() takes it as well
    std::filesystem::remove(path_ / name, ignored);
}

void WorkFolder::remove() const {
    std::error_code error;
    std::filesystem::remove_all(path_, error);
    if (error)
        throw Error(ErrorCode::Io, path_.string(), "cannot be removed: " + error.message());
}

void append(AtomicFile& file, const Tensor& tensor) {
    file.append(std::as_bytes(std::span(tensor.values)));
}

} // namespace fracbit::network
