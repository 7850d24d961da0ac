// Which rows the picture has, and which layers of it are selected.
#include "pages/allocate_page.h"

#include "session/allocation_session.h"
#include "session/opened_profile.h"
#include "views/heatmap_view.h"
#include "views/row_list.h"

#include <QLineEdit>
#include <QRegularExpression>
#include <QToolTip>

namespace fracbit::app {

// Another profile has other rows; what a project says of them comes after.
void AllocatePage::resetRows() {
    if (rowsOf_ == session_.profile())
        return;
    rowsOf_ = session_.profile();
    rows_ = {};
    rowList_->setGroups(rowGroups(rowsOf_->roles));
}

void AllocatePage::setRows(const RowChoice& rows) {
    if (rows == rows_)
        return;
    rows_ = rows;
    built().rowList_->setChoice(rows);
    redrawHeatmap();
    emit rowsChanged(rows);
}

void AllocatePage::fold(const QString& group) {
    if (group.isEmpty())
        return;
    RowChoice rows = rows_;
    if (rows.unfolded.removeAll(group) == 0)
        rows.unfolded << group;
    setRows(rows);
}

void AllocatePage::select(const std::vector<int>& layers) {
    QStringList roles;
    for (const int layer : layers)
        roles << QString::fromStdString(
            session_.profile()->problem->layers[static_cast<std::size_t>(layer)].role);
    roles.removeDuplicates();
    setRows(revealing(rowGroups(session_.profile()->roles), rows_, roles));
    heatmap().selectLayers(layers);
}

// Begins with the layer that the loss depends on most.
void AllocatePage::selectCostliest() {
    const auto& solution = session_.allocation()->result.solution;
    const allocation::Problem& problem = *session_.allocation()->problem;
    int costliest = 0;
    double most = -1;
    for (int layer = 0; layer < int(solution.schemes.size()); ++layer) {
        const double loss =
            layerCost(problem, layer, solution.schemes[static_cast<std::size_t>(layer)]).loss;
        if (loss > most) {
            most = loss;
            costliest = layer;
        }
    }
    heatmap_->selectLayers({costliest});
}

void AllocatePage::selectMatching() {
    const QRegularExpression pattern(select_->text());
    const bool usable = pattern.isValid() && !select_->text().isEmpty();
    std::vector<int> layers;
    if (usable && session_.profile())
        for (std::size_t i = 0; i < session_.profile()->problem->layers.size(); ++i)
            if (pattern.match(QString::fromStdString(session_.profile()->problem->layers[i].name))
                    .hasMatch())
                layers.push_back(int(i));
    if (!layers.empty())
        select(layers);
    else if (!usable)
        QToolTip::showText(select_->mapToGlobal(QPoint()), pattern.errorString(), select_);
    else
        QToolTip::showText(select_->mapToGlobal(QPoint()), tr("No layer matches"), select_);
}

} // namespace fracbit::app
