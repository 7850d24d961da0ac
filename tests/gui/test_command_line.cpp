#include "shell/command_line.h"
#include "views/svg_icon.h"

#include <QDir>
#include <QFile>
#include <QTest>

using namespace fracbit::app;

namespace {

ParsedCommandLine parse(QStringList arguments) {
    arguments.prepend(QStringLiteral("fracbit-studio"));
    return parseCommandLine(arguments);
}

} // namespace

class TestCommandLine : public QObject {
    Q_OBJECT

private slots:
    void nothingIsAWindow() {
        const ParsedCommandLine parsed = parse({});
        QVERIFY(parsed.options);
        QVERIFY(parsed.options->file.isEmpty());
        QVERIFY(!parsed.options->render);
        QVERIFY(!parsed.options->theme);
    }

    void fileIsMadeAbsolute() {
        const ParsedCommandLine parsed = parse({QStringLiteral("models/a.gguf")});
        QCOMPARE(parsed.options->file, QDir::current().filePath(QStringLiteral("models/a.gguf")));
    }

    void rendering() {
        const auto parsed =
            parse({QStringLiteral("a"), QStringLiteral("--render"), QStringLiteral("out"),
                   QStringLiteral("--size"), QStringLiteral("800x600"), QStringLiteral("--scale"),
                   QStringLiteral("2"), QStringLiteral("--theme"), QStringLiteral("dark")});
        QVERIFY(parsed.options && parsed.options->render);
        QCOMPARE(parsed.options->render->size, QSize(800, 600));
        QCOMPARE(parsed.options->render->scale, 2.0);
        QVERIFY(parsed.options->theme == Theme::Dark);
    }

    void wrongUsage_data() {
        QTest::addColumn<QString>("line");
        QTest::newRow("unknown option") << "--frobnicate";
        QTest::newRow("two files") << "a b";
        QTest::newRow("size without render") << "--size 10x10";
        QTest::newRow("no number") << "--render d --size big";
        QTest::newRow("empty") << "--render d --size 0x10";
        QTest::newRow("huge") << "--render d --size 99999x99999";
        QTest::newRow("huge by scale") << "--render d --size 9000x9000 --scale 4";
        QTest::newRow("scale") << "--render d --scale nan";
        QTest::newRow("theme") << "--theme pink";
    }
    void wrongUsage() {
        QFETCH(QString, line);
        const ParsedCommandLine parsed = parse(line.split(QLatin1Char(' ')));
        QVERIFY(!parsed.options);
        QCOMPARE(parsed.exitCode, 2);
        QVERIFY(!parsed.message.isEmpty());
    }

    void helpAndVersionSucceed() {
        for (const char* option : {"--help", "--version"}) {
            const ParsedCommandLine parsed = parse({QLatin1String(option)});
            QVERIFY(!parsed.options);
            QCOMPARE(parsed.exitCode, 0);
        }
    }

    void everyIconIsDrawn() {
        const QStringList files = QDir(QStringLiteral(":/icons")).entryList();
        QVERIFY(files.size() >= 10);
        for (const QString& name : files) {
            QFile file(QStringLiteral(":/icons/") + name);
            QVERIFY(file.open(QIODevice::ReadOnly));
            QVERIFY2(parseSvgIcon(file.readAll()), qPrintable(name));
        }
    }

    void pathDataOutsideTheSubsetIsRefused() {
        QVERIFY(parsePathData(QStringLiteral("M1 2 L3 4 5 6 H7 V8 Z")));
        for (const char* data : {"A 1 2 3", "M 1", "1 2", "M1 2 L3", "Z 1"})
            QVERIFY2(!parsePathData(QLatin1String(data)), data);
    }
};

QTEST_MAIN(TestCommandLine)
#include "test_command_line.moc"
