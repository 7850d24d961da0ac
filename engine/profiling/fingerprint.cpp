#include "profiling/fingerprint.h"

#include "base/checksum.h"
#include "base/random.h"

#include <span>

namespace fracbit::profiling {

namespace {

std::uint64_t mixBytes(std::uint64_t hash, std::span<const std::byte> bytes) {
    const std::string_view text(reinterpret_cast<const char*>(bytes.data()), bytes.size());
    return mix64(hash ^ hashName(text));
}

std::uint64_t mixRow(std::uint64_t hash, const checkpoint::WeightSource& source,
                     const std::string& name, std::int64_t row) {
    const Tensor values = source.readRows(name, row, row + 1);
    return mixBytes(hash, std::as_bytes(std::span(values.values)));
}

} // namespace

std::string modelFingerprint(const checkpoint::WeightSource& source) {
    std::uint64_t hash = 0;
    for (const checkpoint::ModelTensor& tensor : source.spec().tensors) {
        hash = mix64(hash ^ hashName(tensor.name));
        hash = mix64(hash ^ hashName(shapeText(tensor.shape)));
        hash = mix64(hash ^ hashName(dtypeName(tensor.dtype)));
        // Of a mixture's experts the first stands for all: a large one has tens of thousands of
        // matrices, each of which would be looked for on the disk.
        if (tensor.expert > 0)
            continue;
        // A vector is one row; a matrix's first and last rows stand for all.
        const std::int64_t rows = tensor.shape.size() > 1 ? tensor.shape.front() : 1;
        hash = mixRow(hash, source, tensor.name, 0);
        hash = mixRow(hash, source, tensor.name, rows - 1);
    }
    return hexDigits(hash);
}

std::string workFingerprint(const std::string& method, const checkpoint::WeightSource& source,
                            const Sample& sample, std::uint64_t seed) {
    std::uint64_t hash = mix64(seed ^ hashName(method)) ^ hashName(source.stamp());
    for (const auto& sequence : sample.sequences) {
        hash = mix64(hash ^ sequence.size());
        for (const network::TokenId token : sequence)
            hash = mix64(hash ^ static_cast<std::uint64_t>(token));
    }
    return modelFingerprint(source) + "-" + hexDigits(hash);
}

} // namespace fracbit::profiling
