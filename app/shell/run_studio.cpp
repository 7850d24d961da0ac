#include "shell/run_studio.h"

#include "base/error.h"
#include "session/file_names.h"
#include "shell/command_line.h"
#include "shell/main_window.h"
#include "shell/studio.h"

#include <QApplication>
#include <QDir>
#include <QIcon>
#include <QSettings>
#include <QStandardPaths>
#include <QTemporaryDir>

#include <cstdio>
#include <cstdlib>
#include <vector>

namespace fracbit::app {

namespace {

void setIdentity() {
    QCoreApplication::setApplicationName(QStringLiteral("fracbit-studio"));
    QCoreApplication::setOrganizationName(QStringLiteral("fracbit"));
    QCoreApplication::setApplicationVersion(QStringLiteral(FRACBIT_VERSION));
    QGuiApplication::setDesktopFileName(QStringLiteral("fracbit-studio"));
}

// Qt ends the process with abort() when no platform plugin can reach a display; a user is owed a
// sentence and an exit code instead.
void endWithoutDisplay(QtMsgType type, const QMessageLogContext&, const QString& message) {
    if (type != QtFatalMsg)
        return;
    std::fprintf(stderr,
                 "fracbit-studio: no display can be reached. Start it in a graphical session, or "
                 "use --render DIR to draw the pages to files.\n%s\n",
                 qPrintable(message.section(QLatin1Char('\n'), 0, 0)));
    std::fflush(stderr);
    std::_Exit(1);
}

// Not QCoreApplication::arguments(): it loses what is no UTF-8.
ParsedCommandLine readCommandLine(int argc, char** argv) {
    const QCoreApplication application(argc, argv); // the parser asks it for its name
    QStringList arguments;
    for (int i = 0; i < argc; ++i)
        arguments << fileText(argv[i]);
    return parseCommandLine(arguments);
}

int printAndEnd(const ParsedCommandLine& parsed) {
    if (parsed.exitCode == 0)
        std::fputs(qPrintable(parsed.message), stdout);
    else
        std::fprintf(stderr, "fracbit-studio: %s\n", qPrintable(parsed.message));
    return parsed.exitCode;
}

int runWindow(Studio& studio, const CommandLine& options) {
    studio.workspace().project().setFolder(
        QDir(QStandardPaths::writableLocation(QStandardPaths::AppLocalDataLocation))
            .filePath(QStringLiteral("projects")));
    studio.window().show();
    if (!options.file.isEmpty())
        studio.window().open(options.file);
    else
        studio.reopenAfterCrash();
    return QApplication::exec();
}

// Pictures do not depend on what this user has set, and do not change it.
int render(const CommandLine& options) {
    const QTemporaryDir folder;
    QSettings store(folder.filePath(QStringLiteral("settings.ini")), QSettings::IniFormat);
    Studio studio(store);
    studio.overrideTheme(options.theme.value_or(Theme::Light));
    return renderPages(studio, options.file, *options.render);
}

int runWithDisplay(const CommandLine& options) {
    if (options.render)
        return render(options);
    QSettings store;
    Studio studio(store);
    if (options.theme)
        studio.overrideTheme(*options.theme);
    return runWindow(studio, options);
}

int run(int argc, char** argv) {
    setIdentity();
    const ParsedCommandLine parsed = readCommandLine(argc, argv);
    if (!parsed.options)
        return printAndEnd(parsed);
    char platformOption[] = "-platform";
    char platform[] = "offscreen";
    std::vector<char*> arguments{argv[0]};
    if (parsed.options->render) {
        // Icons and plots are drawn at the scale of the pictures, as on a screen of that density.
        qputenv("QT_SCALE_FACTOR", QByteArray::number(parsed.options->render->scale));
        arguments.insert(arguments.end(), {platformOption, platform});
    }
    int count = static_cast<int>(arguments.size());
    arguments.push_back(nullptr);
    const QtMessageHandler previous = qInstallMessageHandler(endWithoutDisplay);
    QApplication application(count, arguments.data());
    qInstallMessageHandler(previous);
    QGuiApplication::setWindowIcon(QIcon(QStringLiteral(":/fracbit-studio.png")));
    return runWithDisplay(*parsed.options);
}

} // namespace

// Errors of jobs are caught by the job runner; this is for a start that fails.
int runStudio(int argc, char** argv) {
    try {
        return run(argc, argv);
    } catch (...) {
        std::fprintf(stderr, "fracbit-studio: %s\n", asError(std::current_exception()).what());
        return 1;
    }
}

} // namespace fracbit::app
