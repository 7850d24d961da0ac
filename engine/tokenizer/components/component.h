// Reading the components ("type": ...) that a tokenizer.json is made of.
#pragma once

#ifndef FRACBIT_INSIDE_TOKENIZER
#error "private to engine/tokenizer"
#endif

#include "base/json_file.h"
#include "tokenizer/components/pieces.h"

#include <filesystem>
#include <string>
#include <vector>

namespace fracbit::tokenizer {

// One JSON object of a tokenizer.json. Borrowed: the document must outlive it.
class Component {
public:
    Component(const nlohmann::json& value, std::filesystem::path file, std::string where);

    const JsonObject& fields() const { return fields_; }
    std::string type() const { return fields_.string("type"); }
    Component child(std::string_view key) const;
    std::vector<Component> children(std::string_view key) const; // of an array of objects

    // {"String": "..."} or {"Regex": "..."}
    Pattern pattern(std::string_view key) const;
    char32_t character(std::string_view key) const; // a string of one character
    // A count that is not negative and fits in 31 bits.
    std::size_t count(std::string_view key) const;

    // Error(Unsupported) "file: <kind> 'type' is not supported".
    [[noreturn]] void unsupported(std::string_view kind) const;
    // Error(Unsupported) when the field is present and not null, false, 0 or "".
    void refuse(std::string_view key) const;

private:
    std::filesystem::path file_;
    std::string where_;
    JsonObject fields_;
};

} // namespace fracbit::tokenizer
