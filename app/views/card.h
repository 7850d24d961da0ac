// A framed area on a page.
#pragma once

#include <QMargins>

class QWidget;

namespace fracbit::app {

// Takes the content over.
QWidget* makeCard(QWidget* content, const QMargins& margins = {18, 16, 18, 16});

} // namespace fracbit::app
