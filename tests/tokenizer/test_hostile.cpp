// Broken and hostile tokenizer.json files end in a one-line error, soon.
#include "support/thrown.h"
#include "tokenizer_documents.h"

#include <QTemporaryDir>
#include <QTest>

#include <filesystem>
#include <fstream>

using namespace fracbit;
using namespace fracbit::tests;
using nlohmann::json;
using Ids = std::vector<tokenizer::TokenId>;

namespace {

json small() {
    return tokenizerDocument(bpeModel({"a", "b", "c"}, {"a|b", "ab|c"}));
}

json nested(const char* list, int depth) {
    json value = {{"type", "Sequence"}, {list, json::array()}};
    for (int i = 1; i < depth; ++i)
        value = {{"type", "Sequence"}, {list, json::array({value})}};
    return value;
}

} // namespace

class TestHostile : public QObject {
    Q_OBJECT
private slots:
    void truncatedFiles();
    void refuses_data();
    void refuses();
    void deepNesting();
    void unknownTokenMissing();
    void mergesThatEatEmptyTokens();
    void illFormedText();
    void longTextsTakeLinearTime();
    void controlCharactersInMessages();
};

void TestHostile::truncatedFiles() {
    QTemporaryDir folder;
    const std::filesystem::path file = folder.filePath("tokenizer.json").toStdString();
    const std::string text = small().dump();
    for (std::size_t length = 0; length < text.size(); ++length) {
        std::ofstream(file) << text.substr(0, length);
        FRACBIT_VERIFY_THROWS([&] { tokenizer::Tokenizer::open(file); }, ErrorCode::InvalidFile,
                              "tokenizer.json");
    }
    std::ofstream(file) << text;
    QCOMPARE(tokenizer::Tokenizer::open(folder.path().toStdString())->encode("abca"), (Ids{4, 0}));
}

void TestHostile::refuses_data() {
    QTest::addColumn<QString>("patch"); // an RFC 7396 merge patch of small()
    QTest::addColumn<QString>("field");
    const auto row = [](const char* name, const char* patch, const char* field) {
        QTest::newRow(name) << QString::fromUtf8(patch) << QString::fromUtf8(field);
    };
    row("no model", R"({"model":null})", "model");
    row("model is text", R"({"model":"BPE"})", "model");
    row("unigram", R"({"model":{"type":"Unigram"}})", "Unigram");
    row("dropout", R"({"model":{"dropout":0.1}})", "dropout");
    row("prefix", R"({"model":{"continuing_subword_prefix":"##"}})", "continuing_subword_prefix");
    row("suffix", R"({"model":{"end_of_word_suffix":"</w>"}})", "end_of_word_suffix");
    row("vocabulary is a list", R"({"model":{"vocab":[1]}})", "vocab");
    row("huge id", R"({"model":{"vocab":{"a":4000000000}}})", "vocab");
    row("larger id", R"({"model":{"vocab":{"a":1e300}}})", "vocab");
    row("negative id", R"({"model":{"vocab":{"a":-1}}})", "vocab");
    row("id is text", R"({"model":{"vocab":{"a":"0"}}})", "vocab");
    row("no merges", R"({"model":{"merges":null}})", "merges");
    row("merge of one", R"({"model":{"merges":["ab"]}})", "merges");
    row("merge of three", R"({"model":{"merges":[["a","b","c"]]}})", "merges");
    row("merge of numbers", R"({"model":{"merges":[[0,1]]}})", "merges");
    row("merge of strangers", R"({"model":{"merges":[["x","b"]]}})", "merges");
    row("merge to nothing", R"({"model":{"merges":[["b","a"]]}})", "merges");
    row("added is an object", R"({"added_tokens":{}})", "added_tokens");
    row("added is a number", R"({"added_tokens":[1]})", "added_tokens[0]");
    row("added without content", R"({"added_tokens":[{"id":1}]})", "content");
    row("normalizer is a list", R"({"normalizer":[]})", "normalizer");
    row("normalizer without type", R"({"normalizer":{}})", "type");
    row("bad expression", R"({"pre_tokenizer":{"type":"Split","pattern":{"Regex":"["},
        "behavior":"Isolated","invert":false}})",
        "regular expression");
    row("bad behavior", R"({"pre_tokenizer":{"type":"Split","pattern":{"String":"a"},
        "behavior":"Sideways","invert":false}})",
        "behavior");
    row("bad scheme", R"({"pre_tokenizer":{"type":"Metaspace","replacement":"_",
        "prepend_scheme":"last"}})",
        "prepend_scheme");
    row("long replacement", R"({"pre_tokenizer":{"type":"Metaspace","replacement":"__"}})",
        "replacement");
    row("strip a lot", R"({"decoder":{"type":"Strip","content":" ","start":-1,"stop":0}})",
        "start");
    row("template without token", R"({"post_processor":{"type":"TemplateProcessing",
        "single":[{"SpecialToken":{"id":"x"}}],"special_tokens":{}}})",
        "special_tokens");
    row("template id", R"({"post_processor":{"type":"TemplateProcessing",
        "single":[{"SpecialToken":{"id":"x"}}],"special_tokens":{"x":{"ids":[-5]}}}})",
        "ids");
}

void TestHostile::refuses() {
    QFETCH(QString, patch);
    QFETCH(QString, field);
    json document = small();
    document.merge_patch(json::parse(patch.toStdString()));
    const auto error = thrownBy([&] { openDocument(document); });
    const QString message = messageOf(error);
    QVERIFY2(error.has_value(), "the document was accepted");
    QVERIFY2(error->code() == ErrorCode::InvalidFile || error->code() == ErrorCode::Unsupported,
             qPrintable(message));
    QVERIFY2(message.startsWith("test.json: ") && message.contains(field), qPrintable(message));
    QVERIFY2(!message.contains('\n'), qPrintable(message));
}

void TestHostile::deepNesting() {
    QTemporaryDir folder;
    const std::filesystem::path file = folder.filePath("tokenizer.json").toStdString();
    json document = small();
    document["normalizer"] = nested("normalizers", 10);
    document["pre_tokenizer"] = nested("pretokenizers", 10);
    document["decoder"] = nested("decoders", 10);
    std::ofstream(file) << document.dump();
    QCOMPARE(tokenizer::Tokenizer::open(file)->encode("ab"), (Ids{3}));
    std::ofstream(file) << std::string(1000000, '[');
    FRACBIT_VERIFY_THROWS([&] { tokenizer::Tokenizer::open(file); }, ErrorCode::InvalidFile,
                          "nested");
}

void TestHostile::unknownTokenMissing() {
    json document = small();
    document["model"]["unk_token"] = "<unk>";
    const auto tokenizer = openDocument(document);
    QCOMPARE(tokenizer->encode("ab"), (Ids{3}));
    FRACBIT_VERIFY_THROWS([&] { tokenizer->encode("x"); }, ErrorCode::InvalidFile, "<unk>");
}

void TestHostile::mergesThatEatEmptyTokens() {
    json document = small();
    document["model"]["vocab"][""] = 9;
    document["model"]["merges"] = json::parse(R"([["", "a"], ["a", ""], ["", ""]])");
    QCOMPARE(openDocument(document)->encode("aba"), (Ids{0, 1, 0}));
}

void TestHostile::illFormedText() {
    json document = tokenizerDocument(bpeModel({"a", "\uFFFD"}));
    const auto tokenizer = openDocument(document);
    // One replacement for each maximal subpart: a truncated sequence, then each stray byte.
    QCOMPARE(tokenizer->encode("a\xE2\x82"
                               "a\xFF\xC0\x80"),
             (Ids{0, 1, 0, 1, 1, 1}));
}

void TestHostile::longTextsTakeLinearTime() {
    const auto tokenizer = openDocument(small());
    std::string text;
    for (int i = 0; i < 350000; ++i)
        text += "abc";
    QCOMPARE(tokenizer->encode(text).size(), std::size_t{350000});
}

void TestHostile::controlCharactersInMessages() {
    json document = small();
    document["model"]["merges"] = json::array({"line\nbreak"});
    FRACBIT_VERIFY_THROWS([&] { openDocument(document); }, ErrorCode::InvalidFile, "line break");
    document = small();
    document["normalizer"] = {{"type", std::string(100000, 'x')}};
    const QString message = messageOf(thrownBy([&] { openDocument(document); }));
    QVERIFY(message.size() < 300);
}

QTEST_APPLESS_MAIN(TestHostile)
#include "test_hostile.moc"
