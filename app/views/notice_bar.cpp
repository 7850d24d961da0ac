#include "views/notice_bar.h"

#include "views/icon_label.h"
#include "views/svg_icon.h"
#include "views/typography.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>

namespace fracbit::app {

NoticeBar::NoticeBar(QWidget* parent)
    : QWidget(parent), text_(makeLabel(TextStyle::Body)), actions_(new QHBoxLayout) {
    setObjectName(QStringLiteral("notice"));
    setAttribute(Qt::WA_StyledBackground);
    text_->setWordWrap(true);
    text_->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    actions_->setSpacing(8);
    auto* columns = new QHBoxLayout(this);
    columns->setContentsMargins(18, 8, 14, 8);
    columns->setSpacing(12);
    columns->addWidget(new IconLabel(svgIcon(QStringLiteral("warning")), 20));
    columns->addWidget(text_, 1);
    columns->addLayout(actions_);
    hide();
}

void NoticeBar::showNotice(const QString& text, const QList<Action>& actions,
                           std::function<void()> closed) {
    text_->setText(text);
    while (QLayoutItem* item = actions_->takeAt(0)) {
        item->widget()->deleteLater();
        delete item;
    }
    QList<Action> all = actions;
    all.append({tr("Close"), std::move(closed)});
    for (const Action& action : all) {
        auto* button = new QPushButton(action.text);
        connect(button, &QPushButton::clicked, this, [this, run = action.run] {
            hide();
            if (run)
                run();
        });
        actions_->addWidget(button);
    }
    show();
}

QString NoticeBar::text() const {
    return isHidden() ? QString() : text_->text();
}

} // namespace fracbit::app
