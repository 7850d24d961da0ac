#include "models/scheme_bars.h"

#include "models/format.h"
#include "models/scheme_table.h"

#include <QCoreApplication>
#include <QLocale>
#include <QStringList>

#include <algorithm>

namespace fracbit::app {

namespace {

constexpr double kFemtosecondsPerMicrosecond = 1e9;

std::size_t at(int index) {
    return static_cast<std::size_t>(index);
}

struct SchemeBars {
    Q_DECLARE_TR_FUNCTIONS(SchemeBars)
};

QString fixed(double value) {
    return QLocale().toString(value, 'f', 2);
}

const allocation::LayerKind& kindOf(const allocation::Problem& problem, int layer) {
    return problem.kinds[at(problem.layers[at(layer)].kind)];
}

// One bar for each scheme that the layer can have, without a value.
std::vector<SchemeBar> emptyBars(const Allocation& allocation, int layer) {
    const allocation::Problem& problem = *allocation.problem;
    std::vector<SchemeBar> bars;
    for (const allocation::SchemeOption& option : kindOf(problem, layer).options)
        bars.push_back({option.scheme,
                        problem.schemes[at(option.scheme)].bits,
                        {},
                        {},
                        option.scheme == allocation.result.solution.schemes[at(layer)],
                        QString::fromStdString(problem.schemes[at(option.scheme)].name)});
    std::stable_sort(bars.begin(), bars.end(),
                     [](const SchemeBar& a, const SchemeBar& b) { return a.bits < b.bits; });
    return bars;
}

std::optional<double> foundDistortion(const OpenedProfile& profile, int layer,
                                      const std::string& scheme) {
    const auto& measured = profile.profile.layers[at(layer)].measuredDistortion;
    const auto found = measured.find(quantizer::schemeFromName(scheme));
    return found == measured.end() ? std::nullopt : std::optional(found->second);
}

} // namespace

std::vector<SchemeBar> errorBars(const OpenedProfile& profile, const Allocation& allocation,
                                 int layer) {
    const allocation::Problem& problem = *allocation.problem;
    std::vector<SchemeBar> bars = emptyBars(allocation, layer);
    for (SchemeBar& bar : bars) {
        const double distortion =
            allocation::findOption(kindOf(problem, layer), bar.scheme)->distortion;
        if (!(distortion > 0))
            continue;
        bar.value = gapInDecibels(distortion, bar.bits);
        bar.text += SchemeBars::tr(": %1 dB above the bound").arg(fixed(*bar.value));
        const auto found = foundDistortion(profile, layer, problem.schemes[at(bar.scheme)].name);
        if (!found || !(*found > 0))
            continue;
        bar.found = gapInDecibels(*found, bar.bits);
        bar.text += SchemeBars::tr(", found on this layer: %1 dB").arg(fixed(*bar.found));
    }
    return bars;
}

std::vector<SchemeBar> latencyBars(const OpenedProfile& profile, const Allocation& allocation,
                                   int layer) {
    if (!profile.latency)
        return {};
    const allocation::Problem& problem = *allocation.problem;
    std::vector<SchemeBar> bars = emptyBars(allocation, layer);
    for (SchemeBar& bar : bars) {
        const auto kernel = allocation::fastest(
            allocation::findOption(kindOf(problem, layer), bar.scheme)->latency);
        if (kernel.variant < 0) {
            bar.text += SchemeBars::tr(": no kernel that may be used");
            continue;
        }
        bar.value = double(kernel.latency) / kFemtosecondsPerMicrosecond;
        bar.text += SchemeBars::tr(": %1 µs, %2")
                        .arg(fixed(*bar.value), variantText(problem.variants[at(kernel.variant)]));
    }
    return bars;
}

QString latencyOrigin(const profiling::Profile& profile) {
    const auto entry = [&profile](const char* key) {
        const auto found = profile.provenance.find(key);
        return found == profile.provenance.end() ? QString()
                                                 : QString::fromStdString(found->second);
    };
    if (entry("latency_device").isEmpty())
        return entry("latency");
    const QString what = entry("latency_kind") == QLatin1String("model")
                             ? SchemeBars::tr("batch %1, a model of %2, not measured")
                             : SchemeBars::tr("batch %1, measured on %2");
    return what.arg(entry("latency_batch"), entry("latency_device"));
}

} // namespace fracbit::app
