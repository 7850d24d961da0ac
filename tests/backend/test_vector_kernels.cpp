// The kernels between matrices, and plain matrices, against their definitions in float64.
#include "backend/cpu/plain_matrix.h"
#include "backend/cpu/state_kernels.h"
#include "backend/cpu/vector_kernels.h"
#include "base/error.h"
#include "base/random.h"
#include "support/instruction_sets.h"

#include <QTest>

#include <algorithm>
#include <cmath>
#include <numbers>
#include <numeric>

using namespace fracbit;
using namespace fracbit::backend;

namespace {

std::vector<float> gaussians(std::size_t size, std::uint64_t seed) {
    std::vector<float> values(size);
    fillGaussian(values, seed);
    return values;
}

bool close(float got, double expected, double tolerance = 2e-6) {
    return std::abs(static_cast<double>(got) - expected) <= tolerance * (1 + std::abs(expected));
}

constexpr std::int64_t kSizes[] = {1, 7, 16, 33, 64, 100};

} // namespace

class TestVectorKernels : public QObject {
    Q_OBJECT
private slots:
    void rmsNormIsItsDefinition() {
        tests::forEachInstructionSet([](const char* name) {
            for (const std::int64_t size : kSizes) {
                const auto x = gaussians(static_cast<std::size_t>(size), 1);
                const auto weight = gaussians(x.size(), 2);
                std::vector<float> out(x.size());
                rmsNorm(x.data(), weight.data(), 1e-5, out.data(), size);
                double squares = 0;
                for (const float value : x)
                    squares += static_cast<double>(value) * static_cast<double>(value);
                const double factor = 1 / std::sqrt(squares / static_cast<double>(size) + 1e-5);
                for (std::size_t i = 0; i < x.size(); ++i)
                    QVERIFY2(close(out[i], static_cast<double>(x[i]) * factor *
                                               static_cast<double>(weight[i])),
                             name);
            }
        });
    }

    void siluSurvivesLargeNumbers() {
        tests::forEachInstructionSet([](const char* name) {
            std::vector<float> gate = gaussians(37, 3);
            gate[0] = 1e30f;
            gate[1] = -1e30f;
            gate[2] = -100.0f;
            const auto up = gaussians(gate.size(), 4);
            std::vector<float> out(gate.size());
            siluProduct(gate.data(), up.data(), out.data(), 37);
            for (std::size_t i = 0; i < gate.size(); ++i) {
                const auto g = static_cast<double>(gate[i]);
                const double silu = g < -700 ? 0 : g / (1 + std::exp(-g));
                // Between -100 and -88 the quotient is cut off at 1e-36.
                QVERIFY2(std::isfinite(out[i]) || g > 1e29, name);
                if (std::abs(g) < 1e29)
                    QVERIFY2(close(out[i], silu * static_cast<double>(up[i])), name);
            }
        });
    }

    void geluAndCapsAgreeWithTheFormulas() {
        tests::forEachInstructionSet([](const char* name) {
            auto gate = gaussians(37, 3);
            gate[0] = 60;
            gate[1] = -60;
            const auto up = gaussians(gate.size(), 4);
            std::vector<float> out(gate.size());
            geluProduct(gate.data(), up.data(), out.data(), 37);
            auto capped = gate;
            capVector(capped.data(), 2.5f, 37);
            for (std::size_t i = 0; i < gate.size(); ++i) {
                const auto g = static_cast<double>(gate[i]);
                const double inner = std::sqrt(2 / std::numbers::pi) * (g + 0.044715 * g * g * g);
                const double gelu = 0.5 * g * (1 + std::tanh(inner));
                QVERIFY2(close(out[i], gelu * static_cast<double>(up[i]), 2e-6), name);
                QVERIFY2(close(capped[i], 2.5 * std::tanh(g / 2.5), 2e-6), name);
            }
        });
    }

    void gatesAgreeWithTheFormulas() {
        tests::forEachInstructionSet([](const char* name) {
            auto gate = gaussians(37, 3);
            gate[0] = 60;
            gate[1] = -60;
            const auto up = gaussians(gate.size(), 4);
            std::vector<float> out(gate.size());
            clampedSwigluProduct(gate.data(), up.data(), 0.75f, out.data(), 37);
            auto gated = up;
            sigmoidGate(gated.data(), gate.data(), 37);
            for (std::size_t i = 0; i < gate.size(); ++i) {
                const double g = std::min(static_cast<double>(gate[i]), 0.75);
                const double u = std::clamp(static_cast<double>(up[i]), -0.75, 0.75);
                QVERIFY2(close(out[i], g / (1 + std::exp(-1.702 * g)) * (u + 1)), name);
                QVERIFY2(close(gated[i], static_cast<double>(up[i]) /
                                             (1 + std::exp(-static_cast<double>(gate[i])))),
                         name);
            }
        });
    }

    void convolutionAgreesWithTheFormula() {
        tests::forEachInstructionSet([](const char* name) {
            constexpr std::int64_t kChannels = 41;
            constexpr std::int64_t kPositions = 3;
            const auto weights = gaussians(kPositions * kChannels, 11);
            const auto inputs = gaussians(kPositions * kChannels, 12);
            std::vector<const float*> rows;
            for (std::int64_t j = 0; j < kPositions; ++j)
                rows.push_back(inputs.data() + j * kChannels);
            std::vector<float> out(kChannels);
            convolveSilu(rows.data(), weights.data(), kPositions, kChannels, out.data());
            for (std::size_t c = 0; c < out.size(); ++c) {
                double sum = 0;
                for (std::size_t j = 0; j < rows.size(); ++j)
                    sum += static_cast<double>(weights[j * kChannels + c]) *
                           static_cast<double>(rows[j][c]);
                QVERIFY2(close(out[c], sum / (1 + std::exp(-sum))), name);
            }
        });
    }

    void deltaRuleAgreesWithItsDefinition() {
        tests::forEachInstructionSet([](const char* name) {
            constexpr std::int64_t kKeys = 5;
            constexpr std::int64_t kValues = 37;
            auto state = gaussians(kKeys * kValues, 13);
            const auto before = state;
            const auto query = gaussians(kKeys, 14);
            const auto key = gaussians(kKeys, 15);
            const auto value = gaussians(kValues, 16);
            std::vector<float> out(kValues);
            stepDelta({query.data(), key.data(), value.data(), 0.9f, 0.3f, kKeys, kValues},
                      state.data(), out.data());
            const auto at = [](const std::vector<float>& all, std::size_t k, std::size_t v) {
                return static_cast<double>(all[k * kValues + v]);
            };
            for (std::size_t v = 0; v < out.size(); ++v) {
                double recalled = 0;
                for (std::size_t k = 0; k < key.size(); ++k)
                    recalled += static_cast<double>(key[k]) * 0.9 * at(before, k, v);
                double answer = 0;
                for (std::size_t k = 0; k < key.size(); ++k) {
                    const double known =
                        0.9 * at(before, k, v) + static_cast<double>(key[k]) * 0.3 *
                                                     (static_cast<double>(value[v]) - recalled);
                    QVERIFY2(close(state[k * kValues + v], known, 1e-5), name);
                    answer += static_cast<double>(query[k]) * known;
                }
                QVERIFY2(close(out[v], answer, 1e-5), name);
            }
        });
    }

    void ropeRotates() {
        tests::forEachInstructionSet([](const char* name) {
            for (const std::int64_t half : {1, 4, 32, 40}) {
                const auto angles = gaussians(static_cast<std::size_t>(half), 5);
                std::vector<float> cosine;
                std::vector<float> sine;
                for (const float angle : angles) {
                    cosine.push_back(std::cos(angle));
                    sine.push_back(std::sin(angle));
                }
                const auto before = gaussians(static_cast<std::size_t>(2 * half), 6);
                auto head = before;
                rotateHead(head.data(), cosine.data(), sine.data(), half);
                for (std::size_t i = 0; i < angles.size(); ++i) {
                    const double a = before[i];
                    const double b = before[i + angles.size()];
                    const double c = cosine[i];
                    const double s = sine[i];
                    QVERIFY2(close(head[i], a * c - b * s), name);
                    QVERIFY2(close(head[i + angles.size()], b * c + a * s), name);
                }
            }
        });
    }

    void attentionIsSoftmaxOfScores() {
        tests::forEachInstructionSet([](const char* name) {
            for (const std::int64_t size : {8, 64, 80, 128})
                checkAttention(size, name);
        });
    }

    void plainMatricesMultiplyAsStored_data() {
        QTest::addColumn<int>("type");
        QTest::newRow("F16") << static_cast<int>(DType::F16);
        QTest::newRow("BF16") << static_cast<int>(DType::BF16);
        QTest::newRow("I8") << static_cast<int>(DType::I8);
    }
    void plainMatricesMultiplyAsStored() {
        QFETCH(int, type);
        const auto dtype = static_cast<DType>(type);
        const std::int64_t rows = 263; // more than two work items, and a rest
        const std::int64_t columns = 83;
        Random random(8);
        std::vector<std::byte> stored(static_cast<std::size_t>(rows * columns) * blockBytes(dtype));
        for (std::size_t i = 0; i < stored.size(); i += blockBytes(dtype)) {
            const auto value = static_cast<float>(random.gaussian());
            const std::uint16_t bits = dtype == DType::F16 ? floatToHalf(value)
                                       : dtype == DType::BF16
                                           ? floatToBfloat(value)
                                           : static_cast<std::uint16_t>(random.below(256));
            std::memcpy(&stored[i], &bits, blockBytes(dtype));
        }
        std::vector<float> scales;
        for (std::int64_t row = 0; dtype == DType::I8 && row < rows; ++row)
            scales.push_back(0.01f * static_cast<float>(row + 1));
        const PlainMatrix matrix(dtype, rows, columns, stored, scales);
        tests::forEachInstructionSet([&](const char* name) {
            for (const std::int64_t count : {1, 3, 6})
                checkPlain(matrix, count, name);
        });
    }

    void plainMatrixRefusesWrongSizes() {
        const std::vector<std::byte> stored(12);
        QVERIFY_THROWS_EXCEPTION(Error, PlainMatrix(DType::F16, 2, 4, stored, {}));
        QVERIFY_THROWS_EXCEPTION(Error, PlainMatrix(DType::F32, 1, 3, stored, {}));
        QVERIFY_THROWS_EXCEPTION(Error, PlainMatrix(DType::I8, 3, 4, stored, {1.0f}));
    }

private:
    static void checkAttention(std::int64_t size, const char* name) {
        const std::int64_t positions = 21;
        const auto keys = gaussians(static_cast<std::size_t>(positions * size), 1);
        const auto values = gaussians(keys.size(), 2);
        const auto query = gaussians(static_cast<std::size_t>(size), 3);
        std::vector<float> blocks(static_cast<std::size_t>(2 * kKeyBlock * size), NAN);
        for (std::int64_t j = 0; j < positions; ++j)
            storeKey(keys.data() + j * size, size, j, blocks.data());
        for (const std::int64_t begin : {0, 4, 16, 20})
            for (const auto& [cap, sink] :
                 {std::pair{0.0f, -INFINITY}, {1.5f, -INFINITY}, {0.0f, 0.7f}, {2.0f, 40.0f}}) {
                HeadCache cache{blocks.data(), values.data(), size, begin, positions, cap, sink};
                checkAttention(cache, keys, query, name);
                cache.valueSize = size - 3; // latent attention's differ from its keys
                checkAttention(cache, keys, query, name);
            }
    }

    static void checkAttention(const HeadCache& cache, const std::vector<float>& keys,
                               const std::vector<float>& query, const char* name) {
        const auto& [blocks, values, size, begin, positions, cap, sink, valueSize] = cache;
        const std::int64_t width = valueSize > 0 ? valueSize : size;
        const auto bound = static_cast<double>(cap);
        std::vector<float> scores(static_cast<std::size_t>(positions - begin + 2 * kKeyBlock));
        std::vector<float> out(query.size());
        attend(cache, query.data(), scores.data(), out.data());
        std::vector<double> weights;
        for (std::int64_t j = begin; j < positions; ++j) {
            double score = 0;
            for (std::int64_t i = 0; i < size; ++i)
                score += static_cast<double>(query[static_cast<std::size_t>(i)]) *
                         static_cast<double>(keys[static_cast<std::size_t>(j * size + i)]);
            weights.push_back(std::exp(cap > 0 ? bound * std::tanh(score / bound) : score));
        }
        const double total =
            std::accumulate(weights.begin(), weights.end(), std::exp(static_cast<double>(sink)));
        for (std::int64_t i = 0; i < width; ++i) {
            double expected = 0;
            for (std::int64_t j = begin; j < positions; ++j)
                expected += weights[static_cast<std::size_t>(j - begin)] / total *
                            static_cast<double>(values[j * width + i]);
            QVERIFY2(close(out[static_cast<std::size_t>(i)], expected, 2e-5), name);
        }
    }

    static void checkPlain(const PlainMatrix& matrix, std::int64_t count, const char* name) {
        const auto columns = static_cast<std::size_t>(matrix.columns());
        const auto x = gaussians(static_cast<std::size_t>(count) * columns, 9);
        std::vector<float> out(static_cast<std::size_t>(count * matrix.rows()));
        ThreadTeam team(2);
        matrix.multiply(x, count, out, team);
        std::vector<float> row(columns);
        for (std::int64_t r = 0; r < matrix.rows(); ++r) {
            matrix.row(r, row);
            for (std::int64_t i = 0; i < count; ++i) {
                double sum = 0;
                double magnitude = 0;
                for (std::size_t j = 0; j < columns; ++j) {
                    const double term =
                        static_cast<double>(row[j]) *
                        static_cast<double>(x[static_cast<std::size_t>(i) * columns + j]);
                    sum += term;
                    magnitude += std::abs(term);
                }
                const auto got =
                    static_cast<double>(out[static_cast<std::size_t>(i * matrix.rows() + r)]);
                QVERIFY2(std::abs(got - sum) < 5e-7 * (magnitude + 1), name);
            }
        }
    }
};

QTEST_APPLESS_MAIN(TestVectorKernels)
#include "test_vector_kernels.moc"
