#include "views/palette_editor.h"

#include "models/format.h"
#include "session/allocation_session.h"
#include "views/typography.h"

#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QPushButton>
#include <QSignalBlocker>
#include <QTreeWidget>
#include <QVBoxLayout>

#include <algorithm>
#include <map>

namespace fracbit::app {

namespace {

// Ticked: may be used. A parent ticks and clears its children.
QTreeWidgetItem* addGroup(QTreeWidget& tree, const QString& name) {
    auto* group = new QTreeWidgetItem(&tree, {name});
    group->setFlags(group->flags() | Qt::ItemIsUserCheckable | Qt::ItemIsAutoTristate);
    return group;
}

QTreeWidgetItem* addItem(QTreeWidgetItem& group, const QStringList& texts) {
    auto* item = new QTreeWidgetItem(&group, texts);
    item->setFlags(item->flags() | Qt::ItemIsUserCheckable);
    item->setTextAlignment(1, Qt::AlignRight | Qt::AlignVCenter);
    return item;
}

void showExcluded(const std::vector<QTreeWidgetItem*>& items, const std::vector<int>& excluded) {
    for (std::size_t i = 0; i < items.size(); ++i) {
        const bool out = std::binary_search(excluded.begin(), excluded.end(), int(i));
        items[i]->setCheckState(0, out ? Qt::Unchecked : Qt::Checked);
    }
}

std::vector<int> excludedOf(const std::vector<QTreeWidgetItem*>& items) {
    std::vector<int> excluded;
    for (std::size_t i = 0; i < items.size(); ++i)
        if (items[i]->checkState(0) == Qt::Unchecked)
            excluded.push_back(int(i));
    return excluded;
}

} // namespace

PaletteEditor::PaletteEditor(AllocationSession& session, QWidget* parent)
    : QWidget(parent), session_(session), tree_(new QTreeWidget) {
    auto* rows = new QVBoxLayout(this);
    rows->setContentsMargins(14, 12, 14, 14);
    rows->setSpacing(10);
    auto* text = makeLabel(TextStyle::Caption,
                           tr("Schemes that are not ticked are given to no layer, kernels that "
                              "are not ticked run none. Pins and bans of single layers are made "
                              "in the inspector."));
    text->setWordWrap(true);
    tree_->setColumnCount(2);
    tree_->setHeaderLabels({tr("Scheme"), tr("Bits")});
    tree_->header()->setSectionResizeMode(0, QHeaderView::Stretch);
    tree_->header()->setSectionResizeMode(1, QHeaderView::ResizeToContents);
    tree_->header()->setStretchLastSection(false);
    tree_->setAccessibleName(tr("Schemes and kernels that may be used"));
    auto* all = new QPushButton(tr("Allow all"));
    connect(all, &QPushButton::clicked, this, [this] {
        session_.setExcludedSchemes({});
        session_.setExcludedVariants({});
    });
    rows->addWidget(text);
    rows->addWidget(tree_, 1);
    rows->addWidget(all, 0, Qt::AlignLeft);
    connect(&session_, &AllocationSession::decisionChanged, this, &PaletteEditor::refresh);
    connect(tree_, &QTreeWidget::itemChanged, this, [this] { apply(); });
    refresh();
}

void PaletteEditor::rebuild() {
    const QSignalBlocker blocker(tree_);
    tree_->clear();
    schemes_.clear();
    variants_.clear();
    profile_ = session_.profile();
    std::map<QString, QTreeWidgetItem*> families;
    for (const allocation::SchemeInfo& scheme : profile_->problem->schemes) {
        const QString name = QString::fromStdString(scheme.name);
        QTreeWidgetItem*& family = families[name.left(name.lastIndexOf(QLatin1Char('-')))];
        if (!family)
            family = addGroup(*tree_, name.left(name.lastIndexOf(QLatin1Char('-'))));
        schemes_.push_back(addItem(*family, {name, bitsText(scheme.bits)}));
    }
    if (profile_->problem->variants.size() < 2) // nothing to choose
        return;
    QTreeWidgetItem* kernels = addGroup(*tree_, tr("Kernels"));
    for (const std::string& variant : profile_->problem->variants)
        variants_.push_back(addItem(*kernels, {variantText(variant)}));
    kernels->setExpanded(true);
}

void PaletteEditor::refresh() {
    if (!session_.profile())
        return;
    if (session_.profile() != profile_)
        rebuild();
    const QSignalBlocker blocker(tree_);
    showExcluded(schemes_, session_.decision().excludedSchemes);
    showExcluded(variants_, session_.decision().excludedVariants);
    tree_->viewport()->update();
}

// A group changes all its items one by one: they become one edit.
void PaletteEditor::apply() {
    QMetaObject::invokeMethod(
        this,
        [this] {
            const std::vector<int> schemes = excludedOf(schemes_);
            const std::vector<int> variants = excludedOf(variants_);
            session_.setExcludedSchemes(schemes);
            session_.setExcludedVariants(variants);
        },
        Qt::QueuedConnection);
}

} // namespace fracbit::app
