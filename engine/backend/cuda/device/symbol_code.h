// What a search on the device finds, and how it becomes codes. Private to the module.
#pragma once

#ifndef FRACBIT_INSIDE_BACKEND
#error "private to engine/backend"
#endif

#include "fracbit_cuda/trellis.h"
#include "quantizer/quantizer.h"

#include <optional>
#include <span>
#include <vector>

namespace fracbit::backend::cuda {

// The codes of a tile are made of symbols: trellis states or indices.
struct SymbolCode {
    int dimensions = 1;               // weights a symbol
    int symbolBits = 16;              // of a state, or of an index
    std::vector<std::uint8_t> shifts; // of each symbol, so many upper bits are stored
    std::vector<float> values;        // decoded, `dimensions` for each symbol
    float targetScale = 1;            // the search sees targets times this

    // What is searched: a trellis, or one of the two codebooks below.
    std::optional<fracbit_cuda::TrellisProblem> trellis;
    float largestPoint = 0;           // of the trellis, in the units of the search
    std::vector<std::uint32_t> table; // of the trellis
    std::vector<float> thresholds;    // of a scalar quantizer
    std::vector<float> points;        // of a vector quantizer

    std::size_t symbols() const { return shifts.size(); }
    std::size_t tileBits() const;
};

// One, or of codes with two rates one for each. Throws Error(Unsupported) for schemes that
// are not encoded on the device.
std::vector<SymbolCode> symbolCodes(quantizer::Scheme scheme);

// Which of the codes a panel has, and where it begins in the bit string of a row tile.
struct PanelPlace {
    std::size_t code = 0;
    std::size_t bit = 0;
};
PanelPlace panelPlace(quantizer::Scheme scheme, quantizer::LayerShape shape, std::int64_t panel);

// A tile's 256 targets in the order of its codes; `tile` counts row tiles of a panel.
void gatherTargets(const SymbolCode& code, std::span<const float> panel, std::size_t tile,
                   std::span<float> targets);
// Writes a tile's symbols at bit `bit` of `codes`, and what they decode to into the panel.
void storeSymbols(const SymbolCode& code, std::span<const std::uint16_t> symbols, std::size_t tile,
                  std::span<std::byte> codes, std::size_t bit, std::span<float> decoded);

} // namespace fracbit::backend::cuda
