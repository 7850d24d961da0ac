// The sample model, quantized: the packed weights continue texts as the de-quantized ones do.
#include "network/generation.h"
#include "network/packed_network.h"
#include "packed/packed_checkpoint.h"
#include "support/command_run.h"
#include "support/sample_model.h"
#include "support/synthetic_checkpoint.h"
#include "tokenizer/tokenizer.h"

#include <QTest>

#include <algorithm>
#include <cmath>
#include <optional>

using namespace fracbit;
using namespace fracbit::network;
using namespace fracbit::tests;

namespace {

const char* const kPrompts[] = {
    "The capital of France is",
    "Water boils at a temperature of",
    "Once upon a time, in a small village by the sea,",
    "The three laws of motion state that",
    "def fibonacci(n):",
    "Photosynthesis is the process by which",
    "Dear Sir or Madam, I am writing to",
    "In 1969, the first human being",
    "To make bread one needs flour, water,",
    "The difference between weather and climate is",
};

constexpr std::int64_t kTokens = 64;

// Two logits that rounding can swap: the reference adds up in another order, and integer kernels
// have inputs and weights of 15 bits (packed_matrix.h). Logits are of order ten.
constexpr double kRounding = 2e-3;

// How much the reference prefers its own token to the other's where the two first differ; empty
// when they agree.
std::optional<double> firstDifference(const Network& reference, std::vector<TokenId> tokens,
                                      const std::vector<TokenId>& expected,
                                      const std::vector<TokenId>& got, const RunContext& context) {
    const auto [own, other] = std::ranges::mismatch(expected, got);
    if (own == expected.end() && other == got.end())
        return std::nullopt;
    if (own == expected.end() || other == got.end())
        return INFINITY;
    tokens.insert(tokens.end(), expected.begin(), own);
    const auto cache = reference.makeCache();
    const auto logits = reference.extend(*cache, tokens, context);
    return static_cast<double>(logits[static_cast<std::size_t>(*own)]) -
           static_cast<double>(logits[static_cast<std::size_t>(*other)]);
}

} // namespace

class TestPackedGeneration : public QObject {
    Q_OBJECT
private slots:
    void sameGreedyTokens_data() {
        QTest::addColumn<QString>("scheme");
        QTest::newRow("nuq-4") << "nuq-4";
        QTest::newRow("vq-3") << "vq-3";
    }
    void sameGreedyTokens() {
        FRACBIT_REQUIRE_SAMPLE_MODEL();
        QFETCH(QString, scheme);
        TemporaryFolder folder;
        const std::string out = (folder / "quantized").string();
        const auto run =
            runCommand({"quantize", sampleModelPath().string(), "--out", out, "--scheme",
                        scheme.toStdString(), "--feedback", "off", "--json", "--quiet"});
        QVERIFY2(run.exitCode == 0, run.error.c_str());
        const auto source = packed::PackedCheckpoint::open(out);
        const auto tokenizer = tokenizer::Tokenizer::open(source->tokenizerSource());
        const RunContext context;
        const auto packed = loadPackedNetwork(*source, backend::openBackend({}), context);
        const auto torch = Network::load(*source, Compute::Float32, context);
        int agreeing = 0;
        for (const char* text : kPrompts) {
            const auto prompt = tokenizer->encode(text);
            const GenerationOptions options{kTokens, 0, 0, true};
            const auto expected = generate(*torch, prompt, options, context).ids;
            const auto got = generate(*packed, prompt, options, context).ids;
            const auto gap =
                firstDifference(*torch, {prompt.begin(), prompt.end()}, expected, got, context);
            if (gap)
                qInfo("\"%s\": differs where the reference prefers its token by %g", text, *gap);
            QVERIFY2(!gap || *gap < kRounding, text);
            agreeing += gap ? 0 : 1;
        }
        QVERIFY(agreeing >= 8);
    }
};

QTEST_APPLESS_MAIN(TestPackedGeneration)
#include "test_packed_generation.moc"
