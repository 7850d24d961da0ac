#include "checkpoint/formats/pytorch_file.h"

#include "base/error.h"
#include "checkpoint/formats/pickle.h"
#include "checkpoint/formats/tensor_layout.h"
#include "checkpoint/formats/zip_directory.h"

#include <algorithm>
#include <array>
#include <cstring>

namespace fracbit::checkpoint {

namespace {

using Entries = std::map<std::string, std::span<const std::byte>>;

// The folder inside of the archive, "archive/" say.
std::string rootOf(const Entries& entries, const std::filesystem::path& file) {
    constexpr std::string_view kPickle = "data.pkl";
    for (const auto& [name, bytes] : entries)
        if (name.ends_with(kPickle) && std::count(name.begin(), name.end(), '/') <= 1)
            return name.substr(0, name.size() - kPickle.size());
    throwInvalidFile(file, "is a ZIP file without a data.pkl, so it was not written by torch.save");
}

void refuseBigEndian(const Entries& entries, const std::string& root,
                     const std::filesystem::path& file) {
    const auto found = entries.find(root + "byteorder");
    constexpr std::string_view kBig = "big";
    if (found != entries.end() && found->second.size() == kBig.size() &&
        std::memcmp(found->second.data(), kBig.data(), kBig.size()) == 0)
        throw Error(ErrorCode::Unsupported, file.string(),
                    "was written on a big-endian machine, which is not supported");
}

// Whether the elements follow each other in row-major order.
bool isContiguous(const PickledTensor& tensor) {
    std::int64_t expected = 1;
    for (std::size_t i = tensor.shape.size(); i-- > 0;) {
        if (tensor.shape[i] != 1 && tensor.stride[i] != expected)
            return false;
        expected *= tensor.shape[i];
    }
    return true;
}

// Why a well-formed tensor cannot be read; empty when it can.
std::string unreadableReason(const PickledTensor& tensor) {
    if (!tensor.dtype)
        return "has the type " + printable(tensor.storageType) + ", which is not supported";
    const bool hasElements =
        std::find(tensor.shape.begin(), tensor.shape.end(), 0) == tensor.shape.end();
    if (hasElements && !isContiguous(tensor))
        return "is not stored row by row; call contiguous() before saving it";
    return {};
}

} // namespace

PyTorchFile::PyTorchFile(MappedFile file) : file_(std::move(file)) {
    if (!looksLikeZip(file_))
        throw Error(ErrorCode::Unsupported, path().string(),
                    "is in PyTorch's format before version 1.6; load it and save it again");
    const Entries entries = readZipDirectory(file_);
    const std::string root = rootOf(entries, path());
    refuseBigEndian(entries, root, path());

    for (PickledTensor& tensor : readTensorPickle(entries.at(root + "data.pkl"), path())) {
        const auto storage = entries.find(root + "data/" + tensor.storage);
        add(std::move(tensor),
            storage == entries.end() ? std::span<const std::byte>() : storage->second);
    }
    sortByName(tensors_, unreadable_, path());
}

void PyTorchFile::add(PickledTensor tensor, std::span<const std::byte> storage) {
    const auto fail = [&](const std::string& reason) {
        throwInvalidFile(path(), tensorText(tensor.name) + " " + reason);
    };
    if (tensor.shape.size() != tensor.stride.size())
        fail("has a stride of another length than its shape");
    const DType type = tensor.dtype.value_or(DType::I64); // the widest stands for unknown ones
    const auto bytes = storedBytes(type, tensor.shape);
    if (!bytes || tensor.offset < 0)
        fail("has a size that is out of range");
    if (const std::string reason = unreadableReason(tensor); !reason.empty()) {
        unreadable_.push_back({std::move(tensor.name), reason});
        return;
    }
    const std::uint64_t elements = storage.size() / blockBytes(type);
    const auto offset = static_cast<std::uint64_t>(tensor.offset);
    if (offset > elements || *bytes / blockBytes(type) > elements - offset)
        fail("reaches beyond the end of its storage (is the file truncated?)");
    const auto begin = static_cast<std::size_t>(offset) * blockBytes(type);
    tensors_.push_back({std::move(tensor.name), type, std::move(tensor.shape),
                        storage.subspan(begin, static_cast<std::size_t>(*bytes))});
}

std::unique_ptr<PyTorchFile> PyTorchFile::open(const std::filesystem::path& path) {
    return std::unique_ptr<PyTorchFile>(new PyTorchFile(MappedFile(path)));
}

bool PyTorchFile::looksRight(const MappedFile& file) {
    // The old format begins with a pickled magic number (torch/serialization.py).
    constexpr std::array<std::uint8_t, 4> kOldFormat{0x80, 0x02, 0x8A, 0x0A};
    const bool old = file.size() > kOldFormat.size() &&
                     std::memcmp(file.bytes().data(), kOldFormat.data(), kOldFormat.size()) == 0;
    return old || looksLikeZip(file);
}

} // namespace fracbit::checkpoint
