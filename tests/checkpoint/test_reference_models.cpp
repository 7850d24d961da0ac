// Five small reference checkpoints open as what they are.
#include "base/json_file.h"
#include "checkpoint/checkpoint.h"

#include <QtTest>

#include <cmath>

using namespace fracbit;
using namespace fracbit::checkpoint;

class TestReferenceModels : public QObject {
    Q_OBJECT

private slots:
    void opensEveryModel_data();
    void opensEveryModel();
    void llama31RopeIsRead();
    void shardsAreOneModel();
    void writtenConfigHasTransformersTypes_data();
    void writtenConfigHasTransformersTypes();
};

namespace {

const std::filesystem::path kFolder = FRACBIT_TEST_DATA_DIR "/models";

std::unique_ptr<Checkpoint> openModel(const std::string& name) {
    return Checkpoint::open(kFolder / name);
}

} // namespace

void TestReferenceModels::writtenConfigHasTransformersTypes_data() {
    QTest::addColumn<QString>("model");
    for (const char* model :
         {"llama",         "llama31", "mistral",       "qwen2",      "qwen3",      "qwen3_yarn",
          "gemma2",        "gemma3",  "gemma3_vision", "gemma4",     "gemma4_moe", "phi3",
          "phi4_longrope", "smollm3", "mixtral",       "qwen2_moe",  "qwen3_moe",  "gpt_oss",
          "qwen3_next",    "qwen3_5", "qwen3_5_moe",   "deepseek_v3"})
        QTest::newRow(model) << model;
}

// It checks them strictly: a whole number that is written as 24.0 is refused. And a token that
// pads, of the class's default, can lie outside of the vocabulary.
void TestReferenceModels::writtenConfigHasTransformersTypes() {
    const std::string name = QTest::currentDataTag();
    const nlohmann::json original = readJsonFile(kFolder / name / "config.json");
    nlohmann::json written = huggingFaceConfig(openModel(name)->spec().config);
    const nlohmann::json text = original.value("text_config", original);
    written = written.value("text_config", written);
    int compared = 0;
    for (const auto& [key, value] : written.items()) {
        if (!text.contains(key) || text.at(key).is_null() || value.is_null())
            continue;
        const bool whole = text.at(key).is_number_integer();
        QVERIFY2(!value.is_number() || value.is_number_integer() == whole, key.c_str());
        QVERIFY2(value.is_number() == text.at(key).is_number() &&
                     value.is_boolean() == text.at(key).is_boolean() &&
                     value.is_string() == text.at(key).is_string(),
                 key.c_str());
        ++compared;
    }
    QVERIFY(compared > 10);
    QVERIFY(written.contains("pad_token_id") && written.at("pad_token_id").is_null());
}

void TestReferenceModels::opensEveryModel_data() {
    QTest::addColumn<QString>("architecture");
    QTest::addColumn<int>("headSize");
    QTest::addColumn<bool>("tied");
    QTest::addColumn<int>("tensors");
    QTest::newRow("llama") << "llama" << 16 << false << 3 * 9 + 3;
    QTest::newRow("llama31") << "llama" << 32 << true << 3 * 9 + 2;
    QTest::newRow("mistral") << "mistral" << 16 << false << 3 * 9 + 3;
    QTest::newRow("qwen2") << "qwen2" << 16 << true << 3 * 12 + 2;
    QTest::newRow("qwen3") << "qwen3" << 32 << false << 3 * 11 + 3;
}

void TestReferenceModels::opensEveryModel() {
    QFETCH(QString, architecture);
    QFETCH(int, headSize);
    QFETCH(bool, tied);
    QFETCH(int, tensors);
    const auto model = openModel(QTest::currentDataTag());
    const ModelSpec& spec = model->spec();
    QCOMPARE(QString::fromStdString(spec.config.architecture), architecture);
    QCOMPARE(spec.config.block(0).attention().headSize, std::int64_t(headSize));
    QCOMPARE(spec.config.tiedEmbeddings, tied);
    QCOMPARE(int(spec.tensors.size()), tensors);
    QCOMPARE(int(spec.layers.size()), 3 * 7);
    for (const ModelTensor& tensor : spec.tensors) {
        const Tensor values = model->read(tensor.name);
        QCOMPARE(values.shape, tensor.shape);
        for (const float value : values.values)
            QVERIFY(std::isfinite(value));
    }
}

void TestReferenceModels::llama31RopeIsRead() {
    const Rope rope = openModel("llama31")->spec().config.ropes.at(0);
    QCOMPARE(rope.scaling, RopeScaling::Llama3);
    QCOMPARE(rope.theta, 500000.0);
    QCOMPARE(rope.factor, 8.0);
    QCOMPARE(rope.originalContext, std::int64_t(64));
}

void TestReferenceModels::shardsAreOneModel() {
    const auto model = openModel("llama31");
    QCOMPARE(int(model->files().size()), 16);
    const nlohmann::json index = readJsonFile(kFolder / "llama31" / "model.safetensors.index.json");
    for (const ModelTensor& tensor : model->spec().tensors)
        QCOMPARE(model->files()[tensor.stored.file]->path().filename().string(),
                 index.at("weight_map").at(tensor.stored.name).get<std::string>());
}

QTEST_APPLESS_MAIN(TestReferenceModels)
#include "test_reference_models.moc"
