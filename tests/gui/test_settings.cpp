#include "settings/settings.h"

#include <QSettings>
#include <QTemporaryDir>
#include <QTest>

using namespace fracbit::app;

class TestSettings : public QObject {
    Q_OBJECT

private slots:
    void survivesARoundTrip() {
        const QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("settings.ini"));
        Settings settings;
        settings.theme = Theme::Dark;
        settings.colorBlindSafe = true;
        settings.language = QStringLiteral("ko");
        settings.recent = {QStringLiteral("/a/b, c.gguf"), QStringLiteral("/한국어")};
        settings.geometry = QByteArray("\0\1\2", 3);
        {
            QSettings store(path, QSettings::IniFormat);
            saveSettings(settings, store);
        }
        const QSettings store(path, QSettings::IniFormat);
        QVERIFY(loadSettings(store) == settings);
    }

    void emptyStoreGivesDefaults() {
        const QTemporaryDir folder;
        const QSettings store(folder.filePath(QStringLiteral("none.ini")), QSettings::IniFormat);
        QVERIFY(loadSettings(store) == Settings());
    }

    void unknownThemeIsTheSystems() {
        QVERIFY(themeFromKey(QStringLiteral("purple")) == Theme::System);
        for (Theme theme : {Theme::System, Theme::Light, Theme::Dark})
            QVERIFY(themeFromKey(themeKey(theme)) == theme);
    }

    void recentKeepsEachPathOnceNewestFirst() {
        QStringList recent;
        for (int i = 0; i < 2 * kMaximumRecent; ++i)
            recent = withRecent(recent, QStringLiteral("/%1").arg(i));
        QCOMPARE(recent.size(), kMaximumRecent);
        recent = withRecent(recent, recent.last());
        QCOMPARE(recent.size(), kMaximumRecent);
        QCOMPARE(recent.first(), QStringLiteral("/%1").arg(kMaximumRecent));
    }
};

QTEST_GUILESS_MAIN(TestSettings)
#include "test_settings.moc"
