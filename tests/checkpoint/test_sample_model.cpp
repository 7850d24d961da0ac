// The sample model (SmolLM2-135M-Instruct as GGUF) is opened as what its card says it is.
#include "checkpoint/checkpoint.h"
#include "support/sample_model.h"

#include <QElapsedTimer>
#include <QtTest>

#include <algorithm>
#include <cmath>

using namespace fracbit;
using namespace fracbit::checkpoint;

class TestSampleModel : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void sizes();
    void everyTensorIsFinite();

private:
    std::unique_ptr<Checkpoint> model_;
};

void TestSampleModel::initTestCase() {
    FRACBIT_REQUIRE_SAMPLE_MODEL();
    model_ = Checkpoint::open(tests::sampleModelPath());
}

void TestSampleModel::sizes() {
    const ModelSpec& spec = model_->spec();
    QCOMPARE(spec.config.architecture, std::string("llama"));
    QCOMPARE(spec.config.blockCount(), 30);
    QCOMPARE(spec.config.hidden, std::int64_t(576));
    QCOMPARE(spec.config.block(0).feedForward.intermediate, std::int64_t(1536));
    QCOMPARE(spec.config.block(0).attention().heads, std::int64_t(9));
    QCOMPARE(spec.config.block(0).attention().kvHeads, std::int64_t(3));
    QCOMPARE(spec.config.block(0).attention().headSize, std::int64_t(64));
    QCOMPARE(spec.config.ropes.at(0).theta, 100000.0);
    QVERIFY(spec.config.tiedEmbeddings);
    QCOMPARE(spec.parameters(), std::int64_t(134515008));
    QCOMPARE(int(spec.layers.size()), 210);
    QVERIFY(std::ranges::all_of(spec.layers, [](const auto& l) { return l.dtype == DType::Q4_1; }));
    QCOMPARE(spec.find("embedding.weight")->dtype, DType::Q8_0);
}

// One pass over 134.5 million weights; the time is for people to see.
void TestSampleModel::everyTensorIsFinite() {
    QElapsedTimer timer;
    timer.start();
    for (const ModelTensor& tensor : model_->spec().tensors) {
        const Tensor values = model_->read(tensor.name);
        QCOMPARE(values.shape, tensor.shape);
        double squares = 0;
        for (const float value : values.values)
            squares += static_cast<double>(value) * value;
        QVERIFY2(std::isfinite(squares) && squares > 0, tensor.name.c_str());
    }
    qInfo("all tensors de-quantized in %lld ms", static_cast<long long>(timer.elapsed()));
}

QTEST_APPLESS_MAIN(TestSampleModel)
#include "test_sample_model.moc"
