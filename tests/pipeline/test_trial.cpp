#include "pipeline/trial.h"

#include "pipeline/model_profile.h"
#include "pipeline/small_model.h"
#include "profiling/device_model.h"
#include "support/thrown.h"

#include <QTest>

#include <cmath>

using namespace fracbit;
using namespace fracbit::tests;
using pipeline::CheckpointTrial;
using pipeline::QuantizationPlan;
using profiling::Profile;
using quantizer::schemeFromName;

namespace {

std::vector<std::string> layerNames(const checkpoint::ModelSpec& spec) {
    std::vector<std::string> names;
    for (const auto& layer : spec.layers)
        names.push_back(layer.name);
    return names;
}

CheckpointTrial trial(const char* name, double bits, double predicted, double measured) {
    CheckpointTrial result;
    result.name = name;
    result.predicted.kl = predicted;
    result.predicted.bitsPerWeight = bits;
    result.predicted.bytes = 7;
    result.measured = {measured, 0.001, 12, 0.9, 511, 7, 0.004};
    return result;
}

} // namespace

class TestTrial : public QObject {
    Q_OBJECT
private slots:
    void initTestCase();
    void predictionsAddUp();
    void latencyFollowsVariantsAndMerges();
    void whatTheProfileLacksIsNamed();
    void aCheckpointIsMeasured();
    void theSummarySaysWhereItBreaks();
    void trialsAreKeptInAFile();

private:
    SmallModel model_;
    Profile profile_;
};

void TestTrial::initTestCase() {
    profile_ = pipeline::modelProfile(
        model_.source.spec(),
        {schemeFromName("nuq-4"), schemeFromName("nuq-5"), schemeFromName("tcq-4")});
    setLatencies(profile_, *profiling::modelLatencies(profiling::deviceModel("rtx-4090")));
}

void TestTrial::predictionsAddUp() {
    const auto names = layerNames(model_.source.spec());
    const auto plan = pipeline::uniformPlan(names, schemeFromName("nuq-4"));
    const auto prediction = pipeline::predict(profile_, plan);
    double kl = 0;
    std::int64_t bytes = 0;
    double seconds = *profile_.constants.latencySeconds;
    for (const auto& layer : profile_.layers) {
        const auto& option = profile_.shapes[static_cast<std::size_t>(layer.shape)].options[0];
        kl += layer.sensitivity * option.distortion;
        bytes += option.codesBytes + option.tableBytes;
        seconds += option.latency.at("simt"); // the faster one
    }
    QVERIFY(std::abs(prediction.kl - kl) < 1e-12 * kl);
    QCOMPARE(prediction.bytes, bytes);
    QVERIFY(std::abs(*prediction.latencySeconds - seconds) < 1e-12);
    QVERIFY(prediction.bitsPerWeight > 4 && prediction.bitsPerWeight < 4.5);
    Profile untimed = profile_;
    untimed.variants.clear();
    QVERIFY(!pipeline::predict(untimed, plan).latencySeconds);
}

void TestTrial::latencyFollowsVariantsAndMerges() {
    const auto names = layerNames(model_.source.spec());
    QuantizationPlan plan = pipeline::uniformPlan(names, schemeFromName("nuq-4"));
    const double apart = *pipeline::predict(profile_, plan).latencySeconds;
    plan.layers[0].variant = "tensor";
    const auto& option = profile_.shapes[static_cast<std::size_t>(profile_.layers[0].shape)];
    const double difference =
        option.options[0].latency.at("tensor") - option.options[0].latency.at("simt");
    QVERIFY(std::abs(*pipeline::predict(profile_, plan).latencySeconds - apart - difference) <
            1e-12);
    // gate and up of block 0 in one call
    plan.layers[0].variant = "";
    plan.layers[4].fusedWith = {plan.layers[5].name};
    plan.layers[5].fusedWith = {plan.layers[4].name};
    const double fused = *pipeline::predict(profile_, plan).latencySeconds;
    QVERIFY(fused < apart - 3e-6 && fused > apart - 5e-6); // a launch less
    plan.layers[3].fusedWith = {plan.layers[6].name};
    FRACBIT_VERIFY_THROWS([&] { pipeline::predict(profile_, plan); }, ErrorCode::InvalidArgument,
                          "blocks.0.attn.o");
}

void TestTrial::whatTheProfileLacksIsNamed() {
    auto names = layerNames(model_.source.spec());
    auto plan = pipeline::uniformPlan(names, schemeFromName("nuq-8"));
    constexpr auto kCode = ErrorCode::InvalidArgument;
    FRACBIT_VERIFY_THROWS([&] { pipeline::predict(profile_, plan); }, kCode, "nuq-8");
    plan = pipeline::uniformPlan(names, schemeFromName("tcq-4"));
    plan.layers[2].variant = "simt";
    FRACBIT_VERIFY_THROWS([&] { pipeline::predict(profile_, plan); }, kCode, "blocks.0.attn.v",
                          "simt");
    names.pop_back();
    plan = pipeline::uniformPlan(names, schemeFromName("nuq-4"));
    FRACBIT_VERIFY_THROWS([&] { pipeline::predict(profile_, plan); }, kCode, "blocks.1.mlp.down");
}

void TestTrial::aCheckpointIsMeasured() {
    const auto plan =
        pipeline::uniformPlan(layerNames(model_.source.spec()), schemeFromName("nuq-5"));
    pipeline::quantizeModel(*model_.checkpoint, plan, model_.out(), {}, {});
    const auto packed = packed::PackedCheckpoint::open(model_.out());
    std::vector<network::TokenId> tokens;
    Random random(5);
    for (int i = 0; i < 64; ++i)
        tokens.push_back(static_cast<network::TokenId>(
            random.below(static_cast<std::uint64_t>(model_.source.spec().config.vocabulary))));
    const auto measured =
        pipeline::measureTrial(*packed, *model_.checkpoint, profile_, tokens, {.context = 16}, {});
    QCOMPARE(measured.name, std::string("quantized"));
    QCOMPARE(measured.predicted.bytes, measured.measured.bytes);
    QCOMPARE(measured.measured.predictions, std::int64_t{60});
    QVERIFY(measured.measured.kl > 0 && measured.measured.klStandardError > 0);
    QVERIFY(measured.measured.perplexity > 1);
    QVERIFY(measured.measured.latencySeconds > 0);
}

void TestTrial::theSummarySaysWhereItBreaks() {
    const auto summary = pipeline::summarizeTrials(
        {trial("low", 2, 1.0, 2.5), trial("good", 4, 0.04, 0.041), trial("fair", 3, 0.2, 0.24)});
    QVERIFY(summary.agreement.has_value());
    QVERIFY(summary.agreement->slope > 1);
    QCOMPARE(*summary.linearFromBits, 3.0);
    QCOMPARE(*summary.linearToDivergence, 0.2);
    const auto broken = pipeline::summarizeTrials({trial("low", 2, 1.0, 2.5)});
    QVERIFY(!broken.agreement && !broken.linearFromBits && !broken.linearToDivergence);
}

void TestTrial::trialsAreKeptInAFile() {
    const auto path = model_.folder / "trials.json";
    QVERIFY(pipeline::readTrials(path).empty());
    pipeline::writeTrials(path, {trial("a", 3, 0.2, 0.24), trial("b", 4, 0.1, 0.12)});
    const auto read = pipeline::readTrials(path);
    QCOMPARE(read.size(), std::size_t{2});
    QVERIFY(pipeline::trialJson(read[1]) == pipeline::trialJson(trial("b", 4, 0.1, 0.12)));
    std::ofstream(path) << R"({"format": "fracbit-trials", "version": 1,
        "trials": [{"name": "a", "predicted": {"kl": -1}, "measured": {}}]})";
    FRACBIT_VERIFY_THROWS([&] { pipeline::readTrials(path); }, ErrorCode::InvalidFile,
                          "trials.json", "kl");
    std::ofstream(path) << R"({"version": 1})";
    FRACBIT_VERIFY_THROWS([&] { pipeline::readTrials(path); }, ErrorCode::InvalidFile, "format");
}

QTEST_APPLESS_MAIN(TestTrial)
#include "test_trial.moc"
