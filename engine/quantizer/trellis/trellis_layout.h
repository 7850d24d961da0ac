// Which trellis and code a scheme uses in which panel.
#pragma once

#include "quantizer/runtime_code.h"
#include "quantizer/trellis/trellis.h"

#include <vector>

namespace fracbit::quantizer {

// One trellis, or of a family with two rates two (see rate_split.h).
struct TrellisLayout {
    Scheme scheme;
    std::vector<Trellis> trellises;

    const Trellis& of(LayerShape shape, std::int64_t panel) const {
        return trellises[index(shape, panel)];
    }
    std::size_t index(LayerShape shape, std::int64_t panel) const;
};

TrellisLayout trellisLayout(Scheme scheme, const BitshiftTrellis& code);
// The code in the units of the search; divide by codebook.scale for unit variance.
TrellisCode trellisCode(const BitshiftTrellis& code, const Codebook& codebook);

} // namespace fracbit::quantizer
