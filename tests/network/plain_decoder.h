// The decoder written once more, in plain loops and float64, to compare the network with: every
// part that a description may have.
#pragma once

#include "checkpoint/weight_source.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <functional>
#include <limits>
#include <numbers>
#include <numeric>
#include <optional>
#include <string>
#include <vector>

namespace fracbit::tests {

using Vector = std::vector<double>;
using Matrix = std::vector<Vector>;

class PlainDecoder {
public:
    explicit PlainDecoder(const checkpoint::WeightSource& source)
        : source_(source), config_(source.spec().config) {}

    // Logits of every position.
    Matrix forward(const std::vector<std::int32_t>& tokens) const {
        const Tensor embedding = source_.read("embedding.weight");
        Matrix states;
        for (const std::int32_t token : tokens) {
            const auto row = embedding.row(token);
            states.emplace_back(row.begin(), row.end());
            for (double& value : states.back())
                value *= config_.embeddingScale;
        }
        for (int block = 0; block < config_.blockCount(); ++block) {
            const checkpoint::Mixer& mixer = config_.block(block).mixer;
            if (std::holds_alternative<checkpoint::Attention>(mixer))
                addAttention(states, block);
            else if (std::holds_alternative<checkpoint::LatentAttention>(mixer))
                addLatentAttention(states, block);
            else
                addDeltaNet(states, block);
            addMlp(states, block);
            if (config_.block(block).outputScalar)
                for (Vector& state : states)
                    for (double& value : state)
                        value *= static_cast<double>(
                            source_.read("blocks." + std::to_string(block) + ".scalar.weight")
                                .values[0]);
        }
        Matrix logits;
        const Tensor head = config_.tiedEmbeddings ? embedding : source_.read("head.weight");
        for (const Vector& state : states)
            logits.push_back(finished(multiply(head, normed(state, "norm", config_.finalNorm))));
        return logits;
    }

private:
    static Vector multiply(const Tensor& matrix, const Vector& x) {
        Vector result;
        for (std::int64_t i = 0; i < matrix.rows(); ++i) {
            double sum = 0;
            for (std::size_t j = 0; j < x.size(); ++j)
                sum += static_cast<double>(matrix.row(i)[j]) * x[j];
            result.push_back(sum);
        }
        return result;
    }
    Vector finished(Vector logits) const {
        for (double& logit : logits)
            logit = capped(logit * config_.logitScale, config_.logitSoftCap);
        return logits;
    }
    static double capped(double value, double cap) {
        return cap > 0 ? cap * std::tanh(value / cap) : value;
    }
    static Vector withoutLength(const Vector& x, const checkpoint::Norm& norm) {
        double squares = 0;
        for (const double value : x)
            squares += value * value;
        Vector result(x);
        for (double& value : result)
            value /= std::sqrt(squares / static_cast<double>(x.size()) + norm.epsilon);
        return result;
    }
    Vector normed(const Vector& x, const std::string& name, const checkpoint::Norm& norm) const {
        const std::vector<float> weight = source_.read(name + ".weight").values;
        Vector result = withoutLength(x, norm);
        for (std::size_t i = 0; i < x.size(); ++i)
            result[i] *= (static_cast<double>(weight[i]) + (norm.unitOffset ? 1 : 0));
        return result;
    }
    Vector normed(const Vector& x, const std::string& name,
                  const std::optional<checkpoint::Norm>& norm) const {
        return norm ? normed(x, name, *norm) : x;
    }
    Vector linear(int block, const std::string& layer, const Vector& x) const {
        const std::string name = "blocks." + std::to_string(block) + "." + layer;
        Vector result = multiply(source_.read(name + ".weight"), x);
        if (source_.spec().find(name + ".bias")) {
            const Tensor bias = source_.read(name + ".bias");
            for (std::size_t i = 0; i < result.size(); ++i)
                result[i] += static_cast<double>(bias.values[i]);
        }
        return result;
    }
    static double frequency(const checkpoint::Rope& rope, std::int64_t pair) {
        const double plain = std::pow(rope.theta, -2.0 * static_cast<double>(pair) /
                                                      static_cast<double>(rope.dimensions));
        if (!rope.frequencyDivisors.empty())
            return plain /
                   static_cast<double>(rope.frequencyDivisors[static_cast<std::size_t>(pair)]);
        return rope.scaling == checkpoint::RopeScaling::Linear ? plain / rope.factor : plain;
    }
    static void rotate(Vector& head, const checkpoint::Rope& rope, std::size_t position) {
        const std::int64_t half = rope.dimensions / 2;
        for (std::int64_t i = 0; i < half; ++i) {
            const double angle = static_cast<double>(position) * frequency(rope, i);
            double& a = head[static_cast<std::size_t>(i)];
            double& b = head[static_cast<std::size_t>(i + half)];
            const double rotated = a * std::cos(angle) - b * std::sin(angle);
            b = b * std::cos(angle) + a * std::sin(angle);
            a = rotated;
        }
    }
    // Head `index` of a stacked vector, normed and rotated if the model does that.
    Vector head(const checkpoint::Attention& attention, const Vector& stacked, std::int64_t index,
                const std::string& norm, std::size_t position) const {
        const auto begin = stacked.begin() + index * attention.headSize;
        Vector result(begin, begin + attention.headSize);
        result = normed(result, norm, attention.headNorm);
        if (attention.rope)
            rotate(result, config_.ropes.at(*attention.rope), position);
        return result;
    }
    // `sink`: one more score without a value; -infinity for none.
    static Vector attend(const checkpoint::Attention& attention, const Vector& query,
                         const Matrix& keys, const Matrix& values, std::size_t first, double sink) {
        Vector weights;
        double sum = std::exp(sink);
        for (std::size_t j = first; j < keys.size(); ++j) {
            double score = 0;
            for (std::size_t d = 0; d < query.size(); ++d)
                score += query[d] * keys[j][d];
            weights.push_back(std::exp(capped(score * attention.scale, attention.softCap)));
            sum += weights.back();
        }
        Vector result(values.front().size(), 0.0);
        for (std::size_t j = first; j < keys.size(); ++j)
            for (std::size_t d = 0; d < result.size(); ++d)
                result[d] += weights[j - first] / sum * values[j][d];
        return result;
    }
    void addAttention(Matrix& states, int block) const {
        const checkpoint::BlockDescription& description = config_.block(block);
        const checkpoint::Attention& attention = description.attention();
        const std::string prefix = "blocks." + std::to_string(block) + ".attn.";
        Matrix q, k, v;
        for (const Vector& state : states) {
            const Vector x = normed(state, prefix + "norm", description.mixerNorms.before);
            q.push_back(linear(block, "attn.q", x));
            k.push_back(linear(block, "attn.k", x));
            v.push_back(attention.sharedValues ? k.back() : linear(block, "attn.v", x));
        }
        for (std::size_t t = 0; t < states.size(); ++t) {
            const std::int64_t reach = static_cast<std::int64_t>(t) + 1 - attention.window;
            const std::size_t first =
                attention.window > 0 ? static_cast<std::size_t>(std::max<std::int64_t>(0, reach))
                                     : 0;
            Vector mixed;
            for (std::int64_t h = 0; h < attention.heads; ++h) {
                const std::int64_t kv = h / (attention.heads / attention.kvHeads);
                Matrix keys, values;
                for (std::size_t j = 0; j <= t; ++j) {
                    keys.push_back(head(attention, k[j], kv, prefix + "k_norm", j));
                    const auto begin = v[j].begin() + kv * attention.headSize;
                    values.emplace_back(begin, begin + attention.headSize);
                    if (attention.valueNorm)
                        values.back() = withoutLength(values.back(), *attention.valueNorm);
                }
                const double sink =
                    attention.sinks ? static_cast<double>(source_.read(prefix + "sinks.weight")
                                                              .values[static_cast<std::size_t>(h)])
                                    : -std::numeric_limits<double>::infinity();
                const std::int64_t place = attention.outputGate ? 2 * h : h; // gates between
                const Vector query = head(attention, q[t], place, prefix + "q_norm", t);
                Vector part = attend(attention, query, keys, values, first, sink);
                for (std::size_t i = 0; attention.outputGate && i < part.size(); ++i)
                    part[i] *= sigmoid(
                        q[t][static_cast<std::size_t>((2 * h + 1) * attention.headSize) + i]);
                mixed.insert(mixed.end(), part.begin(), part.end());
            }
            addBranch(states[t],
                      normed(linear(block, "attn.o", mixed), prefix + "norm_after",
                             description.mixerNorms.after),
                      description);
        }
    }
    static double sigmoid(double x) { return 1 / (1 + std::exp(-x)); }
    static Vector part(const Vector& all, std::int64_t begin, std::int64_t size) {
        return {all.begin() + begin, all.begin() + begin + size};
    }
    void addLatentAttention(Matrix& states, int block) const {
        const checkpoint::BlockDescription& description = config_.block(block);
        const auto& latent = std::get<checkpoint::LatentAttention>(description.mixer);
        const checkpoint::Rope& rope = config_.ropes.at(latent.rope);
        const std::string prefix = "blocks." + std::to_string(block) + ".attn.";
        checkpoint::Attention scores;
        scores.scale = latent.scale;
        std::vector<Matrix> keys(static_cast<std::size_t>(latent.heads));
        std::vector<Matrix> values(keys.size());
        for (std::size_t t = 0; t < states.size(); ++t) {
            const Vector x = normed(states[t], prefix + "norm", description.mixerNorms.before);
            const Vector query = latent.queryRank > 0
                                     ? linear(block, "attn.q_b",
                                              normed(linear(block, "attn.q_a", x),
                                                     prefix + "q_a_norm", latent.latentNorm))
                                     : linear(block, "attn.q", x);
            const Vector shared = linear(block, "attn.kv_a", x);
            const Vector both = linear(block, "attn.kv_b",
                                       normed(part(shared, 0, latent.keyValueRank),
                                              prefix + "kv_a_norm", latent.latentNorm));
            const auto turned = [&](const Vector& all, std::int64_t begin) {
                Vector result = part(all, begin, latent.ropeSize);
                rotate(result, rope, t);
                return result;
            };
            const Vector turnedKey = turned(shared, latent.keyValueRank);
            Vector mixed;
            for (std::int64_t h = 0; h < latent.heads; ++h) {
                const auto head = static_cast<std::size_t>(h);
                const std::int64_t at = h * (latent.contentSize + latent.valueSize);
                keys[head].push_back(part(both, at, latent.contentSize));
                keys[head].back().insert(keys[head].back().end(), turnedKey.begin(),
                                         turnedKey.end());
                values[head].push_back(part(both, at + latent.contentSize, latent.valueSize));
                Vector own = part(query, h * latent.headSize(), latent.contentSize);
                const Vector turnedQuery =
                    turned(query, h * latent.headSize() + latent.contentSize);
                own.insert(own.end(), turnedQuery.begin(), turnedQuery.end());
                const Vector given = attend(scores, own, keys[head], values[head], 0,
                                            -std::numeric_limits<double>::infinity());
                mixed.insert(mixed.end(), given.begin(), given.end());
            }
            addBranch(states[t],
                      normed(linear(block, "attn.o", mixed), prefix + "norm_after",
                             description.mixerNorms.after),
                      description);
        }
    }
    // The rule of block_description.h, a position at a time.
    void addDeltaNet(Matrix& states, int block) const {
        const checkpoint::BlockDescription& description = config_.block(block);
        const auto& net = std::get<checkpoint::DeltaNet>(description.mixer);
        const std::string prefix = "blocks." + std::to_string(block) + ".attn.";
        const Tensor weights = source_.read(prefix + "conv.weight");
        Matrix channels;
        std::vector<Matrix> memory(static_cast<std::size_t>(net.valueHeads),
                                   Matrix(static_cast<std::size_t>(net.keySize),
                                          Vector(static_cast<std::size_t>(net.valueSize), 0.0)));
        for (Vector& state : states) {
            const Vector x = normed(state, prefix + "norm", description.mixerNorms.before);
            channels.push_back(linear(block, "attn.in_qkv", x));
            const Vector z = linear(block, "attn.in_z", x);
            Vector given;
            for (std::int64_t h = 0; h < net.valueHeads; ++h) {
                const Vector part = deltaHead(block, net, h, x, mixedChannels(channels, weights),
                                              memory[static_cast<std::size_t>(h)]);
                given.insert(given.end(), part.begin(), part.end());
            }
            for (std::size_t i = 0; i < given.size(); ++i)
                given[i] *= activated(z[i], checkpoint::Activation::Silu);
            addBranch(state,
                      normed(linear(block, "attn.out", given), prefix + "norm_after",
                             description.mixerNorms.after),
                      description);
        }
    }
    // silu(convolution) of the last position.
    static Vector mixedChannels(const Matrix& channels, const Tensor& weights) {
        Vector result;
        const std::int64_t kernel = weights.columns();
        const std::int64_t last = static_cast<std::int64_t>(channels.size()) - 1;
        for (std::int64_t c = 0; c < weights.rows(); ++c) {
            double sum = 0;
            for (std::int64_t j = 0; j < kernel; ++j)
                if (const std::int64_t at = last - (kernel - 1) + j; at >= 0)
                    sum += static_cast<double>(weights.row(c)[static_cast<std::size_t>(j)]) *
                           channels[static_cast<std::size_t>(at)][static_cast<std::size_t>(c)];
            result.push_back(activated(sum, checkpoint::Activation::Silu));
        }
        return result;
    }
    static Vector unitLength(const Vector& all, std::int64_t begin, std::int64_t size) {
        Vector part(all.begin() + begin, all.begin() + begin + size);
        double squares = 1e-6;
        for (const double value : part)
            squares += value * value;
        for (double& value : part)
            value /= std::sqrt(squares);
        return part;
    }
    Vector deltaHead(int block, const checkpoint::DeltaNet& net, std::int64_t head, const Vector& x,
                     const Vector& qkv, Matrix& memory) const {
        const auto index = static_cast<std::size_t>(head);
        const std::string prefix = "blocks." + std::to_string(block) + ".attn.";
        const auto number = [&](const char* name) {
            return static_cast<double>(source_.read(prefix + name + ".weight").values[index]);
        };
        const double rate = sigmoid(linear(block, "attn.in_b", x)[index]);
        const double time = linear(block, "attn.in_a", x)[index] + number("time_bias");
        const double kept = std::exp(-std::exp(number("decay")) * std::log1p(std::exp(time)));
        const std::int64_t shared = head / (net.valueHeads / net.keyHeads) * net.keySize;
        const Vector query = unitLength(qkv, shared, net.keySize);
        const Vector key = unitLength(qkv, net.keyWidth() + shared, net.keySize);
        Vector result(static_cast<std::size_t>(net.valueSize), 0.0);
        for (std::size_t v = 0; v < result.size(); ++v) {
            double recalled = 0;
            for (std::size_t k = 0; k < key.size(); ++k)
                recalled += key[k] * (memory[k][v] *= kept);
            const auto begin = static_cast<std::size_t>(2 * net.keyWidth() + head * net.valueSize);
            for (std::size_t k = 0; k < key.size(); ++k) {
                memory[k][v] += key[k] * rate * (qkv[begin + v] - recalled);
                result[v] += query[k] * memory[k][v] / std::sqrt(static_cast<double>(net.keySize));
            }
        }
        return normed(result, prefix + "state_norm", net.norm);
    }
    static double activated(double x, checkpoint::Activation activation) {
        if (activation == checkpoint::Activation::Silu)
            return x / (1 + std::exp(-x));
        const double slope = std::sqrt(2 / std::numbers::pi);
        return 0.5 * x * (1 + std::tanh(slope * (x + 0.044715 * x * x * x)));
    }
    // `layers`: what the names of its three layers begin with.
    Vector feedForward(int block, const std::string& layers, const Vector& x) const {
        Vector gate = linear(block, layers + "gate", x);
        const Vector up = linear(block, layers + "up", x);
        const checkpoint::FeedForward& description = config_.block(block).feedForward;
        for (std::size_t i = 0; i < gate.size(); ++i) {
            if (description.activation == checkpoint::Activation::ClampedSwiglu) {
                const double g = std::min(gate[i], description.limit);
                gate[i] = g * sigmoid(1.702 * g) *
                          (std::clamp(up[i], -description.limit, description.limit) + 1);
                continue;
            }
            gate[i] = activated(gate[i], description.activation) * up[i];
        }
        return linear(block, layers + "down", gate);
    }
    Vector mixture(int block, const Vector& x) const {
        const checkpoint::Mixture& mixture = *config_.block(block).feedForward.mixture;
        Vector weights = linear(block, "mlp.router", x); // with its bias, if it has one
        double sum = 0;
        for (double& weight : weights)
            sum += weight = std::exp(weight);
        Vector result(x.size(), 0.0);
        const auto add = [&](const Vector& output, double weight) {
            for (std::size_t i = 0; i < result.size(); ++i)
                result[i] += weight * output[i];
        };
        if (mixture.sharedIntermediate > 0) {
            const double gate =
                mixture.sharedGate ? linear(block, "mlp.shared_gate", x).front() : INFINITY;
            add(feedForward(block, "shared_expert.", x), 1 / (1 + std::exp(-gate)));
        }
        Vector largest = weights;
        std::ranges::sort(largest, std::greater<>());
        const double least = largest[static_cast<std::size_t>(mixture.perToken) - 1];
        if (mixture.normalised)
            sum = std::accumulate(largest.begin(), largest.begin() + mixture.perToken, 0.0);
        for (std::size_t expert = 0; expert < weights.size(); ++expert)
            if (weights[expert] >= least)
                add(feedForward(block, "experts." + std::to_string(expert) + ".", x),
                    weights[expert] / sum);
        return result;
    }
    void addMlp(Matrix& states, int block) const {
        const checkpoint::BlockDescription& description = config_.block(block);
        const std::string prefix = "blocks." + std::to_string(block) + ".mlp.";
        for (Vector& state : states) {
            const Vector x = normed(state, prefix + "norm", description.feedForwardNorms.before);
            const Vector branch =
                description.feedForward.mixture ? mixture(block, x) : feedForward(block, "mlp.", x);
            addBranch(state,
                      normed(branch, prefix + "norm_after", description.feedForwardNorms.after),
                      description);
        }
    }
    static void addBranch(Vector& to, const Vector& branch,
                          const checkpoint::BlockDescription& description) {
        for (std::size_t i = 0; i < to.size(); ++i)
            to[i] += description.residualScale * branch[i];
    }

    const checkpoint::WeightSource& source_;
    const checkpoint::ModelConfig& config_;
};

} // namespace fracbit::tests
