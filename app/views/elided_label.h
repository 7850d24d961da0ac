// A line of text that ends in an ellipsis where there is no room for all of it; the tool tip has
// the rest.
#pragma once

#include "views/typography.h"

#include <QLabel>

namespace fracbit::app {

class ElidedLabel final : public QLabel {
    Q_OBJECT

public:
    explicit ElidedLabel(TextStyle style, const QString& text = {}, QWidget* parent = nullptr);

    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;
    bool event(QEvent* event) override;

private:
    QString shownText() const;
};

} // namespace fracbit::app
