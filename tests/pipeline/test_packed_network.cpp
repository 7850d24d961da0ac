// The network on packed weights against the one on de-quantized weights.
#include "network/generation.h"
#include "network/packed_network.h"
#include "packed/packed_checkpoint.h"
#include "pipeline/small_model.h"
#include "support/added_architecture.h"
#include "support/reference_backend.h"

#include <QTest>

#include <cmath>

using namespace fracbit;
using namespace fracbit::network;
using namespace fracbit::pipeline;
using namespace fracbit::tests;
using checkpoint::ModelConfig;
using checkpoint::UniformDecoder;

namespace {

// A quantized folder of a synthetic model, and both networks on it.
struct BothNetworks {
    TemporaryFolder folder{TemporaryFolder::Place::Memory};
    std::unique_ptr<Network> packed;
    std::unique_ptr<Network> torch;

    explicit BothNetworks(const UniformDecoder& decoder, const QuantizationOptions& options = {})
        : BothNetworks(describe(decoder), options) {}
    explicit BothNetworks(const ModelConfig& config, const QuantizationOptions& options = {}) {
        const SyntheticSource source(config);
        writeCheckpoint(folder / "original", source);
        const auto original = checkpoint::Checkpoint::open(folder / "original");
        (void)quantizeModel(*original, mixedPlan(original->spec()), folder / "out", options, {});
        const auto quantized = packed::PackedCheckpoint::open(folder / "out");
        packed = loadPackedNetwork(*quantized, backend::openBackend({}), {});
        torch = Network::load(*quantized, Compute::Float32, {});
    }
};

std::vector<TokenId> someTokens(std::size_t count, std::int64_t vocabulary) {
    Random random(count);
    std::vector<TokenId> tokens;
    for (std::size_t i = 0; i < count; ++i)
        tokens.push_back(
            static_cast<TokenId>(random.below(static_cast<std::uint64_t>(vocabulary))));
    return tokens;
}

double largestDifference(std::span<const float> a, std::span<const float> b) {
    double largest = a.size() == b.size() ? 0 : INFINITY;
    for (std::size_t i = 0; i < std::min(a.size(), b.size()); ++i)
        largest =
            std::max(largest, std::abs(static_cast<double>(a[i]) - static_cast<double>(b[i])));
    return largest;
}

// Logits of the synthetic models are of order one; both sides round to float32. Three times what
// was measured on AVX-512, AVX2 and SSE: 1.7e-5.
constexpr double kTolerance = 5.5e-5;
// Single tokens go through integer kernels where the processor has them: inputs and weights of 15
// bits (packed_matrix.h).
constexpr double kIntegerTolerance = 6e-3;

UniformDecoder variant(const QString& name) {
    if (name == "biases") {
        UniformDecoder config = syntheticConfig("llama");
        config.qkvBias = config.outputBias = config.mlpBias = true;
        return config;
    }
    if (name == "llama3 rope") {
        UniformDecoder config = syntheticConfig("llama");
        config.rope.scaling = checkpoint::RopeScaling::Llama3;
        config.rope.factor = 8;
        config.rope.originalContext = 32;
        return config;
    }
    if (name == "mistral")
        return syntheticConfig("mistral");
    if (name == "qwen2")
        return syntheticConfig("qwen2");
    if (name == "qwen3")
        return syntheticConfig("qwen3");
    return syntheticConfig("llama");
}

} // namespace

class TestPackedNetwork : public QObject {
    Q_OBJECT
private slots:
    // A folder of version 1 computes what the program computed that wrote it, on both sides.
    void version1() {
        const std::filesystem::path data(FRACBIT_TEST_DATA_DIR "/version-1");
        const auto quantized = packed::PackedCheckpoint::open(data / "quantized");
        QCOMPARE(quantized->description().version, 1);
        const std::vector<TokenId> tokens{5, 17, 200, 33, 1, 7};
        const auto expected =
            readJsonFile(data / "logits.json").at("last_logits").get<std::vector<float>>();
        for (const auto& network :
             {std::shared_ptr(loadPackedNetwork(*quantized, backend::openBackend({}), {})),
              std::shared_ptr(Network::load(*quantized, Compute::Float32, {}))}) {
            const Logits logits = network->forward(tokens, {});
            const auto last = std::span(logits.values).last(expected.size());
            QVERIFY(largestDifference(last, expected) < kTolerance);
        }
    }

    void agreesWithTheReference_data() {
        QTest::addColumn<QString>("name");
        for (const char* name : {"llama", "mistral", "qwen2", "qwen3", "biases", "llama3 rope"})
            QTest::newRow(name) << QString(name);
    }
    void agreesWithTheReference() {
        QFETCH(QString, name);
        const BothNetworks both(variant(name));
        const auto tokens = someTokens(40, both.packed->config().vocabulary); // beyond a window
        const Logits expected = both.torch->forward(tokens, {});
        const Logits got = both.packed->forward(tokens, {});
        QCOMPARE(got.rows, expected.rows);
        QVERIFY(largestDifference(got.values, expected.values) < kTolerance);
    }

    // What multiplies is exchangeable: plain loops give the same logits, prompts and single tokens.
    void anyBackEndDoes() {
        const BothNetworks both(syntheticConfig("qwen2"));
        const auto quantized = packed::PackedCheckpoint::open(both.folder / "out");
        const auto plain = loadPackedNetwork(*quantized, std::make_unique<ReferenceBackend>(), {});
        const auto tokens = someTokens(12, plain->config().vocabulary);
        QVERIFY(largestDifference(both.packed->forward(tokens, {}).values,
                                  plain->forward(tokens, {}).values) < kTolerance);
        const auto cache = plain->makeCache();
        std::vector<float> last;
        for (const TokenId token : tokens)
            last = plain->extend(*cache, std::span(&token, 1), {});
        const Logits expected = plain->forward(tokens, {});
        QVERIFY(largestDifference(last, expected.row(expected.rows - 1)) < kTolerance);
    }

    // Every part of a description at once, in an architecture of our own.
    void agreesOnAnAddedArchitecture() {
        checkpoint::addArchitecture(tests::kQuaint);
        const BothNetworks both(tests::quaintConfig());
        const auto tokens = someTokens(40, both.packed->config().vocabulary);
        const Logits expected = both.torch->forward(tokens, {});
        double largest =
            largestDifference(both.packed->forward(tokens, {}).values, expected.values);
        qInfo("whole texts differ by %.2g", largest);
        // Norms of states and of values make roundings larger: 2.6e-4 was measured.
        QVERIFY(largest < 15 * kTolerance);
        const auto cache = both.packed->makeCache();
        for (const TokenId token : tokens) {
            const auto last = both.packed->extend(*cache, std::span(&token, 1), {});
            largest =
                std::max(largest, largestDifference(last, expected.row(cache->positions() - 1)));
        }
        qInfo("single tokens differ by %.2g", largest);
        QVERIFY(largest < 10 * kIntegerTolerance); // 0.027, through the states of linear attention
    }

    void eightBitEmbeddings() {
        QuantizationOptions options;
        options.embeddingBits = 8;
        options.headBits = 8;
        const BothNetworks both(variant("llama"), options);
        const auto tokens = someTokens(7, both.packed->config().vocabulary);
        QVERIFY(largestDifference(both.packed->forward(tokens, {}).values,
                                  both.torch->forward(tokens, {}).values) < kTolerance);
    }

    void growsTokenByToken() {
        const BothNetworks both(variant("mistral"));
        const auto tokens = someTokens(70, both.packed->config().vocabulary); // the cache grows
        const Logits whole = both.packed->forward(tokens, {});
        const auto cache = both.packed->makeCache();
        const auto prompt = std::span(tokens).first(5);
        auto logits = both.packed->extend(*cache, prompt, {});
        for (std::size_t i = 5; i < tokens.size(); ++i) {
            QVERIFY(largestDifference(logits, whole.row(static_cast<std::int64_t>(i) - 1)) <
                    kIntegerTolerance);
            logits = both.packed->extend(*cache, std::span(tokens).subspan(i, 1), {});
        }
        QCOMPARE(cache->positions(), 70);
    }

    void sequencesAreIndependent() {
        const BothNetworks both(variant("qwen3"));
        const auto vocabulary = static_cast<std::size_t>(both.packed->config().vocabulary);
        const auto first = someTokens(6, 80);
        const auto second = someTokens(7, 80);
        const auto cache = both.packed->makeCache(2);
        std::vector<float> logits;
        for (const auto& [begin, end] : {std::pair{0, 4}, std::pair{4, 6}}) {
            std::vector<TokenId> tokens(first.begin() + begin, first.begin() + end);
            tokens.insert(tokens.end(), second.begin() + begin, second.begin() + end);
            logits = both.packed->extend(*cache, tokens, {});
        }
        const auto alone = both.packed->forward(std::span(second).first(6), {});
        QVERIFY(largestDifference(std::span(logits).last(vocabulary), alone.row(5)) < kTolerance);
        QVERIFY_THROWS_EXCEPTION(Error, both.packed->extend(*cache, std::span(first).first(3), {}));
    }

    void sameGreedyTokens() {
        const BothNetworks both(variant("llama"));
        const auto prompt = someTokens(5, 80);
        const GenerationOptions options{30, 0, 0, false};
        QCOMPARE(generate(*both.packed, prompt, options, {}).ids,
                 generate(*both.torch, prompt, options, {}).ids);
    }

    void threadsDoNotMatter() {
        const BothNetworks both(variant("llama"));
        const auto tokens = someTokens(20, 80);
        RunContext three;
        three.threads = 3;
        QCOMPARE(both.packed->forward(tokens, three).values,
                 both.packed->forward(tokens, {}).values);
        const GenerationOptions options{10, 0, 0, false};
        QCOMPARE(generate(*both.packed, tokens, options, three).ids,
                 generate(*both.packed, tokens, options, {}).ids);
    }

    void refusesWhatTheReferenceRefuses() {
        const BothNetworks both(variant("llama"));
        QVERIFY_THROWS_EXCEPTION(Error, both.packed->forward({}, {}));
        QVERIFY_THROWS_EXCEPTION(Error, both.packed->forward(std::vector<TokenId>{80}, {}));
        QVERIFY_THROWS_EXCEPTION(Error, both.packed->makeCache(0));
        std::stop_source stop;
        stop.request_stop();
        RunContext cancelled;
        cancelled.stop = stop.get_token();
        QVERIFY_THROWS_EXCEPTION(Error, both.packed->forward(someTokens(3, 80), cancelled));
    }
};

QTEST_APPLESS_MAIN(TestPackedNetwork)
#include "test_packed_network.moc"
