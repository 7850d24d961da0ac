// De-quantization of what needs no blocks; test_ggml_reference.cpp has those.
#include "checkpoint/tensor_file.h"

#include <QtTest>

#include <cstring>

using namespace fracbit;
using namespace fracbit::checkpoint;

class TestGgmlBlocks : public QObject {
    Q_OBJECT

private slots:
    void everyHalfConverts();
};

void TestGgmlBlocks::everyHalfConverts() {
    std::vector<std::uint16_t> bits(65536);
    for (std::size_t i = 0; i < bits.size(); ++i)
        bits[i] = static_cast<std::uint16_t>(i);
    const StoredTensor stored{"halves", DType::F16, {65536}, std::as_bytes(std::span(bits))};
    const Tensor values = readTensor(stored);
    for (std::size_t i = 0; i < bits.size(); ++i) {
        const float expected = halfToFloat(bits[i]);
        QVERIFY(std::memcmp(&values.values[i], &expected, sizeof(float)) == 0);
    }
}

QTEST_APPLESS_MAIN(TestGgmlBlocks)
#include "test_ggml_blocks.moc"
