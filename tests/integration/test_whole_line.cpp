#include "base/checksum.h"
#include "base/json_file.h"
#include "checkpoint/checkpoint.h"
#include "support/command_run.h"
#include "support/synthetic_checkpoint.h"
#include "support/synthetic_source.h"

#include <QTest>

#include <fstream>

using namespace fracbit;
using namespace fracbit::tests;
using nlohmann::json;

// The main job on a small synthetic model, through the command line alone: inspect, solve,
// quantize, verify, logits; and what the command line promises about errors.
class TestWholeLine : public QObject {
    Q_OBJECT
private slots:
    void initTestCase();
    void inspectListsTheLayers();
    void planIsSolvedAndCarriedOut();
    void quantizedModelIsExported();
    void predictionsAreComparedWithMeasurements();
    void planSaysWhatItWasSolvedOn();
    void moreBitsGiveBetterLogits();
    void errorsAreOneLine_data();
    void errorsAreOneLine();
    void jsonIsTheOnlyOutput();

private:
    std::string path(const char* name) const { return (folder_ / name).string(); }
    std::vector<double> lastLogits(const std::string& model);

    TemporaryFolder folder_;
};

void TestWholeLine::initTestCase() {
    writeCheckpoint(folder_ / "model", SyntheticSource(syntheticConfig("qwen2")));
    std::ofstream(folder_ / "broken.gguf", std::ios::binary) << "GGUF\3\0\0\0 and then nothing";
    std::ofstream(folder_ / "broken.json") << "{\"version\": 1, ";
}

void TestWholeLine::inspectListsTheLayers() {
    const auto run = runCommand({"inspect", path("model"), "--json"});
    QCOMPARE(run.exitCode, 0);
    const json document = run.json();
    QCOMPARE(document["version"].get<int>(), 1);
    QCOMPARE(document["architecture"].get<std::string>(), std::string("qwen2"));
    QCOMPARE(document["layers"].size(), std::size_t{14});
    QCOMPARE(document["layers"][0]["name"].get<std::string>(), std::string("blocks.0.attn.q"));
}

void TestWholeLine::planIsSolvedAndCarriedOut() {
    const auto quantized = runCommand(
        {"quantize", path("model"), "--out", path("q3"), "--bits", "3.25", "--json", "--quiet"});
    QVERIFY2(quantized.exitCode == 0, quantized.error.c_str());
    const json document = quantized.json();
    QCOMPARE(document["bytes"].get<std::uint64_t>(),
             document["predicted_bytes"].get<std::uint64_t>());
    std::uint64_t onDisk = 0;
    for (const auto& entry : std::filesystem::directory_iterator(folder_ / "q3"))
        onDisk += entry.file_size();
    QCOMPARE(document["bytes"].get<std::uint64_t>(), onDisk);

    const auto verified =
        runCommand({"verify", path("q3"), "--against", path("model"), "--json", "--quiet"});
    QVERIFY2(verified.exitCode == 0, verified.error.c_str());
    QVERIFY(verified.json()["ok"].get<bool>());
    QCOMPARE(verified.json()["layers"].size(), std::size_t{14});
    QVERIFY(verified.json()["layers"][0]["relative_error"].is_number());
}

void TestWholeLine::quantizedModelIsExported() {
    const std::vector<std::string> command{"export",  path("q3"), "--out",  path("plain"),
                                           "--dtype", "float16",  "--json", "--quiet"};
    auto dry = command;
    dry.push_back("--dry-run");
    const auto foretold = runCommand(dry).json()["predicted_bytes"].get<std::uint64_t>();
    QVERIFY(!std::filesystem::exists(folder_ / "plain"));
    const auto exported = runCommand(command);
    QVERIFY2(exported.exitCode == 0, exported.error.c_str());
    QCOMPARE(exported.json()["bytes"].get<std::uint64_t>(), foretold);
    double rounding = 0;
    double quantization = 0;
    const auto packed = lastLogits(path("q3"));
    const auto plain = lastLogits(path("plain"));
    const auto original = lastLogits(path("model"));
    for (std::size_t i = 0; i < packed.size(); ++i) {
        rounding += std::abs(packed[i] - plain[i]);
        quantization += std::abs(packed[i] - original[i]);
    }
    QVERIFY2(rounding < 0.02 * quantization, qPrintable(QString::number(rounding / quantization)));
    QVERIFY(runCommand(command).exitCode != 0); // there is one already
}

void TestWholeLine::predictionsAreComparedWithMeasurements() {
    const std::vector<std::string> profile{"profile",     path("model"), "--out",    path("p.json"),
                                           "--sequences", "2",           "--length", "16",
                                           "--device",    "rtx-4090",    "--json",   "--quiet"};
    const auto profiled = runCommand(profile);
    QVERIFY2(profiled.exitCode == 0, profiled.error.c_str());
    QVERIFY(!profiled.json()["reused"].get<bool>());
    QVERIFY(runCommand(profile).json()["reused"].get<bool>());
    for (const char* scheme : {"nuq-4", "vq-3"})
        QCOMPARE(runCommand({"quantize", path("model"), "--out", path(scheme), "--scheme", scheme,
                             "--quiet"})
                     .exitCode,
                 0);
    const std::vector<std::string> common{
        "--against", path("model"), "--profile", path("p.json"),      "--windows", "2",
        "--context", "16",          "--trials",  path("trials.json"), "--json",    "--quiet"};
    const auto verify = [&](std::vector<std::string> folders) {
        folders.insert(folders.begin(), "verify");
        folders.insert(folders.end(), common.begin(), common.end());
        return runCommand(folders);
    };
    const auto one = verify({path("q3")});
    QVERIFY2(one.exitCode == 0, one.error.c_str());
    const json document = one.json();
    QVERIFY(document["ok"].get<bool>());
    QCOMPARE(document["layers"].size(), std::size_t{14});
    QVERIFY(document["predicted"]["bytes"] == document["measured"]["bytes"]);
    QVERIFY(document["measured"]["kl"].get<double>() > 0);
    QVERIFY(document["predicted"]["latency_seconds"].get<double>() > 0);
    QVERIFY(document["agreement"].is_null()); // one trial is no line
    const json all = verify({path("nuq-4"), path("vq-3")}).json();
    QCOMPARE(all["folders"].size(), std::size_t{2});
    QCOMPARE(all["trials"].size(), std::size_t{3});
    QVERIFY(all["agreement"]["slope"].is_number());
    const json kept = runCommand({"verify", "--trials", path("trials.json"), "--json"}).json();
    QVERIFY(kept["agreement"] == all["agreement"]);
}

// With the profile of the test before.
void TestWholeLine::planSaysWhatItWasSolvedOn() {
    const auto solved =
        runCommand({"solve", path("p.json"), "--bits", "3", "--out", path("plan.json"), "--quiet"});
    QVERIFY2(solved.exitCode == 0, solved.error.c_str());
    const json plan = readJsonFile(path("plan.json"));
    const json model = runCommand({"inspect", path("model"), "--json"}).json();
    QCOMPARE(plan["version"].get<int>(), 2);
    QCOMPARE(plan["source"].get<std::string>(), model["fingerprint"].get<std::string>());
    QCOMPARE(plan["profile"].get<std::string>(), fileFingerprint(path("p.json")));

    const std::vector<std::string> dry{"quantize", path("model"),     "--out",    path("no"),
                                       "--plan",   path("plan.json"), "--dry-run"};
    const auto fitting = runCommand(dry);
    QVERIFY2(fitting.exitCode == 0 && fitting.error.empty(), fitting.error.c_str());
    json other = plan;
    other["source"] = "0123456789abcdef";
    std::ofstream(path("plan.json")) << other;
    const auto noted = runCommand(dry);
    QCOMPARE(noted.exitCode, 0);
    QVERIFY2(noted.error.find("solved for another model") != std::string::npos,
             noted.error.c_str());
}

std::vector<double> TestWholeLine::lastLogits(const std::string& model) {
    const auto run =
        runCommand({"logits", model, "--tokens", "1,2,3,5,8,13,21", "--json", "--quiet"});
    if (run.exitCode != 0)
        qWarning("%s", run.error.c_str());
    return run.json()["last_logits"].get<std::vector<double>>();
}

void TestWholeLine::moreBitsGiveBetterLogits() {
    const auto original = lastLogits(path("model"));
    double before = 1e9;
    for (const std::string scheme : {"ctcq-2", "ctcq-4", "ctcq-6", "nuq-8"}) {
        const auto run = runCommand({"quantize", path("model"), "--out", path(scheme.c_str()),
                                     "--scheme", scheme, "--quiet"});
        QVERIFY2(run.exitCode == 0, run.error.c_str());
        const auto logits = lastLogits(path(scheme.c_str()));
        double squares = 0;
        for (std::size_t i = 0; i < logits.size(); ++i)
            squares += (logits[i] - original[i]) * (logits[i] - original[i]);
        QVERIFY2(squares < 0.5 * before, scheme.c_str());
        before = squares;
    }
}

void TestWholeLine::errorsAreOneLine_data() {
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<int>("exitCode");
    QTest::addColumn<QString>("named");
    const QString model = QString::fromStdString(path("model"));
    const QString out = QString::fromStdString(path("never"));
    QTest::newRow("no command") << QStringList() << 2 << "subcommand";
    QTest::newRow("unknown command") << QStringList{"frobnicate"} << 2 << "frobnicate";
    QTest::newRow("missing file") << QStringList{"inspect", "/nowhere/model"} << 1
                                  << "/nowhere/model";
    QTest::newRow("broken file") << QStringList{"inspect",
                                                QString::fromStdString(path("broken.gguf"))}
                                 << 1 << "broken.gguf";
    QTest::newRow("broken plan")
        << QStringList{"quantize", model,    "--out",
                       out,        "--plan", QString::fromStdString(path("broken.json"))}
        << 1 << "broken.json";
    QTest::newRow("unknown scheme")
        << QStringList{"quantize", model, "--out", out, "--scheme", "awq-4"} << 2 << "awq-4";
    QTest::newRow("two ways at once")
        << QStringList{"quantize", model, "--out", out, "--scheme", "nuq-4", "--bits", "3"} << 2
        << "--";
    QTest::newRow("profile without bits")
        << QStringList{"quantize", model, "--out", out, "--scheme", "nuq-4", "--profile", "p"} << 2
        << "--bits";
    QTest::newRow("no tensor of that name")
        << QStringList{"tensor", model + "/model.safetensors", "nothing"} << 2 << "nothing";
    QTest::newRow("no write permission")
        << QStringList{"quantize", model, "--out", "/proc/fracbit", "--scheme", "nuq-4"} << 1
        << "/proc/fracbit";
}

void TestWholeLine::errorsAreOneLine() {
    QFETCH(QStringList, arguments);
    QFETCH(int, exitCode);
    QFETCH(QString, named);
    std::vector<std::string> words;
    for (const QString& word : arguments)
        words.push_back(word.toStdString());
    const auto run = runCommand(words);
    QCOMPARE(run.exitCode, exitCode);
    const QString error = QString::fromStdString(run.error);
    QVERIFY2(error.startsWith("fracbit: ") && error.count('\n') == 1 && error.contains(named),
             qPrintable(error));
    QVERIFY(run.out.empty());
    QVERIFY(!std::filesystem::exists(folder_ / "never"));
}

void TestWholeLine::jsonIsTheOnlyOutput() {
    const auto run = runCommand({"palette", "--samples", "0", "--json"});
    QCOMPARE(run.exitCode, 0);
    const json document = run.json(); // the whole of stdout is one document
    for (const char* field : {"name", "bits", "distortion", "standard_error", "gap_db",
                              "table_bytes", "codes_bytes_per_256"})
        QVERIFY2(document["schemes"][0].contains(field), field);
}

QTEST_APPLESS_MAIN(TestWholeLine)
#include "test_whole_line.moc"
