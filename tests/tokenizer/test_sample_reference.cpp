// The sample model's tokenizer against ids by an independent implementation.
#include "base/json_file.h"
#include "support/sample_model.h"
#include "tokenizer/tokenizer.h"

#include <QTest>

using namespace fracbit;
using tokenizer::TokenId;

class TestSampleReference : public QObject {
    Q_OBJECT
private slots:
    void encodesThePrompts();
};

void TestSampleReference::encodesThePrompts() {
    const std::filesystem::path prompts(FRACBIT_REFERENCE_DIR "/smollm2/logits.json");
    FRACBIT_REQUIRE_REFERENCE(prompts);
    FRACBIT_REQUIRE_SAMPLE_MODEL();
    const auto tokenizer = tokenizer::Tokenizer::open(tests::sampleModelPath());
    const nlohmann::json document = readJsonFile(prompts);
    QVERIFY(!document.at("prompts").empty());
    for (const auto& prompt : document.at("prompts")) {
        const auto text = prompt.at("text").get<std::string>();
        const auto ids = tokenizer->encode(text);
        QCOMPARE(ids, prompt.at("tokens").get<std::vector<TokenId>>());
        QCOMPARE(tokenizer->decode(ids, true), text);
    }
}

QTEST_APPLESS_MAIN(TestSampleReference)
#include "test_sample_reference.moc"
