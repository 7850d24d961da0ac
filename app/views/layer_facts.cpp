#include "views/layer_facts.h"

#include "models/format.h"
#include "models/heatmap_data.h"
#include "session/allocation_session.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>
#include <limits>
#include <map>

namespace fracbit::app {

namespace {

struct LayerFacts {
    Q_DECLARE_TR_FUNCTIONS(LayerFacts)
};

QString number(double value, int digits) {
    return QLocale().toString(value, 'g', digits);
}

QString sensitivityText(const profiling::ProfileLayer& layer) {
    const QString value = number(layer.sensitivity, 4);
    return layer.standardError > 0
               ? QStringLiteral("%1 ± %2").arg(value, number(layer.standardError, 2))
               : value;
}

// The other layers of the same kernel call: "k, v".
QString fusedText(const OpenedProfile& profile, const allocation::Solution& solution, int layer) {
    QStringList roles;
    for (std::size_t other = 0; other < solution.calls.size(); ++other)
        if (int(other) != layer && solution.calls[other] == solution.calls[std::size_t(layer)])
            roles << QString::fromStdString(profile.problem->layers[other].role);
    return roles.join(QStringLiteral(", "));
}

// Of the quantizers that were tried on the layer's own weights: found over expected error, mean.
std::optional<double> measuredRatio(const OpenedProfile& profile, int layer) {
    const profiling::ProfileLayer& info = profile.profile.layers[std::size_t(layer)];
    double sum = 0;
    int count = 0;
    for (const profiling::ShapeOption& option :
         profile.profile.shapes[std::size_t(info.shape)].options)
        if (const auto found = info.measuredDistortion.find(option.scheme);
            found != info.measuredDistortion.end() && option.distortion > 0) {
            sum += found->second / option.distortion;
            ++count;
        }
    return count > 0 ? std::optional(sum / count) : std::nullopt;
}

QString limitsText(const Decision& decision, int layer) {
    QStringList limits;
    for (const allocation::Restriction& entry : decision.restrictions) {
        if (entry.where.layer != layer)
            continue;
        const QString bits = QLocale().toString(entry.bits, 'g', 4);
        if (entry.kind == allocation::Restriction::Kind::MinBits)
            limits << LayerFacts::tr("≥ %1 bits").arg(bits);
        else if (entry.kind == allocation::Restriction::Kind::MaxBits)
            limits << LayerFacts::tr("≤ %1 bits").arg(bits);
    }
    return limits.join(QStringLiteral(", "));
}

} // namespace

QList<Fact> layerFacts(const OpenedProfile& profile, const Allocation& allocation, int layer) {
    const allocation::Solution& solution = allocation.result.solution;
    const int scheme = solution.schemes[std::size_t(layer)];
    const LayerCost cost = layerCost(*allocation.problem, layer, scheme);
    const double share = solution.objective > 0 ? 100.0 * cost.loss / solution.objective : 0.0;
    const profiling::ProfileLayer& info = profile.profile.layers[std::size_t(layer)];
    QList<Fact> facts{
        {LayerFacts::tr("Scheme"),
         QString::fromStdString(profile.problem->schemes[std::size_t(scheme)].name)},
        {LayerFacts::tr("Bits per weight"), QLocale().toString(cost.bits, 'f', 4)},
        {LayerFacts::tr("Size"), bytesText(std::uint64_t(cost.bytes))},
        {LayerFacts::tr("Weights"),
         countText(profile.profile.shapes[std::size_t(info.shape)].weights)},
        {LayerFacts::tr("Sensitivity"), sensitivityText(info)},
        {LayerFacts::tr("Share of the loss"),
         LayerFacts::tr("%1 %").arg(QLocale().toString(share, 'f', 2))},
    };
    if (const auto ratio = measuredRatio(profile, layer))
        facts.append(
            {LayerFacts::tr("Error found / expected"), QLocale().toString(*ratio, 'f', 3)});
    const QString limits = limitsText(allocation.decision, layer);
    if (!limits.isEmpty())
        facts.append({LayerFacts::tr("Limits"), limits});
    const QString fused = fusedText(profile, solution, layer);
    if (!fused.isEmpty())
        facts.append({LayerFacts::tr("In one kernel with"), fused});
    const int variant = solution.variants[std::size_t(layer)];
    if (variant >= 0)
        facts.append({LayerFacts::tr("Time"), LayerFacts::tr("%1 µs").arg(QLocale().toString(
                                                  layerMicroseconds(allocation, layer), 'f', 2))});
    if (variant >= 0)
        facts.append({LayerFacts::tr("Kernel"),
                      variantText(profile.problem->variants[std::size_t(variant)])});
    return facts;
}

namespace {

// Layers that are drawn as one cell: mean and range of the bits, the schemes by their number.
QList<Fact> factsOf(const Allocation& allocation, const std::vector<int>& layers) {
    const allocation::Solution& solution = allocation.result.solution;
    std::map<QString, int> schemes;
    double least = std::numeric_limits<double>::infinity();
    double most = 0;
    double sum = 0;
    double loss = 0;
    std::int64_t bytes = 0;
    for (const int layer : layers) {
        const int scheme = solution.schemes[std::size_t(layer)];
        const LayerCost cost = layerCost(*allocation.problem, layer, scheme);
        ++schemes[QString::fromStdString(allocation.problem->schemes[std::size_t(scheme)].name)];
        least = std::min(least, cost.bits);
        most = std::max(most, cost.bits);
        sum += cost.bits;
        loss += cost.loss;
        bytes += cost.bytes;
    }
    QStringList counts;
    for (const auto& [name, count] : schemes)
        counts << QStringLiteral("%1 × %2").arg(count).arg(name);
    const auto bits = [](double value) { return QLocale().toString(value, 'f', 3); };
    const double share = solution.objective > 0 ? 100.0 * loss / solution.objective : 0.0;
    return {{LayerFacts::tr("Bits per weight"),
             LayerFacts::tr("%1, from %2 to %3")
                 .arg(bits(sum / double(layers.size())), bits(least), bits(most))},
            {LayerFacts::tr("Scheme"), counts.join(QStringLiteral(", "))},
            {LayerFacts::tr("Size"), bytesText(std::uint64_t(bytes))},
            {LayerFacts::tr("Share of the loss"),
             LayerFacts::tr("%1 %").arg(QLocale().toString(share, 'f', 2))}};
}

} // namespace

QString describeLayers(const AllocationSession& session, const std::vector<int>& layers) {
    if (!session.profile() || !session.allocation() || layers.empty())
        return {};
    const OpenedProfile& profile = *session.profile();
    const bool one = layers.size() == 1;
    const allocation::Layer& first = profile.problem->layers[std::size_t(layers.front())];
    QStringList lines{one ? QString::fromStdString(first.name)
                          : LayerFacts::tr("%n layer(s) of block %1", nullptr, int(layers.size()))
                                .arg(first.block)};
    for (const Fact& fact : one ? layerFacts(profile, *session.allocation(), layers.front())
                                : factsOf(*session.allocation(), layers))
        lines << QStringLiteral("%1: %2").arg(fact.name, fact.value);
    return lines.join(QLatin1Char('\n'));
}

} // namespace fracbit::app
