// Every architecture goes the whole line on a tiny checkpoint: open, profile, solve, quantize,
// verify, reload, run on packed weights and on libtorch, export de-quantized, open again.
#include "allocation/solver.h"
#include "checkpoint/checkpoint.h"
#include "exporter/plain_tensors.h"
#include "exporter/registry.h"
#include "network/evaluation.h"
#include "network/run.h"
#include "packed/packed_checkpoint.h"
#include "pipeline/allocation_problem.h"
#include "pipeline/model_quantization.h"
#include "pipeline/profile_job.h"
#include "pipeline/verification.h"
#include "quantizer/palette.h"
#include "support/synthetic_checkpoint.h"

#include <QTest>

#include <cmath>

using namespace fracbit;
using namespace fracbit::pipeline;
using network::TokenId;
using tests::TemporaryFolder;

namespace {

double largestDifference(std::span<const float> a, std::span<const float> b) {
    double largest = a.size() == b.size() ? 0 : INFINITY;
    for (std::size_t i = 0; i < std::min(a.size(), b.size()); ++i)
        largest = std::max(largest, std::abs(static_cast<double>(a[i] - b[i])));
    return largest;
}

QuantizationPlan solved(const profiling::Profile& profile, double bits) {
    const auto problem =
        std::make_shared<const allocation::Problem>(allocationProblem(profile, {}, Feedback::On));
    const allocation::Solver solver(problem, {}, allocation::Fusion::Off);
    allocation::Budgets budgets;
    budgets.memory =
        static_cast<allocation::Bytes>(bits / 8 * static_cast<double>(problem->weights()));
    return planOf(*problem, solver.solve(budgets).solution, profile.basis());
}

} // namespace

class TestArchitectures : public QObject {
    Q_OBJECT

    TemporaryFolder folder_{TemporaryFolder::Place::Memory};

private slots:
    void wholeLine_data() {
        QTest::addColumn<QString>("model");
        for (const char* model :
             {"llama",      "llama31",  "mistral",       "qwen2",       "qwen3",
              "qwen3_yarn", "gemma2",   "gemma3",        "phi3",        "phi4_longrope",
              "smollm3",    "mixtral",  "qwen2_moe",     "qwen3_moe",   "gpt_oss",
              "qwen3_next", "qwen3_5",  "gemma3_vision", "deepseek_v3", "gemma4",
              "gemma4_moe", "gemma4_e", "qwen3_5_moe"})
            QTest::newRow(model) << model;
    }
    void wholeLine() {
        QFETCH(QString, model);
        const auto path =
            std::filesystem::path(FRACBIT_TEST_DATA_DIR "/models") / model.toStdString();
        const auto work = folder_ / model.toStdString();
        std::filesystem::create_directories(work);
        const auto original = checkpoint::Checkpoint::open(path);
        const auto tokens =
            readJsonFile(path / "expected.json").at("tokens").get<std::vector<TokenId>>();

        ProfileRequest request;
        request.sample.sequences = 4;
        request.sample.length = 24;
        request.moments = true;
        request.momentSequences = 6;
        request.momentLength = 32;
        const auto profile = makeProfile(*original, request, work / "profile", {}).profile;
        QVERIFY(profile.hasFeedback());

        const QuantizationPlan plan = solved(profile, 8);
        QuantizationOptions options;
        options.moments = std::make_shared<const profiling::MomentsFile>(
            profiling::momentsPath(work / "profile"), original->spec());
        const auto report = quantizeModel(*original, plan, work / "quantized", options, {});
        QCOMPARE(report.bytes, report.predictedBytes);

        const auto packed = packed::PackedCheckpoint::open(work / "quantized");
        QVERIFY(packed->spec().config == original->spec().config);
        for (const std::string& problem :
             verifyCheckpoint(*packed, original.get(), {}, options.moments.get()).problems)
            QFAIL(problem.c_str());

        const auto reference = network::openForRunning(*original, {}, {});
        const auto onPacked = network::openForRunning(*packed, {}, {});
        const auto onTorch =
            network::openForRunning(*packed, {.executor = network::Executor::Torch}, {});
        const network::Logits expected = onTorch->forward(tokens, {});
        const double difference =
            largestDifference(onPacked->forward(tokens, {}).values, expected.values);
        qInfo("packed and libtorch differ by %.2g", difference);
        QVERIFY(difference < 1e-3);
        const auto evaluation =
            network::evaluate(*onPacked, reference.get(), tokens,
                              {.context = static_cast<std::int64_t>(tokens.size())}, {});
        QVERIFY(evaluation.kl && *evaluation.kl < 0.2);

        const auto job =
            exporter::exporterNamed("huggingface").prepare({*packed}, {{"dtype", "bfloat16"}});
        (void)job->write(work / "exported", false, {});
        for (const std::string& problem : job->verify(work / "exported", {}))
            QFAIL(problem.c_str());
        const auto exported = checkpoint::Checkpoint::open(work / "exported");
        QVERIFY(exported->spec().config == original->spec().config);
        QCOMPARE(exported->spec().carried.size(), original->spec().carried.size());
        for (const checkpoint::CarriedTensor& tensor : original->spec().carried)
            QVERIFY(exporter::carriesSame(*original, *exported, tensor));
        const auto onExported = network::openForRunning(*exported, {}, {});
        // Rounded to 16 bits, some tokens of random mixtures go to other experts.
        const auto rounded =
            network::evaluate(*onExported, onTorch.get(), tokens,
                              {.context = static_cast<std::int64_t>(tokens.size())}, {});
        QVERIFY(rounded.kl && *rounded.kl < 0.05);
    }
};

QTEST_APPLESS_MAIN(TestArchitectures)
#include "test_architectures.moc"
