#include "packed/parts/segments.h"

#include "base/error.h"
#include "quantizer/palette.h"

#include <algorithm>
#include <charconv>

namespace fracbit::packed {

namespace {

constexpr std::size_t kMostSegments = 4096;
constexpr std::string_view kIntegerPrefix = "int-";

nlohmann::json describeRange(const PackedRange& range) {
    return {range.begin, range.end};
}

// [begin, end); all when the field is absent.
PackedRange parseRange(const JsonObject& segment, const char* field, std::int64_t size,
                       std::int64_t step) {
    if (!segment.has(field))
        return {0, size};
    const nlohmann::json& pair = segment.array(field);
    if (pair.size() != 2 || !pair[0].is_number_integer() || !pair[1].is_number_integer())
        segment.fail(field, "is not a pair of integers [begin, end]");
    const PackedRange range{pair[0].get<std::int64_t>(), pair[1].get<std::int64_t>()};
    if (range.begin < 0 || range.begin >= range.end || range.end > size)
        segment.fail(field, "is no part of the layer's " + std::to_string(size));
    if (range.begin % step != 0 || (range.end % step != 0 && range.end != size))
        segment.fail(field, "is not cut at multiples of " + std::to_string(step));
    return range;
}

PackedSegment parseSegment(const JsonObject& segment, quantizer::LayerShape coded) {
    PackedSegment result;
    result.scheme = schemeOf(segment);
    result.scale = scaleOf(segment);
    const std::int64_t panel = quantizer::quantizer(result.scheme).panelColumns();
    result.rows = parseRange(segment, "rows", coded.rows, quantizer::kTile);
    result.columns = parseRange(segment, "columns", coded.columns, panel);
    return result;
}

bool overlap(const PackedRange& a, const PackedRange& b) {
    return a.begin < b.end && b.begin < a.end;
}

bool coverOnce(const std::vector<PackedSegment>& segments, quantizer::LayerShape coded) {
    std::int64_t weights = 0;
    for (std::size_t i = 0; i < segments.size(); ++i) {
        weights += segments[i].rows.size() * segments[i].columns.size();
        for (std::size_t j = 0; j < i; ++j)
            if (overlap(segments[i].rows, segments[j].rows) &&
                overlap(segments[i].columns, segments[j].columns))
                return false;
    }
    return weights == coded.rows * coded.columns;
}

// "int-6": 6; nothing for other schemes.
std::optional<int> integerBits(const JsonObject& segment) {
    const std::string scheme = segment.string("scheme");
    if (!scheme.starts_with(kIntegerPrefix))
        return std::nullopt;
    int bits = 0;
    const char* end = scheme.data() + scheme.size();
    const auto [at, error] = std::from_chars(scheme.data() + kIntegerPrefix.size(), end, bits);
    if (error != std::errc() || at != end || bits < 3 || bits > 8)
        segment.fail("scheme", "has integers of other than 3 to 8 bits");
    return bits;
}

IntegerRows parseIntegers(const JsonObject& object, const JsonObject& segment, int bits,
                          const PackedLayerInfo& layer) {
    if (layer.basis != Basis::None || object.array("segments").size() != 1)
        segment.fail("scheme", "has integers, which are rows of whole layers in the basis none");
    const std::int64_t group = segment.integerOr("group", 0);
    if (group < 0 || (group > 0 && layer.shape.columns % group != 0))
        segment.fail("group",
                     "does not divide the " + std::to_string(layer.shape.columns) + " columns");
    return {bits, group};
}

} // namespace

quantizer::Scheme schemeOf(const JsonObject& segment) {
    const auto scheme = quantizer::parseScheme(segment.string("scheme"));
    if (!scheme)
        segment.fail("scheme", "names no quantizer of this program");
    return *scheme;
}

float scaleOf(const JsonObject& segment) {
    const double scale = segment.number("scale");
    if (!(scale > 1e-3 && scale < 1e3))
        segment.fail("scale", "is out of range");
    return static_cast<float>(scale);
}

nlohmann::json describeSegments(const PackedLayerInfo& layer) {
    if (layer.integers) {
        nlohmann::json segment{
            {"scheme", std::string(kIntegerPrefix) + std::to_string(layer.integers->bits)}};
        if (layer.integers->group > 0)
            segment["group"] = layer.integers->group;
        return nlohmann::json::array({segment});
    }
    nlohmann::json segments = nlohmann::json::array();
    for (const PackedSegment& segment : layer.segments) {
        segments.push_back(
            {{"scheme", quantizer::schemeName(segment.scheme)}, {"scale", segment.scale}});
        if (layer.segments.size() > 1) {
            segments.back()["rows"] = describeRange(segment.rows);
            segments.back()["columns"] = describeRange(segment.columns);
        }
    }
    return segments;
}

void parseSegments(const JsonObject& object, PackedLayerInfo& layer) {
    const std::size_t count = object.array("segments").size();
    if (count < 1 || count > kMostSegments)
        object.fail("segments", "must be 1 to " + std::to_string(kMostSegments));
    const JsonObject first = object.element("segments", 0);
    if (const auto bits = integerBits(first)) {
        layer.integers = parseIntegers(object, first, *bits, layer);
        return;
    }
    for (std::size_t i = 0; i < count; ++i)
        layer.segments.push_back(parseSegment(object.element("segments", i), layer.codedShape()));
    if (!coverOnce(layer.segments, layer.codedShape()))
        object.fail("segments", "do not cover the layer once");
}

} // namespace fracbit::packed
