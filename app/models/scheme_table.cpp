#include "models/scheme_table.h"

#include "models/format.h"
#include "models/heatmap_data.h"

#include <QFont>
#include <QLocale>

#include <algorithm>
#include <cmath>
#include <numeric>

namespace fracbit::app {

double gapInDecibels(double distortion, double bits) {
    return 10.0 * std::log10(distortion / std::exp2(-2.0 * bits));
}

SchemeTable::SchemeTable(QObject* parent) : QAbstractTableModel(parent) {}

namespace {

const allocation::LayerKind& kindOf(const OpenedProfile& profile, int layer) {
    const allocation::Problem& problem = *profile.problem;
    return problem
        .kinds[static_cast<std::size_t>(problem.layers[static_cast<std::size_t>(layer)].kind)];
}

} // namespace

void SchemeTable::show(const OpenedProfilePtr& profile, const AllocationPtr& allocation,
                       int layer) {
    const bool sameRows = profile == profile_ && layer == layer_;
    if (!sameRows)
        beginResetModel();
    profile_ = profile;
    allocation_ = allocation;
    layer_ = profile ? layer : -1;
    chosen_ = layer_ >= 0 && allocation
                  ? allocation->result.solution.schemes[static_cast<std::size_t>(layer_)]
                  : -1;
    if (sameRows) {
        if (!rows_.empty())
            emit dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
        return;
    }
    rows_.clear();
    if (layer_ >= 0) {
        const auto& options = kindOf(*profile_, layer_).options;
        rows_.resize(options.size());
        std::iota(rows_.begin(), rows_.end(), 0);
        std::stable_sort(rows_.begin(), rows_.end(), [&options](int a, int b) {
            return options[static_cast<std::size_t>(a)].codesBytes <
                   options[static_cast<std::size_t>(b)].codesBytes;
        });
    }
    endResetModel();
}

int SchemeTable::schemeAt(int row) const {
    return kindOf(*profile_, layer_)
        .options[static_cast<std::size_t>(rows_[static_cast<std::size_t>(row)])]
        .scheme;
}

int SchemeTable::rowOf(int scheme) const {
    for (int row = 0; row < rowCount(); ++row)
        if (schemeAt(row) == scheme)
            return row;
    return -1;
}

int SchemeTable::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(rows_.size());
}

int SchemeTable::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : int(ColumnCount);
}

const allocation::Problem& SchemeTable::problem() const {
    return allocation_ ? *allocation_->problem : *profile_->problem;
}

// No variant that may be used has a kernel for it.
bool SchemeTable::losesKernels(int scheme) const {
    const auto has = [&](const allocation::Problem& problem) {
        const auto& kind = problem.kinds[static_cast<std::size_t>(
            problem.layers[static_cast<std::size_t>(layer_)].kind)];
        return allocation::fastest(allocation::findOption(kind, scheme)->latency).variant >= 0;
    };
    return has(*profile_->problem) && !has(problem());
}

bool SchemeTable::banned(int scheme) const {
    if (!allocation_)
        return false;
    const Decision& decision = allocation_->decision;
    if (std::binary_search(decision.excludedSchemes.begin(), decision.excludedSchemes.end(),
                           scheme) ||
        losesKernels(scheme))
        return true;
    const auto& restrictions = decision.restrictions;
    return std::any_of(restrictions.begin(), restrictions.end(), [&](const auto& restriction) {
        return restriction.kind == allocation::Restriction::Kind::Ban &&
               restriction.where.layer == layer_ && restriction.scheme == scheme;
    });
}

QVariant SchemeTable::data(const QModelIndex& index, int role) const {
    if (!index.isValid())
        return {};
    const auto position = static_cast<std::size_t>(rows_[static_cast<std::size_t>(index.row())]);
    const allocation::SchemeOption& option = kindOf(*profile_, layer_).options[position];
    if (role == Qt::DisplayRole)
        return text(option.scheme, option, index.column());
    if (role == Qt::TextAlignmentRole)
        return int(Qt::AlignVCenter | (index.column() == Scheme ? Qt::AlignLeft : Qt::AlignRight));
    if (role == Qt::FontRole && (option.scheme == chosen_ || banned(option.scheme))) {
        QFont font;
        font.setBold(option.scheme == chosen_);
        font.setStrikeOut(banned(option.scheme));
        return font;
    }
    return {};
}

QString SchemeTable::text(int scheme, const allocation::SchemeOption& option, int column) const {
    const allocation::SchemeInfo& info =
        profile_->problem->schemes[static_cast<std::size_t>(scheme)];
    switch (column) {
    case Scheme:
        return QString::fromStdString(info.name);
    case Bits:
        return QLocale().toString(layerCost(problem(), layer_, scheme).bits, 'f', 3);
    case Loss:
        return QLocale().toString(layerCost(problem(), layer_, scheme).loss, 'g', 2);
    default:
        return QLocale().toString(gapInDecibels(option.distortion, info.bits), 'f', 2);
    }
}

QVariant SchemeTable::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return int(Qt::AlignVCenter | (section == Scheme ? Qt::AlignLeft : Qt::AlignRight));
    if (role == Qt::ToolTipRole && section == Gap)
        return tr("Decibels above the least error that any quantizer of that rate can have");
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Scheme:
        return tr("Scheme");
    case Bits:
        return tr("Bits");
    case Loss:
        return tr("Loss");
    default:
        return tr("Gap, dB");
    }
}

} // namespace fracbit::app
