// Which trellis and code a scheme uses in which panel.
#pragma once

#include "quantizer/quantizer.h"
#include "quantizer/trellis/trellis.h"

#include <vector>

namespace fracbit::quantizer {

// One trellis, or for Half-TCQ two (see rate_split.h).
struct TrellisLayout {
    Scheme scheme;
    std::vector<Trellis> trellises;

    const Trellis& of(LayerShape shape, std::int64_t panel) const {
        return trellises[index(shape, panel)];
    }
    std::size_t index(LayerShape shape, std::int64_t panel) const;
};

int stateBits(Family family); // of a family of trellis codes
TrellisLayout trellisLayout(Scheme scheme);
Codebook trellisCodebook(Scheme scheme);
// The code in the units of the search; divide by codebook.scale for unit variance.
TrellisCode trellisCode(Scheme scheme, const Codebook& codebook);

} // namespace fracbit::quantizer
