// The program as a user starts it: what it says when it cannot do what it is asked to.
#include "gui/model_folder.h"
#include "gui/profile_file.h"
#include "support/loaded_libraries.h"

#include <QFile>
#include <QImage>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include <cstdlib>
#include <filesystem>

using namespace fracbit;

namespace {

struct Run {
    int exitCode = -1;
    QString error;
};

Run runStudio(const QStringList& arguments, const QString& platform) {
    QProcess process;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(QStringLiteral("QT_QPA_PLATFORM"), platform);
    for (const char* display : {"DISPLAY", "WAYLAND_DISPLAY"})
        environment.remove(QString::fromLatin1(display));
    process.setProcessEnvironment(environment);
    process.start(QStringLiteral(FRACBIT_STUDIO), arguments);
    if (!process.waitForFinished(60000) || process.exitStatus() != QProcess::NormalExit)
        return {};
    return {process.exitCode(), QString::fromUtf8(process.readAllStandardError())};
}

} // namespace

class TestProgram : public QObject {
    Q_OBJECT

private:
    QTemporaryDir folder_;

    QString path(const char* name) const { return folder_.filePath(QString::fromLatin1(name)); }
    Run render(const QString& file) const {
        return runStudio({file, QStringLiteral("--render"), path("pages")},
                         QStringLiteral("offscreen"));
    }

private slots:
    void withoutADisplay() {
        const Run run = runStudio({}, QStringLiteral("xcb"));
        QCOMPARE(run.exitCode, 1);
        QVERIFY2(run.error.contains(QStringLiteral("no display can be reached")),
                 qPrintable(run.error));
        QVERIFY(run.error.contains(QStringLiteral("--render")));
    }

    // Pictures need none, whatever platform the environment names.
    void pagesAreDrawnWithoutADisplay() {
        const QString profile = tests::writeSmallProfile(path("p.json"));
        const Run run = runStudio({profile, QStringLiteral("--render"), path("pages"),
                                   QStringLiteral("--size"), QStringLiteral("900x600")},
                                  QStringLiteral("xcb"));
        QVERIFY2(run.exitCode == 0, qPrintable(run.error));
        for (const char* page : {"model", "profile", "allocate", "export"})
            QCOMPARE(QImage(path("pages/") + QLatin1String(page) + QStringLiteral(".png")).size(),
                     QSize(900, 600));
    }

    // Nobody waits for libtorch before there is something to compute.
    void firstPictureNeedsNoLibtorch() {
        const QString profile = tests::writeSmallProfile(path("p.json"));
        for (const QString& file : {profile, tests::writeModelFolder(path("opened"))}) {
            const auto run = tests::runWatched(QStringLiteral(FRACBIT_STUDIO),
                                               {file, QStringLiteral("--render"), path("first")});
            QVERIFY2(run.exitCode == 0, qPrintable(run.messages));
            QVERIFY(!run.libraries.filter(QStringLiteral("libQt6Widgets")).isEmpty());
            QVERIFY2(tests::torchLibraries(run).isEmpty(),
                     qPrintable(tests::torchLibraries(run).join(QStringLiteral(", "))));
        }
    }

    void brokenFilesAreNamed_data() {
        QTest::addColumn<QByteArray>("contents");
        QTest::newRow("torn") << QByteArray("{\"format\": \"fracbit-project\"");
        QTest::newRow("empty") << QByteArray();
        QTest::newRow("of another program")
            << QByteArray("{\"format\": \"other\", \"version\": 1}");
        QTest::newRow("of the future")
            << QByteArray("{\"format\": \"fracbit-project\", \"version\": 99}");
    }
    void brokenFilesAreNamed() {
        QFETCH(QByteArray, contents);
        tests::writeFile(path("broken.fracbit"), contents);
        const Run run = render(path("broken.fracbit"));
        QCOMPARE(run.exitCode, 1);
        QVERIFY2(run.error.contains(QStringLiteral("broken.fracbit")), qPrintable(run.error));
        QCOMPARE(run.error.trimmed().count(QLatin1Char('\n')), 0);
    }

    void namesNeedNotBeUtf8() {
        const QString good = tests::writeModelFolder(path("model"));
        const std::string odd = folder_.path().toStdString() + "/M-\xe9t\xe9";
        std::filesystem::rename(good.toStdString(), odd);
        // QProcess encodes its arguments as UTF-8: a shell does not.
        const std::string command = "\"" FRACBIT_STUDIO "\" \"" + odd + "\" --render \"" +
                                    path("pages").toStdString() + "\" 2> \"" +
                                    path("errors").toStdString() + "\"";
        const int code = std::system(command.c_str());
        QFile errors(path("errors"));
        QVERIFY(errors.open(QIODevice::ReadOnly));
        QVERIFY2(code == 0, errors.readAll().constData());
    }

    void missingFileIsNamed() {
        const Run run = render(path("none.gguf"));
        QCOMPARE(run.exitCode, 1);
        QVERIFY2(run.error.contains(QStringLiteral("none.gguf")), qPrintable(run.error));
    }
};

QTEST_GUILESS_MAIN(TestProgram)
#include "test_program.moc"
