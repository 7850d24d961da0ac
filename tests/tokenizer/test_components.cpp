// Normalizers, pre-tokenizers, decoders and post-processors one by one. The expected values are
// what Hugging Face tokenizers 0.23.3 gives.
#include "support/thrown.h"
#include "tokenizer/components/decoder.h"
#include "tokenizer/components/normalizer.h"
#include "tokenizer/components/post_processor.h"
#include "tokenizer/components/pre_tokenizer.h"

#include <QTest>

using namespace fracbit;
using namespace fracbit::tokenizer;
using nlohmann::json;

namespace {

using Strings = QStringList;

Strings qStrings(const std::vector<std::string>& strings) {
    Strings result;
    for (const std::string& text : strings)
        result << QString::fromStdString(text);
    return result;
}

std::vector<std::string> stdStrings(const Strings& strings) {
    std::vector<std::string> result;
    for (const QString& text : strings)
        result.push_back(text.toStdString());
    return result;
}

template <class Part>
std::unique_ptr<Part> parsePart(const QString& text) {
    const json value = json::parse(text.toStdString());
    return Part::parse(Component(value, "test.json", "part"));
}

Strings cut(const QString& preTokenizer, const QString& text) {
    Pieces pieces = Pieces::whole(text.toStdString(), true);
    parsePart<PreTokenizer>(preTokenizer)->apply(pieces);
    Strings result;
    for (std::size_t i = 0; i < pieces.ranges.size(); ++i)
        result << QString::fromStdString(std::string(pieces[i]));
    return result;
}

} // namespace

class TestComponents : public QObject {
    Q_OBJECT
private slots:
    void normalizes_data();
    void normalizes();
    void splits_data();
    void splits();
    void preTokenizes_data();
    void preTokenizes();
    void metaspaceFirstPrefixesTheTextAlone();
    void decodes_data();
    void decodes();
    void postProcesses_data();
    void postProcesses();
    void refusesUnknownTypes();
};

void TestComponents::normalizes_data() {
    QTest::addColumn<QString>("normalizer");
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("expected");
    const QString accents = u"e\u0301\u00e9\ufb01\u212b"_qs;
    const QString spaces = u"\u3000 a \n"_qs;
    QTest::newRow("NFC") << R"({"type":"NFC"})" << accents << u"\u00e9\u00e9\ufb01\u00c5"_qs;
    QTest::newRow("NFD") << R"({"type":"NFD"})" << accents << u"e\u0301e\u0301\ufb01A\u030a"_qs;
    QTest::newRow("NFKC") << R"({"type":"NFKC"})" << accents << u"\u00e9\u00e9fi\u00c5"_qs;
    QTest::newRow("NFKD") << R"({"type":"NFKD"})" << accents << u"e\u0301e\u0301fiA\u030a"_qs;
    QTest::newRow("lower") << R"({"type":"Lowercase"})" << u"ABC\u0130\u03a3"_qs
                           << u"abci\u0307\u03c3"_qs;
    QTest::newRow("strip left") << R"({"type":"Strip","strip_left":true,"strip_right":false})"
                                << spaces << "a \n";
    QTest::newRow("strip right") << R"({"type":"Strip","strip_left":false,"strip_right":true})"
                                 << spaces << u"\u3000 a"_qs;
    QTest::newRow("prepend") << R"({"type":"Prepend","prepend":"_"})"
                             << "a"
                             << "_a";
    QTest::newRow("prepend to nothing") << R"({"type":"Prepend","prepend":"_"})"
                                        << ""
                                        << "";
    QTest::newRow("replace regex")
        << R"({"type":"Replace","pattern":{"Regex":" {2,}"},"content":"_"})"
        << "a   b c"
        << "a_b c";
    QTest::newRow("replace string")
        << R"({"type":"Replace","pattern":{"String":"."},"content":"$0"})"
        << "a.b"
        << "a$0b";
    QTest::newRow("replace nothing")
        << R"({"type":"Replace","pattern":{"String":""},"content":"-"})"
        << "ab"
        << "-a-b-";
    QTest::newRow("sequence")
        << R"({"type":"Sequence","normalizers":[{"type":"NFD"},{"type":"Lowercase"}]})"
        << "\u00c9" << u"e\u0301"_qs;
}

void TestComponents::normalizes() {
    QFETCH(QString, normalizer);
    QFETCH(QString, text);
    QFETCH(QString, expected);
    const auto part = parsePart<Normalizer>(normalizer);
    QCOMPARE(QString::fromStdString(part->apply(text.toStdString())), expected);
}

void TestComponents::splits_data() {
    QTest::addColumn<QString>("behavior");
    QTest::addColumn<Strings>("atDash");    // at the string "-"
    QTest::addColumn<Strings>("notLetter"); // at what [a-z]+ does not match
    QTest::newRow("Isolated") << "Isolated"
                              << Strings{"the", "-", "final", "-", "-", "countdown", "-"}
                              << Strings{"the", "-", "final", "--", "countdown", "-"};
    QTest::newRow("Removed") << "Removed" << Strings{"the", "final", "countdown"}
                             << Strings{"the", "final", "countdown"};
    QTest::newRow("MergedWithPrevious")
        << "MergedWithPrevious" << Strings{"the-", "final-", "-", "countdown-"}
        << Strings{"the-", "final--", "countdown-"};
    QTest::newRow("MergedWithNext")
        << "MergedWithNext" << Strings{"the", "-final", "-", "-countdown", "-"}
        << Strings{"the", "-final", "--countdown", "-"};
    QTest::newRow("Contiguous") << "Contiguous"
                                << Strings{"the", "-", "final", "--", "countdown", "-"}
                                << Strings{"the", "-", "final", "--", "countdown", "-"};
}

void TestComponents::splits() {
    QFETCH(QString, behavior);
    QFETCH(Strings, atDash);
    QFETCH(Strings, notLetter);
    const QString text = "the-final--countdown-";
    const QString splitter = R"({"type":"Split","pattern":{%1},"behavior":"%2","invert":%3})";
    QCOMPARE(cut(splitter.arg(R"("String":"-")", behavior, "false"), text), atDash);
    QCOMPARE(cut(splitter.arg(R"("Regex":"[a-z]+")", behavior, "true"), text), notLetter);
}

void TestComponents::preTokenizes_data() {
    QTest::addColumn<QString>("preTokenizer");
    QTest::addColumn<QString>("text");
    QTest::addColumn<Strings>("expected");
    const QString metaspace =
        R"({"type":"Metaspace","replacement":"▁","prepend_scheme":"%1","split":%2})";
    QTest::newRow("digits one by one") << R"({"type":"Digits","individual_digits":true})"
                                       << "a12²b" << Strings{"a", "1", "2", "²", "b"};
    QTest::newRow("digits together") << R"({"type":"Digits","individual_digits":false})"
                                     << "a12²b" << Strings{"a", "12²", "b"};
    QTest::newRow("whitespace") << R"({"type":"Whitespace"})" << u"a\u200cb c\u00b2, x\ty"_qs
                                << Strings{u"a\u200cb"_qs, "c", "²,", "x", "y"};
    QTest::newRow("whitespace split")
        << R"({"type":"WhitespaceSplit"})" << u" a\u00a0b,\nc "_qs << Strings{"a", "b,", "c"};
    QTest::newRow("punctuation") << R"({"type":"Punctuation","behavior":"Isolated"})"
                                 << "a$b,«c»" << Strings{"a", "$", "b", ",", "«", "c", "»"};
    QTest::newRow("metaspace first")
        << metaspace.arg("first", "true") << "a  b" << Strings{"▁a", "▁", "▁b"};
    QTest::newRow("metaspace never")
        << metaspace.arg("never", "true") << "a  b" << Strings{"a", "▁", "▁b"};
    QTest::newRow("metaspace whole")
        << metaspace.arg("always", "false") << "a b" << Strings{"▁a▁b"};
    QTest::newRow("old metaspace")
        << R"({"type":"Metaspace","replacement":"▁","add_prefix_space":false,"str_rep":"▁"})"
        << "a b" << Strings{"a", "▁b"};
    QTest::newRow("bytes") << R"({"type":"ByteLevel","add_prefix_space":true,"use_regex":true})"
                           << "é's  9x!\n"
                           << Strings{"ĠÃ©", "'s", "Ġ", "Ġ9", "x", "!", "Ċ"};
    QTest::newRow("bytes, whole")
        << R"({"type":"ByteLevel","add_prefix_space":false,"use_regex":false})"
        << "a b" << Strings{"aĠb"};
}

void TestComponents::preTokenizes() {
    QFETCH(QString, preTokenizer);
    QFETCH(QString, text);
    QFETCH(Strings, expected);
    QCOMPARE(cut(preTokenizer, text), expected);
}

void TestComponents::metaspaceFirstPrefixesTheTextAlone() {
    const QString steps = R"({"type":"Sequence","pretokenizers":[{"type":"WhitespaceSplit"},
        {"type":"Metaspace","replacement":"▁","prepend_scheme":"%1","split":true}]})";
    QCOMPARE(cut(steps.arg("first"), "a b c"), (Strings{"▁a", "b", "c"}));
    QCOMPARE(cut(steps.arg("always"), "a b c"), (Strings{"▁a", "▁b", "▁c"}));
    QCOMPARE(cut(steps.arg("first"), " a b"), (Strings{"a", "b"}));
}

void TestComponents::decodes_data() {
    QTest::addColumn<QString>("decoder");
    QTest::addColumn<Strings>("tokens");
    QTest::addColumn<QString>("expected");
    const QString metaspace = R"({"type":"Metaspace","replacement":"▁","prepend_scheme":"%1"})";
    const Strings marked{"▁a▁", "▁b"};
    QTest::newRow("bytes") << R"({"type":"ByteLevel"})" << Strings{"Ã", "©", "Ġx", "Ã", "日"}
                           << u"\u00e9 x\ufffd\u65e5"_qs;
    QTest::newRow("byte fallback") << R"({"type":"ByteFallback"})"
                                   << Strings{"<0xC3>", "<0xA9>", "a", "<0xC3>", "<0xff>", "<0x1>"}
                                   << u"\u00e9a\ufffd\ufffd<0x1>"_qs;
    QTest::newRow("strip start") << R"({"type":"Strip","content":" ","start":1,"stop":0})"
                                 << Strings{"  a ", " b"} << " a b";
    QTest::newRow("strip both") << R"({"type":"Strip","content":" ","start":1,"stop":1})"
                                << Strings{"  a  ", " b"} << " a b";
    QTest::newRow("metaspace first") << metaspace.arg("first") << marked << "a b";
    QTest::newRow("metaspace never") << metaspace.arg("never") << marked << " a  b";
    QTest::newRow("replace") << R"({"type":"Replace","pattern":{"Regex":"[ab]+"},"content":"-"})"
                             << Strings{"aab", "b c"} << "-- c";
    QTest::newRow("llama 2") << R"({"type":"Sequence","decoders":[
        {"type":"Replace","pattern":{"String":"▁"},"content":" "},{"type":"Fuse"},
        {"type":"Strip","content":" ","start":1,"stop":0}]})"
                             << Strings{"▁a", "▁b"} << "a b";
}

void TestComponents::decodes() {
    QFETCH(QString, decoder);
    QFETCH(Strings, tokens);
    QFETCH(QString, expected);
    const auto parts = parsePart<Decoder>(decoder)->apply(stdStrings(tokens));
    QCOMPARE(qStrings(parts).join(QString()), expected);
}

void TestComponents::postProcesses_data() {
    QTest::addColumn<QString>("processor");
    QTest::addColumn<QList<int>>("expected");
    const QString pattern = R"({"type":"TemplateProcessing","single":[
        {"SpecialToken":{"id":"<s>","type_id":0}},{"Sequence":{"id":"A","type_id":0}}],
        "pair":[],"special_tokens":{"<s>":{"id":"<s>","ids":[1],"tokens":["<s>"]}}})";
    QTest::newRow("template") << pattern << QList<int>{1, 7, 8};
    QTest::newRow("bytes") << R"({"type":"ByteLevel"})" << QList<int>{7, 8};
    QTest::newRow("sequence") << R"({"type":"Sequence","processors":[{"type":"ByteLevel"},)" +
                                     pattern + "]}"
                              << QList<int>{1, 7, 8};
    QTest::newRow("roberta") << R"({"type":"RobertaProcessing","sep":["</s>",2],"cls":["<s>",0]})"
                             << QList<int>{0, 7, 8, 2};
}

void TestComponents::postProcesses() {
    QFETCH(QString, processor);
    QFETCH(QList<int>, expected);
    const json value = json::parse(processor.toStdString());
    const auto part = PostProcessor::parse(Component(value, "test.json", "part"));
    const std::vector<TokenId> tokens{7, 8};
    QCOMPARE(part.apply(tokens, true), std::vector<TokenId>(expected.begin(), expected.end()));
    QCOMPARE(part.apply(tokens, false), tokens);
}

void TestComponents::refusesUnknownTypes() {
    const auto refused = ErrorCode::Unsupported;
    const QString precompiled = R"({"type":"Precompiled"})";
    const QString unicode = R"({"type":"UnicodeScripts"})";
    FRACBIT_VERIFY_THROWS([&] { parsePart<Normalizer>(precompiled); }, refused, "test.json",
                          "normalizer", "Precompiled");
    FRACBIT_VERIFY_THROWS([&] { parsePart<PreTokenizer>(unicode); }, refused, "pre-tokenizer",
                          "UnicodeScripts");
    FRACBIT_VERIFY_THROWS([&] { parsePart<Decoder>(unicode); }, refused, "decoder");
}

QTEST_APPLESS_MAIN(TestComponents)
#include "test_components.moc"
