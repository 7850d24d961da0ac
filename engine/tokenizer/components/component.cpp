#include "tokenizer/components/component.h"

#include "tokenizer/components/unicode.h"

#include <cstdint>

namespace fracbit::tokenizer {

using nlohmann::json;

Component::Component(const json& value, std::filesystem::path file, std::string where)
    : file_(std::move(file)), where_(std::move(where)), fields_(value, file_, where_) {}

Component Component::child(std::string_view key) const {
    if (!fields_.has(key))
        fields_.fail(key, "is missing");
    const std::string path = where_.empty() ? std::string(key) : where_ + "." + std::string(key);
    return {*fields_.raw().find(key), file_, path};
}

std::vector<Component> Component::children(std::string_view key) const {
    std::vector<Component> found;
    for (const json& element : fields_.array(key)) {
        const std::string index = "[" + std::to_string(found.size()) + "]";
        const std::string path =
            where_.empty() ? std::string(key) : where_ + "." + std::string(key);
        found.emplace_back(element, file_, path + index);
    }
    return found;
}

Pattern Component::pattern(std::string_view key) const {
    const JsonObject pattern = fields_.object(key);
    if (pattern.has("String"))
        return Literal{pattern.string("String")};
    const std::string expression = pattern.string("Regex");
    try {
        return Regex(expression);
    } catch (const Error& error) {
        throw Error(error.code(), file_.string(), error.what());
    }
}

char32_t Component::character(std::string_view key) const {
    const std::string text = fields_.string(key);
    if (codePointCount(text) != 1)
        fields_.fail(key, "is not one character");
    return codePointAt(text, 0).value;
}

std::size_t Component::count(std::string_view key) const {
    const std::int64_t value = fields_.integer(key);
    if (value < 0 || value > INT32_MAX)
        fields_.fail(key, "is out of range");
    return static_cast<std::size_t>(value);
}

void Component::unsupported(std::string_view kind) const {
    throw Error(ErrorCode::Unsupported, file_.string(),
                std::string(kind) + " " + printable(type()) + " is not supported");
}

void Component::refuse(std::string_view key) const {
    if (!fields_.has(key))
        return;
    const json& value = *fields_.raw().find(key);
    const bool unset = value == json(false) || value == json("") || value == json(0);
    if (!unset)
        throw Error(ErrorCode::Unsupported, file_.string(),
                    where_ + " field '" + std::string(key) + "' is not supported");
}

} // namespace fracbit::tokenizer
