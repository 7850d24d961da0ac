// A family that exists here only, on the whole line: from a model's profile through the solver, a
// plan and a quantized folder to the network that runs it.
#include "allocation/solver.h"
#include "network/packed_network.h"
#include "packed/packed_checkpoint.h"
#include "pipeline/allocation_problem.h"
#include "pipeline/model_profile.h"
#include "pipeline/small_model.h"
#include "profiling/device_model.h"
#include "support/sign_scheme.h"

#include <QTest>

#include <algorithm>

using namespace fracbit;
using namespace fracbit::pipeline;
using namespace fracbit::tests;
using quantizer::Scheme;

class TestAddedScheme : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() { sign_ = {quantizer::addFamily(signFamily()), 256}; }

    void solversChooseFromIt() {
        const auto schemes = allocationSchemes();
        QVERIFY(std::ranges::find(schemes, sign_) != schemes.end());
        auto profile =
            modelProfile(model_.checkpoint->spec(), {sign_, quantizer::schemeFromName("nuq-4")});
        const auto path = model_.folder / "profile.json";
        profiling::writeProfile(path, profile); // names go through files
        const auto problem =
            std::make_shared<const allocation::Problem>(allocationProblem(readBack(path)));
        const allocation::Solver solver(problem, {}, allocation::Fusion::Off);
        const QuantizationPlan plan =
            planOf(*problem, solver.solve(tightBudget(*problem)).solution, profile.basis());
        QVERIFY(std::ranges::all_of(plan.layers,
                                    [&](const LayerPlan& layer) { return layer.scheme == sign_; }));
    }

    void deviceModelsKnowItsRate() {
        const profiling::KernelCall call{96, {96}, {"q"}};
        const auto latencies = [&](const char* device) {
            return profiling::modelLatencies(profiling::deviceModel(device))->latency(call, sign_);
        };
        QVERIFY(latencies("desktop-ddr5").contains("cpu"));
        QVERIFY(latencies("rtx-4090").empty()); // its descriptor names no kernel there
    }

    void quantizedModelsRunWithoutAKernel() {
        QuantizationPlan plan = mixedPlan(model_.checkpoint->spec());
        for (std::size_t i = 0; i < plan.layers.size(); i += 2)
            plan.layers[i].scheme = sign_;
        (void)quantizeModel(*model_.checkpoint, plan, model_.out(), {}, RunContext{});
        const auto packed = packed::PackedCheckpoint::open(model_.out());
        QCOMPARE(packed->absenceOfKernels(), std::string());
        const std::vector<network::TokenId> tokens{5, 17, 20, 3, 1, 7};
        const auto got =
            network::loadPackedNetwork(*packed, backend::openBackend({}), {})->forward(tokens, {});
        const auto expected =
            network::Network::load(*packed, network::Compute::Float32, {})->forward(tokens, {});
        QCOMPARE(got.values.size(), expected.values.size());
        constexpr float kTolerance = 5.5e-5f; // as in test_packed_network.cpp
        for (std::size_t i = 0; i < got.values.size(); ++i)
            QVERIFY(std::abs(got.values[i] - expected.values[i]) < kTolerance);
    }

private:
    static profiling::Profile readBack(const std::filesystem::path& path) {
        return profiling::readProfile(path);
    }
    // What signs take, and not a byte more.
    static allocation::Budgets tightBudget(const allocation::Problem& problem) {
        allocation::Bytes bytes = 0;
        for (const allocation::Layer& layer : problem.layers) {
            const auto& options = problem.kinds[static_cast<std::size_t>(layer.kind)].options;
            bytes +=
                std::ranges::min(options, {}, [](const auto& option) { return option.codesBytes; })
                    .codesBytes +
                2;
        }
        allocation::Budgets budgets;
        budgets.memory = bytes;
        return budgets;
    }

    SmallModel model_;
    Scheme sign_;
};

QTEST_APPLESS_MAIN(TestAddedScheme)
#include "test_added_scheme.moc"
