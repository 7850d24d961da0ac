// Tokenizers laid out as published ones against ids and texts by Hugging Face tokenizers.
#include "base/json_file.h"
#include "tokenizer/tokenizer.h"

#include <QTest>

#include <filesystem>

using namespace fracbit;
using tokenizer::TokenId;

namespace {

const std::filesystem::path kFolder = FRACBIT_TEST_DATA_DIR "/tokenizers";
const char* const kTokenizers[] = {"smollm", "llama3",  "qwen2", "llama2", "gemma",
                                   "o200k",  "qwen3_5", "phi3",  "phi4"};
constexpr std::size_t kFewestCases = 14;

} // namespace

class TestReference : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() {
        cases_ = readJsonFile(kFolder / "cases.json").at("cases");
        cases_.update(readJsonFile(kFolder / "more_cases.json").at("cases"));
    }
    void encodesAndDecodes_data() { names(); }
    void encodesAndDecodes();
    void copiesTheFile_data() { names(); }
    void copiesTheFile();
    void opensAFolder();

private:
    static void names() {
        QTest::addColumn<QString>("name");
        for (const char* name : kTokenizers)
            QTest::newRow(name) << name;
    }
    static std::filesystem::path file(const QString& name) {
        return kFolder / (name.toStdString() + ".json");
    }
    nlohmann::json cases_;
};

void TestReference::encodesAndDecodes() {
    QFETCH(QString, name);
    const auto tokenizer = tokenizer::Tokenizer::open(file(name));
    QCOMPARE(tokenizer->vocabularySize(), std::size_t{1500});
    const auto& cases = cases_.at(name.toStdString());
    QVERIFY(cases.size() >= kFewestCases);
    for (const auto& expected : cases) {
        const auto text = expected.at("text").get<std::string>();
        const auto ids = tokenizer->encode(text);
        if (ids != expected.at("ids").get<std::vector<TokenId>>())
            qInfo("text: %s", expected.at("text").dump().c_str());
        QCOMPARE(ids, expected.at("ids").get<std::vector<TokenId>>());
        QCOMPARE(tokenizer->encode(text, false),
                 expected.at("ids_without_special").get<std::vector<TokenId>>());
        QCOMPARE(tokenizer->decode(ids), expected.at("decoded").get<std::string>());
    }
}

void TestReference::copiesTheFile() {
    QFETCH(QString, name);
    const std::string copy = tokenizer::tokenizerJson(file(name));
    QVERIFY(nlohmann::json::parse(copy) == readJsonFile(file(name)));
}

void TestReference::opensAFolder() {
    try {
        tokenizer::Tokenizer::open(kFolder); // it has no file of the name tokenizer.json
        QFAIL("a folder without tokenizer.json was opened");
    } catch (const Error& error) {
        QCOMPARE(error.code(), ErrorCode::Io);
        QVERIFY(QString(error.what()).contains("tokenizer.json"));
    }
}

QTEST_APPLESS_MAIN(TestReference)
#include "test_reference.moc"
