#include "checkpoint/checkpoint.h"

#include "base/error.h"
#include "base/mapped_file.h"
#include "checkpoint/architectures/gguf_decoder.h"
#include "checkpoint/formats/shard_index.h"
#include "checkpoint/formats/source_quantization.h"
#include "checkpoint/formats/stored_rows.h"
#include "checkpoint/formats/tensor_layout.h"
#include "checkpoint/gguf_file.h"
#include "checkpoint/tensor_names.h"

#include <algorithm>
#include <map>
#include <set>

namespace fracbit::checkpoint {

namespace {

namespace fs = std::filesystem;

using Files = std::vector<std::unique_ptr<TensorFile>>;

// All files of a checkpoint as one table of tensors.
class TensorTable {
public:
    TensorTable(const Files& files, fs::path source) : files_(files), source_(std::move(source)) {
        for (std::size_t i = 0; i < files.size(); ++i) {
            for (const StoredTensor& tensor : files[i]->tensors())
                insert(tensor.name, i);
            for (const UnreadableTensor& tensor : files[i]->unreadable())
                insert(tensor.name, i);
        }
    }

    bool has(std::string_view name) const { return where_.find(name) != where_.end(); }

    // Turns the place of a tensor that is stored with scales into that of its codes.
    void findScales(StoredPlace& place, const SourceQuantization& quantization) const {
        constexpr std::string_view kWeight = ".weight";
        if (!find(place.name) && find(place.name + "_blocks") && find(place.name + "_scales")) {
            place.scales = {ScaledForm::Mxfp4, place.name + "_scales"};
            place.scales.file = where_.find(place.scales.name)->second;
            place.name += "_blocks";
            place.transposed = false;
            return;
        }
        const StoredTensor* values = find(place.name);
        const bool matrix = values && values->shape.size() > 1 && !values->bytes.empty();
        if (!matrix || blockBytes(values->dtype) != 1 || !place.name.ends_with(kWeight))
            return;
        for (const char* ending : {"_scale_inv", "_scale"})
            if (const StoredTensor* scales = find(place.name + ending)) {
                const std::size_t file = where_.find(scales->name)->second;
                place.scales = scalesOf(*values, *scales, quantization, files_[file]->path());
                place.scales.file = file;
                return;
            }
    }

    // Where a stored tensor that the model needs is. Throws naming the tensor when it is nowhere.
    // `expected`: the shape of all that it holds.
    std::pair<std::size_t, const StoredTensor*> need(const StoredPlace& place,
                                                     const Shape& expected) const {
        const std::string& name = place.name;
        const auto found = where_.find(name);
        if (found == where_.end())
            throwInvalidFile(source_, tensorText(name) + " is missing (expected with shape " +
                                          shapeText(expected) + ")");
        const StoredTensor& tensor = files_[found->second]->at(name);
        if (place.scales.form == ScaledForm::Mxfp4) {
            requireMxfp4(tensor, *find(place.scales.name), expected);
            return {found->second, &tensor};
        }
        if (!holdsAll(tensor.shape, expected))
            throwInvalidFile(files_[found->second]->path(),
                             tensorText(name) + " has the shape " + shapeText(tensor.shape) +
                                 ", but the configuration calls for " + shapeText(expected));
        return {found->second, &tensor};
    }

    // The tensors that are not among the used ones and stand beside the model. Throws when one
    // would change the result.
    std::vector<CarriedTensor> carried(const std::set<std::string>& used, const TensorNames& names,
                                       const ModelConfig& config) const {
        std::vector<CarriedTensor> all;
        for (const auto& [name, file] : where_) {
            if (used.contains(std::string(name)))
                continue;
            const TensorNames::Surplus kind = names.surplus(name, config);
            if (kind == TensorNames::Surplus::ChangesResult)
                throw Error(ErrorCode::Unsupported, files_[file]->path().string(),
                            tensorText(name) + " is not part of a model of this configuration");
            if (kind == TensorNames::Surplus::BesideTheModel)
                all.push_back(carriedTensor(std::string(name), file));
        }
        return all;
    }

    // Some files say that the head is the embedding, and have another one.
    bool hasOtherHead(const std::string& head, const std::string& embedding) const {
        const StoredTensor* own = find(head);
        const StoredTensor* tied = find(embedding);
        if (!own || !tied || own->shape.size() != 2 || own->bytes.empty())
            return false;
        if (own->dtype != tied->dtype || own->shape != tied->shape)
            return true;
        constexpr std::size_t kSample = 64; // rows; trained heads differ in all
        const std::size_t rows = static_cast<std::size_t>(own->shape[0]);
        const std::size_t bytes = own->bytes.size() / rows;
        for (std::size_t row = 0; row < rows; row += std::max<std::size_t>(1, rows / kSample))
            if (!std::ranges::equal(own->bytes.subspan(row * bytes, bytes),
                                    tied->bytes.subspan(row * bytes, bytes)))
                return true;
        return false;
    }

private:
    void requireMxfp4(const StoredTensor& codes, const StoredTensor& scales,
                      const Shape& expected) const {
        const auto bytes = static_cast<std::uint64_t>(elementCount(expected));
        if (codes.dtype != DType::U8 || scales.dtype != DType::U8 || expected.back() % 32 != 0 ||
            codes.bytes.size() != bytes / 2 || scales.bytes.size() != bytes / 32)
            throwInvalidFile(files_[where_.find(codes.name)->second]->path(),
                             tensorText(codes.name) + " and " + tensorText(scales.name) +
                                 " do not hold MXFP4 weights of the shape " + shapeText(expected));
    }

    // Some write convolutions with the one input of each channel, others without; rows may be
    // those of several matrices, counted through; ggml writes a matrix of one row as a vector.
    static bool holdsAll(const Shape& stored, const Shape& expected) {
        const auto withoutOnes = [](Shape shape) {
            if (shape.size() == 3)
                std::erase(shape, 1);
            return shape;
        };
        if (withoutOnes(stored) == withoutOnes(expected))
            return true;
        if (stored.size() == 1 && expected.size() == 2 && expected[0] == 1)
            return stored[0] == expected[1];
        return stored.size() == 3 && expected.size() == 2 && stored[2] == expected[1] &&
               stored[0] > 0 && expected[0] % stored[0] == 0 &&
               expected[0] / stored[0] == stored[1];
    }

    const StoredTensor* find(const std::string& name) const {
        const auto found = where_.find(name);
        return found == where_.end() ? nullptr : files_[found->second]->find(name);
    }

    CarriedTensor carriedTensor(std::string name, std::size_t file) const {
        if (const StoredTensor* tensor = files_[file]->find(name))
            return {std::move(name), file, tensor->dtype, tensor->shape, tensor->bytes.size(), {}};
        const auto found =
            std::ranges::find(files_[file]->unreadable(), name, &UnreadableTensor::name);
        return {std::move(name), file, {}, {}, 0, found->reason};
    }

    void insert(std::string_view name, std::size_t file) {
        if (!where_.emplace(name, file).second)
            throwInvalidFile(files_[file]->path(),
                             tensorText(name) + " is in another file of the checkpoint as well");
    }

    const Files& files_;
    fs::path source_;
    std::map<std::string_view, std::size_t> where_;
};

void refuseIntegers(const StoredTensor& tensor, const fs::path& file) {
    switch (tensor.dtype) {
    case DType::I64:
    case DType::I32:
    case DType::I16:
    case DType::I8:
    case DType::U8:
    case DType::Bool:
        throw Error(ErrorCode::Unsupported, file.string(),
                    tensorText(tensor.name) + " holds integers (" +
                        std::string(dtypeName(tensor.dtype)) + "), not weights");
    default:
        return;
    }
}

// What a tensor's rows take of the stored ones' bytes.
std::uint64_t bytesOf(const ExpectedTensor& tensor, const StoredTensor& stored,
                      const Shape& allTensors) {
    const std::int64_t columns = tensor.shape.size() > 1 ? tensor.shape.back() : 1;
    const std::int64_t rows = elementCount(allTensors) / columns;
    return stored.bytes.size() / static_cast<std::uint64_t>(rows) *
           static_cast<std::uint64_t>(tensor.shape.front());
}

ModelSpec makeSpec(ModelConfig config, const Files& files, const fs::path& source,
                   const TensorNames& names, const SourceQuantization& quantization = {}) {
    const TensorTable table(files, source);
    ExpectedTensor embedding;
    embedding.name = kEmbeddingTensor;
    if (config.tiedEmbeddings && table.hasOtherHead(names.head(), names.stored(embedding)))
        config.tiedEmbeddings = false;
    const std::vector<ExpectedTensor> expected = expectedTensors(config);
    std::vector<StoredPlace> places = names.places(config, expected);
    const auto stores = [&](StoredPlace& place) { table.findScales(place, quantization); };
    std::ranges::for_each(places, stores);
    const std::map<std::string, Shape> shapes = names.shapes(expected, places);
    std::vector<ModelTensor> tensors;
    std::set<std::string> used;
    for (std::size_t i = 0; i < expected.size(); ++i) {
        const auto [file, stored] = table.need(places[i], shapes.at(places[i].name));
        if (places[i].scales.form != ScaledForm::Mxfp4)
            refuseIntegers(*stored, files[file]->path());
        used.insert(places[i].name);
        if (places[i].scales.form != ScaledForm::None)
            used.insert(places[i].scales.name);
        const bool mxfp4 = places[i].scales.form == ScaledForm::Mxfp4;
        ModelTensor tensor{expected[i], places[i], mxfp4 ? DType::MXFP4 : stored->dtype,
                           bytesOf(expected[i], *stored, shapes.at(places[i].name))};
        tensor.stored.file = file;
        tensors.push_back(std::move(tensor));
    }
    std::vector<CarriedTensor> carried = table.carried(used, names, config);
    ModelSpec spec(std::move(config), std::move(tensors));
    spec.carried = std::move(carried);
    return spec;
}

// Instruction-tuned models often give more end tokens there than in config.json.
void addGenerationEndTokens(const fs::path& folder, ModelConfig& config) {
    const fs::path path = folder / "generation_config.json";
    if (!fs::exists(path))
        return;
    const nlohmann::json document = readJsonFile(path);
    const JsonObject generation(document, path);
    if (!generation.has("eos_token_id"))
        return;
    const nlohmann::json& value = document.at("eos_token_id");
    for (const nlohmann::json& token : value.is_array() ? value : nlohmann::json::array({value})) {
        if (!token.is_number_integer())
            generation.fail("eos_token_id", "is neither a whole number nor a list of them");
        const auto id = token.get<std::int64_t>();
        if (std::find(config.endTokens.begin(), config.endTokens.end(), id) ==
            config.endTokens.end())
            config.endTokens.push_back(id);
    }
}

ModelConfig readFolderConfig(const fs::path& folder, SourceQuantization& quantization) {
    const fs::path path = folder / "config.json";
    if (!fs::exists(path))
        throwInvalidFile(folder, "has no config.json; give a Hugging Face model folder or a GGUF "
                                 "file");
    const nlohmann::json document = readJsonFile(path);
    ModelConfig config = parseHuggingFaceConfig(JsonObject(document, path));
    quantization = parseSourceQuantization(JsonObject(document, path));
    addGenerationEndTokens(folder, config);
    return config;
}

// By where the embedding is; those of a complete checkpoint where it is nowhere.
TensorNames::Prefixes prefixesIn(const Files& files) {
    for (const TensorNames::Prefixes& known : TensorNames::knownPrefixes())
        if (std::ranges::any_of(files, [&](const auto& file) {
                return file->find(known.decoder + "embed_tokens.weight");
            }))
            return known;
    return {};
}

bool anyHas(const Files& files, const std::string& name) {
    return std::ranges::any_of(files, [&](const auto& file) { return file->find(name); });
}

// `others` where some tensor lies under its name there alone.
TensorNames fitting(const Files& files, const ModelConfig& config, TensorNames names,
                    TensorNames others) {
    for (const ExpectedTensor& tensor : expectedTensors(config)) {
        if (tensor.expert > 0)
            continue; // as the first
        const std::string name = names.stored(tensor);
        const std::string other = others.stored(tensor);
        if (name != other && !anyHas(files, name) && anyHas(files, other))
            return others;
    }
    return names;
}

TensorNames huggingFaceNamesIn(const Files& files, const ModelConfig& config) {
    const Architecture& architecture = architectureOf(config);
    const TensorNames::Prefixes prefixes = prefixesIn(files);
    auto names = TensorNames::huggingFace(architecture, prefixes);
    const auto others = architecture.otherHuggingFaceNames;
    if (others.empty())
        return names;
    return fitting(files, config, std::move(names),
                   TensorNames::huggingFace(architecture, prefixes, others));
}

TensorNames ggufNamesIn(const Files& files, const ModelConfig& config) {
    const Architecture& architecture = architectureOf(config);
    auto names = TensorNames::gguf(architecture);
    const auto others = architecture.otherGgufNames;
    return others.empty() ? names
                          : fitting(files, config, names, TensorNames::gguf(architecture, others));
}

} // namespace

std::unique_ptr<Checkpoint> Checkpoint::open(const fs::path& path) {
    std::unique_ptr<Checkpoint> result(new Checkpoint);
    result->path_ = path;
    if (fs::is_directory(path))
        result->openFolder();
    else
        result->openFile();
    return result;
}

void Checkpoint::openFolder() {
    SourceQuantization quantization;
    ModelConfig config = readFolderConfig(path_, quantization);
    for (const fs::path& file : weightFiles(path_))
        files_.push_back(openTensorFile(file));
    const TensorNames names = huggingFaceNamesIn(files_, config);
    spec_ = makeSpec(std::move(config), files_, path_, names, quantization);
}

void Checkpoint::openFile() {
    if (!GgufFile::hasMagic(MappedFile(path_)))
        throwInvalidFile(path_, "is not a GGUF file; for safetensors or PyTorch files give the "
                                "folder that holds their config.json");
    auto file = GgufFile::open(path_);
    ModelConfig config = parseGgufConfig(*file);
    file->mapping().requireIntact();
    files_.push_back(std::move(file));
    const TensorNames names = ggufNamesIn(files_, config);
    spec_ = makeSpec(std::move(config), files_, path_, names);
}

const StoredTensor& Checkpoint::carried(const CarriedTensor& tensor) const {
    return files_.at(tensor.file)->at(tensor.name);
}

const ModelTensor& Checkpoint::tensor(const std::string& canonicalName) const {
    const ModelTensor* found = spec_.find(canonicalName);
    if (!found)
        throw Error(ErrorCode::Internal, canonicalName, "is not a tensor of this model");
    return *found;
}

std::string Checkpoint::stamp() const {
    std::string text;
    for (const auto& file : files_)
        text += file->mapping().stamp() + '\n';
    return text;
}

Tensor Checkpoint::read(const std::string& canonicalName) const {
    return readRows(canonicalName, 0, tensor(canonicalName).shape.front());
}

Tensor Checkpoint::readRows(const std::string& canonicalName, std::int64_t begin,
                            std::int64_t end) const {
    const ModelTensor& wanted = tensor(canonicalName);
    const StoredPlace& place = wanted.stored;
    const StoredTensor& stored = files_[place.file]->at(place.name);
    if (begin < 0 || end < begin || end > wanted.shape.front())
        throw Error(ErrorCode::InvalidArgument, canonicalName,
                    "has rows 0 to " + std::to_string(wanted.shape.front()));
    Shape shape = wanted.shape;
    shape.front() = end - begin;
    Tensor result(std::move(shape));
    const StoredScales& scales = place.scales;
    readPlace(
        {stored, scales.form == ScaledForm::None ? nullptr : &files_[scales.file]->at(scales.name)},
        place, begin, end, result);
    files_[place.file]->mapping().requireIntact();
    // Streaming through a model larger than memory must not keep its pages resident.
    if (end == wanted.shape.front())
        files_[place.file]->release(stored);
    return result;
}

} // namespace fracbit::checkpoint
