#include "views/budget_units.h"

namespace fracbit::app {

namespace {

constexpr double kMebibyte = 1024.0 * 1024.0;
constexpr double kGibibyte = 1024.0 * kMebibyte;

BudgetUnit identity(const QString& name, int decimals) {
    const auto same = [](double value) { return value; };
    return {name, decimals, same, same, false};
}

BudgetUnit scaled(const QString& name, int decimals, double bytesPerBase, double bytesPerUnit) {
    return {name, decimals, [=](double bits) { return bits * bytesPerBase / bytesPerUnit; },
            [=](double shown) { return shown * bytesPerUnit / bytesPerBase; }, false};
}

// Everything that has to be in memory, the KV cache included (pipeline::linearBudget()).
BudgetUnit fitting(const OpenedProfile& profile, double bytesPerBase,
                   std::function<int()> context) {
    const auto others = [constants = profile.profile.constants, context = std::move(context)] {
        return double(constants.storedBytes()) +
               double(context()) * double(constants.kvBytesPerToken.value_or(0));
    };
    return {BudgetControl::tr("GiB in all, with"), 3,
            [=](double bits) { return (bits * bytesPerBase + others()) / kGibibyte; },
            [=](double shown) { return (shown * kGibibyte - others()) / bytesPerBase; }, true};
}

} // namespace

QList<BudgetUnit> memoryUnits(const OpenedProfile& profile, std::function<int()> context) {
    const double bytesPerBase = double(profile.weights) / 8.0;
    QList<BudgetUnit> units{identity(BudgetControl::tr("bits/weight"), 3),
                            scaled(BudgetControl::tr("MiB"), 2, bytesPerBase, kMebibyte),
                            scaled(BudgetControl::tr("GiB"), 4, bytesPerBase, kGibibyte)};
    if (profile.profile.constants.kvBytesPerToken && profile.profile.constants.embeddingBytes)
        units.append(fitting(profile, bytesPerBase, std::move(context)));
    return units;
}

QList<BudgetUnit> latencyUnits() {
    const auto reciprocal = [](double value) { return 1000.0 / value; };
    return {identity(BudgetControl::tr("ms/token"), 3),
            {BudgetControl::tr("tokens/s"), 2, reciprocal, reciprocal, false}};
}

} // namespace fracbit::app
