// Pictures for documents.
#pragma once

#include <QPicture>
#include <QSize>
#include <QString>

#include <string>

namespace fracbit::app {

// The contents of a file with the picture: SVG, PDF or PNG (at twice the size) by the ending of
// the name. Throws Error(InvalidArgument) for another ending.
std::string pictureFile(const QPicture& picture, QSize size, const QColor& ground,
                        const QString& name);

} // namespace fracbit::app
