// Which schemes may be used at all: families, and rates of each.
#pragma once

#include "session/opened_profile.h"

#include <QWidget>

#include <vector>

class QTreeWidget;
class QTreeWidgetItem;

namespace fracbit::app {

class AllocationSession;

class PaletteEditor final : public QWidget {
    Q_OBJECT

public:
    // The session outlives the editor.
    explicit PaletteEditor(AllocationSession& session, QWidget* parent = nullptr);

private:
    void rebuild();
    void refresh();
    void apply();

    AllocationSession& session_;
    OpenedProfilePtr profile_; // whose schemes are listed
    QTreeWidget* tree_;
    std::vector<QTreeWidgetItem*> schemes_;
    std::vector<QTreeWidgetItem*> variants_; // of kernels; empty where there is one alone
};

} // namespace fracbit::app
