// --basis, as the commands that quantize or foretell quantization take it.
#pragma once

#include "cli/options.h"
#include "rotation/basis.h"

#include <string>

namespace fracbit::cli {

inline void addBasis(const Options& options, rotation::Basis& chosen, const std::string& what) {
    using rotation::Basis;
    options.choice(
        "--basis", chosen,
        {{"inputs", Basis::Inputs}, {"none", Basis::None}, {"both-128", Basis::BothSides}},
        what + ": inputs rotated (default), none, both-128 (both sides, in blocks of 128)");
}

} // namespace fracbit::cli
