// Reading JSON whose author is not trusted: every access names the file and the field.
#pragma once

#include "base/error.h"

#include <nlohmann/json.hpp>

#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace fracbit {

// Called with a field that an object has twice.
using RepeatedKey = std::function<void(const std::string&)>;

// Parses text; a syntax error becomes Error(InvalidFile) naming `source`. Rejects nesting deeper
// than 128 levels (a hostile file must not exhaust the stack).
nlohmann::json parseJson(std::string_view text, const std::filesystem::path& source,
                         const RepeatedKey& onRepeatedKey = {});
nlohmann::json readJsonFile(const std::filesystem::path& path);

// The text of a document that we write, ended by a newline. Bytes that are no UTF-8 are replaced by
// U+FFFD rather than refused at the end of long work; paths are to come from pathText().
template <class Json>
std::string jsonText(const Json& document) {
    return document.dump(1, ' ', false, Json::error_handler_t::replace) + "\n";
}

// A JSON object seen through its file name. Borrowed: the json must outlive it.
class JsonObject {
public:
    JsonObject(const nlohmann::json& value, std::filesystem::path file, std::string where = {});

    bool has(std::string_view key) const; // present and not null
    // Throw Error(InvalidFile) "file: field 'a.b' ..." when missing or of another type. Integers
    // are range-checked; a number such as 3.0 counts as an integer.
    std::int64_t integer(std::string_view key) const;
    // The same of what an iteration over raw() found under the key, which is not looked up again.
    std::int64_t integer(std::string_view key, const nlohmann::json& value) const;
    double number(std::string_view key) const;
    bool boolean(std::string_view key) const;
    std::string string(std::string_view key) const;
    std::uint64_t unsignedInteger(std::string_view key) const;
    JsonObject object(std::string_view key) const;
    JsonObject element(std::string_view key, std::size_t index) const; // of an array of objects
    const nlohmann::json& array(std::string_view key) const;

    std::int64_t integerOr(std::string_view key, std::int64_t fallback) const;
    double numberOr(std::string_view key, double fallback) const;
    bool booleanOr(std::string_view key, bool fallback) const;
    std::string stringOr(std::string_view key, std::string fallback) const;

    // `value`, which is read in place of the field, for messages.
    JsonObject within(std::string_view key, const nlohmann::json& value) const;

    const nlohmann::json& raw() const { return *value_; }
    [[noreturn]] void fail(std::string_view key, std::string_view reason) const;

private:
    const nlohmann::json& field(std::string_view key) const;
    const nlohmann::json* value_;
    std::filesystem::path file_;
    std::string where_;
};

} // namespace fracbit
