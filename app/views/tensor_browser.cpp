#include "views/tensor_browser.h"

#include "models/tensor_tree.h"
#include "views/svg_icon.h"
#include "views/tensor_details.h"
#include "views/typography.h"

#include <QAction>
#include <QClipboard>
#include <QGuiApplication>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSplitter>
#include <QTreeView>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

namespace fracbit::app {

namespace {

// Widths in average letters of the body font.
constexpr int kNameWidth = 24;
constexpr int kNumberWidth = 13;
// The most important first.
constexpr std::pair<int, int> kColumnsByWeight[] = {{TensorTree::Size, kNumberWidth},
                                                    {TensorTree::Type, 8},
                                                    {TensorTree::Dimensions, 15},
                                                    {TensorTree::Bits, kNumberWidth},
                                                    {TensorTree::Parameters, kNumberWidth}};
constexpr int kCellPadding = 18;   // both sides, as style.qss has it
constexpr int kDetailsWidth = 310; // px

QString rowText(const QModelIndex& index) {
    QStringList cells;
    for (int column = 0; column < TensorTree::ColumnCount; ++column)
        cells << index.siblingAtColumn(column).data().toString();
    return cells.join(QLatin1Char('\t'));
}

} // namespace

TensorBrowser::TensorBrowser(QWidget* parent)
    : QWidget(parent), filter_(new TensorFilter(this)), details_(new TensorDetails),
      splitter_(new QSplitter(Qt::Horizontal)) {
    auto* left = new QWidget;
    auto* leftRows = new QVBoxLayout(left);
    leftRows->setContentsMargins(0, 0, 0, 0);
    leftRows->setSpacing(10);
    leftRows->addWidget(makeFilterRow());
    leftRows->addWidget(makeTree());
    splitter_->addWidget(left);
    splitter_->addWidget(details_);
    splitter_->setStretchFactor(0, 1);
    splitter_->setStretchFactor(1, 0);
    splitter_->setChildrenCollapsible(false);
    splitter_->setHandleWidth(16);
    splitter_->setSizes({kDetailsWidth * 3, kDetailsWidth});
    details_->setMinimumWidth(kDetailsWidth * 3 / 4);
    auto* rows = new QVBoxLayout(this);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->addWidget(splitter_);
}

QWidget* TensorBrowser::makeFilterRow() {
    auto* row = new QWidget;
    auto* columns = new QHBoxLayout(row);
    columns->setContentsMargins(0, 0, 0, 0);
    columns->setSpacing(8);
    filterField_ = new QLineEdit;
    filterField_->setPlaceholderText(
        tr("Filter by name, block or type, e.g. “mlp.down” or “Q8_0”"));
    filterField_->setAccessibleName(tr("Filter"));
    filterField_->setClearButtonEnabled(true);
    filterField_->addAction(svgIcon(QStringLiteral("search")), QLineEdit::LeadingPosition);
    connect(filterField_, &QLineEdit::textChanged, this, &TensorBrowser::applyFilter);
    count_ = makeLabel(TextStyle::Caption);
    auto* expand = new QPushButton(tr("Expand all"));
    auto* collapse = new QPushButton(tr("Collapse all"));
    columns->addWidget(filterField_, 1);
    columns->addWidget(count_);
    for (QPushButton* button : {expand, collapse}) {
        button->setProperty("quiet", true);
        columns->addWidget(button);
    }
    connect(expand, &QPushButton::clicked, this, [this] { view_->expandAll(); });
    connect(collapse, &QPushButton::clicked, this, [this] { view_->collapseAll(); });
    return row;
}

QWidget* TensorBrowser::makeTree() {
    view_ = new QTreeView;
    view_->setModel(filter_);
    view_->setAccessibleName(tr("Tensors of the model"));
    view_->setUniformRowHeights(true);
    view_->setSortingEnabled(true);
    view_->sortByColumn(TensorTree::Name, Qt::AscendingOrder);
    view_->setSelectionMode(QAbstractItemView::ExtendedSelection);
    view_->setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    view_->setFont(tabularFont(view_->font()));
    view_->viewport()->installEventFilter(this);
    auto* copy = new QAction(tr("Copy rows"), view_);
    copy->setShortcut(QKeySequence::Copy);
    copy->setShortcutContext(Qt::WidgetShortcut);
    connect(copy, &QAction::triggered, this, &TensorBrowser::copySelection);
    view_->addAction(copy);
    view_->setContextMenuPolicy(Qt::ActionsContextMenu);
    connect(view_->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
            &TensorBrowser::showSelection);
    return view_;
}

void TensorBrowser::setModel(const OpenedModelPtr& model) {
    if (model_ == model)
        return;
    model_ = model;
    auto* old = tree_;
    tree_ = new TensorTree(model, this);
    filter_->setSourceModel(tree_);
    delete old;
    layOutColumns();
    filterField_->clear();
    updateCount();
    view_->setCurrentIndex(filter_->index(0, 0));
    view_->expand(filter_->index(0, 0));
    showSelection();
    setFocusProxy(view_);
}

int TensorBrowser::widthOf(int column, int letters) const {
    const int letter = view_->fontMetrics().horizontalAdvance(QLatin1Char('0'));
    return std::max(letter * letters + kCellPadding, view_->header()->sectionSizeHint(column));
}

void TensorBrowser::layOutColumns() {
    QHeaderView* header = view_->header();
    header->setStretchLastSection(false);
    header->setSectionResizeMode(TensorTree::Name, QHeaderView::Stretch);
    for (const auto& [column, letters] : kColumnsByWeight)
        header->resizeSection(column, widthOf(column, letters));
    fitColumns();
}

// In a narrow window the names keep their room; columns that follow from others give way.
void TensorBrowser::fitColumns() {
    int room = view_->viewport()->width() - widthOf(TensorTree::Name, kNameWidth);
    for (const auto& [column, letters] : kColumnsByWeight) {
        room -= widthOf(column, letters);
        view_->setColumnHidden(column, room < 0);
    }
}

bool TensorBrowser::eventFilter(QObject* watched, QEvent* event) {
    if (event->type() == QEvent::Resize && model_)
        fitColumns();
    return QWidget::eventFilter(watched, event);
}

void TensorBrowser::applyFilter(const QString& text) {
    filter_->setText(text);
    if (!text.trimmed().isEmpty())
        view_->expandAll();
    updateCount();
}

void TensorBrowser::updateCount() {
    int count = 0;
    if (filterField_->text().trimmed().isEmpty())
        count = model_ ? static_cast<int>(model_->spec().tensors.size()) : 0;
    else
        for (int row = 0; row < filter_->rowCount(); ++row)
            count += filter_->rowCount(filter_->index(row, 0));
    count_->setText(count ? tr("%n tensor(s)", nullptr, count) : tr("Nothing matches"));
}

void TensorBrowser::showSelection() {
    const QModelIndex index = filter_->mapToSource(view_->currentIndex());
    if (!model_ || !index.isValid()) {
        details_->clear();
        return;
    }
    const QVariant tensor = index.siblingAtColumn(0).data(TensorTree::TensorRole);
    if (tensor.isValid())
        details_->showTensor(*model_, std::size_t(tensor.toInt()));
    else
        details_->showGroup(*model_, model_->groups[std::size_t(index.row())]);
}

QString TensorBrowser::selectionText() const {
    QStringList header;
    for (int column = 0; column < TensorTree::ColumnCount; ++column)
        header << filter_->headerData(column, Qt::Horizontal).toString();
    QStringList lines{header.join(QLatin1Char('\t'))};
    for (const QModelIndex& index : view_->selectionModel()->selectedRows())
        lines << rowText(index);
    return lines.join(QLatin1Char('\n'));
}

void TensorBrowser::copySelection() {
    if (view_->selectionModel()->hasSelection())
        QGuiApplication::clipboard()->setText(selectionText());
}

void TensorBrowser::focusFilter() {
    filterField_->setFocus(Qt::ShortcutFocusReason);
    filterField_->selectAll();
}

QByteArray TensorBrowser::splitterState() const {
    return splitter_->saveState();
}

void TensorBrowser::restoreSplitter(const QByteArray& state) {
    splitter_->restoreState(state);
}

} // namespace fracbit::app
