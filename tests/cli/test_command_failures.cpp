// What the command line says when files are not as they should be.
#include "base/text.h"
#include "checkpoint/checkpoint.h"
#include "support/command_run.h"
#include "support/synthetic_checkpoint.h"
#include "support/synthetic_source.h"

#include <QTest>

#include <chrono>
#include <fstream>
#include <thread>

using namespace fracbit;
using namespace fracbit::tests;
namespace fs = std::filesystem;

namespace {

constexpr const char* kWeights = "model.safetensors";

// Large enough for the slowest scheme to take a second.
checkpoint::UniformDecoder slowConfig() {
    auto config = syntheticConfig("llama");
    config.blocks = 12;
    return config;
}

std::size_t linesOf(const fs::path& file) {
    std::ifstream in(file);
    return static_cast<std::size_t>(std::count(std::istreambuf_iterator<char>(in), {}, '\n'));
}

// One line, of the form that users are promised.
void verifyOneLine(const CommandRun& run, const std::vector<std::string>& parts) {
    QVERIFY2(run.error.starts_with("fracbit: ") && run.error.ends_with('\n') &&
                 std::count(run.error.begin(), run.error.end(), '\n') == 1,
             run.error.c_str());
    for (const std::string& part : parts)
        QVERIFY2(run.error.find(part) != std::string::npos, run.error.c_str());
}

} // namespace

class TestCommandFailures : public QObject {
    Q_OBJECT
private slots:
    void modelThatShrinksMeanwhile();
    void quantizedModelThatShrank_data();
    void quantizedModelThatShrank();
    void pathsThatAreNoUtf8();
};

void TestCommandFailures::modelThatShrinksMeanwhile() {
    const TemporaryFolder folder(TemporaryFolder::Place::Memory);
    writeCheckpoint(folder / "model", SyntheticSource(slowConfig()));
    const fs::path out = folder / "out";
    std::jthread drive([&](std::stop_token ending) {
        while (!ending.stop_requested() && linesOf(out / "quantize.journal") < 10)
            std::this_thread::sleep_for(std::chrono::milliseconds(1));
        fs::resize_file(folder / "model" / kWeights, 4096);
    });
    const CommandRun run = runCommand({"quantize", folder / "model", "--scheme", "ctcq-3", "--out",
                                       out, "--threads", "1", "--quiet", "--json"});
    QCOMPARE(run.exitCode, 1);
    QVERIFY2(run.out.empty(), run.out.c_str());
    verifyOneLine(run, {kWeights, "cannot be read any more"});
    QVERIFY(!fs::exists(out / kWeights));
    QVERIFY(linesOf(out / "quantize.journal") >= 10); // can be resumed
}

void TestCommandFailures::quantizedModelThatShrank_data() {
    QTest::addColumn<QStringList>("command");
    QTest::newRow("verify") << QStringList{"verify", "MODEL"};
    QTest::newRow("inspect") << QStringList{"inspect", "MODEL"};
    QTest::newRow("export") << QStringList{"export", "MODEL", "--out", "PLAIN"};
    QTest::newRow("logits") << QStringList{"logits", "MODEL", "--tokens", "1,2,3"};
}

// Before the command begins: truncated files are refused on opening.
void TestCommandFailures::quantizedModelThatShrank() {
    QFETCH(QStringList, command);
    const TemporaryFolder folder(TemporaryFolder::Place::Memory);
    writeCheckpoint(folder / "model", SyntheticSource(syntheticConfig("llama")));
    const fs::path out = folder / "out";
    QCOMPARE(
        runCommand({"quantize", folder / "model", "--scheme", "nuq-3", "--out", out, "--quiet"})
            .exitCode,
        0);
    fs::resize_file(out / kWeights, fs::file_size(out / kWeights) / 2);
    std::vector<std::string> arguments;
    for (const QString& word : command)
        arguments.push_back(word == QLatin1String("MODEL")   ? out.string()
                            : word == QLatin1String("PLAIN") ? (folder / "plain").string()
                                                             : word.toStdString());
    const CommandRun run = runCommand(arguments);
    QCOMPARE(run.exitCode, 1);
    verifyOneLine(run, {kWeights});
    QVERIFY(!fs::exists(folder / "plain" / kWeights));
}

// Every command that writes a path into a document.
void TestCommandFailures::pathsThatAreNoUtf8() {
    const TemporaryFolder folder(TemporaryFolder::Place::Memory);
    const std::string model = folder / "M-\xe9t\xe9";
    const std::string profile = folder / "P-\xff.json";
    const std::string plan = folder / "plan-\xff.json";
    const std::string quantized = folder / "Q-\xe9";
    writeCheckpoint(model, SyntheticSource(syntheticConfig("llama")));
    const std::vector<std::vector<std::string>> commands{
        {"inspect", model},
        {"profile", model, "--out", profile, "--sequences", "2", "--length", "16", "--latency",
         "none", "--distortion", "off", "--hessian", "--moment-sequences", "4", "--moment-length",
         "16"},
        {"solve", profile, "--bits", "4", "--out", plan},
        {"quantize", model, "--plan", plan, "--out", quantized},
        {"verify", quantized, "--against", model},
        {"export", quantized, "--out", folder / "plain-\xff"}};
    for (auto command : commands) {
        command.insert(command.end(), {"--json", "--quiet"});
        const CommandRun run = runCommand(command);
        QVERIFY2(run.exitCode == 0, (command[0] + ": " + run.error).c_str());
        const nlohmann::json document = run.json(); // is valid
        if (command[0] == "profile")
            QCOMPARE(pathFromText(document["profile"].get<std::string>()).native(), profile);
        if (command[0] == "verify")
            QCOMPARE(pathFromText(document["folder"].get<std::string>()).native(), quantized);
        if (command[0] == "quantize") // the plan's moments were found
            QCOMPARE(document["feedback"].get<std::string>(), "on");
    }
    for (const std::string& file : {profile, plan}) {
        std::ifstream in(file);
        QVERIFY(nlohmann::json::accept(in));
    }
}

QTEST_APPLESS_MAIN(TestCommandFailures)
#include "test_command_failures.moc"
