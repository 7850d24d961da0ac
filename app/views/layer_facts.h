// What there is to say about layers, for the inspector, tool tips and screen readers.
#pragma once

#include "session/decision.h"
#include "session/opened_profile.h"
#include "views/fact_list.h"

#include <vector>

namespace fracbit::app {

class AllocationSession;

QList<Fact> layerFacts(const OpenedProfile& profile, const Allocation& allocation, int layer);

// One paragraph about the layers of a cell; empty while there is no allocation.
QString describeLayers(const AllocationSession& session, const std::vector<int>& layers);

} // namespace fracbit::app
