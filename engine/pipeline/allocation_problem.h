// From a profile to an allocation problem, and from its solution to a plan.
#pragma once

#include "allocation/problem.h"
#include "allocation/solution.h"
#include "pipeline/quantization_plan.h"
#include "profiling/profile_file.h"

#include <optional>
#include <string>
#include <vector>

namespace fracbit::pipeline {

// The problem of a profile; layer i of it is layer i of the profile. With `palette`, schemes whose
// name matches none of its globs are left out, as are options in another basis than
// profile.basis(); Error(InvalidArgument) if that leaves a layer
// without a scheme. With feedback, the coefficient of a layer is sensitivity times feedback ratio
// (the growth is a percent or two, and of no scheme more than of another);
// Error(InvalidArgument) when the profile knows nothing of feedback.
allocation::Problem allocationProblem(const profiling::Profile& profile,
                                      const std::vector<std::string>& palette = {},
                                      Feedback feedback = Feedback::Off);

// The layers that are experts of one projection, for every block and projection of a mixture: what
// has to get one scheme where a run-time holds them in one tensor.
std::vector<std::vector<int>> expertsOfProjections(const profiling::Profile& profile);

// `basis`: that the problem was made for.
QuantizationPlan planOf(const allocation::Problem& problem, const allocation::Solution& solution,
                        rotation::Basis basis);

// Says of a plan what it was solved on: the model as the profile's provenance has it, and the
// profile file, fileFingerprint().
void setOrigin(QuantizationPlan& plan, const profiling::Profile& profile,
               const std::string& profileFingerprint);

// All bytes of a model with this much for its linear layers: signs, row scales, embeddings, head
// and norms as far as the profile knows them.
std::int64_t footprintBytes(const profiling::Profile& profile, std::int64_t linearBytes);

// The bytes left for linear layers when everything, with a KV cache for `context` tokens, has to
// fit into `totalBytes`. Throws Error(InvalidArgument) naming a part that the profile lacks, and
// Error(Infeasible) when the other parts alone do not fit.
std::int64_t linearBudget(const profiling::Profile& profile, double totalBytes,
                          std::int64_t context);

// True when `text` matches `glob`: * stands for any characters, ? for one.
bool matchesGlob(std::string_view glob, std::string_view text);

} // namespace fracbit::pipeline
