#include "exporter/checkpoint_folder.h"

#include "base/error.h"
#include "base/mapped_file.h"
#include "checkpoint/gguf_file.h"
#include "packed/packed_format.h"
#include "tokenizer/tokenizer.h"

namespace fracbit::exporter {

namespace {

namespace fs = std::filesystem;

constexpr const char* kTokenizerConfigFile = "tokenizer_config.json";
// Copied as they are where the source has them.
constexpr const char* kCompanionFiles[] = {kTokenizerConfigFile, "special_tokens_map.json",
                                           "chat_template.jinja", "generation_config.json"};

// Whether the source brings a tokenizer: a checkpoint without one can be quantized, too.
bool hasTokenizer(const fs::path& source) {
    if (fs::is_directory(source))
        return fs::exists(source / packed::kTokenizerFile);
    return checkpoint::GgufMetadata::read(MappedFile(source)).has("tokenizer.ggml.model");
}

// Enough for transformers' AutoTokenizer to take tokenizer.json as it is.
std::string madeTokenizerConfig(const checkpoint::WeightSource& source) {
    const checkpoint::ModelConfig& config = source.spec().config;
    const auto tokenizer = tokenizer::Tokenizer::open(source.tokenizerSource());
    nlohmann::json result{{"tokenizer_class", "PreTrainedTokenizerFast"},
                          {"model_max_length", config.context},
                          {"clean_up_tokenization_spaces", false}};
    const auto name = [&](const char* field, std::int64_t id) {
        if (id >= 0 && id < static_cast<std::int64_t>(tokenizer->vocabularySize()))
            result[field] = tokenizer->decode({static_cast<tokenizer::TokenId>(id)}, true);
    };
    if (config.beginToken)
        name("bos_token", *config.beginToken);
    if (!config.endTokens.empty())
        name("eos_token", config.endTokens.front());
    return jsonText(result);
}

} // namespace

SmallFiles tokenizerFiles(const checkpoint::WeightSource& source) {
    const fs::path from = source.tokenizerSource();
    if (!hasTokenizer(from))
        return {};
    SmallFiles files{{packed::kTokenizerFile, tokenizer::tokenizerJson(from)}};
    if (fs::is_directory(from))
        for (const char* name : kCompanionFiles)
            if (fs::exists(from / name))
                files[name] = readFile(from / name);
    if (!files.contains(kTokenizerConfigFile))
        files[kTokenizerConfigFile] = madeTokenizerConfig(source);
    return files;
}

std::uint64_t folderBytes(const checkpoint::SafetensorsLayout& layout, const SmallFiles& files) {
    std::uint64_t bytes = layout.fileBytes();
    for (const auto& [name, contents] : files)
        bytes += contents.size();
    return bytes;
}

std::vector<std::string> fileNames(const SmallFiles& files) {
    std::vector<std::string> names{packed::kModelFile};
    for (const auto& [name, contents] : files)
        if (name != packed::kConfigFile)
            names.push_back(name);
    names.emplace_back(packed::kConfigFile);
    return names;
}

std::vector<std::string> differingFiles(const fs::path& folder, const SmallFiles& files) {
    std::vector<std::string> names;
    for (const auto& [name, contents] : files)
        if (!fs::exists(folder / name) || readFile(folder / name) != contents)
            names.push_back(name);
    return names;
}

bool holdsFinished(const fs::path& folder, const checkpoint::SafetensorsLayout& layout,
                   const SmallFiles& files) {
    const fs::path model = folder / packed::kModelFile;
    return fs::exists(model) && fs::file_size(model) == layout.fileBytes() &&
           differingFiles(folder, files).empty();
}

bool prepareFolder(const checkpoint::WeightSource& source, const fs::path& folder,
                   const std::string& lastFile, bool overwrite) {
    std::error_code error;
    const bool made = fs::create_directories(folder, error);
    if (error)
        throw Error(ErrorCode::Io, folder.string(), "cannot be made: " + error.message());
    if (fs::equivalent(folder, source.path(), error))
        throw Error(ErrorCode::InvalidArgument, folder.string(),
                    "is the model itself; choose another folder");
    if (fs::exists(folder / lastFile) && !overwrite)
        throw Error(ErrorCode::InvalidArgument, folder.string(),
                    "holds a finished checkpoint; choose another folder or pass --overwrite");
    return made;
}

std::uint64_t finishFolder(const fs::path& folder, checkpoint::SafetensorsWriter& writer,
                           const SmallFiles& files) {
    for (const auto& [name, contents] : files)
        if (name != packed::kConfigFile)
            writeFileAtomically(folder / name, contents);
    fs::remove(folder / packed::kConfigFile); // of what is overwritten
    writer.commit();
    writeFileAtomically(folder / packed::kConfigFile, files.at(packed::kConfigFile));
    std::uint64_t bytes = fs::file_size(folder / packed::kModelFile);
    for (const auto& [name, contents] : files)
        bytes += fs::file_size(folder / name);
    return bytes;
}

} // namespace fracbit::exporter
