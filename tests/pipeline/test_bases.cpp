// Every basis goes the whole line: profile, plan, quantization with and without feedback, reading
// back, verification, running.
#include "allocation/solver.h"
#include "network/run.h"
#include "packed/packed_checkpoint.h"
#include "pipeline/allocation_problem.h"
#include "pipeline/model_profile.h"
#include "pipeline/profile_job.h"
#include "pipeline/small_model.h"
#include "pipeline/small_moments.h"
#include "pipeline/verification.h"
#include "profiling/distortion.h"
#include "profiling/prediction.h"
#include "quantizer/palette.h"

#include <QTest>

#include <cmath>

using namespace fracbit;
using namespace fracbit::pipeline;
using namespace fracbit::tests;
using rotation::Basis;

namespace {

std::vector<float> logits(const network::Network& network) {
    return network.forward(std::vector<network::TokenId>{1, 2, 3, 5}, {}).values;
}

double largestDifference(const std::vector<float>& a, const std::vector<float>& b) {
    double largest = a.size() == b.size() ? 0 : INFINITY;
    for (std::size_t i = 0; i < std::min(a.size(), b.size()); ++i)
        largest = std::max(largest, std::abs(static_cast<double>(a[i] - b[i])));
    return largest;
}

} // namespace

class TestBases : public QObject {
    Q_OBJECT

    SmallModel model_;

    const checkpoint::ModelSpec& spec() const { return model_.checkpoint->spec(); }
    QuantizationPlan planIn(Basis basis) const {
        QuantizationPlan plan = mixedPlan(spec());
        for (LayerPlan& layer : plan.layers)
            layer.basis = basis;
        return plan;
    }
    QuantizationReport quantize(const QuantizationPlan& plan, QuantizationOptions options) const {
        options.overwrite = true;
        return quantizeModel(*model_.checkpoint, plan, model_.out(), options, {});
    }
    // Whole blocks of 128 inputs hold 48 or more here: some of the error is that of padding.
    static void compareErrors(double found, double reported) {
        if (basis() == Basis::BothSides)
            QVERIFY(found < 1.01 * reported);
        else
            QVERIFY(std::abs(found - reported) < 1e-4 * reported);
    }
    static void addBases() {
        QTest::addColumn<QString>("name");
        for (const char* name : {"inputs", "none", "both-128"})
            QTest::newRow(name) << name;
    }
    static Basis basis() {
        QFETCH(QString, name);
        return rotation::basisFromName(name.toStdString()).value();
    }

private slots:
    // What quantization says of its errors is what a reader finds, who goes by the format's page.
    void errorsAreThoseOfTheWeights_data() { addBases(); }
    void errorsAreThoseOfTheWeights() {
        const auto report = quantize(planIn(basis()), {});
        QCOMPARE(report.bytes, report.predictedBytes);
        const auto packed = packed::PackedCheckpoint::open(model_.out());
        const auto verification = verifyCheckpoint(*packed, model_.checkpoint.get(), {});
        for (const std::string& problem : verification.problems)
            QFAIL(problem.c_str());
        for (std::size_t i = 0; i < report.layers.size(); ++i) {
            const VerifiedLayer& found = verification.layers[i];
            compareErrors(*found.relativeError, report.layers[i].relativeError);
            QCOMPARE(found.expectedError.has_value(), basis() != Basis::None);
        }
    }

    // With feedback likewise, of the outputs; and that is what feedback is for.
    void feedbackLowersTheErrorOfOutputs_data() { addBases(); }
    void feedbackLowersTheErrorOfOutputs() {
        const auto moments = momentsOf(*model_.checkpoint, model_.folder / "moments");
        QuantizationPlan plan = planIn(basis());
        for (LayerPlan& layer : plan.layers)
            layer.scheme = quantizer::schemeFromName("vq-3");
        double sums[2] = {};
        for (const bool fedBack : {false, true}) {
            QuantizationOptions options;
            options.moments = fedBack ? moments : nullptr;
            const auto report = quantize(plan, options);
            const auto packed = packed::PackedCheckpoint::open(model_.out());
            const auto found =
                verifyCheckpoint(*packed, model_.checkpoint.get(), {}, moments.get());
            for (const std::string& problem : found.problems)
                QFAIL(problem.c_str());
            for (std::size_t i = 0; i < report.layers.size(); ++i) {
                sums[fedBack] += std::log(*found.layers[i].outputError);
                compareErrors(*found.layers[i].relativeError, report.layers[i].relativeError);
                if (fedBack) // the report's is damped
                    QVERIFY(std::abs(*found.layers[i].outputError / *report.layers[i].relativeLoss -
                                     1) < 0.25);
            }
        }
        QVERIFY(sums[1] < sums[0] - 0.3 * static_cast<double>(spec().layers.size()));
    }

    void theyRun_data() { addBases(); }
    void theyRun() {
        (void)quantize(planIn(basis()), {});
        const auto packed = packed::PackedCheckpoint::open(model_.out());
        const auto expected =
            logits(*network::openForRunning(*packed, {.executor = network::Executor::Torch}, {}));
        QCOMPARE(packed->absenceOfKernels().empty(), basis() != Basis::BothSides);
        QVERIFY(largestDifference(logits(*network::openForRunning(*packed, {}, {})), expected) <
                5.5e-5);
    }

    // Layers that read the same input in several bases have no kernel call in common.
    void mixedBasesRunDequantized() {
        QuantizationPlan plan = planIn(Basis::Inputs);
        plan.layers[1].basis = Basis::None; // k beside q and v
        (void)quantize(plan, {});
        const auto packed = packed::PackedCheckpoint::open(model_.out());
        QVERIFY(packed->absenceOfKernels().find("another basis") != std::string::npos);
        QVERIFY(verifyCheckpoint(*packed, model_.checkpoint.get(), {}).ok());
        (void)network::openForRunning(*packed, {}, {});
    }

    // A profile in a basis is solved in it, and says what the layers' errors are there.
    void profilesAreOfABasis_data() { addBases(); }
    void profilesAreOfABasis() {
        ProfileRequest request;
        request.sample.sequences = 2;
        request.sample.length = 16;
        request.basis = basis();
        const auto profile =
            makeProfile(*model_.checkpoint, request, model_.folder / "profile.json", {}).profile;
        QVERIFY(profile.basis() == basis());
        for (const auto& layer : profile.layers) {
            QCOMPARE(layer.measuredDistortion.size(), profiling::distortionSchemes().size());
            if (basis() != Basis::None)
                QCOMPARE(profiling::weightFactor(profile, layer), 1.0);
        }
        const auto problem =
            std::make_shared<const allocation::Problem>(allocationProblem(profile));
        const allocation::Solver solver(problem, {}, allocation::Fusion::Off);
        allocation::Budgets budgets;
        budgets.memory = problem->weights(); // 8 bits: small layers are padded
        const QuantizationPlan plan =
            planOf(*problem, solver.solve(budgets).solution, profile.basis());
        for (const LayerPlan& layer : plan.layers)
            QVERIFY(layer.basis == basis());
        const auto report = quantize(plan, {});
        for (std::size_t i = 0; i < plan.layers.size(); ++i) {
            const auto& layer = profile.layers[i];
            const auto* option =
                profile.shapes[static_cast<std::size_t>(layer.shape)].find(plan.layers[i].scheme);
            QCOMPARE(static_cast<std::int64_t>(report.layers[i].bytes),
                     option->codesBytes + option->tableBytes);
        }
    }

    // Weights that are not rotated need not be Gaussian, and the profile sees it.
    void unrotatedWeightsAreMeasured() {
        SyntheticSource source(syntheticConfig("llama"));
        for (const auto& layer : source.spec().layers) {
            Tensor weights = source.read(layer.name + ".weight");
            for (float& value : weights.values)
                value = value * value * value;
            source.replace(layer.name + ".weight", std::move(weights));
        }
        const auto scheme = quantizer::schemeFromName("nuq-3");
        const auto error = [&](Basis basis) {
            const auto measured =
                profiling::measureDistortion(source, {scheme}, {.rows = 64, .basis = basis}, {});
            return profiling::summarizeDistortion(measured, scheme).median;
        };
        const double inputs = error(Basis::Inputs);
        const double both = error(Basis::BothSides);
        const double none = error(Basis::None);
        qInfo("inputs %g, both %g, none %g", inputs, both, none);
        QVERIFY(inputs < 1.3);
        QVERIFY(both < inputs);
        QVERIFY(none > 2 * inputs);
    }
};

QTEST_APPLESS_MAIN(TestBases)
#include "test_bases.moc"
