// Line icons that take their colour from the palette.
//
// Qt's own SVG module is not a dependency: the program's icons use a small, documented part of
// SVG (see resources/icons/README.md), which is drawn here at any size and in any colour.
#pragma once

#include <QIcon>
#include <QPainterPath>
#include <QString>

#include <optional>

namespace fracbit::app {

// ":/icons/<name>.svg"; an unknown name is a defect and gives a null icon.
QIcon svgIcon(const QString& name);

// The outline of an icon in its 24 x 24 view box; empty when the text is not of the subset.
std::optional<QPainterPath> parseSvgIcon(const QByteArray& svg);
// Path data with absolute M, L, H, V, C and Z; empty on anything else.
std::optional<QPainterPath> parsePathData(const QString& data);

} // namespace fracbit::app
