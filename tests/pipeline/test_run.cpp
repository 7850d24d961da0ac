// What a model is run on: the one choice that command line, window, trials and profiles make.
#include "backend/cuda/backend.h"
#include "network/packed_network.h"
#include "network/run.h"
#include "packed/packed_checkpoint.h"
#include "pipeline/small_model.h"
#include "support/thrown.h"

#include <QTest>

#include <cmath>

using namespace fracbit;
using namespace fracbit::network;
using namespace fracbit::tests;

namespace {

std::vector<float> logits(const Network& network) {
    return network.forward(std::vector<TokenId>{1, 2, 3, 5}, {}).values;
}

} // namespace

class TestRun : public QObject {
    Q_OBJECT

private:
    SmallModel model_;

    std::unique_ptr<packed::PackedCheckpoint> quantized(const pipeline::QuantizationPlan& plan) {
        pipeline::QuantizationOptions options;
        options.overwrite = true;
        (void)quantizeModel(*model_.checkpoint, plan, model_.out(), options, {});
        return packed::PackedCheckpoint::open(model_.out());
    }
    pipeline::QuantizationPlan uniform() const {
        std::vector<std::string> names;
        for (const auto& layer : model_.source.spec().layers)
            names.push_back(layer.name);
        return pipeline::uniformPlan(names, quantizer::schemeFromName("nuq-3"));
    }

private slots:
    // The two round differently: which one ran is to be seen.
    void quantizedFoldersRunPacked() {
        const auto source = quantized(uniform());
        const auto packed = logits(*loadPackedNetwork(*source, backend::openBackend({}), {}));
        const auto torch = logits(*Network::load(*source, Compute::Float32, {}));
        QVERIFY(packed != torch);
        QCOMPARE(logits(*openForRunning(*source, {}, {})), packed);
        QCOMPARE(logits(*openForRunning(*source, {.executor = Executor::Packed}, {})), packed);
        QCOMPARE(logits(*openForRunning(*source, {.executor = Executor::Torch}, {})), torch);
        QCOMPARE(logits(*openForRunning(*source, {.compute = Compute::BFloat16}, {})),
                 logits(*Network::load(*source, Compute::BFloat16, {})));
    }

    void originalsRunOnLibtorch() {
        QCOMPARE(logits(*openForRunning(*model_.checkpoint, {}, {})),
                 logits(*Network::load(*model_.checkpoint, Compute::Float32, {})));
    }

    void whatCannotBePackedIsRefused() {
        const RunRequest packed{.executor = Executor::Packed};
        FRACBIT_VERIFY_THROWS([&] { (void)openForRunning(*model_.checkpoint, packed, {}); },
                              ErrorCode::InvalidArgument, "no quantized folder");
        const auto source = quantized(uniform());
        FRACBIT_VERIFY_THROWS(
            [&] {
                (void)openForRunning(*source, {Compute::BFloat16, Executor::Packed}, {});
            },
            ErrorCode::InvalidArgument, "float32");
    }

    void otherDevicesWantPackedWeights() {
        const backend::DeviceChoice cuda{backend::Device::Kind::Cuda, 0};
        FRACBIT_VERIFY_THROWS(
            [&] { (void)openForRunning(*model_.checkpoint, {.device = cuda}, {}); },
            ErrorCode::InvalidArgument, "on the processor only");
        const auto source = quantized(uniform());
        const std::string absence = backend::cudaAbsence();
        if (absence.empty()) {
            const auto packed = logits(*openForRunning(*source, {}, {}));
            const auto device = logits(*openForRunning(*source, {.device = cuda}, {}));
            for (std::size_t i = 0; i < packed.size(); ++i)
                QVERIFY(std::abs(device[i] - packed[i]) < 1e-2f);
        } else {
            FRACBIT_VERIFY_THROWS([&] { (void)openForRunning(*source, {.device = cuda}, {}); },
                                  ErrorCode::Device, absence.c_str());
        }
    }
};

QTEST_APPLESS_MAIN(TestRun)
#include "test_run.moc"
