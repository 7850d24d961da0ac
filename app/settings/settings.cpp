#include "settings/settings.h"

#include <QSettings>

namespace fracbit::app {

namespace {

constexpr auto kThemeSetting = "appearance/theme";
constexpr auto kLanguage = "appearance/language";
constexpr auto kColorBlindSafe = "appearance/colorBlindSafe";
constexpr auto kRecent = "files/recent";
constexpr auto kOpenProject = "files/openProject";
constexpr auto kGeometry = "window/geometry";
constexpr auto kModelSplitter = "window/modelSplitter";
constexpr auto kAllocateLayout = "window/allocateLayout";

} // namespace

QString themeKey(Theme theme) {
    switch (theme) {
    case Theme::Light:
        return QStringLiteral("light");
    case Theme::Dark:
        return QStringLiteral("dark");
    case Theme::System:
        break;
    }
    return QStringLiteral("system");
}

Theme themeFromKey(const QString& key) {
    for (Theme theme : {Theme::Light, Theme::Dark})
        if (key == themeKey(theme))
            return theme;
    return Theme::System;
}

QStringList withRecent(QStringList recent, const QString& path) {
    recent.removeAll(path);
    recent.prepend(path);
    return recent.mid(0, kMaximumRecent);
}

Settings loadSettings(const QSettings& store) {
    Settings settings;
    settings.theme = themeFromKey(store.value(kThemeSetting).toString());
    settings.language = store.value(kLanguage).toString();
    settings.colorBlindSafe = store.value(kColorBlindSafe, false).toBool();
    settings.recent = store.value(kRecent).toStringList().mid(0, kMaximumRecent);
    settings.openProject = store.value(kOpenProject).toString();
    settings.geometry = store.value(kGeometry).toByteArray();
    settings.allocateLayout = store.value(kAllocateLayout).toByteArray();
    settings.modelSplitter = store.value(kModelSplitter).toByteArray();
    return settings;
}

void saveSettings(const Settings& settings, QSettings& store) {
    store.setValue(kThemeSetting, themeKey(settings.theme));
    store.setValue(kLanguage, settings.language);
    store.setValue(kColorBlindSafe, settings.colorBlindSafe);
    store.setValue(kRecent, settings.recent);
    store.setValue(kOpenProject, settings.openProject);
    store.setValue(kGeometry, settings.geometry);
    store.setValue(kAllocateLayout, settings.allocateLayout);
    store.setValue(kModelSplitter, settings.modelSplitter);
}

} // namespace fracbit::app
