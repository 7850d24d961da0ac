#include "exporter/exporter_options.h"

#include "base/error.h"

#include <algorithm>
#include <charconv>
#include <optional>

namespace fracbit::exporter {

namespace {

constexpr const char* kOn = "on";
constexpr const char* kOff = "off";

std::optional<std::int64_t> parseNumber(const std::string& text) {
    std::int64_t value = 0;
    const char* end = text.data() + text.size();
    const auto [stop, error] = std::from_chars(text.data(), end, value);
    return error == std::errc() && stop == end ? std::optional(value) : std::nullopt;
}

struct DefaultText {
    std::string operator()(const Choice& choice) const { return choice.words.front(); }
    std::string operator()(const WholeNumber& number) const {
        return std::to_string(number.initial);
    }
    std::string operator()(const Flag&) const { return kOff; }
};

// What is wrong with a value; nothing: it is allowed.
struct Objection {
    const std::string& text;

    std::string operator()(const Choice& choice) const {
        return std::ranges::count(choice.words, text) > 0 ? "" : noneOf(choice.words);
    }
    std::string operator()(const WholeNumber& number) const {
        const auto value = parseNumber(text);
        if (value && *value >= number.least && *value <= number.most)
            return {};
        return "'" + text + "' is no whole number from " + std::to_string(number.least) + " to " +
               std::to_string(number.most);
    }
    std::string operator()(const Flag&) const {
        return text == kOn || text == kOff ? "" : noneOf({kOn, kOff});
    }

private:
    std::string noneOf(const std::vector<std::string>& words) const {
        std::string shown;
        for (const std::string& word : words)
            shown += (shown.empty() ? "" : "|") + word;
        return "'" + text + "' is none of " + shown;
    }
};

} // namespace

std::string ExporterOption::defaultText() const {
    return std::visit(DefaultText{}, kind);
}

OptionValues::OptionValues(const std::vector<ExporterOption>& options, const OptionTexts& given) {
    for (const ExporterOption& option : options)
        texts_[option.name] = option.defaultText();
    for (const auto& [name, text] : given) {
        const auto option = std::ranges::find(options, name, &ExporterOption::name);
        if (option == options.end())
            throw Error(ErrorCode::InvalidArgument, "--" + name, "is no option of this format");
        if (const std::string objection = std::visit(Objection{text}, option->kind);
            !objection.empty())
            throw Error(ErrorCode::InvalidArgument, "--" + name, objection);
        texts_[name] = text;
    }
}

const std::string& OptionValues::word(const std::string& name) const {
    const auto found = texts_.find(name);
    if (found == texts_.end())
        throw Error(ErrorCode::Internal, "the exporter has no option " + name);
    return found->second;
}

std::int64_t OptionValues::number(const std::string& name) const {
    return parseNumber(word(name)).value();
}

bool OptionValues::flag(const std::string& name) const {
    return word(name) == kOn;
}

} // namespace fracbit::exporter
