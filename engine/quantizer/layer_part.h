// What files say of layers and their parts: the basis, and ranges of rows and columns.
#pragma once

#include "base/json_file.h"
#include "rotation/basis.h"

#include <cstdint>
#include <optional>
#include <string_view>

namespace fracbit::quantizer {

using rotation::Basis;

// The field "basis". Throws Error(InvalidFile) naming it for other names.
Basis readBasis(const JsonObject& object);

// [begin, end) of rows or columns.
struct Range {
    std::int64_t begin = 0;
    std::int64_t end = 0;
    std::int64_t size() const { return end - begin; }
    bool operator==(const Range&) const = default;
};

// A field [begin, end]; nothing when it is absent. Throws Error(InvalidFile) naming the field when
// it is no such pair, is empty, or goes beyond `size` (0: not known).
std::optional<Range> readRange(const JsonObject& object, std::string_view key, std::int64_t size);

} // namespace fracbit::quantizer
