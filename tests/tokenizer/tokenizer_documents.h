// Small tokenizer.json documents for tests.
#pragma once

#include "tokenizer/components/pipeline_tokenizer.h"

#include <nlohmann/json.hpp>

#include <memory>
#include <string>
#include <vector>

namespace fracbit::tests {

// A model that has the characters of `alphabet` and the given merges, each a pair "ab|c".
inline nlohmann::json bpeModel(const std::vector<std::string>& alphabet,
                               const std::vector<std::string>& merges = {}) {
    nlohmann::json vocabulary = nlohmann::json::object();
    for (const std::string& token : alphabet)
        vocabulary[token] = vocabulary.size();
    nlohmann::json pairs = nlohmann::json::array();
    for (const std::string& merge : merges) {
        const auto bar = merge.find('|');
        const std::string left = merge.substr(0, bar);
        const std::string right = merge.substr(bar + 1);
        pairs.push_back({left, right});
        if (!vocabulary.contains(left + right))
            vocabulary[left + right] = vocabulary.size();
    }
    return {{"type", "BPE"}, {"vocab", vocabulary}, {"merges", pairs}};
}

inline nlohmann::json tokenizerDocument(nlohmann::json model) {
    return {{"version", "1.0"}, {"model", std::move(model)}};
}

inline std::unique_ptr<tokenizer::Tokenizer> openDocument(const nlohmann::json& document) {
    return std::make_unique<tokenizer::PipelineTokenizer>(document, "test.json");
}

} // namespace fracbit::tests
