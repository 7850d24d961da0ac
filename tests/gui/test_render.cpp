#include "shell/render.h"

#include "gui/model_folder.h"
#include "shell/navigation_bar.h"
#include "shell/studio.h"

#include <QImage>
#include <QSettings>
#include <QTemporaryDir>
#include <QTest>

using namespace fracbit;
using namespace fracbit::app;

class TestRender : public QObject {
    Q_OBJECT

private slots:
    void drawsEveryPageAtTheScale() {
        const QTemporaryDir folder;
        const QString model = tests::writeModelFolder(folder.filePath(QStringLiteral("Tiny")));
        QSettings store(folder.filePath(QStringLiteral("s.ini")), QSettings::IniFormat);
        Studio studio(store);
        RenderOptions options;
        options.folder = folder.filePath(QStringLiteral("new/pictures"));
        options.size = QSize(1000, 640);
        options.scale = 2.0;
        QCOMPARE(renderPages(studio, model, options), 0);
        for (PageId page : kPages) {
            const QImage image(options.folder + QLatin1Char('/') + pageKey(page) +
                               QStringLiteral(".png"));
            QCOMPARE(image.size(), QSize(2000, 1280));
            QVERIFY(image.pixelColor(100, 100) != image.pixelColor(1999, 1279) ||
                    page == PageId::Model);
        }
    }

    void brokenFileStillGivesPicturesAndFails() {
        const QTemporaryDir folder;
        QSettings store(folder.filePath(QStringLiteral("s.ini")), QSettings::IniFormat);
        Studio studio(store);
        RenderOptions options;
        options.folder = folder.path();
        QCOMPARE(renderPages(studio, folder.filePath(QStringLiteral("no.gguf")), options), 1);
        QVERIFY(QFile::exists(folder.filePath(QStringLiteral("model.png"))));
    }

    void unwritableFolderFails() {
        const QTemporaryDir folder;
        tests::writeFile(folder.filePath(QStringLiteral("file")), "x");
        QSettings store(folder.filePath(QStringLiteral("s.ini")), QSettings::IniFormat);
        Studio studio(store);
        RenderOptions options;
        options.folder = folder.filePath(QStringLiteral("file/below"));
        QCOMPARE(renderPages(studio, {}, options), 1);
    }
};

QTEST_MAIN(TestRender)
#include "test_render.moc"
