#include "quantizer/tables/planar_tables.h"

#include "base/error.h"

#include <string>

namespace fracbit::quantizer {

namespace {

#include "quantizer/tables/trellis_tables.inc"
#include "quantizer/tables/vector_tables.inc"

using Table = std::span<const std::uint16_t>;

constexpr Table kVectorTables[] = {kVector3, kVector4, kVector5,  kVector6,  kVector7,
                                   kVector8, kVector9, kVector10, kVector11, kVector12};
constexpr Table kTrellisTables[] = {kTrellis9, kTrellis10, kTrellis11};
static_assert(std::size(kVectorTables) == kLastVectorBits - kFirstVectorBits + 1);
static_assert(std::size(kTrellisTables) == kLastTrellisBits - kFirstTrellisBits + 1);

Table tableOf(std::span<const Table> tables, int first, int bits) {
    if (bits < first || bits - first >= static_cast<int>(tables.size()))
        throw Error(ErrorCode::Internal, "no table of " + std::to_string(bits) + " bits");
    return tables[static_cast<std::size_t>(bits - first)];
}

} // namespace

std::span<const std::uint16_t> vectorTable(int bits) {
    return tableOf(kVectorTables, kFirstVectorBits, bits);
}

std::span<const std::uint16_t> trellisTable(int bits) {
    return tableOf(kTrellisTables, kFirstTrellisBits, bits);
}

} // namespace fracbit::quantizer
