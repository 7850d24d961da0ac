#include "tokenizer/components/pipeline_tokenizer.h"

#include "tokenizer/components/unicode.h"

#include <algorithm>

namespace fracbit::tokenizer {

namespace {

template <class Part>
std::unique_ptr<Part> parseOptional(const Component& root, std::string_view key) {
    return root.fields().has(key) ? Part::parse(root.child(key)) : nullptr;
}

} // namespace

PipelineTokenizer::PipelineTokenizer(const nlohmann::json& document,
                                     const std::filesystem::path& file, const BpeTables* tables)
    : PipelineTokenizer(Component(document, file, {}), tables) {}

PipelineTokenizer::PipelineTokenizer(const Component& root, const BpeTables* tables)
    : normalizer_(parseOptional<Normalizer>(root, "normalizer")),
      preTokenizer_(parseOptional<PreTokenizer>(root, "pre_tokenizer")),
      model_(BpeModel::parse(root.child("model"), tables)),
      added_(AddedTokens::parse(root, model_.vocabulary(), normalizer_.get())),
      decoder_(parseOptional<Decoder>(root, "decoder")) {
    if (root.fields().has("post_processor"))
        postProcessor_ = PostProcessor::parse(root.child("post_processor"));
}

std::vector<TokenId> PipelineTokenizer::encode(std::string_view text, bool special) const {
    const std::string repaired = repairedUtf8(text);
    BpeEncoder encoder(model_);
    std::vector<TokenId> tokens;
    for (const Segment& segment : added_.splitOriginal(repaired)) {
        if (segment.token)
            tokens.push_back(*segment.token);
        else
            encodePart(std::string(segment.range.of(repaired)), segment.range.begin == 0, encoder,
                       tokens);
    }
    return postProcessor_.apply(std::move(tokens), special);
}

void PipelineTokenizer::encodePart(std::string text, bool atTextStart, BpeEncoder& encoder,
                                   std::vector<TokenId>& tokens) const {
    if (normalizer_) {
        atTextStart = atTextStart && !normalizer_->stripsFront(text);
        text = normalizer_->apply(std::move(text));
    }
    for (const Segment& segment : added_.splitNormalized(text)) {
        if (segment.token)
            tokens.push_back(*segment.token);
        else
            encodeWords(std::string(segment.range.of(text)),
                        atTextStart && segment.range.begin == 0, encoder, tokens);
    }
}

void PipelineTokenizer::encodeWords(std::string text, bool atTextStart, BpeEncoder& encoder,
                                    std::vector<TokenId>& tokens) const {
    Pieces pieces = Pieces::whole(std::move(text), atTextStart);
    if (preTokenizer_)
        preTokenizer_->apply(pieces);
    for (const Range& range : pieces.ranges)
        encoder.encode(range.of(pieces.text), tokens);
}

const std::string* PipelineTokenizer::token(TokenId id) const {
    const std::string* added = added_.text(id);
    return added ? added : model_.vocabulary().token(id);
}

std::string PipelineTokenizer::decode(const std::vector<TokenId>& ids, bool keepSpecial) const {
    std::vector<std::string> tokens;
    for (const TokenId id : ids) {
        if (id < 0 || static_cast<std::size_t>(id) >= vocabularySize())
            throw Error(ErrorCode::InvalidArgument,
                        "token " + std::to_string(id) + " is outside the vocabulary of " +
                            std::to_string(vocabularySize()) + " tokens");
        const std::string* content = token(id);
        if (content && (keepSpecial || !added_.isSpecial(*content)))
            tokens.push_back(*content);
    }
    if (decoder_)
        tokens = decoder_->apply(std::move(tokens));
    std::string text;
    for (std::size_t i = 0; i < tokens.size(); ++i) {
        if (i > 0 && !decoder_)
            text += ' ';
        text += tokens[i];
    }
    return text;
}

std::size_t PipelineTokenizer::vocabularySize() const {
    return static_cast<std::size_t>(std::max(model_.vocabulary().end(), added_.end()));
}

std::optional<TokenId> PipelineTokenizer::id(std::string_view token) const {
    const auto added = added_.id(token);
    return added ? added : model_.vocabulary().id(token);
}

} // namespace fracbit::tokenizer
