// What commands declare their options with: the part of CLI11 that they use, compiled once. (CLI11
// is a header; a command that includes it compiles five times as long.)
#pragma once

#include <functional>
#include <initializer_list>
#include <string>
#include <utility>
#include <vector>

namespace CLI {
class App;
class Option;
} // namespace CLI

namespace fracbit::cli {

// One declared option; borrows the parser's. Every function returns it again.
class Option {
public:
    explicit Option(CLI::Option* option) : option_(option) {}

    Option required() const;
    // Of numbers: from `least` to `most`, both included.
    template <typename Number>
    Option between(Number least, Number most) const;
    Option notNegative() const;
    Option oneOf(std::initializer_list<const char*> values) const;
    Option oneOf(const std::vector<std::string>& values) const;
    Option oneOf(std::initializer_list<int> values) const;
    Option commaSeparated() const; // of lists
    Option repeatable() const;     // of lists: one value each time that it is given
    Option needs(const Option& other) const;
    Option excludes(const Option& other) const;
    Option under(const std::string& heading) const; // in the help text
    Option shownAs(const std::string& value) const; // likewise, instead of its type

private:
    CLI::Option* option_;
};

// The options of one command, or of a group of them; borrows the parser's. Values are bound: they
// are written when the command line is parsed and must live until then.
class Options {
public:
    explicit Options(CLI::App& app) : app_(&app) {}

    Option flag(const std::string& name, bool& value, const std::string& description) const;
    // A name without dashes is an argument by position. Values: std::string, std::filesystem::path,
    // whole numbers, double, std::optional of numbers, texts and paths, std::vector of texts, paths
    // and numbers (instantiated in options.cpp).
    template <typename Value>
    Option value(const std::string& name, Value& value, const std::string& description) const;
    // One of some words, each of which stands for a value.
    template <typename Value>
    Option choice(const std::string& name, Value& value,
                  std::initializer_list<std::pair<const char*, Value>> words,
                  const std::string& description) const {
        std::vector<std::string> names;
        std::vector<Value> values;
        for (const auto& [word, meaning] : words) {
            names.emplace_back(word);
            values.push_back(meaning);
        }
        return choose(name, std::move(names), description,
                      [&value, values = std::move(values)](std::size_t i) { value = values[i]; });
    }
    // Options of which exactly one has to be given.
    Options exactlyOne(const std::string& name, const std::string& description) const;

    bool given(const std::string& name) const; // after parsing

private:
    Option choose(const std::string& name, std::vector<std::string> words,
                  const std::string& description, std::function<void(std::size_t)> chosen) const;

    CLI::App* app_;
};

} // namespace fracbit::cli
