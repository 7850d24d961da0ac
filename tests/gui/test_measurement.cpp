// Measure and Try of the window against the command line: the same models, the same arithmetic.
#include "checkpoint/checkpoint.h"
#include "pipeline/model_quantization.h"
#include "session/chat.h"
#include "session/measurement.h"
#include "support/command_run.h"
#include "support/digit_text.h"
#include "support/synthetic_checkpoint.h"
#include "support/synthetic_source.h"

#include <QTest>

using namespace fracbit;
using namespace fracbit::app;
using namespace fracbit::tests;

namespace {

// The last words of each side.
class Answers final : public ProgressSink {
public:
    void report(const Progress&) override {}
    void note(const std::string& message) override {
        if (const auto piece = ChatPiece::fromNote(QString::fromStdString(message)))
            text[static_cast<std::size_t>(piece->side)] = piece->text;
    }

    std::array<QString, 2> text;
};

} // namespace

class TestMeasurement : public QObject {
    Q_OBJECT

private:
    TemporaryFolder folder_;
    std::shared_ptr<const checkpoint::Checkpoint> model_;

    std::string path(const char* name) const { return (folder_ / name).string(); }
    pipeline::QuantizationPlan plan() const {
        std::vector<std::string> names;
        for (const auto& layer : model_->spec().layers)
            names.push_back(layer.name);
        auto plan = pipeline::uniformPlan(names, quantizer::schemeFromName("nuq-3"));
        plan.feedback = pipeline::Feedback::Off;
        return plan;
    }
    nlohmann::json commandLine(std::vector<std::string> command) const {
        command.insert(command.end(), {"--threads", "1", "--json", "--quiet"});
        const CommandRun run = runCommand(command);
        if (run.exitCode != 0)
            qFatal("%s", run.error.c_str());
        return run.json();
    }
    double evaluated(const char* backend) const {
        return commandLine({"eval", path("quantized"), "--reference", path("model"), "--text",
                            path("digits.txt"), "--windows", "4", "--context", "32", "--backend",
                            backend})["kl"]
            .get<double>();
    }
    ChatRequest question() const {
        return {model_, folder_ / "quantized", nullptr, QStringLiteral("0123456789"), 12, 0};
    }

private slots:
    void initTestCase() {
        auto config = syntheticConfig("llama");
        config.vocabulary = 10; // the digits
        writeCheckpoint(folder_ / "model", SyntheticSource(config));
        writeDigitTokenizer(folder_ / "model" / "tokenizer.json");
        writeDigits(folder_ / "digits.txt", 200);
        model_ = checkpoint::Checkpoint::open(folder_ / "model");
    }

    void measuresWhatEvalMeasures() {
        MeasureRequest request;
        request.quantize = {model_, plan(), folder_ / "quantized", {}};
        request.text = {folder_ / "digits.txt", 4, 32};
        const MeasurementPtr measured = measure(request, {});
        QCOMPARE(measured->tokens, std::int64_t{4 * 31});
        QVERIFY(measured->kl > 0);
        QVERIFY(measured->kl == evaluated("auto"));
        QVERIFY(measured->kl != evaluated("torch")); // or the line above would say nothing
    }

    // With the folder of the test before.
    void answersAsGenerateDoes() {
        Answers answers;
        RunContext context;
        context.sink = &answers;
        (void)answer(question(), context);
        const char* const models[] = {"model", "quantized"};
        for (std::size_t side = 0; side < 2; ++side)
            QCOMPARE(answers.text[side],
                     QString::fromStdString(commandLine({"generate", path(models[side]), "--prompt",
                                                         "0123456789", "--tokens", "12"})["text"]
                                                .get<std::string>()));
    }

    void otherNotesAreNoAnswers() {
        for (const char* note : {"", "answer ", "embedding: computes with de-quantized weights"})
            QVERIFY2(!ChatPiece::fromNote(QString::fromUtf8(note)), note);
        const auto piece = ChatPiece::fromNote(
            QString::fromStdString(ChatPiece{ChatSide::Quantized, QStringLiteral("0!")}.note()));
        QVERIFY(piece && piece->side == ChatSide::Quantized);
        QCOMPARE(piece->text, QStringLiteral("0!"));
    }
};

QTEST_GUILESS_MAIN(TestMeasurement)
#include "test_measurement.moc"
