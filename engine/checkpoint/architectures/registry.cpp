// The registry, and what reads and writes configurations by it. A new architecture: its file, and a
// line in members.h and here.
#include "base/error.h"
#include "checkpoint/architectures/config_checks.h"
#include "checkpoint/architectures/gguf_decoder.h"
#include "checkpoint/architectures/members.h"
#include "checkpoint/formats/tensor_layout.h"

#include <algorithm>

namespace fracbit::checkpoint {

namespace {

std::vector<const Architecture*>& registered() {
    static std::vector<const Architecture*> members{
        &kLlama,     &kMistral, &kQwen2,     &kQwen3,      &kGemma2,   &kGemma3,
        &kPhi3,      &kSmolLm3, &kMixtral,   &kQwen2Moe,   &kQwen3Moe, &kGptOss,
        &kQwen3Next, &kQwen35,  &kQwen35Moe, &kDeepSeekV3, &kGemma4};
    return members;
}

// "llama, mistral and qwen2"
std::string listed(std::string_view Architecture::*name) {
    std::vector<std::string_view> names;
    for (const Architecture* member : registered())
        if (!(member->*name).empty())
            names.push_back(member->*name);
    std::string text;
    for (std::size_t i = 0; i < names.size(); ++i) {
        const bool last = i + 1 == names.size();
        text += i == 0 ? "" : last ? " and " : ", ";
        text += names[i];
    }
    return text;
}

const Architecture* find(std::string_view Architecture::*name, std::string_view value) {
    for (const Architecture* member : registered())
        if (!value.empty() && member->*name == value)
            return member;
    return nullptr;
}

} // namespace

const std::vector<const Architecture*>& architectures() {
    return registered();
}

const Architecture* findArchitecture(std::string_view name) {
    return find(&Architecture::name, name);
}

const Architecture& architectureOf(const ModelConfig& config) {
    if (const Architecture* found = findArchitecture(config.architecture))
        return *found;
    throw Error(ErrorCode::Internal, "unknown architecture '" + config.architecture + "'");
}

void addArchitecture(const Architecture& architecture) {
    registered().push_back(&architecture);
}

namespace {

constexpr const char* kTextConfig = "text_config";

ModelConfig parseText(const JsonObject& config) {
    const std::string type = config.string("model_type");
    if (const Architecture* found = findArchitecture(type))
        return found->parseHuggingFace(config);
    refuse(config, "model_type",
           "is '" + printable(type) + "'; " + listed(&Architecture::name) + " are supported");
}

} // namespace

ModelConfig parseHuggingFaceConfig(const JsonObject& config) {
    if (!config.has(kTextConfig))
        return parseText(config);
    (void)config.stringOr("model_type", ""); // is read again by who writes: of the right type
    nlohmann::json text = config.object(kTextConfig).raw();
    nlohmann::json wrapper = config.raw();
    wrapper.erase(kTextConfig);
    // What some write around the text model is the text model's.
    for (const char* key :
         {"tie_word_embeddings", "bos_token_id", "eos_token_id", "quantization_config"})
        if (wrapper.contains(key) && !text.contains(key))
            text[key] = wrapper[key];
    for (const char* key : {"quantization_config", "dtype", "torch_dtype"}) // of the files
        wrapper.erase(key);
    ModelConfig result = parseText(config.within(kTextConfig, text));
    result.wrapper = wrapper.dump();
    return result;
}

ModelConfig parseGgufConfig(const GgufFile& file) {
    const GgufMetadata& metadata = file.metadata();
    constexpr const char* kKey = "general.architecture";
    const std::string name(metadata.string(kKey));
    if (const Architecture* found = find(&Architecture::gguf, name))
        return found->parseGguf(file);
    throw Error(ErrorCode::Unsupported, metadata.path().string(),
                "key '" + std::string(kKey) + "' is '" + printable(name) + "'; " +
                    listed(&Architecture::gguf) + " are supported");
}

} // namespace fracbit::checkpoint
