// What the program remembers between runs. Read and written at the edge (shell/); everything else
// is given the values it needs.
#pragma once

#include <QByteArray>
#include <QString>
#include <QStringList>

class QSettings;

namespace fracbit::app {

enum class Theme { System, Light, Dark };

QString themeKey(Theme theme); // "system", "light", "dark"
// Empty text or an unknown key is the system's theme.
Theme themeFromKey(const QString& key);

struct Settings {
    Theme theme = Theme::System;
    QString language;            // "de", "zh_CN"; empty: the system's
    bool colorBlindSafe = false; // cividis instead of viridis
    QStringList recent;          // absolute paths, newest first, at most kMaximumRecent
    QString openProject;         // while one is open; empty after a proper end
    QByteArray geometry;         // QWidget::saveGeometry of the window
    QByteArray modelSplitter;
    QByteArray allocateLayout;
    bool operator==(const Settings&) const = default;
};

inline constexpr int kMaximumRecent = 8;

// Moves or adds `path` to the front.
QStringList withRecent(QStringList recent, const QString& path);

Settings loadSettings(const QSettings& store);
void saveSettings(const Settings& settings, QSettings& store);

} // namespace fracbit::app
