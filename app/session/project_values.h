// Between what is worked on (indices into a profile's problem) and a project file (names).
#pragma once

#include "pipeline/project_file.h"
#include "session/decision.h"
#include "session/measurement.h"
#include "session/opened_profile.h"

#include <vector>

namespace fracbit::app {

struct RestoredWork {
    Decision decision;
    std::vector<Snapshot> snapshots;
    std::vector<MeasurementPtr> measurements;
};

// Throws Error(InvalidFile) naming a layer or scheme of the project that the profile lacks.
RestoredWork restoreWork(const pipeline::Project& project, const OpenedProfile& profile);

// Fills in the decision, snapshots and measurements of a project.
void storeWork(const RestoredWork& work, const allocation::Problem& problem,
               pipeline::Project& project);

} // namespace fracbit::app
