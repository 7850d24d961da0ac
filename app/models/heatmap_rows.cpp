#include "models/heatmap_rows.h"

#include <QRegularExpression>

#include <algorithm>

namespace fracbit::app {

namespace {

// "experts.12.gate" becomes "experts.*.gate": its first number may vary.
QString familyOf(const QString& role) {
    static const QRegularExpression kNumber(QStringLiteral("\\d+"));
    const QRegularExpressionMatch match = kNumber.match(role);
    return match.hasMatch()
               ? role.left(match.capturedStart()) + QLatin1Char('*') + role.mid(match.capturedEnd())
               : role;
}

} // namespace

std::vector<RowGroup> rowGroups(const std::vector<std::string>& roles) {
    std::vector<RowGroup> groups;
    for (const std::string& role : roles) {
        const QString name = QString::fromStdString(role);
        const QString family = familyOf(name);
        const auto known = std::find_if(groups.begin(), groups.end(), [&](const RowGroup& group) {
            return group.name == family;
        });
        if (known == groups.end())
            groups.push_back({family, {name}});
        else
            known->roles << name;
    }
    for (RowGroup& group : groups)
        if (!group.folds())
            group.name = group.roles.front();
    return groups;
}

std::vector<HeatmapRow> visibleRows(const std::vector<RowGroup>& groups, const RowChoice& choice) {
    std::vector<HeatmapRow> rows;
    for (const RowGroup& group : groups) {
        QStringList shown;
        for (const QString& role : group.roles)
            if (!choice.hidden.contains(role))
                shown << role;
        if (shown.isEmpty())
            continue;
        const QString fold = group.folds() ? group.name : QString();
        if (shown.size() > 1 && !choice.unfolded.contains(group.name)) {
            rows.push_back({group.name, fold, shown});
            continue;
        }
        for (const QString& role : shown)
            rows.push_back({role, fold, {role}});
    }
    return rows;
}

RowChoice revealing(const std::vector<RowGroup>& groups, RowChoice choice,
                    const QStringList& roles) {
    for (const RowGroup& group : groups) {
        qsizetype wanted = 0;
        for (const QString& role : group.roles)
            if (roles.contains(role)) {
                ++wanted;
                choice.hidden.removeAll(role);
            }
        const bool some = wanted > 0 && wanted < group.roles.size();
        if (some && !choice.unfolded.contains(group.name))
            choice.unfolded << group.name;
    }
    return choice;
}

} // namespace fracbit::app
