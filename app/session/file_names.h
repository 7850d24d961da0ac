// File names between the window and the engine.
#pragma once

#include "base/text.h"

#include <QString>

namespace fracbit::app {

// Without loss, also where a name is no UTF-8 (base/text.h). Qt's own functions for files do not
// find such a file; what must work with every name uses std::filesystem.
inline QString fileText(const std::filesystem::path& path) {
    return QString::fromStdString(pathText(path));
}
inline std::filesystem::path filePath(const QString& text) {
    return pathFromText(text.toStdString());
}

} // namespace fracbit::app
