// The units in which budgets are entered.
#pragma once

#include "session/opened_profile.h"
#include "views/budget_control.h"

namespace fracbit::app {

// Latencies are kept in femtoseconds (allocation::Femtoseconds).
inline constexpr double kFemtosecondsPerMillisecond = 1e12;

// Base: bits per weight. `context` says how many tokens of KV cache have to fit.
QList<BudgetUnit> memoryUnits(const OpenedProfile& profile, std::function<int()> context);
// Base: milliseconds per token.
QList<BudgetUnit> latencyUnits();
// "2.64 GiB · fits 6 GB": the least usual memory that holds everything with the context, where the
// profile knows of everything.
QString memoryText(const OpenedProfile& profile, double linearBytes, int context);

} // namespace fracbit::app
