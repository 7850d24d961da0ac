// Pictures of the pages, for documents, bug reports and checks.
#pragma once

#include <QSize>
#include <QString>

namespace fracbit::app {

class Studio;

struct RenderOptions {
    QString folder; // made when it does not exist
    QSize size{1440, 900};
    double scale = 1.0; // pixels per unit of size
};

// Opens `file` (may be empty), waits until that has ended, and writes <page>.png for every page.
// Returns the process's exit code: 1 when the file could not be opened (the pages are written all
// the same: they say why) or a picture not written; messages go to stderr.
int renderPages(Studio& studio, const QString& file, const RenderOptions& options);

} // namespace fracbit::app
