// The selected layers: what they are and cost, the schemes they can have, pins and bans.
#pragma once

#include "session/opened_profile.h"

#include <QWidget>

#include <vector>

class QLabel;
class QPushButton;
class QTableView;

namespace fracbit::app {

class AllocationSession;
class FactList;
class SchemeTable;

class LayerInspector final : public QWidget {
    Q_OBJECT

public:
    // The session outlives the inspector.
    explicit LayerInspector(AllocationSession& session, QWidget* parent = nullptr);

    // The first layer is the one that is described; edits concern all.
    void setSelection(int current, const std::vector<int>& layers);
    // After the allocation changed.
    void refresh();

private:
    QWidget* makeActions();
    void showFacts();
    void updateActions();
    int selectedScheme() const; // -1: none

    AllocationSession& session_;
    int current_ = -1;
    std::vector<int> layers_;
    QLabel* title_;
    QLabel* subtitle_;
    FactList* facts_;
    SchemeTable* schemes_;
    QTableView* table_;
    QPushButton* pin_ = nullptr;
    QPushButton* ban_ = nullptr;
    QPushButton* release_ = nullptr;
};

// One paragraph about a layer, for tool tips and screen readers.
QString describeLayer(const AllocationSession& session, int layer);

} // namespace fracbit::app
