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

PaletteEditor::PaletteEditor(AllocationSession& session, QWidget* parent)
    : QWidget(parent), session_(session), tree_(new QTreeWidget) {
    auto* rows = new QVBoxLayout(this);
    rows->setContentsMargins(14, 12, 14, 14);
    rows->setSpacing(10);
    auto* text = makeLabel(TextStyle::Caption,
                           tr("Schemes that are not ticked are given to no layer. Pins and bans "
                              "of single layers are made in the inspector."));
    text->setWordWrap(true);
    tree_->setColumnCount(2);
    tree_->setHeaderLabels({tr("Scheme"), tr("Bits")});
    tree_->header()->setSectionResizeMode(0, QHeaderView::Stretch);
    tree_->header()->setSectionResizeMode(1, QHeaderView::ResizeToContents);
    tree_->header()->setStretchLastSection(false);
    tree_->setAccessibleName(tr("Schemes that may be used"));
    auto* all = new QPushButton(tr("Allow all"));
    connect(all, &QPushButton::clicked, this, [this] { session_.setExcludedSchemes({}); });
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
    items_.clear();
    profile_ = session_.profile();
    std::map<QString, QTreeWidgetItem*> families;
    for (const allocation::SchemeInfo& scheme : profile_->problem->schemes) {
        const QString name = QString::fromStdString(scheme.name);
        const QString family = name.left(name.lastIndexOf(QLatin1Char('-')));
        QTreeWidgetItem*& parent = families[family];
        if (!parent) {
            parent = new QTreeWidgetItem(tree_, {family});
            parent->setFlags(parent->flags() | Qt::ItemIsUserCheckable | Qt::ItemIsAutoTristate);
        }
        auto* item = new QTreeWidgetItem(parent, {name, bitsText(scheme.bits)});
        item->setFlags(item->flags() | Qt::ItemIsUserCheckable);
        item->setTextAlignment(1, Qt::AlignRight | Qt::AlignVCenter);
        items_.push_back(item);
    }
}

void PaletteEditor::refresh() {
    if (!session_.profile())
        return;
    if (session_.profile() != profile_)
        rebuild();
    const QSignalBlocker blocker(tree_);
    const std::vector<int>& excluded = session_.decision().excludedSchemes;
    for (std::size_t scheme = 0; scheme < items_.size(); ++scheme) {
        const bool out = std::binary_search(excluded.begin(), excluded.end(), int(scheme));
        items_[scheme]->setCheckState(0, out ? Qt::Unchecked : Qt::Checked);
    }
    tree_->viewport()->update();
}

// A family changes all its schemes one by one: they become one edit.
void PaletteEditor::apply() {
    QMetaObject::invokeMethod(
        this,
        [this] {
            std::vector<int> excluded;
            for (std::size_t scheme = 0; scheme < items_.size(); ++scheme)
                if (items_[scheme]->checkState(0) == Qt::Unchecked)
                    excluded.push_back(int(scheme));
            session_.setExcludedSchemes(std::move(excluded));
        },
        Qt::QueuedConnection);
}

} // namespace fracbit::app
