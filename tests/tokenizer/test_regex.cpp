// Regular expressions: Oniguruma's meaning with ICU's engine, and limits.
#include "support/thrown.h"
#include "tokenizer/components/regex.h"
#include "tokenizer/components/regex_syntax.h"

#include <QElapsedTimer>
#include <QTest>

using namespace fracbit;
using namespace fracbit::tokenizer;

namespace {

QStringList matches(const char* pattern, const std::string& text) {
    std::vector<Range> ranges;
    RegexMatcher(Regex(pattern)).find(text, ranges);
    QStringList found;
    for (const Range& range : ranges)
        found << QString::fromStdString(std::string(range.of(text)));
    return found;
}

} // namespace

class TestRegex : public QObject {
    Q_OBJECT
private slots:
    void rewrites_data();
    void rewrites();
    void matchesAsOniguruma_data();
    void matchesAsOniguruma();
    void givesBytes();
    void refusesWhatItCannotDo_data();
    void refusesWhatItCannotDo();
    void givesUpOnCatastrophicBacktracking_data();
    void givesUpOnCatastrophicBacktracking();
};

void TestRegex::rewrites_data() {
    QTest::addColumn<QString>("pattern");
    QTest::addColumn<QString>("expected");
    QTest::newRow("kept") << R"( ?\p{L}+|\s+(?!\S)|\p{N}{1,3})"
                          << R"( ?\p{L}+|\s+(?!\S)|\p{N}{1,3})";
    QTest::newRow("brace") << "a{b}"
                           << R"(a\{b\})";
    QTest::newRow("open quantifier") << "a{,2}"
                                     << "a{0,2}";
    QTest::newRow("hexadecimal") << R"([^\h]\h)"
                                 << "[^[0-9a-fA-F]][0-9a-fA-F]";
    QTest::newRow("inverted property") << R"(\p{^L}\P{^N})"
                                       << R"(\P{L}\p{N})";
    QTest::newRow("options") << "(?mi:a)(?m)b"
                             << "(?si:a)(?s)b";
    QTest::newRow("bracket first") << "[]a][^]a]"
                                   << R"([\]a][^\]a])";
    QTest::newRow("posix") << "[[:^punct:][:alpha:]]"
                           << R"([[^\p{P}\p{S}][:alpha:]])";
    QTest::newRow("code point") << R"(\x{1F600}\x41)"
                                << R"(\x{1F600}\x41)";
    QTest::newRow("no quotes") << R"(\Qa\E)"
                               << "QaE";
}

void TestRegex::rewrites() {
    QFETCH(QString, pattern);
    QFETCH(QString, expected);
    QCOMPARE(QString::fromStdString(icuSyntax(pattern.toStdString())), expected);
}

void TestRegex::matchesAsOniguruma_data() {
    QTest::addColumn<QString>("pattern");
    QTest::addColumn<QString>("text");
    QTest::addColumn<QStringList>("expected");
    QTest::newRow("fold") << "(?i:'s|'re)" << u"x'\u017fy'S 'RE"_qs
                          << QStringList{u"'\u017f"_qs, "'S", "'RE"};
    QTest::newRow("line begins") << "^."
                                 << "a\nb\rc" << QStringList{"a", "b"};
    QTest::newRow("line ends") << ".$"
                               << "a\nb\rc\n"
                               << QStringList{"a", "c"};
    QTest::newRow("dot") << "a."
                         << "a\nab" << QStringList{"ab"};
    QTest::newRow("empty matches") << "a*"
                                   << "baac" << QStringList{"", "aa", ""};
    QTest::newRow("words") << R"(\w+)" << u"a\u00b2 b\u200c"_qs << QStringList{"a²", "b"};
    QTest::newRow("boundary") << R"(\b.)" << u"a\u0301b c"_qs << QStringList{"a", " ", "c"};
    QTest::newRow("nothing") << "x"
                             << "" << QStringList{};
}

void TestRegex::matchesAsOniguruma() {
    QFETCH(QString, pattern);
    QFETCH(QString, text);
    QFETCH(QStringList, expected);
    QCOMPARE(matches(qPrintable(pattern), text.toStdString()), expected);
}

void TestRegex::givesBytes() {
    std::vector<Range> ranges;
    RegexMatcher(Regex("b")).find("\u00e9b\u65e5b\U0001F600b", ranges);
    QCOMPARE(ranges.size(), std::size_t{3});
    QCOMPARE(ranges[0].begin, std::size_t{2});
    QCOMPARE(ranges[1].begin, std::size_t{6});
    QCOMPARE(ranges[2].begin, std::size_t{11});
    QCOMPARE(ranges[2].end, std::size_t{12});
}

void TestRegex::refusesWhatItCannotDo_data() {
    QTest::addColumn<QString>("pattern");
    QTest::addColumn<int>("code");
    const auto invalid = static_cast<int>(ErrorCode::InvalidFile);
    const auto unsupported = static_cast<int>(ErrorCode::Unsupported);
    QTest::newRow("open bracket") << "[a" << invalid;
    QTest::newRow("open group") << "(a" << invalid;
    QTest::newRow("property") << R"(\p{Foo})" << invalid;
    QTest::newRow("recursion") << R"((?<n>a)\g<n>)" << unsupported;
    QTest::newRow("keep") << R"(a\Kb)" << unsupported;
    QTest::newRow("deep") << QString(100000, '(') << invalid;
}

void TestRegex::refusesWhatItCannotDo() {
    QFETCH(QString, pattern);
    QFETCH(int, code);
    FRACBIT_VERIFY_THROWS([&] { Regex(pattern.toStdString()); }, static_cast<ErrorCode>(code),
                          "regular expression");
}

void TestRegex::givesUpOnCatastrophicBacktracking_data() {
    QTest::addColumn<QString>("pattern");
    QTest::addColumn<int>("length");
    QTest::newRow("nested") << "(a+)+$" << 64;
    QTest::newRow("alternatives") << "(a|a)*b" << 64;
    QTest::newRow("long") << "(?:a+)+b" << 200000;
}

void TestRegex::givesUpOnCatastrophicBacktracking() {
    QFETCH(QString, pattern);
    QFETCH(int, length);
    const std::string text = std::string(static_cast<std::size_t>(length), 'a') + "!";
    QElapsedTimer timer;
    timer.start();
    FRACBIT_VERIFY_THROWS([&] { matches(qPrintable(pattern), text); }, ErrorCode::InvalidFile,
                          "takes too long");
    QVERIFY(timer.elapsed() < 20000);
}

QTEST_APPLESS_MAIN(TestRegex)
#include "test_regex.moc"
