#include "exporter/safetensors_writer.h"

#include "base/error.h"

namespace fracbit::exporter {

SafetensorsLayout::SafetensorsLayout(std::vector<PackedTensor> tensors,
                                     const std::map<std::string, std::string>& metadata)
    : tensors_(std::move(tensors)) {
    nlohmann::ordered_json header = nlohmann::ordered_json::object();
    header["__metadata__"] = metadata;
    std::uint64_t offset = 0;
    for (std::size_t i = 0; i < tensors_.size(); ++i) {
        const PackedTensor& tensor = tensors_[i];
        header[tensor.name] = {{"dtype", dtypeName(tensor.dtype)},
                               {"shape", tensor.shape},
                               {"data_offsets", {offset, offset + tensor.bytes()}}};
        places_[tensor.name] = {i, offset};
        offset += tensor.bytes();
    }
    std::string text = header.dump();
    text.resize((text.size() + 7) / 8 * 8, ' '); // the data begins aligned
    for (int byte = 0; byte < 8; ++byte)
        header_ += static_cast<char>(text.size() >> (8 * byte) & 0xFF);
    header_ += text;
    for (auto& [name, place] : places_)
        place.second += header_.size();
    fileBytes_ = header_.size() + offset;
}

std::uint64_t SafetensorsLayout::offset(const std::string& name) const {
    const auto found = places_.find(name);
    if (found == places_.end())
        throw Error(ErrorCode::Internal, "no tensor " + name + " in the layout");
    return found->second.second;
}

const PackedTensor& SafetensorsLayout::tensor(const std::string& name) const {
    (void)offset(name);
    return tensors_[places_.at(name).first];
}

SafetensorsWriter::SafetensorsWriter(const std::filesystem::path& path, SafetensorsLayout layout,
                                     AtomicFile::Open mode)
    : layout_(std::move(layout)), file_(path, mode) {
    file_.reserve(layout_.fileBytes());
    file_.writeAt(0, std::as_bytes(std::span(layout_.header())));
}

void SafetensorsWriter::write(const std::string& name, std::span<const std::byte> data,
                              std::uint64_t offset) {
    if (offset + data.size() > layout_.tensor(name).bytes())
        throw Error(ErrorCode::Internal, "tensor " + name + " is larger than planned");
    file_.writeAt(layout_.offset(name) + offset, data);
}

} // namespace fracbit::exporter
