// The allocation problems of the reference tables, and larger ones made from them.
#pragma once

#include "allocation/problem.h"

#include <memory>
#include <string>
#include <vector>

namespace fracbit::test {

using ProblemPointer = std::shared_ptr<const allocation::Problem>;

// The 8B model with the tables in `folder` (tests/data); all schemes, or those whose name
// matches a glob of `palette`.
ProblemPointer referenceProblem(const std::string& folder,
                                const std::vector<std::string>& palette = {});

// The 8B model with computed-code TCQ at every sixteenth of a bit from 1.5 to 8: sizes and
// sensitivities only. Distortions follow spec 1, section 3, with log-linear interpolation.
ProblemPointer computedCodeProblem(const allocation::Problem& reference);

// `blocks` blocks like those of the reference, sensitivities and latencies varied by a few per cent
// so that no two layers are the same; sizes are those of a 70B model.
ProblemPointer largeProblem(const allocation::Problem& reference, int blocks);

// A mixture of experts: `layers` small layers with random sensitivities, memory only.
ProblemPointer expertsProblem(const allocation::Problem& reference, int layers);

} // namespace fracbit::test
