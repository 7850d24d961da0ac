#include "tokenizer/tokenizer.h"

#include "base/atomic_file.h"
#include "base/json_file.h"
#include "checkpoint/gguf_file.h"
#include "tokenizer/components/gguf_vocabulary.h"
#include "tokenizer/components/pipeline_tokenizer.h"

namespace fracbit::tokenizer {

namespace {

namespace fs = std::filesystem;

constexpr const char* kFileName = "tokenizer.json";

// The tokenizer.json of a folder, or the file itself.
fs::path tokenizerFile(const fs::path& source) {
    std::error_code error;
    if (!fs::is_directory(source, error))
        return source;
    if (!fs::exists(source / kFileName, error))
        throw Error(ErrorCode::Io, source.string(),
                    "has no tokenizer.json; name a folder that has one, or a GGUF file");
    return source / kFileName;
}

bool isGguf(const fs::path& file) {
    return checkpoint::GgufFile::hasMagic(MappedFile(file));
}

GgufTokenizer readGguf(const fs::path& file) {
    const MappedFile mapping(file);
    GgufTokenizer tokenizer = readGgufTokenizer(checkpoint::GgufMetadata::read(mapping));
    mapping.requireIntact();
    return tokenizer;
}

} // namespace

std::unique_ptr<Tokenizer> Tokenizer::open(const fs::path& path) {
    const fs::path file = tokenizerFile(path);
    if (!isGguf(file))
        return std::make_unique<PipelineTokenizer>(readJsonFile(file), file);
    const GgufTokenizer tokenizer = readGguf(file);
    return std::make_unique<PipelineTokenizer>(tokenizer.document, file, &tokenizer.tables);
}

std::string tokenizerJson(const fs::path& source) {
    const fs::path file = tokenizerFile(source);
    return isGguf(file) ? tokenizerDocument(readGguf(file)).dump() : readFile(file);
}

} // namespace fracbit::tokenizer
