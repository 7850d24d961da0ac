// A tokenizer whose tokens are the ten digits, and texts for it.
#pragma once

#include "base/random.h"

#include <nlohmann/json.hpp>

#include <filesystem>
#include <fstream>
#include <string>

namespace fracbit::tests {

inline void writeDigitTokenizer(const std::filesystem::path& path) {
    nlohmann::json vocabulary = nlohmann::json::object();
    for (int digit = 0; digit < 10; ++digit)
        vocabulary[std::to_string(digit)] = digit;
    const nlohmann::json document{
        {"version", "1.0"},
        {"model", {{"type", "BPE"}, {"vocab", vocabulary}, {"merges", nlohmann::json::array()}}}};
    std::ofstream(path) << document.dump();
}

inline void writeDigits(const std::filesystem::path& path, int count) {
    std::ofstream out(path);
    Random random(8);
    for (int i = 0; i < count; ++i)
        out << random.below(10);
}

} // namespace fracbit::tests
