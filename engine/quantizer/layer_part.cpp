#include "quantizer/layer_part.h"

namespace fracbit::quantizer {

namespace {

struct NamedBasis {
    Basis basis;
    const char* name;
};
constexpr NamedBasis kBases[] = {
    {Basis::Inputs, "inputs"}, {Basis::None, "none"}, {Basis::BothSides, "both-128"}};

} // namespace

const char* basisName(Basis basis) {
    for (const NamedBasis& known : kBases)
        if (known.basis == basis)
            return known.name;
    return "";
}

Basis readBasis(const JsonObject& object) {
    const std::string name = object.string("basis");
    for (const NamedBasis& known : kBases)
        if (name == known.name)
            return known.basis;
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
