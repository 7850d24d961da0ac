// Which libraries a program loads.
#pragma once

#include <QProcess>
#include <QStringList>

namespace fracbit::tests {

struct ProgramRun {
    int exitCode = -1;
    QStringList libraries; // in the order in which they were initialised
    QString messages;      // of the program itself, on stderr
};

// Runs the program to its end; the dynamic loader says what it loads (ld.so(8), LD_DEBUG).
inline ProgramRun runWatched(const QString& program, const QStringList& arguments) {
    QProcess process;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(QStringLiteral("LD_DEBUG"), QStringLiteral("libs"));
    process.setProcessEnvironment(environment);
    process.start(program, arguments);
    if (!process.waitForFinished(60000) || process.exitStatus() != QProcess::NormalExit)
        return {};
    ProgramRun run{process.exitCode(), {}, {}};
    const QString initialised = QStringLiteral("calling init: ");
    for (const QString& line :
         QString::fromUtf8(process.readAllStandardError()).split(QLatin1Char('\n'))) {
        if (const auto at = line.indexOf(initialised); at >= 0)
            run.libraries << line.mid(at + initialised.size());
        else if (!line.contains(QStringLiteral(":\t")) && !line.trimmed().isEmpty())
            run.messages += line + QLatin1Char('\n');
    }
    return run;
}

// Those of libtorch, and the module that is written for it.
inline QStringList torchLibraries(const ProgramRun& run) {
    return run.libraries.filter(QStringLiteral("torch"));
}

} // namespace fracbit::tests
