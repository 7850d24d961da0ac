// What `fracbit` loads: libtorch only where it computes on it.
#include "support/command_run.h"
#include "support/digit_text.h"
#include "support/loaded_libraries.h"
#include "support/synthetic_checkpoint.h"
#include "support/synthetic_source.h"

#include <QTest>

using namespace fracbit;
using namespace fracbit::tests;

class TestStartup : public QObject {
    Q_OBJECT
private slots:
    void initTestCase();
    void startsWithoutLibtorch_data();
    void startsWithoutLibtorch();
    void libtorchIsLoadedWhereItIsNeeded();
    void missingLibraryIsNamed();

private:
    std::string path(const char* name) const { return (folder_ / name).string(); }
    QString text(const char* name) const { return QString::fromStdString(path(name)); }

    TemporaryFolder folder_;
};

void TestStartup::initTestCase() {
    auto config = syntheticConfig("llama");
    config.vocabulary = 10; // the digits
    writeCheckpoint(folder_ / "model", SyntheticSource(config));
    writeDigitTokenizer(folder_ / "model" / "tokenizer.json");
    for (const std::vector<std::string>& command :
         {std::vector<std::string>{"profile", path("model"), "--out", path("profile.json"),
                                   "--sequences", "2", "--length", "16", "--latency", "none",
                                   "--distortion", "off", "--quiet"},
          std::vector<std::string>{"quantize", path("model"), "--out", path("packed"), "--scheme",
                                   "nuq-4", "--feedback", "off", "--quiet"}}) {
        const CommandRun run = runCommand(command);
        QVERIFY2(run.exitCode == 0, run.error.c_str());
    }
}

void TestStartup::startsWithoutLibtorch_data() {
    QTest::addColumn<QStringList>("arguments");
    QTest::newRow("version") << QStringList{"--version"};
    QTest::newRow("inspect") << QStringList{"inspect", text("model")};
    QTest::newRow("tokenize") << QStringList{"tokenize", text("model"), "--text", "0123456789"};
    QTest::newRow("solve") << QStringList{"solve", text("profile.json"), "--bits", "3"};
    QTest::newRow("generate") << QStringList{"generate", text("packed"), "--prompt",
                                             "01234",    "--tokens",     "4"};
}

void TestStartup::startsWithoutLibtorch() {
    QFETCH(QStringList, arguments);
    const ProgramRun run = runWatched(FRACBIT_PROGRAM, arguments);
    QVERIFY2(run.exitCode == 0, qPrintable(run.messages));
    QVERIFY(!run.libraries.filter(QStringLiteral("libstdc++")).isEmpty()); // the list is one
    QVERIFY2(torchLibraries(run).isEmpty(), qPrintable(torchLibraries(run).join(", ")));
}

void TestStartup::libtorchIsLoadedWhereItIsNeeded() {
    const ProgramRun run =
        runWatched(FRACBIT_PROGRAM, {"generate", text("model"), "--prompt", "01234"});
    QVERIFY2(run.exitCode == 0, qPrintable(run.messages));
    QVERIFY(!run.libraries.filter(QStringLiteral("libfracbit_torch")).isEmpty());
    QVERIFY(!run.libraries.filter(QStringLiteral("libtorch_cpu")).isEmpty());
}

// A program that was copied without its library says so; what needs none works.
void TestStartup::missingLibraryIsNamed() {
    std::filesystem::create_directories(folder_ / "bin");
    std::filesystem::copy_file(FRACBIT_PROGRAM, folder_ / "bin" / "fracbit");
    const ProgramRun torch =
        runWatched(text("bin/fracbit"), {"logits", text("model"), "--tokens", "1,2"});
    QCOMPARE(torch.exitCode, 1);
    const QString message = torch.messages.trimmed();
    QVERIFY2(
        message.startsWith(QStringLiteral("fracbit: ") + text("lib/fracbit/libfracbit_torch.so")),
        qPrintable(message));
    QVERIFY2(message.count(QLatin1Char('\n')) == 0 && message.contains(QStringLiteral("install")),
             qPrintable(message));
    const ProgramRun packed =
        runWatched(text("bin/fracbit"), {"logits", text("packed"), "--tokens", "1,2"});
    QVERIFY2(packed.exitCode == 0, qPrintable(packed.messages));
}

QTEST_GUILESS_MAIN(TestStartup)
#include "test_startup.moc"
