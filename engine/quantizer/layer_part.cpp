#include "quantizer/layer_part.h"

namespace fracbit::quantizer {

Basis readBasis(const JsonObject& object) {
    if (const auto basis = rotation::basisFromName(object.string("basis")))
        return *basis;
    object.fail("basis", "is none that this program knows (inputs, none, both-128)");
}

std::optional<Range> readRange(const JsonObject& object, std::string_view key, std::int64_t size) {
    if (!object.has(key))
        return std::nullopt;
    const nlohmann::json& pair = object.array(key);
    if (pair.size() != 2 || !pair[0].is_number_integer() || !pair[1].is_number_integer())
        object.fail(key, "is not a pair of integers [begin, end]");
    const Range range{pair[0].get<std::int64_t>(), pair[1].get<std::int64_t>()};
    if (range.begin < 0 || range.begin >= range.end || (size > 0 && range.end > size))
        object.fail(key, size > 0 ? "is no part of the layer's " + std::to_string(size)
                                  : std::string("is empty or negative"));
    return range;
}

} // namespace fracbit::quantizer
