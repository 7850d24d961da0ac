// Tokenizers from GGUF metadata: byte-level and SentencePiece, and refusals.
#include "support/gguf_writer.h"
#include "support/thrown.h"
#include "tokenizer/components/pipeline_tokenizer.h"
#include "tokenizer/components/sentencepiece_merges.h"

#include <QTemporaryDir>
#include <QTest>

using namespace fracbit;
using namespace fracbit::tests;
using Ids = std::vector<tokenizer::TokenId>;

namespace {

constexpr std::uint32_t kNormal = 1, kUnknown = 2, kControl = 3, kUser = 4, kByte = 6;

GgufWriter byteLevel() {
    GgufWriter writer;
    writer.setString("tokenizer.ggml.model", "gpt2");
    writer.setString("tokenizer.ggml.pre", "smollm");
    writer.setStrings("tokenizer.ggml.tokens",
                      {"<s>", "a", "b", "Ġ", "1", "ab", "Ġab", "<tool>", "Ġ1"});
    writer.setU32s("tokenizer.ggml.token_type", {kControl, kNormal, kNormal, kNormal, kNormal,
                                                 kNormal, kNormal, kUser, kNormal});
    writer.setStrings("tokenizer.ggml.merges", {"a b", "Ġ ab", "Ġ 1"});
    writer.setU32("tokenizer.ggml.bos_token_id", 0);
    return writer;
}

// Scores as SentencePiece's trainer gives them: minus the order of learning.
GgufWriter sentencePiece() {
    GgufWriter writer;
    std::vector<std::string> tokens{"<unk>", "<s>", "</s>"};
    std::vector<std::uint32_t> types{kUnknown, kControl, kControl};
    std::vector<float> scores(3, 0.0f);
    const auto add = [&](const std::string& token, std::uint32_t type, float score) {
        tokens.push_back(token);
        types.push_back(type);
        scores.push_back(score);
    };
    for (int byte = 0; byte < 256; ++byte)
        add(QString::asprintf("<0x%02X>", byte).toStdString(), kByte, 0);
    float score = 0;
    for (const char* token : {"bc", "▁a", "ab", "▁ab", "abc", "▁", "a", "b", "c"})
        add(token, kNormal, score--);
    writer.setString("tokenizer.ggml.model", "llama");
    writer.setStrings("tokenizer.ggml.tokens", tokens);
    writer.setU32s("tokenizer.ggml.token_type", types);
    writer.setF32s("tokenizer.ggml.scores", scores);
    writer.setU32("tokenizer.ggml.bos_token_id", 1);
    writer.setU32("tokenizer.ggml.eos_token_id", 2);
    return writer;
}

} // namespace

class TestGgufVocabulary : public QObject {
    Q_OBJECT
private slots:
    void readsByteLevel();
    void obeysBeginAndEndFlags();
    void readsSentencePiece();
    void ranksMergesByScore();
    void obeysSpacePrefix();
    void takesGivenMerges();
    void refuses_data();
    void refuses();

private:
    std::unique_ptr<tokenizer::Tokenizer> open(const GgufWriter& writer) {
        writeBytes(path(), writer.bytes());
        return tokenizer::Tokenizer::open(path());
    }
    std::filesystem::path path() const { return folder_.filePath("model.gguf").toStdString(); }
    QTemporaryDir folder_;
};

void TestGgufVocabulary::readsByteLevel() {
    const auto tokenizer = open(byteLevel());
    QCOMPARE(tokenizer->encode("ab ab"), (Ids{5, 6}));
    QCOMPARE(tokenizer->encode("ab 11"), (Ids{5, 3, 4, 4})); // digits stand alone
    QCOMPARE(tokenizer->encode("a<tool>b<s>"), (Ids{1, 7, 2, 0}));
    QCOMPARE(tokenizer->decode({0, 5, 7, 6}), std::string("ab<tool> ab"));
    const std::string made = tokenizer::tokenizerJson(path());
    const tokenizer::PipelineTokenizer copy(nlohmann::json::parse(made), "made.json");
    QCOMPARE(copy.encode("ab 11<tool>", true), tokenizer->encode("ab 11<tool>"));
}

void TestGgufVocabulary::obeysBeginAndEndFlags() {
    GgufWriter writer = byteLevel();
    writer.setBool("tokenizer.ggml.add_bos_token", true);
    writer.setBool("tokenizer.ggml.add_eos_token", true);
    writer.setU32("tokenizer.ggml.eos_token_id", 7);
    const auto tokenizer = open(writer);
    QCOMPARE(tokenizer->encode("ab"), (Ids{0, 5, 7}));
    QCOMPARE(tokenizer->encode("ab", false), (Ids{5}));
}

void TestGgufVocabulary::readsSentencePiece() {
    const auto tokenizer = open(sentencePiece());
    const auto id = [&](const char* token) { return *tokenizer->id(token); };
    // "bc" has the best score, then "▁a": "ab" and "abc" never come about here.
    QCOMPARE(tokenizer->encode("abc"), (Ids{1, id("▁a"), id("bc")}));
    QCOMPARE(tokenizer->encode("ab b", false), (Ids{id("▁ab"), id("▁"), id("b")}));
    QCOMPARE(tokenizer->encode("é", false), (Ids{id("▁"), id("<0xC3>"), id("<0xA9>")}));
    QCOMPARE(tokenizer->encode("a</s>a", false), (Ids{id("▁a"), 2, id("▁a")}));
    QCOMPARE(tokenizer->decode(tokenizer->encode("ab é c")), std::string("ab é c"));
}

void TestGgufVocabulary::ranksMergesByScore() {
    const std::vector<tokenizer::ScoredToken> tokens{{"abc", -3}, {"ab", -2}, {"bc", -1},
                                                     {"a", -4},   {"b", -5},  {"c", -6}};
    const auto merges = tokenizer::sentencePieceMerges(tokens);
    using Pair = std::pair<std::string_view, std::string_view>;
    QCOMPARE(merges, (std::vector<Pair>{{"b", "c"}, {"a", "b"}, {"a", "bc"}, {"ab", "c"}}));
}

void TestGgufVocabulary::obeysSpacePrefix() {
    GgufWriter writer = sentencePiece();
    writer.setBool("tokenizer.ggml.add_space_prefix", false);
    writer.setBool("tokenizer.ggml.add_bos_token", false);
    const auto tokenizer = open(writer);
    QCOMPARE(tokenizer->encode("ab"), (Ids{*tokenizer->id("ab")}));
    QCOMPARE(tokenizer->decode(tokenizer->encode(" ab")), std::string(" ab"));
}

// Gemma 4's: as SentencePiece has it, but merges by the file's list, not by scores; no space in
// front, and line ends are text like others.
void TestGgufVocabulary::takesGivenMerges() {
    GgufWriter writer = sentencePiece();
    writer.setString("tokenizer.ggml.model", "gemma4");
    writer.setStrings("tokenizer.ggml.merges", {"a b", "▁ a"});
    const auto tokenizer = open(writer);
    const auto id = [&](const char* token) { return *tokenizer->id(token); };
    QCOMPARE(tokenizer->encode("abc", false), (Ids{id("ab"), id("c")})); // "bc" is not merged
    QCOMPARE(tokenizer->encode(" abc", false), (Ids{id("▁"), id("ab"), id("c")}));
    QCOMPARE(tokenizer->encode("é", false), (Ids{id("<0xC3>"), id("<0xA9>")}));
    QCOMPARE(tokenizer->decode(tokenizer->encode(" ab é c")), std::string(" ab é c"));
}

void TestGgufVocabulary::refuses_data() {
    QTest::addColumn<QString>("model");
    QTest::addColumn<QString>("change");
    QTest::addColumn<QString>("named");
    QTest::newRow("pre-tokenizer") << "gpt2"
                                   << "pre"
                                   << "zebra";
    QTest::newRow("model") << "bert"
                           << ""
                           << "bert";
    QTest::newRow("types") << "gpt2"
                           << "types"
                           << "token_type";
    QTest::newRow("merges") << "gpt2"
                            << "merges"
                            << "merges";
    QTest::newRow("strange merge") << "gpt2"
                                   << "strange"
                                   << "merges";
    QTest::newRow("begin token") << "gpt2"
                                 << "begin"
                                 << "bos_token_id";
    QTest::newRow("not UTF-8") << "gpt2"
                               << "bytes"
                               << "UTF-8";
    QTest::newRow("scores") << "llama"
                            << ""
                            << "scores";
}

void TestGgufVocabulary::refuses() {
    QFETCH(QString, model);
    QFETCH(QString, change);
    QFETCH(QString, named);
    GgufWriter writer;
    const std::string prefix = "tokenizer.ggml.";
    writer.setString(prefix + "model", model.toStdString());
    writer.setString(prefix + "pre", change == "pre" ? "zebra" : "gpt-2");
    writer.setStrings(prefix + "tokens", {"a", "b", change == "bytes" ? "\xFF" : "ab"});
    if (change == "types")
        writer.setU32s(prefix + "token_type", {kNormal});
    if (change != "merges")
        writer.setStrings(prefix + "merges", {change == "strange" ? "a x" : "a b"});
    if (change == "begin") {
        writer.setBool(prefix + "add_bos_token", true);
        writer.setU32(prefix + "bos_token_id", 3);
    }
    const auto error = thrownBy([&] { open(writer); });
    const QString message = messageOf(error);
    QVERIFY2(error && message.contains("model.gguf") && message.contains(named),
             qPrintable(message));
}

QTEST_APPLESS_MAIN(TestGgufVocabulary)
#include "test_gguf.moc"
