// SentencePiece's BPE as ranked merges.
#pragma once

#ifndef FRACBIT_INSIDE_TOKENIZER
#error "private to engine/tokenizer"
#endif

#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace fracbit::tokenizer {

struct ScoredToken {
    std::string_view text; // well-formed UTF-8
    float score = 0;
};

// SentencePiece joins the neighbours whose union has the highest score, the leftmost of equals
// (Kudo and Richardson 2018; llama.cpp's llm_tokenizer_spm). The same as ranked merges: every way
// to cut a token into two tokens, by falling score. Two cuts of one token rank by where they cut,
// where SentencePiece would take the leftmost in the text; they compete only inside runs of one
// repeated character sequence. Views into the tokens' texts.
std::vector<std::pair<std::string_view, std::string_view>>
sentencePieceMerges(std::span<const ScoredToken> tokens);

} // namespace fracbit::tokenizer
