#include "quantizer/trellis/trellis_layout.h"

#include "quantizer/tables/planar_tables.h"
#include "quantizer/trellis/rate_split.h"
#include "tensor/dtype.h"

#include <algorithm>
#include <array>
#include <utility>

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

// Rms that targets are given before the search of the computed code: the best at each rate on 2^16
// samples of N(0,1), which agrees with spec section 3. The optimum is flat: 1% off costs 0.1%.
float computedCodeScale(int rate256) {
    using Knot = std::pair<double, double>; // rate, scale; linear in between
    constexpr std::array kScales{
        Knot{1.0, 1.10}, Knot{1.25, 1.05}, Knot{1.5, 1.02}, Knot{2.0, 0.99}, Knot{2.5, 0.96},
        Knot{3.0, 0.94}, Knot{3.5, 0.91},  Knot{4.0, 0.90}, Knot{5.0, 0.87}, Knot{5.5, 0.84},
        Knot{6.0, 0.83}, Knot{6.5, 0.81},  Knot{7.0, 0.80}, Knot{8.0, 0.79}};
    const double rate = rate256 / 256.0;
    for (std::size_t i = 1; i < kScales.size(); ++i) {
        const auto [rate1, scale1] = kScales[i];
        const auto [rate0, scale0] = kScales[i - 1];
        if (rate <= rate1)
            return static_cast<float>(scale0 +
                                      (scale1 - scale0) * (rate - rate0) / (rate1 - rate0));
    }
    return static_cast<float>(kScales.back().second);
}

} // namespace

std::size_t TrellisLayout::index(LayerShape shape, std::int64_t panel) const {
    const std::int64_t panels = (shape.columns + kTile - 1) / kTile;
    return trellises.size() > 1 && panel >= rateSplit(scheme, panels).split ? 1 : 0;
}

TrellisLayout trellisLayout(Scheme scheme) {
    if (scheme.family == Family::Ctcq)
        return {scheme, {evenTrellis(1, scheme.rate256)}};
    const int bits = stepBits(scheme);
    TrellisLayout layout{scheme, {evenTrellis(2, 128 * bits)}};
    if (scheme.family == Family::HalfTcq)
        layout.trellises.push_back(evenTrellis(2, 128 * (bits + 1)));
    return layout;
}

Codebook trellisCodebook(Scheme scheme) {
    if (scheme.family == Family::Ctcq)
        return {{}, computedCodeScale(scheme.rate256)};
    constexpr float kPaperScale = 0.9f; // rms of the weights that go into the paper's search
    const auto table = trellisTable(tableBits(scheme));
    return {{table.begin(), table.end()}, kPaperScale};
}

TrellisCode trellisCode(Scheme scheme, const Codebook& codebook) {
    if (scheme.family == Family::Ctcq)
        return computedCode();
    std::vector<float> table;
    for (const std::uint16_t component : codebook.table)
        table.push_back(halfToFloat(component));
    return hybridCode(table);
}

} // namespace fracbit::quantizer
