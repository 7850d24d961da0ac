// Added tokens: how they are found, numbered and decoded.
#include "support/thrown.h"
#include "tokenizer_documents.h"

#include <QTest>

using namespace fracbit;
using namespace fracbit::tests;
using nlohmann::json;
using Ids = std::vector<tokenizer::TokenId>;

namespace {

// The model's ids: a 0, b 1, space 2, underscore 3; the first added token is 4.
json document(std::vector<json> tokens) {
    json result = tokenizerDocument(bpeModel({"a", "b", " ", "_"}));
    result["added_tokens"] = std::move(tokens);
    return result;
}

json added(const std::string& content, const std::vector<std::string>& flags = {}) {
    json token = {{"id", 4}, {"content", content}, {"normalized", false}};
    for (const std::string& flag : flags)
        token[flag] = true;
    return token;
}

} // namespace

class TestAddedTokens : public QObject {
    Q_OBJECT
private slots:
    void areFoundInTheText();
    void theLongestOfThoseThatBeginFirst();
    void singleWordsStandAlone();
    void takeWhiteSpace();
    void normalizedOnesAreFoundInNormalizedText();
    void areNumberedBehindTheModel();
    void specialOnesAreSkippedInDecoding();
    void cutTheTextForPrefixes();
};

void TestAddedTokens::areFoundInTheText() {
    const auto tokenizer = openDocument(document({added("bab")}));
    QCOMPARE(tokenizer->encode("ababa"), (Ids{0, 4, 0}));
    QCOMPARE(tokenizer->encode("babbab"), (Ids{4, 4}));
    QCOMPARE(tokenizer->encode("ba"), (Ids{1, 0}));
}

void TestAddedTokens::theLongestOfThoseThatBeginFirst() {
    const auto tokenizer = openDocument(document({added("ba"), added("bab"), added("abbb")}));
    QCOMPARE(tokenizer->encode("babbb"), (Ids{5, 1, 1}));
    QCOMPARE(tokenizer->encode("babba"), (Ids{5, 4}));
}

void TestAddedTokens::singleWordsStandAlone() {
    const auto tokenizer = openDocument(document({added("ab", {"single_word"})}));
    QCOMPARE(tokenizer->encode("ab ab"), (Ids{4, 2, 4}));
    QCOMPARE(tokenizer->encode("ab_aab"), (Ids{0, 1, 3, 0, 0, 1}));
}

void TestAddedTokens::takeWhiteSpace() {
    const auto left = openDocument(document({added("ab", {"lstrip"})}));
    QCOMPARE(left->encode("a  ab b"), (Ids{0, 4, 2, 1}));
    const auto right = openDocument(document({added("ab", {"rstrip"})}));
    QCOMPARE(right->encode("a ab  b"), (Ids{0, 2, 4, 1}));
    const auto both = openDocument(document({added("  ", {"lstrip", "rstrip"})}));
    QCOMPARE(both->encode("a    b"), (Ids{0, 4, 1}));
}

void TestAddedTokens::normalizedOnesAreFoundInNormalizedText() {
    json lower = document({added("AB", {"normalized"}), added("BB")});
    lower["normalizer"] = {{"type", "Lowercase"}};
    const auto tokenizer = openDocument(lower);
    QCOMPARE(tokenizer->encode("aAbB"), (Ids{0, 4, 1}));
    QCOMPARE(tokenizer->encode("bbBB"), (Ids{1, 1, 5}));
    // As upstream does it since 0.23: what was normalized on the way in comes out normalized.
    QCOMPARE(tokenizer->decode({4, 5}), std::string("ab BB"));
}

void TestAddedTokens::areNumberedBehindTheModel() {
    json sparse = document({added("x"), added("a"), added("y")});
    sparse["added_tokens"][0]["id"] = 77;
    const auto tokenizer = openDocument(sparse);
    QCOMPARE(tokenizer->id("x"), std::optional<tokenizer::TokenId>(4));
    QCOMPARE(tokenizer->id("a"), std::optional<tokenizer::TokenId>(0));
    QCOMPARE(tokenizer->id("y"), std::optional<tokenizer::TokenId>(5));
    QCOMPARE(tokenizer->vocabularySize(), std::size_t{6});
}

void TestAddedTokens::specialOnesAreSkippedInDecoding() {
    const auto tokenizer = openDocument(document({added("<s>", {"special"}), added("<t>")}));
    QCOMPARE(tokenizer->decode({4, 0, 5}), std::string("a <t>"));
    QCOMPARE(tokenizer->decode({4, 0, 5}, true), std::string("<s> a <t>"));
    FRACBIT_VERIFY_THROWS([&] { tokenizer->decode({6}); }, ErrorCode::InvalidArgument, "token 6");
    FRACBIT_VERIFY_THROWS([&] { tokenizer->decode({-1}); }, ErrorCode::InvalidArgument, "token -1");
}

void TestAddedTokens::cutTheTextForPrefixes() {
    json prefixed = document({added("<s>")});
    prefixed["normalizer"] = {{"type", "Prepend"}, {"prepend", "_"}};
    const auto tokenizer = openDocument(prefixed);
    QCOMPARE(tokenizer->encode("a<s>b"), (Ids{3, 0, 4, 3, 1}));
    QCOMPARE(tokenizer->encode("<s>"), (Ids{4}));
    QCOMPARE(tokenizer->encode(""), Ids{});
}

QTEST_APPLESS_MAIN(TestAddedTokens)
#include "test_added_tokens.moc"
