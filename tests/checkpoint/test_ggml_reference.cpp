// De-quantization against values that an independent implementation (the gguf package) computed.
#include "checkpoint/gguf_file.h"
#include "checkpoint/safetensors_file.h"
#include "support/required_data.h"

#include <QtTest>

#include <cstring>

using namespace fracbit;
using namespace fracbit::checkpoint;

namespace {

const std::filesystem::path kFolder = std::filesystem::path(FRACBIT_REFERENCE_DIR) / "gguf";

} // namespace

class TestGgmlReference : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { FRACBIT_REQUIRE_REFERENCE(kFolder); }
    void valuesAreTheReferencesBitForBit_data();
    void valuesAreTheReferencesBitForBit();
    void rowsAreThoseOfTheWhole();
};

void TestGgmlReference::valuesAreTheReferencesBitForBit_data() {
    QTest::addColumn<QString>("name");
    for (const char* name : {"f32", "f16", "bf16", "q8_0", "q4_0", "q4_1", "q5_0", "q5_1", "q2_k",
                             "q3_k", "q4_k", "q5_k", "q6_k", "iq4_nl", "iq4_xs"})
        QTest::newRow(name) << name;
}

void TestGgmlReference::valuesAreTheReferencesBitForBit() {
    QFETCH(QString, name);
    const auto types = GgufFile::open(kFolder / "types.gguf");
    const auto values = SafetensorsFile::open(kFolder / "types.safetensors");
    const StoredTensor& stored = types->at(name.toStdString());
    QCOMPARE(stored.shape, (Shape{4, 1536}));
    QCOMPARE(QString::fromStdString(std::string(dtypeName(stored.dtype))).toLower(), name);
    const Tensor actual = readTensor(stored);
    const Tensor expected = readTensor(values->at(name.toStdString()));
    QCOMPARE(actual.shape, expected.shape);
    for (std::size_t i = 0; i < expected.values.size(); ++i)
        QVERIFY2(std::memcmp(&actual.values[i], &expected.values[i], sizeof(float)) == 0,
                 qPrintable(QString("element %1: %2 instead of %3")
                                .arg(i)
                                .arg(actual.values[i])
                                .arg(expected.values[i])));
}

void TestGgmlReference::rowsAreThoseOfTheWhole() {
    const auto types = GgufFile::open(kFolder / "types.gguf");
    for (const StoredTensor& stored : types->tensors()) {
        const Tensor all = readTensor(stored);
        std::vector<float> rows(2 * 1536);
        readRows(stored, 1, 3, rows);
        QVERIFY(std::memcmp(rows.data(), all.row(1).data(), rows.size() * sizeof(float)) == 0);
    }
}

QTEST_APPLESS_MAIN(TestGgmlReference)
#include "test_ggml_reference.moc"
