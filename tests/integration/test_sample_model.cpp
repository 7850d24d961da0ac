#include "support/command_run.h"
#include "support/sample_model.h"
#include "support/synthetic_checkpoint.h"

#include <QTest>

#include <fstream>

using namespace fracbit;
using namespace fracbit::tests;

// The sample model through the whole line, with a fast scheme: opened, quantized, loaded again,
// scored and sampled.
class TestSampleModel : public QObject {
    Q_OBJECT
private slots:
    void wholeLine();
};

void TestSampleModel::wholeLine() {
    FRACBIT_REQUIRE_SAMPLE_MODEL();
    TemporaryFolder folder;
    const std::string model = sampleModelPath().string();
    const std::string out = (folder / "nuq-4").string();
    const std::string text = (folder / "text.txt").string();
    std::ofstream(text) << "Paris is the capital of France, and its largest city. The river Seine "
                           "flows through it. Many visitors come to see the museums, the "
                           "churches and the tower that was built for the exhibition of 1889.";

    const auto quantized =
        runCommand({"quantize", model, "--out", out, "--scheme", "nuq-4", "--json", "--quiet"});
    QVERIFY2(quantized.exitCode == 0, quantized.error.c_str());
    QCOMPARE(quantized.json()["bytes"].get<std::uint64_t>(),
             quantized.json()["predicted_bytes"].get<std::uint64_t>());

    const auto original = runCommand(
        {"generate", model, "--prompt", "The capital of France is", "--tokens", "4", "--json"});
    QVERIFY(QString::fromStdString(original.json()["text"].get<std::string>()).contains("Paris"));

    const auto scored = runCommand({"eval", out, "--reference", model, "--text", text, "--context",
                                    "24", "--json", "--quiet"});
    QVERIFY2(scored.exitCode == 0, scored.error.c_str());
    const double kl = scored.json()["kl"].get<double>();
    QVERIFY2(kl > 0 && kl < 1.0, qPrintable(QString::number(kl)));
    const auto itself = runCommand({"eval", model, "--reference", model, "--text", text,
                                    "--context", "24", "--json", "--quiet"});
    QVERIFY(itself.json()["kl"].get<double>() < 1e-9);
    QVERIFY(itself.json()["perplexity"].get<double>() < scored.json()["perplexity"].get<double>());
}

QTEST_APPLESS_MAIN(TestSampleModel)
#include "test_sample_model.moc"
