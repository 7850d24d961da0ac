// The options of an exporter as data: the command line declares its arguments from them, the window
// makes its fields of them.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <variant>
#include <vector>

namespace fracbit::exporter {

// Marks a text that the window translates, in the context "Exporter": lupdate finds it by the name
// of this function.
constexpr const char* translatable(const char* context, const char* text) {
    (void)context;
    return text;
}

struct Choice {
    std::vector<std::string> words; // the first is the default
};
struct WholeNumber {
    std::int64_t least = 0;
    std::int64_t most = 0;
    std::int64_t initial = 0;
};
struct Flag {}; // off by default

struct ExporterOption {
    std::string name;        // "dtype"; on the command line "--dtype"
    std::string description; // a few words, without a full stop: "Type of the weights"
    std::variant<Choice, WholeNumber, Flag> kind;

    std::string defaultText() const; // "bfloat16", "64", "off"
};

// Values as texts, by the options' names: a word, a number, "on" or "off".
using OptionTexts = std::map<std::string, std::string>;

// A value for each option of an exporter, all of them allowed.
class OptionValues {
public:
    // Options that `given` does not name keep their defaults. Throws Error(InvalidArgument) naming
    // an option that there is not, or that does not take the value.
    OptionValues(const std::vector<ExporterOption>& options, const OptionTexts& given);

    // Of an option of that kind. Throw Error(Internal) when there is none of the name.
    const std::string& word(const std::string& name) const;
    std::int64_t number(const std::string& name) const;
    bool flag(const std::string& name) const;

private:
    OptionTexts texts_;
};

} // namespace fracbit::exporter
