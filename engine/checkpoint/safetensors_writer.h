// Writing a safetensors file tensor by tensor, in any order, resumably.
#pragma once

#include "base/atomic_file.h"
#include "checkpoint/model_spec.h"

namespace fracbit::checkpoint {

// A tensor of a file that is yet to be written.
struct PlannedTensor {
    std::string name;
    DType dtype = DType::U8;
    Shape shape;
    std::size_t bytes() const {
        return static_cast<std::size_t>(elementCount(shape)) * blockBytes(dtype);
    }
};

// The key of a tensor's checksum in the header's "__metadata__"; its value is the XXH3 hash of the
// tensor's bytes, hexDigits().
std::string checksumKey(const std::string& tensor);

// Where every tensor will lie: known before a byte is written, as is the size of the file.
class SafetensorsLayout {
public:
    // `metadata` goes into the header's "__metadata__".
    explicit SafetensorsLayout(std::vector<PlannedTensor> tensors,
                               const std::map<std::string, std::string>& metadata = {
                                   {"format", "fracbit"}});

    // Length prefix included. Until the tensors are written their checksums are zero; their digits
    // change nothing else.
    const std::string& header() const { return header_; }
    std::string header(const std::map<std::string, std::uint64_t>& checksums) const;
    std::uint64_t fileBytes() const { return fileBytes_; }
    // Offset of a tensor from the beginning of the file. Throws Error(Internal) for unknown names.
    std::uint64_t offset(const std::string& name) const;
    const PlannedTensor& tensor(const std::string& name) const;
    const std::vector<PlannedTensor>& tensors() const { return tensors_; }

private:
    std::vector<PlannedTensor> tensors_;
    std::map<std::string, std::string> metadata_;
    std::map<std::string, std::pair<std::size_t, std::uint64_t>> places_; // index, offset
    std::string header_;
    std::uint64_t fileBytes_ = 0;
};

// The file under its partial name until commit(). Not thread-safe.
class SafetensorsWriter {
public:
    // Reserves the whole size. Throws Error(Io).
    SafetensorsWriter(const std::filesystem::path& path, SafetensorsLayout layout,
                      AtomicFile::Open mode);

    const SafetensorsLayout& layout() const { return layout_; }
    // `data` becomes bytes [offset, offset + size) of the tensor.
    void write(const std::string& name, std::span<const std::byte> data, std::uint64_t offset = 0);
    void keepPartial() { file_.keepPartial(); }
    void discardPartial() { file_.discardPartial(); }
    // Reads the file once more for the checksums of its tensors, then gives it its name.
    void commit();

private:
    std::filesystem::path path_;
    SafetensorsLayout layout_;
    AtomicFile file_;
};

} // namespace fracbit::checkpoint
