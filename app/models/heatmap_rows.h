// Which rows the picture has. Roles that differ in a number alone, such as the experts of a
// mixture, are one row until they are unfolded. Pure functions of values.
#pragma once

#include <QString>
#include <QStringList>

#include <string>
#include <vector>

namespace fracbit::app {

// One role, or several of a family: "experts.*.gate".
struct RowGroup {
    QString name;
    QStringList roles; // in the order of use

    bool folds() const { return roles.size() > 1; }
};

// In the order of each group's first role.
std::vector<RowGroup> rowGroups(const std::vector<std::string>& roles);

// What a person has chosen to see. Everything is shown, and families are folded, at first.
struct RowChoice {
    QStringList hidden;   // roles
    QStringList unfolded; // names of groups
    bool operator==(const RowChoice&) const = default;
};

// A row that is drawn: of the roles that are not hidden.
struct HeatmapRow {
    QString name;
    QString group;     // that it can be folded into, or is; empty: none
    QStringList roles; // more than one: folded

    bool folded() const { return roles.size() > 1; }
    bool operator==(const HeatmapRow&) const = default;
};
std::vector<HeatmapRow> visibleRows(const std::vector<RowGroup>& groups, const RowChoice& choice);

// The choice in which each of these roles has a row of its own, as far as it has not.
RowChoice revealing(const std::vector<RowGroup>& groups, RowChoice choice,
                    const QStringList& roles);

} // namespace fracbit::app
