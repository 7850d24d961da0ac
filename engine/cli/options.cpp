#include "cli/options.h"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <cstdint>
#include <filesystem>
#include <optional>

namespace fracbit::cli {

Option Option::required() const {
    return Option(option_->required());
}

template <typename Number>
Option Option::between(Number least, Number most) const {
    return Option(option_->check(CLI::Range(least, most)));
}
template Option Option::between(int, int) const;
template Option Option::between(std::int64_t, std::int64_t) const;
template Option Option::between(double, double) const;

Option Option::notNegative() const {
    return Option(option_->check(CLI::NonNegativeNumber));
}

Option Option::oneOf(std::initializer_list<const char*> values) const {
    return oneOf(std::vector<std::string>(values.begin(), values.end()));
}

Option Option::oneOf(const std::vector<std::string>& values) const {
    return Option(option_->check(CLI::IsMember(values)));
}

Option Option::oneOf(std::initializer_list<int> values) const {
    return Option(option_->check(CLI::IsMember(std::vector<int>(values))));
}

Option Option::commaSeparated() const {
    return Option(option_->delimiter(','));
}

Option Option::repeatable() const {
    return Option(option_->expected(1)->take_all());
}

Option Option::needs(const Option& other) const {
    return Option(option_->needs(other.option_));
}

Option Option::excludes(const Option& other) const {
    return Option(option_->excludes(other.option_));
}

Option Option::under(const std::string& heading) const {
    return Option(option_->group(heading));
}

Option Option::shownAs(const std::string& value) const {
    return Option(option_->type_name(value));
}

Option Options::flag(const std::string& name, bool& value, const std::string& description) const {
    return Option(app_->add_flag(name, value, description));
}

template <typename Value>
Option Options::value(const std::string& name, Value& value, const std::string& description) const {
    return Option(app_->add_option(name, value, description));
}
template Option Options::value(const std::string&, std::string&, const std::string&) const;
template Option Options::value(const std::string&, std::filesystem::path&,
                               const std::string&) const;
template Option Options::value(const std::string&, std::int32_t&, const std::string&) const;
template Option Options::value(const std::string&, std::int64_t&, const std::string&) const;
template Option Options::value(const std::string&, std::uint64_t&, const std::string&) const;
template Option Options::value(const std::string&, double&, const std::string&) const;
template Option Options::value(const std::string&, std::optional<std::int64_t>&,
                               const std::string&) const;
template Option Options::value(const std::string&, std::optional<std::filesystem::path>&,
                               const std::string&) const;
template Option Options::value(const std::string&, std::optional<double>&,
                               const std::string&) const;
template Option Options::value(const std::string&, std::optional<std::string>&,
                               const std::string&) const;
template Option Options::value(const std::string&, std::vector<std::string>&,
                               const std::string&) const;
template Option Options::value(const std::string&, std::vector<std::filesystem::path>&,
                               const std::string&) const;
template Option Options::value(const std::string&, std::vector<std::int32_t>&,
                               const std::string&) const;

Option Options::choose(const std::string& name, std::vector<std::string> words,
                       const std::string& description,
                       std::function<void(std::size_t)> chosen) const {
    std::string shown;
    for (const std::string& word : words)
        shown += (shown.empty() ? "" : "|") + word;
    const auto set = [words = std::move(words), shown, chosen = std::move(chosen),
                      name](const std::string& text) {
        const auto found = std::ranges::find(words, text);
        if (found == words.end())
            throw CLI::ValidationError(name, text + " is none of " + shown);
        chosen(static_cast<std::size_t>(found - words.begin()));
    };
    return Option(app_->add_option_function<std::string>(name, set, description)->type_name(shown));
}

Options Options::exactlyOne(const std::string& name, const std::string& description) const {
    auto* group = app_->add_option_group(name, description);
    group->require_option(1);
    return Options(*group);
}

bool Options::given(const std::string& name) const {
    return app_->count(name) > 0;
}

} // namespace fracbit::cli
