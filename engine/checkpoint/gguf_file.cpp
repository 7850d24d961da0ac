#include "checkpoint/gguf_file.h"

#include "base/error.h"
#include "checkpoint/formats/tensor_layout.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>

namespace fracbit::checkpoint {

namespace {

// ggml_type of ggml.h. Types without a DType are listed so that a refusal can name them.
struct GgmlType {
    std::uint32_t id;
    std::string_view name;
    std::optional<DType> dtype;
};
constexpr std::array kGgmlTypes{
    GgmlType{0, "F32", DType::F32},
    GgmlType{1, "F16", DType::F16},
    GgmlType{2, "Q4_0", DType::Q4_0},
    GgmlType{3, "Q4_1", DType::Q4_1},
    GgmlType{6, "Q5_0", DType::Q5_0},
    GgmlType{7, "Q5_1", DType::Q5_1},
    GgmlType{8, "Q8_0", DType::Q8_0},
    GgmlType{9, "Q8_1", {}},
    GgmlType{10, "Q2_K", DType::Q2_K},
    GgmlType{11, "Q3_K", DType::Q3_K},
    GgmlType{12, "Q4_K", DType::Q4_K},
    GgmlType{13, "Q5_K", DType::Q5_K},
    GgmlType{14, "Q6_K", DType::Q6_K},
    GgmlType{15, "Q8_K", {}},
    GgmlType{16, "IQ2_XXS", {}},
    GgmlType{17, "IQ2_XS", {}},
    GgmlType{18, "IQ3_XXS", {}},
    GgmlType{19, "IQ1_S", {}},
    GgmlType{20, "IQ4_NL", DType::IQ4_NL},
    GgmlType{21, "IQ3_S", {}},
    GgmlType{22, "IQ2_S", {}},
    GgmlType{23, "IQ4_XS", DType::IQ4_XS},
    GgmlType{24, "I8", DType::I8},
    GgmlType{25, "I16", DType::I16},
    GgmlType{26, "I32", DType::I32},
    GgmlType{27, "I64", DType::I64},
    GgmlType{28, "F64", DType::F64},
    GgmlType{29, "IQ1_M", {}},
    GgmlType{30, "BF16", DType::BF16},
    GgmlType{34, "TQ1_0", {}},
    GgmlType{35, "TQ2_0", {}},
    GgmlType{39, "MXFP4", DType::MXFP4},
};
constexpr std::uint32_t kMostDimensions = 4;        // GGML_MAX_DIMS
constexpr std::int64_t kDefaultAlignment = 32;      // GGUF_DEFAULT_ALIGNMENT
constexpr std::int64_t kLargestAlignment = 1 << 20; // far above what any writer uses
constexpr std::size_t kFewestInfoBytes = 24;        // no name, no dimensions

struct TensorInfo {
    std::string name;
    Shape shape; // outermost first
    std::uint32_t type = 0;
    std::uint64_t offset = 0; // from the beginning of the data
};

class InfoReader {
public:
    InfoReader(const MappedFile& file, std::size_t begin)
        : path_(file.path()), bytes_(file.bytes()), position_(begin) {}

    std::size_t position() const { return position_; }

    TensorInfo next() {
        TensorInfo info;
        const auto nameLength = take<std::uint64_t>();
        const auto name = takeBytes(nameLength);
        info.name.assign(reinterpret_cast<const char*>(name.data()), name.size());
        const auto dimensions = take<std::uint32_t>();
        if (dimensions > kMostDimensions)
            throwInvalidFile(path_, tensorText(info.name) + " has " + std::to_string(dimensions) +
                                        " dimensions; GGUF allows 4");
        for (std::uint32_t i = 0; i < dimensions; ++i)
            info.shape.push_back(dimension(info.name));
        std::reverse(info.shape.begin(), info.shape.end());
        info.type = take<std::uint32_t>();
        info.offset = take<std::uint64_t>();
        return info;
    }

private:
    std::int64_t dimension(const std::string& name) {
        const auto size = take<std::uint64_t>();
        if (size > INT64_MAX)
            throwInvalidFile(path_, tensorText(name) + " has a size that is out of range");
        return static_cast<std::int64_t>(size);
    }

    std::span<const std::byte> takeBytes(std::uint64_t count) {
        if (count > bytes_.size() - position_)
            throwInvalidFile(path_, "ends within its list of tensors (is it truncated?)");
        const auto taken = bytes_.subspan(position_, static_cast<std::size_t>(count));
        position_ += static_cast<std::size_t>(count);
        return taken;
    }

    template <typename T>
    T take() {
        T value;
        std::memcpy(&value, takeBytes(sizeof(T)).data(), sizeof(T));
        return value;
    }

    const std::filesystem::path& path_;
    std::span<const std::byte> bytes_;
    std::size_t position_;
};

std::size_t alignment(const GgufMetadata& metadata) {
    constexpr std::string_view kKey = "general.alignment";
    const std::int64_t value = metadata.integerOr(kKey, kDefaultAlignment);
    if (value < 1 || value > kLargestAlignment || !std::has_single_bit(std::uint64_t(value)))
        metadata.fail(kKey, "is not a power of two up to 2^20");
    return static_cast<std::size_t>(value);
}

const GgmlType* ggmlType(std::uint32_t id) {
    const auto found = std::find_if(kGgmlTypes.begin(), kGgmlTypes.end(),
                                    [id](const GgmlType& type) { return type.id == id; });
    return found == kGgmlTypes.end() ? nullptr : &*found;
}

void checkOverlaps(std::vector<StoredTensor> tensors, const std::filesystem::path& file) {
    std::sort(tensors.begin(), tensors.end(), [](const StoredTensor& a, const StoredTensor& b) {
        return a.bytes.data() < b.bytes.data();
    });
    const std::byte* position = nullptr;
    for (const StoredTensor& tensor : tensors) {
        if (tensor.bytes.empty())
            continue;
        if (tensor.bytes.data() < position)
            throwInvalidFile(file, tensorText(tensor.name) + " overlaps another tensor");
        position = tensor.bytes.data() + tensor.bytes.size();
    }
}

} // namespace

GgufFile::GgufFile(MappedFile file) : file_(std::move(file)), metadata_(GgufMetadata::read(file_)) {
    if (metadata_.tensorCount() > (file_.size() - metadata_.end()) / kFewestInfoBytes)
        throwInvalidFile(path(), "claims more tensors than it can hold (is it truncated?)");
    InfoReader reader(file_, metadata_.end());
    std::vector<TensorInfo> infos(static_cast<std::size_t>(metadata_.tensorCount()));
    for (TensorInfo& info : infos)
        info = reader.next();

    const std::size_t align = alignment(metadata_);
    const std::size_t dataBegin = (reader.position() + align - 1) / align * align;
    const auto data = file_.bytes().subspan(std::min(dataBegin, file_.size()));
    for (TensorInfo& info : infos)
        add(std::move(info.name), std::move(info.shape), info.type, info.offset, align, data);
    checkOverlaps(tensors_, path());
    sortByName(tensors_, unreadable_, path());
}

void GgufFile::add(std::string name, Shape shape, std::uint32_t typeId, std::uint64_t offset,
                   std::size_t align, std::span<const std::byte> data) {
    const auto fail = [&](const std::string& reason) {
        throwInvalidFile(path(), tensorText(name) + " " + reason);
    };
    if (offset % align != 0)
        fail("has an offset that is not a multiple of the alignment " + std::to_string(align));
    const GgmlType* type = ggmlType(typeId);
    if (!type || !type->dtype) {
        const std::string text =
            type ? std::string(type->name) : "number " + std::to_string(typeId);
        unreadable_.push_back(
            {std::move(name), "has the type " + text + ", which is not supported"});
        return;
    }
    const auto bytes = storedBytes(*type->dtype, shape);
    if (!bytes)
        fail("has sizes that overflow or are not whole blocks of " + std::string(type->name));
    if (offset > data.size() || *bytes > data.size() - offset)
        fail("reaches beyond the end of the file (is it truncated?)");
    tensors_.push_back(
        {std::move(name), *type->dtype, std::move(shape),
         data.subspan(static_cast<std::size_t>(offset), static_cast<std::size_t>(*bytes))});
}

std::unique_ptr<GgufFile> GgufFile::open(const std::filesystem::path& path) {
    return std::unique_ptr<GgufFile>(new GgufFile(MappedFile(path)));
}

bool GgufFile::hasMagic(const MappedFile& file) {
    constexpr std::string_view kMagic = "GGUF";
    return file.size() >= kMagic.size() &&
           std::memcmp(file.bytes().data(), kMagic.data(), kMagic.size()) == 0;
}

} // namespace fracbit::checkpoint
