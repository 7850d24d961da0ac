// Text to token ids and back.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace fracbit::tokenizer {

using TokenId = std::int32_t;

// Immutable; safe to use from any thread.
class Tokenizer {
public:
    // A tokenizer.json, a folder that holds one, or a GGUF file. Byte-level BPE (GPT-2 style, with
    // the pre-tokenizer that the file asks for) and SentencePiece-style BPE with byte fallback
    // (Llama-2 style). Throws Error(InvalidFile) for a broken file and Error(Unsupported), naming
    // the component, for a normalizer, pre-tokenizer or model that is not one of those.
    static std::unique_ptr<Tokenizer> open(const std::filesystem::path& path);
    virtual ~Tokenizer() = default;

    // With `special`, what the post-processor adds (a begin token, say) is added. Special tokens
    // spelled out in the text ("<|im_start|>") become their ids in either case. Ill-formed UTF-8
    // is replaced by U+FFFD. Throws Error(InvalidFile) when one of the tokenizer's regular
    // expressions backtracks without end.
    virtual std::vector<TokenId> encode(std::string_view text, bool special = true) const = 0;
    // Special tokens are skipped unless `keepSpecial`. Incomplete UTF-8 becomes U+FFFD.
    // Throws Error(InvalidArgument) for ids outside the vocabulary; gaps in it decode to nothing.
    virtual std::string decode(const std::vector<TokenId>& ids, bool keepSpecial = false) const = 0;
    virtual std::size_t vocabularySize() const = 0; // one above the largest id
    virtual std::optional<TokenId> id(std::string_view token) const = 0;
};

// A tokenizer.json with the same behaviour as the source: copied from a folder, or made from GGUF
// metadata. So that exported folders stand alone.
std::string tokenizerJson(const std::filesystem::path& source);

} // namespace fracbit::tokenizer
