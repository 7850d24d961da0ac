#include "views/state_view.h"

#include "views/icon_label.h"
#include "views/svg_icon.h"
#include "views/typography.h"

#include <QLabel>
#include <QProgressBar>
#include <QPushButton>
#include <QVBoxLayout>

namespace fracbit::app {

namespace {

constexpr int kIconSize = 40;
constexpr int kTextWidth = 520; // about 75 letters a line

QLabel* wrapped(QLabel* label) {
    label->setWordWrap(true);
    label->setAlignment(Qt::AlignHCenter | Qt::AlignTop);
    return label;
}

} // namespace

StateView::StateView(const QString& icon, QWidget* parent)
    : QWidget(parent), title_(wrapped(makeLabel(TextStyle::Heading))),
      text_(wrapped(makeLabel(TextStyle::Body))), detail_(wrapped(makeLabel(TextStyle::Body))),
      progress_(new QProgressBar), actions_(new QHBoxLayout) {
    setMuted(text_, true);
    detail_->setObjectName(QStringLiteral("detail"));
    detail_->setFont(fixedFont());
    detail_->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    progress_->setRange(0, 0);
    progress_->setTextVisible(false);
    progress_->setFixedWidth(kTextWidth / 2);
    // Wrapped labels know their height only in a column of fixed width.
    auto* column = new QWidget;
    column->setFixedWidth(kTextWidth);
    column_ = new QVBoxLayout(column);
    column_->setContentsMargins(0, 0, 0, 0);
    column_->setSpacing(10);
    column_->addWidget(new IconLabel(svgIcon(icon), kIconSize), 0, Qt::AlignHCenter);
    for (QLabel* label : {title_, text_, detail_})
        column_->addWidget(label);
    column_->addWidget(progress_, 0, Qt::AlignHCenter);
    column_->addSpacing(8);
    column_->addLayout(actions_);
    actions_->setSpacing(8);
    actions_->setAlignment(Qt::AlignHCenter);
    // A little above the middle, where the eye expects it.
    auto* columns = new QHBoxLayout;
    columns->addStretch();
    columns->addWidget(column);
    columns->addStretch();
    auto* rows = new QVBoxLayout(this);
    rows->addStretch(2);
    rows->addLayout(columns);
    rows->addStretch(3);
    setDetail({});
    setBusy(false);
}

void StateView::setTitle(const QString& title) {
    title_->setText(title);
    setAccessibleName(title);
}

void StateView::setText(const QString& text) {
    text_->setText(text);
    setAccessibleDescription(text);
}

void StateView::setDetail(const QString& detail) {
    detail_->setText(detail);
    detail_->setVisible(!detail.isEmpty());
}

void StateView::setBusy(bool busy) {
    progress_->setVisible(busy);
}

QPushButton* StateView::addAction(const QString& text, bool primary, std::function<void()> action) {
    auto* button = new QPushButton(text);
    button->setProperty("primary", primary);
    connect(button, &QPushButton::clicked, this, std::move(action));
    actions_->addWidget(button);
    return button;
}

QString StateView::title() const {
    return title_->text();
}

QString StateView::detail() const {
    return detail_->text();
}

} // namespace fracbit::app
