#include "shell/navigation_bar.h"

#include "views/svg_icon.h"

#include <QButtonGroup>
#include <QKeyEvent>
#include <QToolButton>
#include <QVBoxLayout>

namespace fracbit::app {

QString pageKey(PageId page) {
    switch (page) {
    case PageId::Model:
        return QStringLiteral("model");
    case PageId::Profile:
        return QStringLiteral("profile");
    case PageId::Allocate:
        return QStringLiteral("allocate");
    case PageId::Export:
        break;
    }
    return QStringLiteral("export");
}

QString pageTitle(PageId page) {
    switch (page) {
    case PageId::Model:
        return NavigationBar::tr("Model");
    case PageId::Profile:
        return NavigationBar::tr("Profile");
    case PageId::Allocate:
        return NavigationBar::tr("Allocate");
    case PageId::Export:
        break;
    }
    return NavigationBar::tr("Export");
}

NavigationBar::NavigationBar(QWidget* parent) : QWidget(parent), buttons_(new QButtonGroup(this)) {
    setObjectName(QStringLiteral("navigation"));
    setAttribute(Qt::WA_StyledBackground);
    setAccessibleName(tr("Pages"));
    auto* rows = new QVBoxLayout(this);
    rows->setContentsMargins(0, 10, 0, 10);
    rows->setSpacing(4);
    for (PageId page : kPages) {
        auto* button = new QToolButton;
        button->setText(pageTitle(page));
        button->setAccessibleName(pageTitle(page));
        button->setIcon(svgIcon(pageKey(page)));
        button->setIconSize(QSize(24, 24));
        button->setToolButtonStyle(Qt::ToolButtonTextUnderIcon);
        button->setCheckable(true);
        button->setFocusPolicy(Qt::StrongFocus);
        button->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
        button->setToolTip(QStringLiteral("%1 (Ctrl+%2)").arg(pageTitle(page)).arg(int(page) + 1));
        buttons_->addButton(button, int(page));
        rows->addWidget(button);
    }
    rows->addStretch();
    connect(buttons_, &QButtonGroup::idClicked, this,
            [this](int id) { emit pageRequested(static_cast<PageId>(id)); });
    setCurrent(PageId::Model);
}

void NavigationBar::setCurrent(PageId page) {
    buttons_->button(int(page))->setChecked(true);
}

void NavigationBar::keyPressEvent(QKeyEvent* event) {
    const int step = event->key() == Qt::Key_Down ? 1 : event->key() == Qt::Key_Up ? -1 : 0;
    const int next = buttons_->checkedId() + step;
    if (step == 0 || !buttons_->button(next))
        return QWidget::keyPressEvent(event);
    buttons_->button(next)->setFocus(Qt::TabFocusReason);
    emit pageRequested(static_cast<PageId>(next));
}

} // namespace fracbit::app
