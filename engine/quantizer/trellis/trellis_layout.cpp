#include "quantizer/trellis/trellis_layout.h"

#include "base/error.h"
#include "quantizer/trellis/rate_split.h"
#include "tensor/dtype.h"

namespace fracbit::quantizer {

std::size_t TrellisLayout::index(LayerShape shape, std::int64_t panel) const {
    const std::int64_t panels = (shape.columns + kTile - 1) / kTile;
    return trellises.size() > 1 && panel >= rateSplit(scheme, panels).split ? 1 : 0;
}

TrellisLayout trellisLayout(Scheme scheme, const BitshiftTrellis& code) {
    const auto trellis = [&](int tileBits) {
        return evenTrellis(code.dimensions, tileBits, code.stateBits);
    };
    if (!code.twoRates)
        return {scheme, {trellis(scheme.rate256)}};
    const RateSplit split = rateSplit(scheme, 1);
    return {scheme, {trellis(split.lowerTileBits), trellis(split.higherTileBits)}};
}

TrellisCode trellisCode(const BitshiftTrellis& code, const Codebook& codebook) {
    std::vector<float> table;
    for (const std::uint16_t entry : codebook.table)
        table.push_back(halfToFloat(entry));
    switch (code.values) {
    case BitshiftTrellis::Values::Table:
        return hybridCode(table);
    case BitshiftTrellis::Values::Computed:
        return computedCode(code.stateBits);
    case BitshiftTrellis::Values::Polynomial:
        return polynomialCode(table, code.stateBits);
    }
    throw Error(ErrorCode::Internal, "unknown values of a trellis");
}

} // namespace fracbit::quantizer
