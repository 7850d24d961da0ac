#include "checkpoint/safetensors_writer.h"

#include "base/checksum.h"
#include "base/error.h"
#include "base/mapped_file.h"

namespace fracbit::checkpoint {

std::string checksumKey(const std::string& tensor) {
    return "xxh3." + tensor;
}

SafetensorsLayout::SafetensorsLayout(std::vector<PlannedTensor> tensors,
                                     const std::map<std::string, std::string>& metadata)
    : tensors_(std::move(tensors)), metadata_(metadata) {
    header_ = header({});
    std::uint64_t offset = header_.size();
    for (std::size_t i = 0; i < tensors_.size(); ++i) {
        places_[tensors_[i].name] = {i, offset};
        offset += tensors_[i].bytes();
    }
    fileBytes_ = offset;
}

std::string SafetensorsLayout::header(const std::map<std::string, std::uint64_t>& checksums) const {
    auto metadata = metadata_;
    nlohmann::ordered_json entries = nlohmann::ordered_json::object();
    entries["__metadata__"] = nullptr; // comes first
    std::uint64_t offset = 0;
    for (const PlannedTensor& tensor : tensors_) {
        const auto known = checksums.find(tensor.name);
        metadata[checksumKey(tensor.name)] =
            hexDigits(known == checksums.end() ? 0 : known->second);
        entries[tensor.name] = {{"dtype", dtypeName(tensor.dtype)},
                                {"shape", tensor.shape},
                                {"data_offsets", {offset, offset + tensor.bytes()}}};
        offset += tensor.bytes();
    }
    entries["__metadata__"] = metadata;
    std::string text = entries.dump();
    text.resize((text.size() + 7) / 8 * 8, ' '); // the data begins aligned
    std::string header;
    for (int byte = 0; byte < 8; ++byte)
        header += static_cast<char>(text.size() >> (8 * byte) & 0xFF);
    return header + text;
}

std::uint64_t SafetensorsLayout::offset(const std::string& name) const {
    const auto found = places_.find(name);
    if (found == places_.end())
        throw Error(ErrorCode::Internal, "no tensor " + name + " in the layout");
    return found->second.second;
}

const PlannedTensor& SafetensorsLayout::tensor(const std::string& name) const {
    (void)offset(name);
    return tensors_[places_.at(name).first];
}

SafetensorsWriter::SafetensorsWriter(const std::filesystem::path& path, SafetensorsLayout layout,
                                     AtomicFile::Open mode)
    : path_(path), layout_(std::move(layout)), file_(path, mode) {
    file_.reserve(layout_.fileBytes());
    file_.writeAt(0, std::as_bytes(std::span(layout_.header())));
}

void SafetensorsWriter::write(const std::string& name, std::span<const std::byte> data,
                              std::uint64_t offset) {
    if (offset + data.size() > layout_.tensor(name).bytes())
        throw Error(ErrorCode::Internal, "tensor " + name + " is larger than planned");
    file_.writeAt(layout_.offset(name) + offset, data);
}

void SafetensorsWriter::commit() {
    std::map<std::string, std::uint64_t> checksums;
    {
        const MappedFile written(AtomicFile::partialPath(path_));
        for (const PlannedTensor& tensor : layout_.tensors()) {
            const auto bytes = written.bytes().subspan(layout_.offset(tensor.name), tensor.bytes());
            checksums[tensor.name] = xxh3(bytes);
            written.release(bytes);
        }
    }
    const std::string header = layout_.header(checksums);
    file_.writeAt(0, std::as_bytes(std::span(header)));
    file_.commit();
}

} // namespace fracbit::checkpoint
