#include "shell/language.h"

#include <QCoreApplication>
#include <QLibraryInfo>
#include <QLocale>
#include <QTranslator>

#include <array>

namespace fracbit::app {

namespace {

// Our texts and those of Qt's own dialogs.
std::array<QTranslator, 2>& translators() {
    static std::array<QTranslator, 2> instances;
    return instances;
}

// The system's; where none is set up ("C"), English, so that numbers are grouped.
QLocale systemLocale() {
    const QLocale locale = QLocale::system();
    return locale.language() == QLocale::C ? QLocale(QLocale::English) : locale;
}

bool loadOwn(QTranslator& translator, const QLocale& locale) {
    return translator.load(locale, QStringLiteral("fracbit-studio"), QStringLiteral("_"),
                           QStringLiteral(":/i18n"));
}

void install(QTranslator& translator, bool loaded) {
    QCoreApplication::removeTranslator(&translator);
    if (loaded)
        QCoreApplication::installTranslator(&translator);
}

} // namespace

const QList<Language>& languages() {
    static const QList<Language> list{
        {QStringLiteral("en"), QStringLiteral("English")},
        {QStringLiteral("de"), QStringLiteral("Deutsch")},
        {QStringLiteral("fr"), QStringLiteral("Français")},
        {QStringLiteral("ko"), QStringLiteral("한국어")},
        {QStringLiteral("zh_CN"), QStringLiteral("简体中文")},
    };
    return list;
}

void applyLanguage(const QString& code) {
    const QLocale locale = code.isEmpty() ? systemLocale() : QLocale(code);
    QLocale::setDefault(locale);
    auto& [own, qt] = translators();
    install(own, loadOwn(own, locale) || loadOwn(own, QLocale(QLocale::English)));
    install(qt, qt.load(locale, QStringLiteral("qtbase"), QStringLiteral("_"),
                        QLibraryInfo::path(QLibraryInfo::TranslationsPath)));
}

} // namespace fracbit::app
