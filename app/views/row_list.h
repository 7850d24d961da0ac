// The rows that the picture can have, each with a tick; families with one for drawing them as one.
#pragma once

#include "models/heatmap_rows.h"

#include <QWidget>

#include <vector>

class QTreeWidget;
class QTreeWidgetItem;

namespace fracbit::app {

class RowList final : public QWidget {
    Q_OBJECT

public:
    explicit RowList(QWidget* parent = nullptr);

    void setGroups(const std::vector<RowGroup>& groups);
    void setChoice(const RowChoice& choice);

signals:
    void chosen(const RowChoice& choice);

private:
    RowChoice choice() const;
    void follow(QTreeWidgetItem& item);
    void report();

    QTreeWidget* tree_;
    std::vector<RowGroup> groups_;
    std::vector<QTreeWidgetItem*> items_; // by group
    bool reporting_ = false;
};

} // namespace fracbit::app
