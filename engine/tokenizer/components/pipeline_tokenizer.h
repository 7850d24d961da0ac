// A tokenizer put together from the components of a tokenizer.json.
#pragma once

#ifndef FRACBIT_INSIDE_TOKENIZER
#error "private to engine/tokenizer"
#endif

#include "tokenizer/components/added_tokens.h"
#include "tokenizer/components/bpe_model.h"
#include "tokenizer/components/decoder.h"
#include "tokenizer/components/normalizer.h"
#include "tokenizer/components/post_processor.h"
#include "tokenizer/components/pre_tokenizer.h"
#include "tokenizer/tokenizer.h"

namespace fracbit::tokenizer {

// Encoding: added tokens are cut out; what lies between is normalized, pre-tokenized and encoded
// word by word; the post-processor adds its tokens. Decoding: tokens, then the decoder.
class PipelineTokenizer final : public Tokenizer {
public:
    // The document of a tokenizer.json; `file` is named in errors. Its `truncation` and `padding`
    // describe batches, which this interface does not have, and are not applied.
    // `tables` (may be null): see BpeModel::parse().
    PipelineTokenizer(const nlohmann::json& document, const std::filesystem::path& file,
                      const BpeTables* tables = nullptr);

    std::vector<TokenId> encode(std::string_view text, bool special) const override;
    std::string decode(const std::vector<TokenId>& ids, bool keepSpecial) const override;
    std::size_t vocabularySize() const override;
    std::optional<TokenId> id(std::string_view token) const override;

private:
    PipelineTokenizer(const Component& root, const BpeTables* tables);
    void encodePart(std::string text, bool atTextStart, BpeEncoder& encoder,
                    std::vector<TokenId>& tokens) const;
    void encodeWords(std::string text, bool atTextStart, BpeEncoder& encoder,
                     std::vector<TokenId>& tokens) const;
    const std::string* token(TokenId id) const;

    std::unique_ptr<Normalizer> normalizer_;     // may be null
    std::unique_ptr<PreTokenizer> preTokenizer_; // may be null
    BpeModel model_;
    AddedTokens added_;
    PostProcessor postProcessor_;
    std::unique_ptr<Decoder> decoder_; // may be null: tokens are joined by spaces
};

} // namespace fracbit::tokenizer
