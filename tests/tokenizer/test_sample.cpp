// The sample model's tokenizer, from its GGUF metadata.
#include "support/sample_model.h"
#include "tokenizer/components/pipeline_tokenizer.h"

#include <QTest>

using namespace fracbit;

class TestSample : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() {
        FRACBIT_REQUIRE_SAMPLE_MODEL();
        tokenizer_ = tokenizer::Tokenizer::open(tests::sampleModelPath());
    }
    void knowsItsSpecialTokens();
    void madeTokenizerJsonEncodesAlike();

private:
    std::unique_ptr<tokenizer::Tokenizer> tokenizer_;
};

void TestSample::knowsItsSpecialTokens() {
    QCOMPARE(tokenizer_->vocabularySize(), std::size_t{49152});
    const auto id = tokenizer_->id("<|im_end|>");
    QVERIFY(id.has_value());
    QCOMPARE(tokenizer_->encode("a<|im_end|>").back(), *id);
    QCOMPARE(tokenizer_->decode(tokenizer_->encode("a<|im_end|>b")), std::string("ab"));
}

void TestSample::madeTokenizerJsonEncodesAlike() {
    const std::string made = tokenizer::tokenizerJson(tests::sampleModelPath());
    const tokenizer::PipelineTokenizer copy(nlohmann::json::parse(made), "made.json");
    const std::string text =
        "It's 1969: na\u00EFve caf\u00E9 \u65E5\u672C\u8A9E\n\n  x<|im_start|>";
    QCOMPARE(copy.encode(text, true), tokenizer_->encode(text));
    QCOMPARE(copy.vocabularySize(), tokenizer_->vocabularySize());
}

QTEST_APPLESS_MAIN(TestSample)
#include "test_sample.moc"
