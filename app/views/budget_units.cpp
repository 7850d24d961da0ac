#include "views/budget_units.h"

#include "models/format.h"

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

// Everything that has to be in memory beside the linear layers, the KV cache included.
double otherBytes(const profiling::ProfileConstants& constants, int context) {
    return double(constants.storedBytes()) +
           double(context) * double(constants.kvBytesPerToken.value_or(0));
}

// As pipeline::linearBudget() has it.
BudgetUnit fitting(const OpenedProfile& profile, double bytesPerBase,
                   std::function<int()> context) {
    const auto others = [constants = profile.profile.constants, context = std::move(context)] {
        return otherBytes(constants, context());
    };
    return {BudgetControl::tr("GiB in all, with"), 3,
            [=](double bits) { return (bits * bytesPerBase + others()) / kGibibyte; },
            [=](double shown) { return (shown * kGibibyte - others()) / bytesPerBase; }, true};
}

// What cards and machines have; a "GB" of theirs is 2^30 bytes.
constexpr int kUsualMemories[] = {1,  2,  3,  4,  6,  8,   10,  12,  16,  20,  24,  32,
                                  40, 48, 64, 80, 96, 128, 141, 192, 256, 384, 512, 768};

} // namespace

QString memoryText(const OpenedProfile& profile, double linearBytes, int context) {
    const QString size = bytesText(std::uint64_t(linearBytes));
    if (!profile.profile.constants.kvBytesPerToken || !profile.profile.constants.embeddingBytes)
        return size;
    const double whole = linearBytes + otherBytes(profile.profile.constants, context);
    for (const int memory : kUsualMemories)
        if (whole <= memory * kGibibyte)
            return BudgetControl::tr("%1 · fits %2 GB").arg(size).arg(memory);
    return size;
}

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
