#include "quantizer/trellis/trellis_layout.h"

#include "quantizer/tables/computed_tuning.h"
#include "quantizer/tables/planar_tables.h"
#include "quantizer/trellis/rate_split.h"
#include "tensor/dtype.h"

#include <algorithm>

namespace fracbit::quantizer {

namespace {

// Bits m of a step of the paper's TCQ (two weights a step); for Half-TCQ the lower of the two.
int stepBits(Scheme scheme) {
    return scheme.rate256 / 128;
}

// The paper's code book: 2^9 pairs up to 8 bits a step, 2^10 at 9, 2^11 at 10 (spec, section 3).
int tableBits(Scheme scheme) {
    const int larger = stepBits(scheme) + (scheme.family == Family::HalfTcq ? 1 : 0);
    return std::max(9, larger + 1);
}

bool isComputed(Family family) {
    return family == Family::Ctcq || family == Family::Ctcq14 || family == Family::Pctcq;
}

} // namespace

int stateBits(Family family) {
    constexpr int kFastStateBits = 14;
    return family == Family::Ctcq14 ? kFastStateBits : kMostStateBits;
}

std::size_t TrellisLayout::index(LayerShape shape, std::int64_t panel) const {
    const std::int64_t panels = (shape.columns + kTile - 1) / kTile;
    return trellises.size() > 1 && panel >= rateSplit(scheme, panels).split ? 1 : 0;
}

TrellisLayout trellisLayout(Scheme scheme) {
    if (isComputed(scheme.family))
        return {scheme, {evenTrellis(1, scheme.rate256, stateBits(scheme.family))}};
    const int bits = stepBits(scheme);
    TrellisLayout layout{scheme, {evenTrellis(2, 128 * bits)}};
    if (scheme.family == Family::HalfTcq)
        layout.trellises.push_back(evenTrellis(2, 128 * (bits + 1)));
    return layout;
}

Codebook trellisCodebook(Scheme scheme) {
    if (scheme.family == Family::Pctcq)
        return {polynomialCoefficients(scheme), 1.0f};
    if (isComputed(scheme.family))
        return {{}, computedCodeScale(scheme)};
    constexpr float kPaperScale = 0.9f; // rms of the weights that go into the paper's search
    const auto table = trellisTable(tableBits(scheme));
    return {{table.begin(), table.end()}, kPaperScale};
}

TrellisCode trellisCode(Scheme scheme, const Codebook& codebook) {
    std::vector<float> table;
    for (const std::uint16_t entry : codebook.table)
        table.push_back(halfToFloat(entry));
    if (scheme.family == Family::Pctcq)
        return polynomialCode(table);
    return isComputed(scheme.family) ? computedCode(stateBits(scheme.family)) : hybridCode(table);
}

} // namespace fracbit::quantizer
