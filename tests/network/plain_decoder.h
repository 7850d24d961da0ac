// The decoder written once more, in plain loops and float64, to compare the network with.
#pragma once

#include "checkpoint/weight_source.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <numbers>
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
        }
        for (int block = 0; block < config_.blocks; ++block) {
            addAttention(states, block);
            addMlp(states, block);
        }
        Matrix logits;
        const Tensor norm = source_.read("norm.weight");
        const Tensor head = config_.tiedEmbeddings ? embedding : source_.read("head.weight");
        for (const Vector& state : states)
            logits.push_back(multiply(head, normed(state, norm.values)));
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
    Vector normed(const Vector& x, const std::vector<float>& weight) const {
        double squares = 0;
        for (const double value : x)
            squares += value * value;
        const double scale =
            1 / std::sqrt(squares / static_cast<double>(x.size()) + config_.rmsEpsilon);
        Vector result(x);
        for (std::size_t i = 0; i < x.size(); ++i)
            result[i] *= scale * static_cast<double>(weight[i]);
        return result;
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
    double frequency(std::int64_t pair) const {
        const checkpoint::Rope& rope = config_.rope;
        const double plain = std::pow(rope.theta, -2.0 * static_cast<double>(pair) /
                                                      static_cast<double>(config_.headSize));
        if (!rope.frequencyDivisors.empty())
            return plain /
                   static_cast<double>(rope.frequencyDivisors[static_cast<std::size_t>(pair)]);
        return rope.scaling == checkpoint::RopeScaling::Linear ? plain / rope.factor : plain;
    }
    // Head `index` of a stacked vector: normed, if the model does that, and rotated.
    Vector head(const Vector& stacked, std::int64_t index, const std::string& norm,
                std::size_t position) const {
        const auto begin = stacked.begin() + index * config_.headSize;
        Vector result(begin, begin + config_.headSize);
        if (config_.qkNorm)
            result = normed(result, source_.read(norm).values);
        const std::int64_t half = config_.headSize / 2;
        for (std::int64_t i = 0; i < half; ++i) {
            const double angle = static_cast<double>(position) * frequency(i);
            double& a = result[static_cast<std::size_t>(i)];
            double& b = result[static_cast<std::size_t>(i + half)];
            const double rotated = a * std::cos(angle) - b * std::sin(angle);
            b = b * std::cos(angle) + a * std::sin(angle);
            a = rotated;
        }
        return result;
    }
    Vector attend(const Vector& query, const Matrix& keys, const Matrix& values,
                  std::size_t first) const {
        Vector weights;
        double sum = 0;
        for (std::size_t j = first; j < keys.size(); ++j) {
            double score = 0;
            for (std::size_t d = 0; d < query.size(); ++d)
                score += query[d] * keys[j][d];
            weights.push_back(std::exp(score / std::sqrt(static_cast<double>(query.size()))));
            sum += weights.back();
        }
        Vector result(query.size(), 0.0);
        for (std::size_t j = first; j < keys.size(); ++j)
            for (std::size_t d = 0; d < query.size(); ++d)
                result[d] += weights[j - first] / sum * values[j][d];
        return result;
    }
    void addAttention(Matrix& states, int block) const {
        const std::string prefix = "blocks." + std::to_string(block) + ".attn.";
        const std::vector<float> norm = source_.read(prefix + "norm.weight").values;
        Matrix q, k, v;
        for (const Vector& state : states) {
            const Vector x = normed(state, norm);
            q.push_back(linear(block, "attn.q", x));
            k.push_back(linear(block, "attn.k", x));
            v.push_back(linear(block, "attn.v", x));
        }
        const std::int64_t window = config_.slidingWindow[static_cast<std::size_t>(block)];
        for (std::size_t t = 0; t < states.size(); ++t) {
            const std::int64_t reach = static_cast<std::int64_t>(t) + 1 - window;
            const std::size_t first =
                window > 0 ? static_cast<std::size_t>(std::max<std::int64_t>(0, reach)) : 0;
            Vector mixed;
            for (std::int64_t h = 0; h < config_.heads; ++h) {
                const std::int64_t kv = h / (config_.heads / config_.kvHeads);
                Matrix keys, values;
                for (std::size_t j = 0; j <= t; ++j) {
                    keys.push_back(head(k[j], kv, prefix + "k_norm.weight", j));
                    const auto begin = v[j].begin() + kv * config_.headSize;
                    values.emplace_back(begin, begin + config_.headSize);
                }
                const Vector part =
                    attend(head(q[t], h, prefix + "q_norm.weight", t), keys, values, first);
                mixed.insert(mixed.end(), part.begin(), part.end());
            }
            add(states[t], linear(block, "attn.o", mixed));
        }
    }
    void addMlp(Matrix& states, int block) const {
        const std::string name = "blocks." + std::to_string(block) + ".mlp.norm.weight";
        const std::vector<float> norm = source_.read(name).values;
        for (Vector& state : states) {
            const Vector x = normed(state, norm);
            Vector gate = linear(block, "mlp.gate", x);
            const Vector up = linear(block, "mlp.up", x);
            for (std::size_t i = 0; i < gate.size(); ++i)
                gate[i] *= up[i] / (1 + std::exp(-gate[i]));
            add(state, linear(block, "mlp.down", gate));
        }
    }
    static void add(Vector& to, const Vector& what) {
        for (std::size_t i = 0; i < to.size(); ++i)
            to[i] += what[i];
    }

    const checkpoint::WeightSource& source_;
    const checkpoint::ModelConfig& config_;
};

} // namespace fracbit::tests
