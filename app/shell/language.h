// Languages of the window and their translations.
#pragma once

#include <QList>
#include <QString>

namespace fracbit::app {

struct Language {
    QString code; // "de", "zh_CN"
    QString name; // in that language
};
const QList<Language>& languages();

// Loads the texts of `code` (empty: the system's language, English when there is none of it) and
// makes its number formats the default. What is already on the screen is not translated again.
void applyLanguage(const QString& code);

} // namespace fracbit::app
