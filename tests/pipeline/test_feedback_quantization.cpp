#include "pipeline/allocation_problem.h"
#include "pipeline/model_profile.h"
#include "pipeline/small_model.h"
#include "pipeline/small_moments.h"
#include "pipeline/trial.h"
#include "pipeline/verification.h"
#include "profiling/feedback_gain.h"
#include "profiling/sensitivity.h"
#include "quantizer/feedback/feedback_quantizer.h"
#include "quantizer/palette.h"
#include "support/input_widths.h"
#include "support/safetensors_writer.h"
#include "support/stopping_sink.h"
#include "support/thrown.h"

#include <QTest>

#include <set>

using namespace fracbit;
using namespace fracbit::pipeline;
using namespace fracbit::tests;
using profiling::MomentsFile;

namespace {

// The moments of a file, but for inputs that no token reached.
std::shared_ptr<const MomentsFile> withoutInputs(const MomentsFile& moments,
                                                 const checkpoint::ModelSpec& spec,
                                                 const std::set<std::string>& unreached,
                                                 const std::filesystem::path& file) {
    nlohmann::json header{{"__metadata__", {{"format", "fracbit-moments"}, {"version", "1"}}}};
    std::string data;
    for (const auto& [input, width] : tests::inputWidths(spec)) {
        const std::size_t begin = data.size();
        Tensor matrix = moments.read(input, width);
        if (unreached.contains(input))
            matrix = Tensor({width, width});
        for (std::int64_t i = 0; i < width; ++i)
            data.append(reinterpret_cast<const char*>(matrix.row(i).data() + i),
                        static_cast<std::size_t>(width - i) * sizeof(float));
        header[input] = {{"dtype", "F32"},
                         {"shape", {width * (width + 1) / 2}},
                         {"data_offsets", {begin, data.size()}}};
    }
    writeBytes(file, safetensorsBytes(header.dump(), data));
    return std::make_shared<const MomentsFile>(file, spec);
}

} // namespace

class TestFeedbackQuantization : public QObject {
    Q_OBJECT
private slots:
    void init() {
        model_ = std::make_unique<SmallModel>();
        options_ = {};
        options_.moments = momentsOf(*model_->checkpoint, model_->folder / "p.moments");
    }

    void outputsComeCloser_data() {
        QTest::addColumn<QString>("scheme");
        QTest::addColumn<double>("left");
        for (const char* scheme : {"nuq-4", "ctcq-3", "vq-3"})
            QTest::newRow(scheme) << scheme << 0.75;
        QTest::newRow("nf-4") << "nf-4" << 0.95; // two panels: half of the weights get no feedback
    }
    void outputsComeCloser() {
        QFETCH(QString, scheme);
        QFETCH(double, left);
        const auto plan = uniform(spec(), scheme.toStdString().c_str());
        const auto report =
            quantizeModel(*model_->checkpoint, plan, model_->out(), options_, RunContext{});
        QVERIFY(report.feedback == Feedback::On);
        QVERIFY(readPlan(model_->out() / "plan.json").feedback == Feedback::On);
        QVERIFY(readPlan(model_->out() / "plan.json").moments.empty());
        QuantizationOptions plain;
        (void)quantizeModel(*model_->checkpoint, plan, model_->folder / "plain", plain,
                            RunContext{});
        QVERIFY(readPlan(model_->folder / "plain" / "plan.json").feedback == Feedback::Off);
        const auto with = verified(model_->out());
        const auto without = verified(model_->folder / "plain");
        double ratios = 0;
        for (std::size_t i = 0; i < with.layers.size(); ++i) {
            const auto& layer = with.layers[i];
            QVERIFY(*layer.relativeError > 0.9 * *without.layers[i].relativeError);
            QVERIFY(*layer.outputError < 1.05 * *without.layers[i].outputError);
            ratios += *layer.outputError / *without.layers[i].outputError;
            // What quantize reports includes the damping, which is little.
            QVERIFY(std::abs(*report.layers[i].relativeLoss / *layer.outputError - 1) < 0.25);
            QVERIFY(std::abs(report.layers[i].relativeError / *layer.relativeError - 1) < 1e-3);
        }
        QVERIFY(with.ok() && without.ok());
        QVERIFY2(ratios / 14 < left, qPrintable(QString::number(ratios / 14)));
    }

    void resumesToTheSameBytes() {
        const auto plan = mixedPlan(spec());
        (void)quantizeModel(*model_->checkpoint, plan, model_->folder / "whole", options_,
                            RunContext{});
        StopAfter sink(20000);
        const auto context = sink.context();
        (void)thrownBy([&] {
            (void)quantizeModel(*model_->checkpoint, plan, model_->out(), options_, context);
        });
        RunContext two;
        two.threads = 2;
        const auto report = quantizeModel(*model_->checkpoint, plan, model_->out(), options_, two);
        QVERIFY(report.resumedItems > 0);
        QVERIFY(report.layers.front().relativeLoss > 0);
        QVERIFY(contentsOf(model_->out() / "model.safetensors") ==
                contentsOf(model_->folder / "whole" / "model.safetensors"));
    }

    // Experts that no token of the moments was sent to are quantized without feedback, the others
    // with it; an interrupted run says so, too.
    void unreachedLayersArePlain() {
        const auto plan = uniform(spec(), "ctcq-3");
        const auto sparse =
            withoutInputs(*options_.moments, spec(), {"blocks.0.gate_up", "blocks.1.down"},
                          model_->folder / "sparse.moments");
        const auto isPlain = [](const std::string& name) {
            return name == "blocks.0.mlp.gate" || name == "blocks.0.mlp.up" ||
                   name == "blocks.1.mlp.down";
        };
        (void)quantizeModel(*model_->checkpoint, plan, model_->folder / "fed", options_, {});
        (void)quantizeModel(*model_->checkpoint, plan, model_->folder / "plain", {}, {});
        options_.moments = sparse;
        std::uint64_t weights = 0;
        for (const auto& layer : spec().layers)
            weights += static_cast<std::uint64_t>(layer.weights());
        StopAfter sink(weights / 2); // behind the first of them
        const auto context = sink.context();
        (void)thrownBy([&] {
            (void)quantizeModel(*model_->checkpoint, plan, model_->out(), options_, context);
        });
        const auto report = quantizeModel(*model_->checkpoint, plan, model_->out(), options_, {});
        QVERIFY(report.resumedItems > 0);
        QCOMPARE(report.fedBackLayers(), report.layers.size() - 3);
        QCOMPARE(report.notes.size(), std::size_t{2}); // one is about the tokenizer
        const auto note = QString::fromStdString(report.notes.front());
        QVERIFY2(note.contains("blocks.0.mlp.gate, blocks.0.mlp.up, blocks.1.mlp.down: quantized "
                               "without feedback"),
                 qPrintable(note));
        const auto mixed = packed::PackedCheckpoint::open(model_->out());
        const auto fed = packed::PackedCheckpoint::open(model_->folder / "fed");
        const auto plain = packed::PackedCheckpoint::open(model_->folder / "plain");
        for (const auto& layer : report.layers) {
            const auto& expected = isPlain(layer.name) ? *plain : *fed;
            QVERIFY2(std::ranges::equal(mixed->layer(layer.name).codes,
                                        expected.layer(layer.name).codes),
                     layer.name.c_str());
            QCOMPARE(layer.relativeLoss.has_value(), !isPlain(layer.name));
        }
        const auto verification = verified(model_->out());
        QVERIFY(verification.ok());
        for (const auto& layer : verification.layers)
            QCOMPARE(layer.outputError.has_value(), !isPlain(layer.name));
    }

    void dampingCountsInFull() {
        auto job = makeQuantizationJob(*model_->checkpoint, mixedPlan(spec()), options_);
        job.damping = 1e-9;
        const auto before = job.fingerprint(*model_->checkpoint);
        QCOMPARE(job.fingerprint(*model_->checkpoint), before);
        job.damping = 2e-9;
        QVERIFY(job.fingerprint(*model_->checkpoint) != before);
    }

    void anotherModeStartsAnew() {
        const auto plan = mixedPlan(spec());
        StopAfter sink(20000);
        const auto context = sink.context();
        (void)thrownBy([&] {
            (void)quantizeModel(*model_->checkpoint, plan, model_->out(), options_, context);
        });
        const auto report =
            quantizeModel(*model_->checkpoint, plan, model_->out(), {}, RunContext{});
        QCOMPARE(report.resumedItems, 0);
        (void)quantizeModel(*model_->checkpoint, plan, model_->folder / "plain", {}, RunContext{});
        QVERIFY(contentsOf(model_->out() / "model.safetensors") ==
                contentsOf(model_->folder / "plain" / "model.safetensors"));
    }

    void momentsOfAnotherModelAreRefused() {
        SyntheticSource other(syntheticConfig("llama"));
        Tensor changed = other.read("blocks.0.attn.q.weight");
        changed.values.front() += 1;
        other.replace("blocks.0.attn.q.weight", changed);
        options_.moments = momentsOf(other, model_->folder / "other.moments");
        FRACBIT_VERIFY_THROWS(
            [&] {
                (void)quantizeModel(*model_->checkpoint, mixedPlan(spec()), model_->out(), options_,
                                    RunContext{});
            },
            ErrorCode::InvalidArgument, "another checkpoint");
        QVERIFY(!std::filesystem::exists(model_->out()));
    }

    // What feedback leaves of the divergence, foretold on one text and measured on another.
    void gainsPredictTheDivergence() {
        auto profile = modelProfile(spec(), {quantizer::schemeFromName("ctcq-4")});
        QVERIFY(!profile.hasFeedback());
        FRACBIT_VERIFY_THROWS([&] { (void)allocationProblem(profile, {}, Feedback::On); },
                              ErrorCode::InvalidArgument, "profile --hessian");
        const profiling::FisherOptions fisher{model_->folder / "work", 0, "feedback"};
        const auto sample = randomText(spec(), 24, 32, 2);
        profiling::setSensitivities(profile, profiling::makeFisherEstimator(fisher)->estimate(
                                                 *model_->checkpoint, sample, {}));
        profiling::setFeedbackGains(profile, *model_->checkpoint, *options_.moments, sample,
                                    rotation::Basis::Inputs, 0, fisher, {});
        QVERIFY(profile.hasFeedback());
        profiling::writeProfile(model_->folder / "p", profile);
        QCOMPARE(profiling::readProfile(model_->folder / "p"), profile);

        const auto plan = uniform(spec(), "ctcq-4");
        (void)quantizeModel(*model_->checkpoint, plan, model_->out(), options_, RunContext{});
        (void)quantizeModel(*model_->checkpoint, plan, model_->folder / "plain", {}, RunContext{});
        const auto divergence = [&](const std::filesystem::path& folder) {
            const auto packed = packed::PackedCheckpoint::open(folder);
            const auto tokens = randomText(spec(), 1, 64 * 32, 3).sequences.front();
            return measureTrial(*packed, *model_->checkpoint, profile, tokens, {.context = 32}, {});
        };
        const auto with = divergence(model_->out());
        const auto without = divergence(model_->folder / "plain");
        const double measured = with.measured.kl / without.measured.kl;
        const double predicted = with.predicted.kl / without.predicted.kl;
        QVERIFY2(predicted < 0.9 && std::abs(measured / predicted - 1) < 0.2,
                 qPrintable(QString("%1 for %2").arg(measured).arg(predicted)));
        const auto problem = allocationProblem(profile, {}, Feedback::On);
        QCOMPARE(problem.layers[3].sensitivity,
                 profile.layers[3].sensitivity * profile.layers[3].feedback->ratio);
    }

    void verificationWantsTheOriginal() {
        (void)quantizeModel(*model_->checkpoint, uniform(spec(), "nuq-2"), model_->out(), options_,
                            RunContext{});
        const auto packed = packed::PackedCheckpoint::open(model_->out());
        FRACBIT_VERIFY_THROWS(
            [&] { (void)verifyCheckpoint(*packed, nullptr, RunContext{}, options_.moments.get()); },
            ErrorCode::InvalidArgument, "original");
    }

private:
    const checkpoint::ModelSpec& spec() const { return model_->checkpoint->spec(); }
    Verification verified(const std::filesystem::path& folder) const {
        return verifyCheckpoint(*packed::PackedCheckpoint::open(folder), model_->checkpoint.get(),
                                RunContext{}, options_.moments.get());
    }

    std::unique_ptr<SmallModel> model_;
    QuantizationOptions options_;
};

QTEST_APPLESS_MAIN(TestFeedbackQuantization)
#include "test_feedback_quantization.moc"
