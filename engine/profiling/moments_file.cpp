#include "profiling/moments_file.h"

#include "base/error.h"
#include "base/random.h"
#include "checkpoint/architecture.h"
#include "profiling/fingerprint.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstring>

namespace fracbit::profiling {

namespace {

// Row i of the triangle to row and column i of the square; false when a value is not a moment.
bool unpackRow(const std::byte* from, std::int64_t i, Tensor& square) {
    const std::int64_t width = square.rows();
    float* row = square.values.data() + i * width;
    std::memcpy(row + i, from, static_cast<std::size_t>(width - i) * sizeof(float));
    bool good = row[i] >= 0;
    for (std::int64_t j = i; j < width; ++j) {
        good = good && std::isfinite(row[j]);
        square.values[static_cast<std::size_t>(j * width + i)] = row[j];
    }
    return good;
}

std::int64_t triangleEntries(std::int64_t width) {
    return width * (width + 1) / 2;
}

} // namespace

MomentsFile::MomentsFile(const std::filesystem::path& path, const checkpoint::ModelSpec& spec)
    : file_(checkpoint::SafetensorsFile::open(path)) {
    file_->mapping().requireIntact();
    if (text("format") != "fracbit-moments")
        throwInvalidFile(path, "holds no activation moments: its header's \"format\" is not "
                               "\"fracbit-moments\"");
    for (version_ = 1; text("version") != std::to_string(version_); ++version_)
        if (version_ == kMomentsVersion)
            throwInvalidFile(path, "holds activation moments of another version of the program");
    for (const checkpoint::LayerInput& input : spec.inputs)
        inputNames_[input.name] = version_ == 1 ? input.name : inputMomentsName(spec, input);
    for (const checkpoint::LinearLayer& layer : spec.layers)
        moduleNames_[layer.name] = checkpoint::moduleName(spec.config, layer);
}

std::string MomentsFile::text(const std::string& key) const {
    const auto found = file_->metadata().find(key);
    return found == file_->metadata().end() ? std::string() : found->second;
}

std::optional<std::int64_t> MomentsFile::tokens() const {
    std::int64_t product = 1;
    for (const char* key : {"sequences", "length"}) {
        const std::string digits = text(key);
        std::int64_t value = 0;
        const auto [end, error] =
            std::from_chars(digits.data(), digits.data() + digits.size(), value);
        constexpr std::int64_t kMost = std::int64_t{1} << 31; // keeps the product in range
        if (error != std::errc() || value < 1 || value > kMost)
            return std::nullopt;
        product *= value;
    }
    return product;
}

std::string MomentsFile::identity() const {
    std::string identity = "moments";
    for (const auto& [key, value] : file_->metadata())
        identity += ' ' + key + '=' + value;
    std::uint64_t hash = 0;
    for (const checkpoint::StoredTensor& tensor : file_->tensors()) {
        // The first and the last row of the triangle's corner stand for all.
        const auto ends = std::min<std::size_t>(tensor.bytes.size(), 256);
        for (const auto& part : {tensor.bytes.first(ends), tensor.bytes.last(ends)})
            hash = mix64(hash ^ hashName({reinterpret_cast<const char*>(part.data()), ends}));
    }
    file_->mapping().requireIntact();
    return identity + ' ' + std::to_string(hash);
}

MomentsFile::Stored MomentsFile::checked(const checkpoint::StoredTensor& tensor, std::string what,
                                         std::int64_t entries, std::int64_t width) const {
    if (tensor.dtype != DType::F32 || tensor.shape != Shape{entries})
        throwInvalidFile(path(), "has " + what + " that are not those of a width of " +
                                     std::to_string(width));
    return {tensor, std::move(what)};
}

MomentsFile::Stored MomentsFile::input(const std::string& name, std::int64_t width) const {
    const auto known = inputNames_.find(name);
    const auto* tensor = known == inputNames_.end() ? nullptr : file_->find(known->second);
    if (!tensor)
        throwInvalidFile(path(), "has no moments of the input " + name);
    return checked(*tensor, "moments of the input " + name, triangleEntries(width), width);
}

std::optional<MomentsFile::Stored> MomentsFile::output(const checkpoint::LinearLayer& layer) const {
    if (version_ == 1)
        return std::nullopt;
    const std::string& module = moduleNames_.at(layer.name);
    if (const auto* tensor = file_->find(module + ".output_moments"))
        return checked(*tensor, "moments of the outputs of " + layer.name,
                       triangleEntries(layer.out), layer.out);
    if (const auto* tensor = file_->find(module + ".output_diagonal"))
        return checked(*tensor, "a diagonal of the outputs' moments of " + layer.name, layer.out,
                       layer.out);
    return std::nullopt;
}

void MomentsFile::requireModel(const checkpoint::WeightSource& source) const {
    if (!checkpoint().empty() && checkpoint() != modelFingerprint(source))
        throw Error(ErrorCode::InvalidArgument, path().string(),
                    "holds the moments of another checkpoint; run profile --hessian on this one");
    for (const checkpoint::LayerInput& each : source.spec().inputs)
        (void)input(each.name, each.width);
    for (const checkpoint::LinearLayer& layer : source.spec().layers)
        (void)output(layer);
}

Tensor MomentsFile::readTriangle(const Stored& stored, std::int64_t width) const {
    Tensor square({width, width});
    const std::byte* from = stored.tensor.bytes.data();
    bool good = true;
    for (std::int64_t i = 0; i < width; ++i) {
        good = unpackRow(from, i, square) && good;
        from += static_cast<std::size_t>(width - i) * sizeof(float);
    }
    file_->mapping().requireIntact();
    file_->release(stored.tensor);
    if (!good)
        throwInvalidFile(path(),
                         "has " + stored.what + " that are not finite or have a negative diagonal");
    return square;
}

Tensor MomentsFile::readDiagonal(const Stored& stored, std::int64_t width) const {
    Tensor diagonal({width});
    std::memcpy(diagonal.values.data(), stored.tensor.bytes.data(), stored.tensor.bytes.size());
    file_->mapping().requireIntact();
    file_->release(stored.tensor);
    if (!std::ranges::all_of(diagonal.values,
                             [](float value) { return value >= 0 && std::isfinite(value); }))
        throwInvalidFile(path(), "has " + stored.what + " that are not finite or negative");
    return diagonal;
}

Tensor MomentsFile::read(const std::string& name, std::int64_t width) const {
    return readTriangle(input(name, width), width);
}

std::optional<Tensor> MomentsFile::readOutput(const checkpoint::LinearLayer& layer) const {
    const auto found = output(layer);
    if (!found)
        return std::nullopt;
    const bool whole = found->tensor.name.ends_with("moments");
    return whole ? readTriangle(*found, layer.out) : readDiagonal(*found, layer.out);
}

std::filesystem::path momentsPath(const std::filesystem::path& profile) {
    return profile.string() + ".moments";
}

std::string inputMomentsName(const checkpoint::ModelSpec& spec,
                             const checkpoint::LayerInput& input) {
    return checkpoint::inputModule(spec, input) + ".input_moments";
}

} // namespace fracbit::profiling
