#include "base/json_file.h"

#include "base/atomic_file.h"

#include <cmath>
#include <unordered_set>
#include <vector>

namespace fracbit {

using nlohmann::json;

namespace {

// Goes through a text before it is parsed: a callback of the parser itself would cost the square of
// an object's fields.
class StructureCheck final : public nlohmann::json_sax<json> {
public:
    StructureCheck(const std::filesystem::path& source, const RepeatedKey& onRepeatedKey)
        : source_(source), onRepeatedKey_(onRepeatedKey) {}

    bool null() override { return true; }
    bool boolean(bool) override { return true; }
    bool number_integer(number_integer_t) override { return true; }
    bool number_unsigned(number_unsigned_t) override { return true; }
    bool number_float(number_float_t, const string_t&) override { return true; }
    bool string(string_t&) override { return true; }
    bool binary(binary_t&) override { return true; }
    bool start_object(std::size_t) override { return open(); }
    bool end_object() override { return close(); }
    bool start_array(std::size_t) override { return open(); }
    bool end_array() override { return close(); }
    bool key(string_t& name) override {
        if (onRepeatedKey_ && !keys_.back().insert(name).second)
            onRepeatedKey_(name);
        return true;
    }
    // Is said by the parser itself.
    bool parse_error(std::size_t, const std::string&, const json::exception&) override {
        return false;
    }

private:
    bool open() {
        constexpr std::size_t kMaxDepth = 128;
        keys_.emplace_back();
        if (keys_.size() > kMaxDepth)
            throw Error(ErrorCode::InvalidFile, source_.string(), "is nested too deeply");
        return true;
    }
    bool close() {
        keys_.pop_back();
        return true;
    }

    const std::filesystem::path& source_;
    const RepeatedKey& onRepeatedKey_;
    std::vector<std::unordered_set<std::string>> keys_; // of the objects that are open
};

} // namespace

json parseJson(std::string_view text, const std::filesystem::path& source,
               const RepeatedKey& onRepeatedKey) {
    StructureCheck check(source, onRepeatedKey);
    (void)json::sax_parse(text.begin(), text.end(), &check);
    try {
        return json::parse(text.begin(), text.end());
    } catch (const json::exception& error) {
        std::string reason = error.what();
        if (const auto start = reason.find("] "); start != std::string::npos)
            reason.erase(0, start + 2);
        for (char& c : reason)
            if (static_cast<unsigned char>(c) < 0x20)
                c = ' ';
        throwInvalidFile(source, "is not valid JSON: " + reason);
    }
}

json readJsonFile(const std::filesystem::path& path) {
    return parseJson(readFile(path), path);
}

JsonObject::JsonObject(const json& value, std::filesystem::path file, std::string where)
    : value_(&value), file_(std::move(file)), where_(std::move(where)) {
    if (!value.is_object())
        throwInvalidFile(file_, where_.empty() ? "is not a JSON object"
                                               : "field '" + where_ + "' is not an object");
}

void JsonObject::fail(std::string_view key, std::string_view reason) const {
    const std::string path = where_.empty() ? std::string(key) : where_ + "." + std::string(key);
    throwInvalidFile(file_, "field '" + path + "' " + std::string(reason));
}

bool JsonObject::has(std::string_view key) const {
    const auto found = value_->find(key);
    return found != value_->end() && !found->is_null();
}

const json& JsonObject::field(std::string_view key) const {
    const auto found = value_->find(key);
    if (found == value_->end())
        fail(key, "is missing");
    return *found;
}

std::int64_t JsonObject::integer(std::string_view key) const {
    return integer(key, field(key));
}

std::int64_t JsonObject::integer(std::string_view key, const json& value) const {
    if (value.is_number_unsigned() && value.get<std::uint64_t>() > INT64_MAX)
        fail(key, "is out of range");
    if (value.is_number_integer())
        return value.get<std::int64_t>();
    if (value.is_number_float()) {
        const double number = value.get<double>();
        if (number == std::floor(number) && std::abs(number) < 9e15)
            return static_cast<std::int64_t>(number);
    }
    fail(key, "is not an integer");
}

double JsonObject::number(std::string_view key) const {
    const json& value = field(key);
    if (!value.is_number())
        fail(key, "is not a number");
    return value.get<double>();
}

bool JsonObject::boolean(std::string_view key) const {
    const json& value = field(key);
    if (!value.is_boolean())
        fail(key, "is not true or false");
    return value.get<bool>();
}

std::string JsonObject::string(std::string_view key) const {
    const json& value = field(key);
    if (!value.is_string())
        fail(key, "is not a string");
    return value.get<std::string>();
}

std::uint64_t JsonObject::unsignedInteger(std::string_view key) const {
    const json& value = field(key);
    if (value.is_number_unsigned())
        return value.get<std::uint64_t>();
    const std::int64_t number = integer(key);
    if (number < 0)
        fail(key, "is negative");
    return static_cast<std::uint64_t>(number);
}

JsonObject JsonObject::element(std::string_view key, std::size_t index) const {
    const std::string path = (where_.empty() ? std::string(key) : where_ + "." + std::string(key)) +
                             "[" + std::to_string(index) + "]";
    const json& values = array(key);
    if (index >= values.size())
        fail(key, "has too few elements");
    return {values[index], file_, path};
}

JsonObject JsonObject::object(std::string_view key) const {
    return within(key, field(key));
}

JsonObject JsonObject::within(std::string_view key, const json& value) const {
    return {value, file_, where_.empty() ? std::string(key) : where_ + "." + std::string(key)};
}

const json& JsonObject::array(std::string_view key) const {
    const json& value = field(key);
    if (!value.is_array())
        fail(key, "is not an array");
    return value;
}

std::int64_t JsonObject::integerOr(std::string_view key, std::int64_t fallback) const {
    return has(key) ? integer(key) : fallback;
}
double JsonObject::numberOr(std::string_view key, double fallback) const {
    return has(key) ? number(key) : fallback;
}
bool JsonObject::booleanOr(std::string_view key, bool fallback) const {
    return has(key) ? boolean(key) : fallback;
}
std::string JsonObject::stringOr(std::string_view key, std::string fallback) const {
    return has(key) ? string(key) : std::move(fallback);
}

} // namespace fracbit
