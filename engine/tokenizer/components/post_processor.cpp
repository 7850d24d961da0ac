#include "tokenizer/components/post_processor.h"

#include "tokenizer/components/vocabulary.h"

namespace fracbit::tokenizer {

namespace {

TokenId checkedId(const nlohmann::json& value, const JsonObject& owner, std::string_view key) {
    if (!value.is_number_integer() || value < 0 || value >= kMaxVocabulary)
        owner.fail(key, "holds something that is not a token id");
    return value.get<TokenId>();
}

std::vector<TokenId> templateTokens(const JsonObject& fields, const std::string& name) {
    const JsonObject token = fields.object("special_tokens").object(name);
    std::vector<TokenId> ids;
    for (const auto& value : token.array("ids"))
        ids.push_back(checkedId(value, token, "ids"));
    return ids;
}

// ["</s>", 2]
TokenId namedToken(const JsonObject& fields, std::string_view key) {
    const auto& pair = fields.array(key);
    if (pair.size() != 2)
        fields.fail(key, "is not a token and its id");
    return checkedId(pair[1], fields, key);
}

} // namespace

PostProcessor::Template PostProcessor::parseTemplate(const Component& component) {
    Template result;
    for (const Component& piece : component.children("single")) {
        if (piece.fields().has("Sequence")) {
            if (piece.fields().object("Sequence").string("id") != "A")
                piece.fields().fail("Sequence", "is not the text itself, A");
            result.push_back({true, {}});
        } else {
            const std::string name = piece.fields().object("SpecialToken").string("id");
            result.push_back({false, templateTokens(component.fields(), name)});
        }
    }
    return result;
}

PostProcessor::Template PostProcessor::parseSurrounding(const Component& component) {
    const JsonObject& fields = component.fields();
    return {{false, {namedToken(fields, "cls")}}, {true, {}}, {false, {namedToken(fields, "sep")}}};
}

void PostProcessor::append(const Component& component) {
    const std::string type = component.type();
    if (type == "TemplateProcessing") {
        templates_.push_back(parseTemplate(component));
    } else if (type == "BertProcessing" || type == "RobertaProcessing") {
        templates_.push_back(parseSurrounding(component));
    } else if (type == "Sequence") {
        for (const Component& step : component.children("processors"))
            append(step);
    } else if (type != "ByteLevel") {
        component.unsupported("post-processor");
    }
}

PostProcessor PostProcessor::parse(const Component& component) {
    PostProcessor processor;
    processor.append(component);
    return processor;
}

std::vector<TokenId> PostProcessor::apply(std::vector<TokenId> tokens, bool special) const {
    for (const Template& pattern : templates_) {
        std::vector<TokenId> result;
        for (const Part& part : pattern) {
            const std::vector<TokenId>& source = part.text ? tokens : part.tokens;
            if (part.text || special)
                result.insert(result.end(), source.begin(), source.end());
        }
        tokens = std::move(result);
    }
    return tokens;
}

} // namespace fracbit::tokenizer
