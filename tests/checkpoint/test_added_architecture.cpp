#include "base/error.h"
#include "checkpoint/checkpoint.h"
#include "support/added_architecture.h"
#include "support/synthetic_checkpoint.h"
#include "support/synthetic_source.h"
#include "support/thrown.h"

#include <QtTest>

#include <set>

using namespace fracbit;
using namespace fracbit::tests;

class TestAddedArchitecture : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() { checkpoint::addArchitecture(kQuaint); }

    void itIsListed() {
        QVERIFY(checkpoint::findArchitecture("quaint") == &kQuaint);
        QVERIFY(!checkpoint::findArchitecture("queer"));
        const nlohmann::json other{{"model_type", "queer"}};
        FRACBIT_VERIFY_THROWS(
            [&] { (void)checkpoint::parseHuggingFaceConfig(JsonObject(other, "config.json")); },
            ErrorCode::Unsupported, "queer", "llama, mistral, qwen2, qwen3",
            " and quaint are supported");
    }

    void itsFilesAreRead() {
        const SyntheticSource source(quaintConfig());
        const TemporaryFolder folder;
        writeCheckpoint(folder.path(), source);
        const auto model = checkpoint::Checkpoint::open(folder.path());
        QCOMPARE(model->spec().tensors.size(), source.spec().tensors.size());
        for (const auto& tensor : source.spec().tensors) {
            const Tensor expected = source.read(tensor.name);
            QVERIFY2(model->read(tensor.name).values == expected.values, tensor.name.c_str());
        }
        const checkpoint::ModelTensor& k = *model->spec().find("blocks.1.attn.k.weight");
        QCOMPARE(k.stored.name, std::string("model.layers.1.mixer.qkv.weight"));
        QCOMPARE(k.stored.firstRow, std::int64_t(64));
        QCOMPARE(k.bytes, std::uint64_t(32 * 48 * 4));
        const Tensor whole = source.read("blocks.1.attn.k.weight");
        const Tensor third = model->readRows("blocks.1.attn.k.weight", 3, 4);
        QVERIFY(std::ranges::equal(third.values, whole.row(3)));
    }

    // Experts are slices of a tensor with three dimensions.
    void stackedMatricesAreRowsOfOne() {
        const SyntheticSource source(quaintConfig());
        const TemporaryFolder folder;
        writeCheckpoint(folder.path(), source);
        auto tensors = huggingFaceTensors(source, DType::F32);
        for (TestTensor& tensor : tensors)
            if (tensor.name == "model.layers.0.inner.gate_up.weight")
                tensor.shape = {2, 64, 48};
        writeBytes(folder / "model.safetensors", safetensorsBytes(tensors));
        const auto model = checkpoint::Checkpoint::open(folder.path());
        QCOMPARE(model->read("blocks.0.mlp.up.weight").values,
                 source.read("blocks.0.mlp.up.weight").values);
    }

    // As many as a large mixture of experts has.
    void twentyThousandLayersAreIndexed() {
        checkpoint::ModelConfig config = quaintConfig();
        config.blocks.assign(2900, config.blocks.front());
        const SyntheticSource source(config);
        const checkpoint::ModelSpec& spec = source.spec();
        QCOMPARE(spec.layers.size(), std::size_t(20300));
        for (const checkpoint::LinearLayer& layer : spec.layers) {
            QVERIFY(spec.findLayer(layer.name) == &layer);
            QVERIFY(spec.find(layer.name + ".weight"));
            QVERIFY(spec.findInput(spec.inputOf(layer).name) == &spec.inputOf(layer));
        }
        QCOMPARE(spec.blockLayers(2899).back().name, std::string("blocks.2899.mlp.down"));
    }

    void ownNamesAreUnique() {
        const checkpoint::ModelConfig config = quaintConfig();
        std::set<std::string> names;
        for (const auto& tensor : checkpoint::expectedTensors(config))
            QVERIFY(names.insert(checkpoint::huggingFaceName(config, tensor)).second);
        QVERIFY(names.contains("model.layers.1.mixer.qkv.v.weight"));
        QVERIFY(names.contains("model.layers.1.mixer.qkv.v.bias"));
        QVERIFY(!names.contains("model.layers.2.mixer.qkv.v.weight")); // has k's values
        QVERIFY(names.contains("model.layers.2.mixer.sinks"));
        QVERIFY(names.contains("model.layers.2.mixer.out.weight"));
    }

    void wrongSizesAreRefused() {
        const SyntheticSource source(quaintConfig());
        const TemporaryFolder folder;
        writeCheckpoint(folder.path(), source);
        auto tensors = huggingFaceTensors(source, DType::F32);
        for (TestTensor& tensor : tensors)
            if (tensor.name == "model.layers.0.mixer.qkv.weight")
                tensor.shape = {64, 96}; // as many numbers
        writeBytes(folder / "model.safetensors", safetensorsBytes(tensors));
        FRACBIT_VERIFY_THROWS([&] { (void)checkpoint::Checkpoint::open(folder.path()); },
                              ErrorCode::InvalidFile, "model.layers.0.mixer.qkv.weight", "128x48");
    }
};

QTEST_APPLESS_MAIN(TestAddedArchitecture)
#include "test_added_architecture.moc"
