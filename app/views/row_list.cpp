#include "views/row_list.h"

#include "views/typography.h"

#include <QHeaderView>
#include <QLabel>
#include <QSignalBlocker>
#include <QTreeWidget>
#include <QVBoxLayout>

namespace fracbit::app {

namespace {

constexpr int kListWidth = 320;
constexpr int kMostHeight = 420;
constexpr int kLineHeight = 26;

enum Column { Shown, OneRow };

Qt::CheckState checked(bool on) {
    return on ? Qt::Checked : Qt::Unchecked;
}

Qt::CheckState stateOfChildren(const QTreeWidgetItem& item) {
    int shown = 0;
    for (int child = 0; child < item.childCount(); ++child)
        shown += item.child(child)->checkState(Shown) == Qt::Checked;
    return shown > 0 && shown < item.childCount() ? Qt::PartiallyChecked : checked(shown > 0);
}

} // namespace

RowList::RowList(QWidget* parent) : QWidget(parent), tree_(new QTreeWidget) {
    tree_->setColumnCount(2);
    tree_->setHeaderLabels({tr("Shown"), tr("As one row")});
    tree_->header()->setSectionResizeMode(Shown, QHeaderView::Stretch);
    tree_->header()->setSectionResizeMode(OneRow, QHeaderView::ResizeToContents);
    tree_->header()->setStretchLastSection(false);
    tree_->setAccessibleName(tr("Rows of the picture"));
    auto* rows = new QVBoxLayout(this);
    rows->setContentsMargins(8, 8, 8, 8);
    rows->addWidget(tree_);
    connect(tree_, &QTreeWidget::itemChanged, this, [this](QTreeWidgetItem* item, int column) {
        if (column == Shown)
            follow(*item);
        report();
    });
}

void RowList::setGroups(const std::vector<RowGroup>& groups) {
    const QSignalBlocker blocker(tree_);
    groups_ = groups;
    items_.clear();
    tree_->clear();
    bool folds = false;
    for (const RowGroup& group : groups_) {
        auto* item = new QTreeWidgetItem(tree_, {group.name});
        items_.push_back(item);
        if (!group.folds())
            continue;
        folds = true;
        for (const QString& role : group.roles)
            new QTreeWidgetItem(item, {role});
    }
    tree_->setColumnHidden(OneRow, !folds);
    tree_->setRootIsDecorated(folds);
    tree_->setFixedSize(kListWidth, std::min(kMostHeight, kLineHeight * (int(groups_.size()) + 2)));
    setChoice({});
}

void RowList::setChoice(const RowChoice& choice) {
    const QSignalBlocker blocker(tree_);
    for (std::size_t i = 0; i < groups_.size(); ++i) {
        const RowGroup& group = groups_[i];
        if (!group.folds()) {
            items_[i]->setCheckState(Shown, checked(!choice.hidden.contains(group.name)));
            continue;
        }
        for (int child = 0; child < items_[i]->childCount(); ++child)
            items_[i]->child(child)->setCheckState(
                Shown, checked(!choice.hidden.contains(group.roles[child])));
        items_[i]->setCheckState(Shown, stateOfChildren(*items_[i]));
        items_[i]->setCheckState(OneRow, checked(!choice.unfolded.contains(group.name)));
    }
    tree_->viewport()->update();
}

RowChoice RowList::choice() const {
    RowChoice result;
    for (std::size_t i = 0; i < groups_.size(); ++i) {
        const RowGroup& group = groups_[i];
        if (!group.folds()) {
            if (items_[i]->checkState(Shown) == Qt::Unchecked)
                result.hidden << group.name;
            continue;
        }
        for (int child = 0; child < items_[i]->childCount(); ++child)
            if (items_[i]->child(child)->checkState(Shown) == Qt::Unchecked)
                result.hidden << group.roles[child];
        if (items_[i]->checkState(OneRow) == Qt::Unchecked)
            result.unfolded << group.name;
    }
    return result;
}

// A family's tick is that of its members. (Qt's own tristate items would take over the other
// column, too.)
void RowList::follow(QTreeWidgetItem& item) {
    const QSignalBlocker blocker(tree_);
    for (int child = 0; child < item.childCount(); ++child)
        item.child(child)->setCheckState(Shown, item.checkState(Shown));
    if (QTreeWidgetItem* family = item.parent())
        family->setCheckState(Shown, stateOfChildren(*family));
    tree_->viewport()->update();
}

// Several ticks at once are told once.
void RowList::report() {
    if (reporting_)
        return;
    reporting_ = true;
    QMetaObject::invokeMethod(
        this,
        [this] {
            reporting_ = false;
            emit chosen(choice());
        },
        Qt::QueuedConnection);
}

} // namespace fracbit::app
