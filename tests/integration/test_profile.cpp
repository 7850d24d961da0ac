#include "profiling/profile_file.h"
#include "support/digit_text.h"
#include "support/synthetic_checkpoint.h"
#include "support/synthetic_source.h"

#include <QProcess>
#include <QTest>

#include <nlohmann/json.hpp>

#include <csignal>
#include <fstream>

using namespace fracbit;
using namespace fracbit::tests;

namespace {

// 17 MB a block in float32, and little else: 32 of them are more than the program takes anyhow.
checkpoint::UniformDecoder configOf(std::int64_t blocks) {
    checkpoint::UniformDecoder config = tinyConfig();
    config.hidden = 512;
    config.intermediate = 2048;
    config.headSize = 128;
    config.blocks = blocks;
    config.context = 512;
    return config;
}

} // namespace

// `fracbit profile` as a process of its own: what it needs, and what survives its sudden end.
class TestProfile : public QObject {
    Q_OBJECT
private slots:
    void initTestCase();
    void memoryDoesNotGrowWithTheBlocks();
    void aKilledRunGoesOn_data();
    void aKilledRunGoesOn();

private:
    QString path(const std::string& name) const {
        return QString::fromStdString((folder_ / name).string());
    }
    QStringList arguments(const QString& model, const QString& out) const;
    nlohmann::json run(const QString& model, const QString& out) const;

    TemporaryFolder folder_;
};

void TestProfile::initTestCase() {
    writeDigits(folder_ / "digits.txt", 2048);
    for (const int blocks : {4, 32}) {
        const auto model = folder_ / ("blocks" + std::to_string(blocks));
        writeCheckpoint(model, SyntheticSource(configOf(blocks)), {.dtype = DType::BF16});
        writeDigitTokenizer(model / "tokenizer.json");
    }
}

QStringList TestProfile::arguments(const QString& model, const QString& out) const {
    return {"profile",      path(model.toStdString()),
            "--out",        path(out.toStdString()),
            "--text",       path("digits.txt"),
            "--sequences",  "4",
            "--length",     "128",
            "--threads",    "1",
            "--distortion", "off",
            "--latency",    "none",
            "--json"};
}

nlohmann::json TestProfile::run(const QString& model, const QString& out) const {
    QProcess process;
    process.start(FRACBIT_PROGRAM, arguments(model, out));
    process.waitForFinished(-1);
    if (process.exitCode() != 0)
        qWarning("%s", process.readAllStandardError().constData());
    return nlohmann::json::parse(process.readAllStandardOutput().toStdString());
}

void TestProfile::memoryDoesNotGrowWithTheBlocks() {
    const double four = run("blocks4", "four.json")["peak_bytes"].get<double>();
    const double many = run("blocks32", "many.json")["peak_bytes"].get<double>();
    qInfo("peak with 4 blocks %.1f MB, with 32 blocks %.1f MB; a block is 17 MB in float32",
          four / 1e6, many / 1e6);
    QVERIFY(four > 0);
    QVERIFY(many - four < 34e6); // 28 blocks more: less than two of them
}

void TestProfile::aKilledRunGoesOn_data() {
    QTest::addColumn<int>("step"); // of the work folder's count of blocks and passes
    QTest::newRow("forward") << 10;
    QTest::newRow("backward") << 45;
}

void TestProfile::aKilledRunGoesOn() {
    QFETCH(int, step);
    const QString out = QString("killed%1.json").arg(step);
    const auto progress = folder_ / (out.toStdString() + ".work") / "progress.json";
    const auto steps = [&] {
        std::ifstream file(progress);
        const auto document = nlohmann::json::parse(file, nullptr, false);
        return document.is_object() ? document.value("step", 0) : 0;
    };
    QProcess process;
    process.start(FRACBIT_PROGRAM, arguments("blocks32", out));
    while (steps() < step && !process.waitForFinished(5))
        ;
    QCOMPARE(process.state(), QProcess::Running);
    ::kill(static_cast<pid_t>(process.processId()), SIGKILL);
    process.waitForFinished(-1);
    QVERIFY(!std::filesystem::exists(folder_ / out.toStdString()));
    QVERIFY(steps() >= step);

    const auto resumed = run("blocks32", out);
    const auto whole = run("blocks32", QString("whole%1.json").arg(step));
    QVERIFY(resumed["layers"] == whole["layers"]);
    QVERIFY(!std::filesystem::exists(progress.parent_path()));
}

QTEST_GUILESS_MAIN(TestProfile)
#include "test_profile.moc"
