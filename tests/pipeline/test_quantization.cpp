#include "packed/packed_checkpoint.h"
#include "pipeline/model_quantization.h"
#include "pipeline/small_model.h"
#include "quantizer/palette.h"
#include "rotation/rotation.h"
#include "support/stopping_sink.h"
#include "support/thrown.h"

#include <QTest>

#include <cmath>

using namespace fracbit;
using namespace fracbit::pipeline;
using namespace fracbit::tests;

class TestQuantization : public QObject {
    Q_OBJECT
private slots:
    void sizeIsPredictedExactly_data();
    void sizeIsPredictedExactly();
    void loadedWeightsAreTheEncodersBitForBit();
    void otherTensorsAreKept();
    void eightBitEmbeddings();
    void resumesAfterCancelling();
    void damagedPartialWorkIsDoneAgain();
    void anotherPlanStartsAnew();
    void finishedCheckpointIsNotOverwritten();
    void badWeightsLeaveNothingBehind();
    void planMustFitTheModel();
    void tiedHeadFollowsTheEmbedding();
    void quantizedModelsAreRefused();
    void resultDoesNotDependOnThreads();
};

namespace {

bool isEmpty(const std::filesystem::path& folder) {
    return !std::filesystem::exists(folder) || std::filesystem::is_empty(folder);
}

} // namespace

void TestQuantization::sizeIsPredictedExactly_data() {
    QTest::addColumn<QString>("scheme");
    QTest::addColumn<int>("embeddingBits");
    for (const auto scheme : quantizer::standardSchemes())
        if (scheme.rate256 % 512 == 0)
            QTest::addRow("%s", schemeName(scheme).c_str())
                << QString::fromStdString(schemeName(scheme)) << 16;
    QTest::newRow("odd rate") << "ctcq-3.26171875" << 16;
    QTest::newRow("8-bit embeddings") << "ctcq-2" << 8;
}

void TestQuantization::sizeIsPredictedExactly() {
    QFETCH(QString, scheme);
    QFETCH(int, embeddingBits);
    SmallModel model;
    std::vector<std::string> names;
    for (const auto& layer : model.checkpoint->spec().layers)
        names.push_back(layer.name);
    const auto plan = uniformPlan(names, quantizer::schemeFromName(scheme.toStdString()));
    QuantizationOptions options;
    options.embeddingBits = embeddingBits;
    const auto predicted = makeQuantizationJob(*model.checkpoint, plan, options).folderBytes();
    const auto report = quantizeModel(*model.checkpoint, plan, model.out(), options, RunContext{});
    QCOMPARE(report.predictedBytes, predicted);
    QCOMPARE(report.bytes, predicted);
    QCOMPARE(bytesOfFolder(model.out()), predicted);
}

void TestQuantization::loadedWeightsAreTheEncodersBitForBit() {
    SmallModel model;
    const auto plan = mixedPlan(model.checkpoint->spec());
    QuantizationOptions options;
    options.seed = 5;
    const auto report = quantizeModel(*model.checkpoint, plan, model.out(), options, RunContext{});
    QCOMPARE(report.layers.size(), plan.layers.size());
    const auto packed = packed::openModel(model.out());
    for (std::size_t i = 0; i < plan.layers.size(); ++i) {
        const auto& layer = model.checkpoint->spec().layers[i];
        const rotation::Rotation rotation(
            std::make_shared<rotation::Hadamard>(layer.in),
            rotation::randomSigns(5, model.checkpoint->spec().inputOf(layer).name, layer.in));
        Tensor expected = model.checkpoint->read(layer.name + ".weight");
        for (std::int64_t row = 0; row < expected.rows(); ++row)
            rotation.rotate(expected.row(row));
        quantizer::LayerError error;
        const auto encoded =
            quantizeRotated(expected, plan.layers[i].scheme, layer.name, RunContext{}, error);
        quantizer::LayerReader{quantizer::PackedLayerView(encoded)}.readRows(0, layer.out,
                                                                             expected.values);
        for (std::int64_t row = 0; row < expected.rows(); ++row)
            rotation.rotateBack(expected.row(row));
        QVERIFY(packed->read(layer.name + ".weight").values == expected.values);
        QCOMPARE(report.layers[i].relativeError, error.relative());
        QVERIFY(error.relative() <
                1.6 * quantizer::gaussianDistortion(plan.layers[i].scheme)); // tiny layers
    }
}

void TestQuantization::otherTensorsAreKept() {
    SmallModel model;
    (void)quantizeModel(*model.checkpoint, mixedPlan(model.checkpoint->spec()), model.out(), {},
                        RunContext{});
    const auto packed = packed::openModel(model.out());
    QCOMPARE(packed->spec().parameters(), model.checkpoint->spec().parameters());
    for (const auto& tensor : model.checkpoint->spec().tensors) {
        if (tensor.role == checkpoint::TensorRole::LinearWeight)
            continue;
        const Tensor before = model.checkpoint->read(tensor.name);
        const Tensor after = packed->read(tensor.name);
        QCOMPARE(after.shape, before.shape);
        for (std::size_t i = 0; i < before.values.size(); ++i)
            QCOMPARE(after.values[i], halfToFloat(floatToHalf(before.values[i])));
    }
}

void TestQuantization::eightBitEmbeddings() {
    SmallModel model;
    QuantizationOptions options;
    options.embeddingBits = 8;
    options.headBits = 8;
    (void)quantizeModel(*model.checkpoint, mixedPlan(model.checkpoint->spec()), model.out(),
                        options, RunContext{});
    const auto packed = packed::openModel(model.out());
    for (const char* name : {"embedding.weight", "head.weight"}) {
        if (!packed->spec().find(name))
            continue;
        const Tensor before = model.checkpoint->read(name);
        const Tensor after = packed->read(name);
        for (std::int64_t row = 0; row < before.rows(); ++row) {
            float largest = 0;
            for (const float value : before.row(row))
                largest = std::max(largest, std::abs(value));
            for (std::size_t i = 0; i < before.row(row).size(); ++i)
                QVERIFY(std::abs(before.row(row)[i] - after.row(row)[i]) < 0.51f * largest / 127);
        }
    }
}

void TestQuantization::resumesAfterCancelling() {
    SmallModel model;
    const auto plan = mixedPlan(model.checkpoint->spec());
    (void)quantizeModel(*model.checkpoint, plan, model.folder / "whole", {}, RunContext{});

    StopAfter sink(20000);
    const auto context = sink.context();
    FRACBIT_VERIFY_THROWS(
        [&] { (void)quantizeModel(*model.checkpoint, plan, model.out(), {}, context); },
        ErrorCode::Cancelled, "cancelled");
    QVERIFY(!std::filesystem::exists(model.out() / "model.safetensors"));
    QVERIFY(!std::filesystem::exists(model.out() / "config.json"));

    const auto report = quantizeModel(*model.checkpoint, plan, model.out(), {}, RunContext{});
    QVERIFY(report.resumedItems > 0);
    for (const char* file : {"model.safetensors", "config.json", "plan.json"})
        QVERIFY(contentsOf(model.out() / file) == contentsOf(model.folder / "whole" / file));
    QCOMPARE(bytesOfFolder(model.out()), report.bytes); // no journal, no partial file is left
}

void TestQuantization::damagedPartialWorkIsDoneAgain() {
    SmallModel model;
    const auto plan = mixedPlan(model.checkpoint->spec());
    (void)quantizeModel(*model.checkpoint, plan, model.folder / "whole", {}, RunContext{});
    StopAfter sink(20000);
    const auto context = sink.context();
    (void)thrownBy([&] { (void)quantizeModel(*model.checkpoint, plan, model.out(), {}, context); });
    const auto partial = model.out() / "model.safetensors.partial";
    {
        std::fstream file(partial, std::ios::in | std::ios::out | std::ios::binary);
        std::string all(std::filesystem::file_size(partial), '\x55');
        file.write(all.data(), static_cast<std::streamsize>(all.size()));
    }
    {
        std::ofstream journal(model.out() / "quantize.journal", std::ios::app);
        journal << "blocks.1.mlp.down 1234"; // a torn line
    }
    const auto report = quantizeModel(*model.checkpoint, plan, model.out(), {}, RunContext{});
    QCOMPARE(report.resumedItems, 0);
    QVERIFY(contentsOf(model.out() / "model.safetensors") ==
            contentsOf(model.folder / "whole" / "model.safetensors"));
}

void TestQuantization::anotherPlanStartsAnew() {
    SmallModel model;
    auto plan = mixedPlan(model.checkpoint->spec());
    StopAfter sink(20000);
    const auto context = sink.context();
    (void)thrownBy([&] { (void)quantizeModel(*model.checkpoint, plan, model.out(), {}, context); });
    plan.layers.back().scheme = quantizer::schemeFromName("nuq-2");
    const auto report = quantizeModel(*model.checkpoint, plan, model.out(), {}, RunContext{});
    QCOMPARE(report.resumedItems, 0);
    QCOMPARE(bytesOfFolder(model.out()), report.predictedBytes);
}

void TestQuantization::finishedCheckpointIsNotOverwritten() {
    SmallModel model;
    const auto plan = mixedPlan(model.checkpoint->spec());
    (void)quantizeModel(*model.checkpoint, plan, model.out(), {}, RunContext{});
    FRACBIT_VERIFY_THROWS(
        [&] { (void)quantizeModel(*model.checkpoint, plan, model.out(), {}, RunContext{}); },
        ErrorCode::InvalidArgument, "finished checkpoint", "--overwrite");
    QuantizationOptions options;
    options.overwrite = true;
    options.seed = 3;
    (void)quantizeModel(*model.checkpoint, plan, model.out(), options, RunContext{});
    QVERIFY(packed::openModel(model.out()) != nullptr);
}

void TestQuantization::badWeightsLeaveNothingBehind() {
    SmallModel model;
    Tensor bad = model.source.read("blocks.1.mlp.up.weight");
    bad.values[5] = NAN;
    model.source.replace("blocks.1.mlp.up.weight", bad);
    model.write();
    FRACBIT_VERIFY_THROWS(
        [&] {
            (void)quantizeModel(*model.checkpoint, mixedPlan(model.checkpoint->spec()), model.out(),
                                {}, RunContext{});
        },
        ErrorCode::InvalidFile, "blocks.1.mlp.up", "not finite");
    QVERIFY(isEmpty(model.out()));
}

void TestQuantization::planMustFitTheModel() {
    SmallModel model;
    auto plan = mixedPlan(model.checkpoint->spec());
    plan.layers.pop_back();
    FRACBIT_VERIFY_THROWS(
        [&] { (void)quantizeModel(*model.checkpoint, plan, model.out(), {}, RunContext{}); },
        ErrorCode::InvalidArgument, "blocks.1.mlp.down");
    plan = mixedPlan(model.checkpoint->spec());
    plan.layers.push_back({"blocks.7.attn.q", quantizer::schemeFromName("nuq-4"), {}, {}});
    FRACBIT_VERIFY_THROWS(
        [&] { (void)quantizeModel(*model.checkpoint, plan, model.out(), {}, RunContext{}); },
        ErrorCode::InvalidArgument, "blocks.7.attn.q");
    QVERIFY(isEmpty(model.out()));
}

void TestQuantization::tiedHeadFollowsTheEmbedding() {
    auto config = syntheticConfig("llama");
    config.tiedEmbeddings = true;
    const SyntheticSource source(config);
    TemporaryFolder folder;
    writeCheckpoint(folder / "tied", source);
    const auto checkpoint = checkpoint::Checkpoint::open(folder / "tied");
    QuantizationOptions options;
    options.headBits = 8;
    FRACBIT_VERIFY_THROWS(
        [&] { (void)makeQuantizationJob(*checkpoint, mixedPlan(checkpoint->spec()), options); },
        ErrorCode::InvalidArgument, "--embeddings");
}

void TestQuantization::quantizedModelsAreRefused() {
    SmallModel model;
    const auto plan = mixedPlan(model.checkpoint->spec());
    (void)quantizeModel(*model.checkpoint, plan, model.out(), {}, RunContext{});
    const auto packed = packed::openModel(model.out());
    FRACBIT_VERIFY_THROWS([&] { (void)makeQuantizationJob(*packed, plan, {}); },
                          ErrorCode::Unsupported, "quantized already");
}

void TestQuantization::resultDoesNotDependOnThreads() {
    SmallModel model;
    const auto plan = mixedPlan(model.checkpoint->spec());
    RunContext context;
    (void)quantizeModel(*model.checkpoint, plan, model.folder / "one", {}, context);
    context.threads = 3;
    (void)quantizeModel(*model.checkpoint, plan, model.folder / "three", {}, context);
    QVERIFY(contentsOf(model.folder / "one" / "model.safetensors") ==
            contentsOf(model.folder / "three" / "model.safetensors"));
}

QTEST_APPLESS_MAIN(TestQuantization)
#include "test_quantization.moc"
