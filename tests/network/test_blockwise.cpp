#include "network/blockwise.h"

#include "network/layer_probe.h"
#include "network/second_moments.h"
#include "support/synthetic_source.h"

#include <QTest>

#include <algorithm>
#include <cmath>
#include <numeric>

using namespace fracbit;
using network::Network;
using network::SingleBlock;
using network::TokenId;
using tests::SyntheticSource;
using tests::tinyConfig;

namespace {

const std::vector<TokenId> kTokens{3, 17, 4, 39, 0, 21, 8};

// States behind the last block, block by block.
Tensor lastStates(const SyntheticSource& source) {
    Tensor states = network::embedTokens(source, kTokens);
    for (int block = 0; block < source.spec().config.blockCount(); ++block)
        states = SingleBlock::load(source, block)->forward(states, {});
    return states;
}

double logLikelihood(const SyntheticSource& source) {
    return network::drawScores(source, lastStates(source), 1, {}).logLikelihood;
}

} // namespace

class TestBlockwise : public QObject {
    Q_OBJECT
private slots:
    // The gradient of the likelihood of given labels, against finite differences of the same
    // likelihood. A small step does not change which labels are drawn.
    void gradientsAgreeWithDifferences_data() {
        QTest::addColumn<int>("block");
        QTest::addColumn<int>("layer");
        QTest::addColumn<bool>("norms");
        for (const bool norms : {false, true})
            for (int layer = 0; layer < 7; ++layer)
                QTest::addRow("%d %d", layer, norms) << layer % 2 << layer << norms;
    }
    void gradientsAgreeWithDifferences() {
        QFETCH(int, block);
        QFETCH(int, layer);
        QFETCH(bool, norms);
        auto config = tinyConfig();
        config.qkNorm = config.qkvBias = norms;
        SyntheticSource source(config);
        const std::string name =
            source.spec().blockLayers(block)[static_cast<std::size_t>(layer)].name + ".weight";
        const std::vector<float> rowNorms = analytic(source, block, layer);

        verifyGradient(source, name, rowNorms);
    }

    // Through keys and values that a block lends to the next, and the numbers of the tokens.
    void gradientsGoThroughLentKeys_data() {
        QTest::addColumn<int>("block");
        QTest::addColumn<QString>("layer");
        for (const char* layer : {"attn.k", "attn.v", "attn.q", "mlp.token_gate"})
            QTest::addRow("0 %s", layer) << 0 << QString(layer);
        for (const char* layer : {"attn.q", "mlp.token_gate", "mlp.token_projection"})
            QTest::addRow("1 %s", layer) << 1 << QString(layer);
    }
    void gradientsGoThroughLentKeys() {
        QFETCH(int, block);
        QFETCH(QString, layer);
        checkpoint::ModelConfig config = describe(tinyConfig());
        config.blocks[1].attention().keysOf = 0;
        config.tokenInputs = checkpoint::TokenInputs{6, {}};
        for (checkpoint::BlockDescription& each : config.blocks)
            each.tokenBranch = checkpoint::Norm{};
        SyntheticSource source(config);
        QCOMPARE(network::stateWidth(config), config.hidden +
                                                  2 * config.block(0).attention().kvHeads *
                                                      config.block(0).attention().headSize +
                                                  1);
        const std::string name = checkpoint::blockName(block, layer.toStdString());
        const auto layers = source.spec().blockLayers(block);
        const auto at = std::ranges::find(layers, name, &checkpoint::LinearLayer::name);
        QVERIFY(at != layers.end());
        verifyGradient(source, name + ".weight",
                       analytic(source, block, static_cast<int>(at - layers.begin())));
        // The whole network computes the same.
        const auto logits =
            Network::load(source, network::Compute::Float32, {})->forward(kTokens, {});
        const Tensor states = lastStates(source);
        const Tensor norm = source.read(checkpoint::kFinalNormTensor);
        const Tensor head = source.read(config.tiedEmbeddings ? checkpoint::kEmbeddingTensor
                                                              : checkpoint::kHeadTensor);
        const auto hidden = static_cast<std::size_t>(config.hidden);
        for (std::int64_t row = 0; row < logits.rows; ++row) {
            const auto state = states.row(row).first(hidden);
            const float size = std::sqrt(dot(state, state) / static_cast<float>(hidden) +
                                         static_cast<float>(config.finalNorm.epsilon));
            std::vector<float> normed(hidden);
            for (std::size_t i = 0; i < hidden; ++i)
                normed[i] = state[i] / size * norm.values[i];
            for (std::int64_t token = 0; token < config.vocabulary; ++token)
                QVERIFY(std::abs(dot(head.row(token), normed) -
                                 logits.row(row)[static_cast<std::size_t>(token)]) < 1e-5f);
        }
    }

    void statesAreTheNetworks() {
        const SyntheticSource source(tinyConfig());
        const Tensor states = lastStates(source);
        QCOMPARE(states.shape, (Shape{7, 24}));
        const auto scores = network::drawScores(source, states, 5, {});
        QCOMPARE(scores.predictions, 6);
        // The last position predicts nothing that counts.
        for (const float value : scores.gradient.row(6))
            QCOMPARE(value, 0.0f);
        QVERIFY(scores.gradient.row(5)[0] != 0.0f);
    }

    void traceShowsWhatTheLayersRead() {
        const SyntheticSource source(tinyConfig());
        const Tensor states = network::embedTokens(source, kTokens);
        const auto block = SingleBlock::load(source, 0);
        const auto trace = block->trace(states, {});
        QCOMPARE(trace.output.values, block->forward(states, {}).values);
        QCOMPARE(trace.inputs.size(), 4u);
        const std::int64_t widths[] = {24, 32, 24, 36};
        for (std::size_t i = 0; i < 4; ++i)
            QCOMPARE(trace.inputs[i].shape, (Shape{7, widths[i]}));
        // The residual stream is the sum of what o and down make of their inputs.
        const Tensor down = source.read("blocks.0.mlp.down.weight");
        const Tensor o = source.read("blocks.0.attn.o.weight");
        for (std::int64_t t = 0; t < 7; ++t)
            for (std::int64_t i = 0; i < 24; ++i) {
                const float sum = states.row(t)[static_cast<std::size_t>(i)] +
                                  dot(o.row(i), trace.inputs[1].row(t)) +
                                  dot(down.row(i), trace.inputs[3].row(t));
                const float output = trace.output.row(t)[static_cast<std::size_t>(i)];
                QVERIFY(std::abs(sum - output) < 8e-6f);
            }
    }

    void secondMomentsAreMeans() {
        Tensor all({60, 700}); // more than one strip
        fillGaussian(all.values, 4);
        network::SecondMoments moments(700);
        for (const std::int64_t begin : {0, 40}) {
            Tensor part({begin == 0 ? 40 : 20, 700});
            std::copy_n(all.row(begin).begin(), part.values.size(), part.values.begin());
            moments.add(part, {});
        }
        QCOMPARE(moments.count(), 60);
        const std::vector<float> mean = moments.mean();
        QCOMPARE(mean.size(), 700u * 701u / 2u);
        std::size_t at = 0;
        for (std::size_t i = 0; i < 700; ++i)
            for (std::size_t j = i; j < 700; ++j) {
                double sum = 0;
                for (std::int64_t t = 0; t < 60; ++t)
                    sum += static_cast<double>(all.row(t)[i]) * static_cast<double>(all.row(t)[j]);
                QVERIFY(std::abs(static_cast<double>(mean[at++]) - sum / 60) < 1.1e-6);
            }
        QVERIFY_THROWS_EXCEPTION(Error, moments.add(Tensor({3, 600}), {}));
    }

    void labelsFollowTheModel() {
        // E[log p(label)] is minus the entropy of the model's distribution.
        const SyntheticSource source(tinyConfig());
        const auto logits =
            Network::load(source, network::Compute::Float32, {})->forward(kTokens, {});
        double entropy = 0;
        for (std::int64_t i = 0; i + 1 < logits.rows; ++i)
            for (const float logit : logits.row(i)) {
                const double logP = static_cast<double>(logit) - network::logSumExp(logits.row(i));
                entropy -= std::exp(logP) * logP;
            }
        const Tensor states = lastStates(source);
        double sum = 0;
        const int draws = 400;
        for (int seed = 0; seed < draws; ++seed)
            sum += network::drawScores(source, states, static_cast<std::uint64_t>(seed), {})
                       .logLikelihood;
        QVERIFY(std::abs(sum / draws + entropy) < 0.03 * entropy);
    }

    void rowMeanSquaresOfWeights() {
        const SyntheticSource source(tinyConfig());
        const Tensor weights = source.read("blocks.1.mlp.up.weight");
        double sum = 0;
        for (const float value : weights.row(5))
            sum += static_cast<double>(value) * static_cast<double>(value);
        const auto means = SingleBlock::load(source, 1)->rowMeanSquares().at(5); // up
        QCOMPARE(means.size(), 36u);
        QVERIFY(std::abs(means[5] - sum / 24) < 2e-8);
        const auto probe = network::LayerProbe::load(source, {});
        QVERIFY(std::abs(probe->rowMeanSquares(7 + 5)[5] - sum / 24) < 2e-8);
    }

    void probeMeasuresTheDivergence() {
        SyntheticSource source(tinyConfig());
        const auto before =
            Network::load(source, network::Compute::Float32, {})->forward(kTokens, {});
        const auto probe = network::LayerProbe::load(source, {});
        probe->setSequence(kTokens, {});
        Tensor weights = source.read("blocks.0.attn.k.weight");
        Tensor change(weights.shape);
        fillGaussian(change.values, 3);
        for (std::size_t i = 0; i < change.values.size(); ++i)
            weights.values[i] += change.values[i] *= 0.1f;
        source.replace("blocks.0.attn.k.weight", weights);
        const auto after =
            Network::load(source, network::Compute::Float32, {})->forward(kTokens, {});
        double expected = 0;
        for (std::int64_t i = 0; i + 1 < before.rows; ++i)
            expected += divergence(before.row(i), after.row(i)) / 6;
        const double measured = probe->divergence(1, change, {});
        QVERIFY(expected > 1e-5);
        QVERIFY(std::abs(measured - expected) < 1e-6 * expected);
        QVERIFY(std::abs(probe->divergence(7 + 1, Tensor(change.shape), {})) < 1e-9);
    }

private:
    static float dot(std::span<const float> a, std::span<const float> b) {
        return std::inner_product(a.begin(), a.end(), b.begin(), 0.0f);
    }

    static void verifyGradient(SyntheticSource& source, const std::string& name,
                               const std::vector<float>& rowNorms) {
        const Tensor weights = source.read(name);
        const std::int64_t row = weights.rows() / 2;
        double squares = 0;
        for (std::int64_t column = 0; column < weights.columns(); ++column) {
            const double slope = difference(source, name, weights, row, column);
            squares += slope * slope;
        }
        const double expected = std::sqrt(squares);
        const double actual = static_cast<double>(rowNorms[static_cast<std::size_t>(row)]);
        QVERIFY2(std::abs(actual - expected) < 1.1e-3 * expected + 1.1e-5,
                 qPrintable(QString("%1 and %2").arg(actual).arg(expected)));
    }

    static std::vector<float> analytic(const SyntheticSource& source, int block, int layer) {
        std::vector<Tensor> inputs{network::embedTokens(source, kTokens)};
        std::vector<std::unique_ptr<SingleBlock>> blocks;
        for (int b = 0; b < 2; ++b) {
            blocks.push_back(SingleBlock::load(source, b));
            inputs.push_back(blocks.back()->forward(inputs.back(), {}));
        }
        Tensor gradient = network::drawScores(source, inputs.back(), 1, {}).gradient;
        for (int b = 1; b > block; --b)
            gradient = blocks[static_cast<std::size_t>(b)]
                           ->backward(inputs[static_cast<std::size_t>(b)], gradient, {}, {})
                           .input;
        const auto at = static_cast<std::size_t>(block);
        const auto result = blocks[at]->backward(inputs[at], gradient, {}, {});
        return result.layers.at(static_cast<std::size_t>(layer)).rowNorms;
    }

    static double difference(SyntheticSource& source, const std::string& name,
                             const Tensor& weights, std::int64_t row, std::int64_t column) {
        constexpr float kStep = 5e-3f;
        double likelihood[2];
        for (const int side : {0, 1}) {
            Tensor moved = weights;
            moved.row(row)[static_cast<std::size_t>(column)] += side ? kStep : -kStep;
            source.replace(name, std::move(moved));
            likelihood[side] = logLikelihood(source);
        }
        return (likelihood[1] - likelihood[0]) / (2 * static_cast<double>(kStep));
    }

    static double divergence(std::span<const float> p, std::span<const float> q) {
        double sum = 0;
        for (std::size_t i = 0; i < p.size(); ++i) {
            const double logP = static_cast<double>(p[i]) - network::logSumExp(p);
            const double logQ = static_cast<double>(q[i]) - network::logSumExp(q);
            sum += std::exp(logP) * (logP - logQ);
        }
        return sum;
    }
};

QTEST_APPLESS_MAIN(TestBlockwise)
#include "test_blockwise.moc"
