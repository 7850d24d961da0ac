// Text that a model writes itself, in bounded memory.
#pragma once

#include "profiling/sample.h"

#include <filesystem>

namespace fracbit::pipeline {

// As profiling::sampleFromModel(), written by the packed network: a model that is not quantized is
// quantized to 8 bits a weight into `folder` first, which is removed again: half the memory that
// bfloat16 takes, and faster.
profiling::Sample ownText(const checkpoint::WeightSource& source,
                          const profiling::OwnTextOptions& options,
                          const std::filesystem::path& folder, const RunContext& context);

// The same, remembered in `folder` for a run that resumes.
profiling::Sample rememberedOwnText(const checkpoint::WeightSource& source,
                                    const profiling::OwnTextOptions& options,
                                    const std::filesystem::path& folder, const RunContext& context);

} // namespace fracbit::pipeline
