#include "quantizer/feedback/feedback_quantizer.h"

#include "base/random.h"
#include "quantizer/feedback/feedback_loop.h"
#include "quantizer/feedback/matrix_product.h"
#include "quantizer/palette.h"
#include "support/thrown.h"

#include <QTest>

#include <cmath>

using namespace fracbit;
using namespace fracbit::quantizer;

namespace {

RunContext threads(int count) {
    RunContext context;
    context.threads = count;
    return context;
}

Tensor gaussian(std::int64_t rows, std::int64_t columns, std::uint64_t seed) {
    Tensor tensor({rows, columns});
    fillGaussian(tensor.values, seed);
    return tensor;
}

// Moments of correlated vectors: a few directions hold most of what they say.
Tensor moments(std::int64_t width, std::int64_t samples, std::uint64_t seed) {
    const std::int64_t rank = std::max<std::int64_t>(1, width / 8);
    const Tensor directions = gaussian(rank, width, seed + 100);
    const Tensor strengths = gaussian(samples, rank, seed + 200);
    Tensor x = gaussian(samples, width, seed);
    for (std::int64_t i = 0; i < samples; ++i)
        for (std::size_t j = 0; j < static_cast<std::size_t>(width); ++j) {
            x.row(i)[j] *= 0.3f;
            for (std::int64_t r = 0; r < rank; ++r)
                x.row(i)[j] += strengths.row(i)[static_cast<std::size_t>(r)] *
                               directions.row(r)[j] / std::sqrt(static_cast<float>(rank));
        }
    Tensor result({width, width});
    for (std::int64_t i = 0; i < samples; ++i)
        for (std::size_t a = 0; a < static_cast<std::size_t>(width); ++a)
            for (std::size_t b = 0; b < static_cast<std::size_t>(width); ++b)
                result.row(static_cast<std::int64_t>(a))[b] +=
                    x.row(i)[a] * x.row(i)[b] / static_cast<float>(samples);
    return result;
}

FeedbackFactor factorOf(const Tensor& matrix, double damping = 0.01, int threadCount = 1) {
    return FeedbackFactor::make([&] { return matrix; }, damping, threads(threadCount)).value();
}

double entry(const FeedbackFactor& factor, std::int64_t i, std::int64_t j) {
    return i <= j ? static_cast<double>(factor.row(i)[static_cast<std::size_t>(j)]) : 0;
}

// e H e^T summed over the rows.
double loss(const Tensor& errors, const Tensor& matrix) {
    double sum = 0;
    for (std::int64_t i = 0; i < errors.rows(); ++i)
        for (std::size_t a = 0; a < errors.row(i).size(); ++a)
            for (std::size_t b = 0; b < errors.row(i).size(); ++b)
                sum += static_cast<double>(errors.row(i)[a]) *
                       static_cast<double>(matrix.row(static_cast<std::int64_t>(a))[b]) *
                       static_cast<double>(errors.row(i)[b]);
    return sum;
}

double trace(const Tensor& matrix) {
    double sum = 0;
    for (std::int64_t i = 0; i < matrix.rows(); ++i)
        sum += static_cast<double>(matrix.row(i)[static_cast<std::size_t>(i)]);
    return sum;
}

// A smooth stand-in for rounding, so that results can be compared within a tolerance.
float bend(float target) {
    return target + 0.1f * std::sin(7 * target);
}

class Bender final : public PanelRounder {
public:
    Bender(std::int64_t rows, std::int64_t columns, bool columnwise)
        : rows_(rows), columns_(columns), columnwise_(columnwise) {}
    std::int64_t columns() const override { return columns_; }
    std::int64_t paddedRows() const override { return rows_; }
    bool isColumnwise() const override { return columnwise_; }
    float nearest(float target) const override { return bend(target); }
    void round(std::int64_t, std::span<const float> targets, std::span<float> values) override {
        std::ranges::transform(targets, values.begin(), bend);
    }

private:
    std::int64_t rows_;
    std::int64_t columns_;
    bool columnwise_;
};

// Noise of a given size, whatever the target.
class Noise final : public PanelRounder {
public:
    Noise(std::int64_t rows, double size) : rows_(rows), size_(size) {}
    std::int64_t columns() const override { return 16; }
    std::int64_t paddedRows() const override { return rows_; }
    void round(std::int64_t, std::span<const float> targets, std::span<float> values) override {
        for (std::size_t i = 0; i < targets.size(); ++i)
            values[i] = targets[i] + static_cast<float>(size_ * random_.gaussian());
    }

private:
    std::int64_t rows_;
    double size_;
    Random random_{3};
};

using Matrix = std::vector<std::vector<double>>;

Matrix inverse(Matrix a) { // Gauss-Jordan; positive definite, so no pivoting
    const std::size_t n = a.size();
    Matrix result(n, std::vector<double>(n));
    for (std::size_t i = 0; i < n; ++i)
        result[i][i] = 1;
    for (std::size_t k = 0; k < n; ++k)
        for (std::size_t i = 0; i < n; ++i) {
            const double factor = i == k ? 1 - 1 / a[k][k] : a[i][k] / a[k][k];
            for (std::size_t j = 0; j < n; ++j) {
                a[i][j] -= factor * a[k][j];
                result[i][j] -= factor * result[k][j];
            }
        }
    return result;
}

// The definition: H = U D U^T in blocks, from the last to the first; then
// target_k = w_k - sum_{j<k} e_j U_jk. Returns the errors of one row.
std::vector<double> referenceErrors(Matrix h, std::vector<double> w, std::size_t block) {
    const std::size_t d = h.size();
    Matrix u(d, std::vector<double>(d));
    for (std::size_t end = d; end > 0;) {
        const std::size_t begin = (end - 1) / block * block;
        Matrix diagonal;
        for (std::size_t i = begin; i < end; ++i)
            diagonal.emplace_back(h[i].begin() + static_cast<std::ptrdiff_t>(begin),
                                  h[i].begin() + static_cast<std::ptrdiff_t>(end));
        const Matrix inverted = inverse(diagonal);
        for (std::size_t i = 0; i < begin; ++i)
            for (std::size_t j = begin; j < end; ++j)
                for (std::size_t k = begin; k < end; ++k)
                    u[i][j] += h[i][k] * inverted[k - begin][j - begin];
        for (std::size_t i = 0; i < begin; ++i)
            for (std::size_t j = 0; j < begin; ++j)
                for (std::size_t k = begin; k < end; ++k)
                    h[i][j] -= u[i][k] * h[j][k];
        end = begin;
    }
    std::vector<double> errors(d);
    for (std::size_t k = 0; k < d; ++k) {
        double target = w[k];
        for (std::size_t j = 0; j < k / block * block; ++j)
            target -= errors[j] * u[j][k];
        errors[k] = static_cast<double>(bend(static_cast<float>(target))) - w[k];
    }
    return errors;
}

} // namespace

class TestFeedback : public QObject {
    Q_OBJECT
private slots:
    void productAgreesWithPlainLoops_data();
    void productAgreesWithPlainLoops();
    void factorReconstructs_data();
    void factorReconstructs();
    void agreesWithTheDefinition_data();
    void agreesWithTheDefinition();
    void lossOfNoiseIsThatOfD();
    void nothingToFeedBackIsPlainRounding_data();
    void nothingToFeedBackIsPlainRounding();
    void lessIsLost_data();
    void lessIsLost();
    void reportedLossIsTheLoss();
    void threadsDoNotMatter();
    void fewerTokensThanColumns();
    void nothingIsKnownOfAnInputThatNothingReached();
    void hostileMomentsAreRefused();
};

void TestFeedback::productAgreesWithPlainLoops_data() {
    QTest::addColumn<int>("rows");
    QTest::addColumn<int>("depth");
    QTest::addColumn<int>("columns");
    QTest::newRow("one") << 1 << 1 << 1;
    QTest::newRow("whole tiles") << 96 << 128 << 512;
    QTest::newRow("edges") << 101 << 37 << 531;
    QTest::newRow("nothing to add") << 7 << 5 << 0;
}

void TestFeedback::productAgreesWithPlainLoops() {
    QFETCH(int, rows);
    QFETCH(int, depth);
    QFETCH(int, columns);
    const Tensor a = gaussian(depth, rows, 1); // used transposed
    const Tensor b = gaussian(depth, columns, 2);
    const Tensor before = gaussian(rows, columns, 3);
    Tensor c = before;
    const MatrixView left{a.values.data(), depth, rows, rows};
    const MatrixView right{b.values.data(), depth, columns, columns};
    addProduct(-1, left.transposed(), right, c.values.data(), columns, Part::All, threads(3));
    for (std::int64_t i = 0; i < rows; ++i)
        for (std::size_t j = 0; j < static_cast<std::size_t>(columns); ++j) {
            double expected = static_cast<double>(before.row(i)[j]);
            for (std::int64_t k = 0; k < depth; ++k)
                expected -= static_cast<double>(a.row(k)[static_cast<std::size_t>(i)]) *
                            static_cast<double>(b.row(k)[j]);
            QVERIFY(std::abs(static_cast<double>(c.row(i)[j]) - expected) < 6e-5);
        }
    Tensor again = before;
    addProduct(-1, left.transposed(), right, again.values.data(), columns, Part::All, threads(1));
    QVERIFY(again.values == c.values);
}

void TestFeedback::factorReconstructs_data() {
    QTest::addColumn<int>("width");
    for (const int width : {1, 16, 100, 128, 129, 300})
        QTest::addRow("%d", width) << width;
}

void TestFeedback::factorReconstructs() {
    QFETCH(int, width);
    const Tensor matrix = moments(width, 2 * width, 4);
    const FeedbackFactor factor = factorOf(matrix, 0.05, 2);
    const double mean = trace(matrix) / width;
    QVERIFY(std::abs(factor.meanDiagonal() - mean) < 1e-6);
    double all = 0;
    for (std::int64_t i = 0; i < width; ++i)
        for (std::int64_t j = i; j < width; ++j) {
            double sum = 0;
            for (std::int64_t k = j; k < width; ++k)
                sum += entry(factor, i, k) * entry(factor, j, k);
            const double expected =
                static_cast<double>(matrix.row(i)[static_cast<std::size_t>(j)]) +
                (i == j ? 0.05 * mean : 0.0);
            QVERIFY2(std::abs(sum - expected) < 1.7e-6,
                     qPrintable(QString::number(sum - expected)));
            all += i == j ? entry(factor, i, i) * entry(factor, i, i) : 0;
        }
    QVERIFY(std::abs(factor.remaining(1) - all / (1.05 * mean * width)) < 1.7e-7);
    QVERIFY(std::abs(factor.remaining(width) - 1) < 1e-9);
}

void TestFeedback::agreesWithTheDefinition_data() {
    QTest::addColumn<int>("block");
    QTest::addColumn<int>("width");
    QTest::newRow("columns") << 1 << 200;
    QTest::newRow("tiles") << 16 << 200;
    QTest::newRow("groups") << 64 << 200;
    QTest::newRow("one panel") << 16 << 9;
}

void TestFeedback::agreesWithTheDefinition() {
    QFETCH(int, block);
    QFETCH(int, width);
    const std::int64_t rows = 35;
    const Tensor matrix = moments(width, 500, 5);
    const FeedbackFactor factor = factorOf(matrix);
    Matrix h;
    for (std::int64_t i = 0; i < width; ++i) {
        h.emplace_back(matrix.row(i).begin(), matrix.row(i).end());
        h.back()[static_cast<std::size_t>(i)] += 0.01 * trace(matrix) / width;
    }
    const Tensor weights = gaussian(rows, width, 6);
    Tensor errors = weights;
    Bender bender(rows, block == 1 ? 16 : block, block == 1);
    const auto accounts = runFeedback(errors, factor, bender, threads(2));
    for (std::int64_t i = 0; i < rows; ++i) {
        const auto expected = referenceErrors(h, {weights.row(i).begin(), weights.row(i).end()},
                                              static_cast<std::size_t>(block));
        double cross = 0;
        for (std::size_t j = 0; j < expected.size(); ++j) {
            QVERIFY2(std::abs(static_cast<double>(errors.row(i)[j]) - expected[j]) < 7.5e-6,
                     qPrintable(QString("row %1 column %2: %3, not %4")
                                    .arg(i)
                                    .arg(j)
                                    .arg(static_cast<double>(errors.row(i)[j]))
                                    .arg(expected[j])));
            cross += expected[j] * static_cast<double>(weights.row(i)[j]);
        }
        QVERIFY(std::abs(accounts[static_cast<std::size_t>(i)].cross - cross) < 4e-5);
    }
    double damped = 0.01 * trace(matrix) / width;
    double sum = 0;
    double squares = 0;
    for (const FeedbackRow& account : accounts) {
        sum += account.loss;
        squares += account.errors;
    }
    const double expected = loss(errors, matrix) + damped * squares;
    QVERIFY(std::abs(sum - expected) < 6e-7 * expected);
}

// The proxy loss of independent errors is their size times tr(D) (QuIP, theorem 1).
void TestFeedback::lossOfNoiseIsThatOfD() {
    const std::int64_t width = 256;
    const std::int64_t rows = 256;
    const Tensor matrix = moments(width, 2000, 7);
    const FeedbackFactor factor = factorOf(matrix);
    Tensor errors = gaussian(rows, width, 8);
    Noise noise(rows, 0.1);
    double sum = 0;
    for (const FeedbackRow& account : runFeedback(errors, factor, noise, threads(1)))
        sum += account.loss;
    const double left = 0.01 * rows * 1.01 * trace(matrix) * factor.remaining(16);
    QVERIFY2(std::abs(sum / left - 1) < 0.02, qPrintable(QString::number(sum / left)));
    QVERIFY(factor.remaining(16) < 0.5);
    QVERIFY(factor.remaining(1) < factor.remaining(16));
}

void TestFeedback::nothingToFeedBackIsPlainRounding_data() {
    QTest::addColumn<QString>("scheme");
    for (const char* scheme : {"nuq-3", "vq-2.5", "nf-4", "ctcq-3.25", "half-tcq-2.25"})
        QTest::newRow(scheme) << scheme;
}

void TestFeedback::nothingToFeedBackIsPlainRounding() {
    QFETCH(QString, scheme);
    Tensor unit({96, 96});
    for (std::int64_t i = 0; i < 96; ++i)
        unit.row(i)[static_cast<std::size_t>(i)] = 1;
    const FeedbackFactor factor = factorOf(unit);
    const Scheme chosen = schemeFromName(scheme.toStdString());
    Tensor plain = gaussian(40, 96, 9);
    Tensor fed = plain;
    LayerError plainError;
    FeedbackError error;
    const PackedLayer expected = quantizeRotated(plain, chosen, "layer", threads(1), plainError);
    const PackedLayer actual =
        quantizeWithFeedback(fed, chosen, "layer", factor, {1, false}, threads(1), error);
    QVERIFY(actual.codes == expected.codes);
    QVERIFY(actual.rowScales == expected.rowScales);
    QVERIFY(std::abs(error.weights.relative() / plainError.relative() - 1) < 6e-9);
    QVERIFY(std::abs(error.relativeLoss() / plainError.relative() - 1) < 1.2e-8);
    QVERIFY(std::abs(error.growth - 1) < 1e-9);
}

void TestFeedback::lessIsLost_data() {
    nothingToFeedBackIsPlainRounding_data();
}

void TestFeedback::lessIsLost() {
    QFETCH(QString, scheme);
    const std::int64_t width = 192;
    const Tensor matrix = moments(width, 1000, 10);
    const FeedbackFactor factor = factorOf(matrix);
    const Scheme chosen = schemeFromName(scheme.toStdString());
    const Tensor weights = gaussian(64, width, 11);
    const auto lossOf = [&](const PackedLayer& layer) {
        Tensor errors(weights.shape);
        LayerReader{PackedLayerView(layer)}.readRows(0, 64, errors.values);
        for (std::size_t i = 0; i < errors.values.size(); ++i)
            errors.values[i] -= weights.values[i];
        return loss(errors, matrix);
    };
    Tensor copy = weights;
    LayerError plain;
    const double without = lossOf(quantizeRotated(copy, chosen, "layer", threads(1), plain));
    FeedbackError error;
    copy = weights;
    const double with =
        lossOf(quantizeWithFeedback(copy, chosen, "layer", factor, {}, threads(1), error));
    QVERIFY2(with < 0.75 * without, qPrintable(QString("%1 of %2").arg(with).arg(without)));
    QVERIFY(error.weights.relative() > plain.relative());
}

void TestFeedback::reportedLossIsTheLoss() {
    const std::int64_t width = 144;
    const Tensor matrix = moments(width, 1000, 12);
    const FeedbackFactor factor = factorOf(matrix, 1e-4);
    const Tensor weights = gaussian(48, width, 13);
    Tensor errors = weights;
    FeedbackError error;
    const auto layer = quantizeWithFeedback(errors, schemeFromName("nuq-3"), "layer", factor, {},
                                            threads(1), error);
    LayerReader{PackedLayerView(layer)}.readRows(0, 48, errors.values);
    double squares = 0;
    for (std::size_t i = 0; i < errors.values.size(); ++i) {
        errors.values[i] -= weights.values[i];
        squares += std::pow(static_cast<double>(errors.values[i]), 2);
    }
    const double expected = loss(errors, matrix) / loss(weights, matrix);
    QVERIFY2(std::abs(error.relativeLoss() / expected - 1) < 2e-3,
             qPrintable(QString("%1, not %2").arg(error.relativeLoss()).arg(expected)));
    QVERIFY(std::abs(error.weights.squaredError / squares - 1) < 1e-8);
}

void TestFeedback::threadsDoNotMatter() {
    const Tensor matrix = moments(300, 600, 14);
    const Tensor weights = gaussian(90, 300, 15);
    std::vector<PackedLayer> layers;
    for (const int count : {1, 3}) {
        Tensor copy = weights;
        FeedbackError error;
        layers.push_back(quantizeWithFeedback(copy, schemeFromName("tcq-2.5"), "layer",
                                              factorOf(matrix, 0.01, count), {}, threads(count),
                                              error));
    }
    QVERIFY(layers[0].codes == layers[1].codes);
    QVERIFY(layers[0].rowScales == layers[1].rowScales);
}

void TestFeedback::fewerTokensThanColumns() {
    const Tensor matrix = moments(160, 20, 16);
    const FeedbackFactor factor = factorOf(matrix);
    Tensor weights = gaussian(32, 160, 17);
    FeedbackError error;
    (void)quantizeWithFeedback(weights, schemeFromName("nuq-4"), "layer", factor, {}, threads(1),
                               error);
    QVERIFY(std::isfinite(error.relativeLoss()) && error.relativeLoss() < 0.02);
    QVERIFY(factor.remaining(16) < 0.3);
}

// An expert that no token was sent to.
void TestFeedback::nothingIsKnownOfAnInputThatNothingReached() {
    QVERIFY(!FeedbackFactor::make([] { return Tensor({40, 40}); }, kFeedbackDamping, threads(1)));
    // One token is enough.
    const Tensor single = moments(40, 1, 19);
    QVERIFY(FeedbackFactor::make([&] { return single; }, kFeedbackDamping, threads(1)));
    QVERIFY(FeedbackFactor::make([&] { return single; }, 0, threads(1)));
}

void TestFeedback::hostileMomentsAreRefused() {
    const auto refused = [](const Tensor& matrix, const char* reason) {
        FRACBIT_VERIFY_THROWS([&] { (void)factorOf(matrix); }, ErrorCode::InvalidArgument, reason);
    };
    Tensor bad({40, 40}); // E x^2 = 0, but E xy is not
    bad.row(3)[17] = bad.row(17)[3] = 1;
    refused(bad, "zero or not finite");
    bad.row(3)[3] = -1;
    refused(bad, "zero or not finite");
    bad = moments(40, 100, 18);
    bad.row(3)[3] = NAN;
    refused(bad, "zero or not finite");
    bad = moments(40, 100, 18);
    bad.row(3)[17] = bad.row(17)[3] = NAN;
    refused(bad, "semidefinite");
    bad.row(3)[17] = bad.row(17)[3] = 1e4f; // no moments: |E xy|^2 <= E x^2 E y^2
    refused(bad, "semidefinite");
    Tensor weights = gaussian(16, 48, 1);
    FeedbackError error;
    FRACBIT_VERIFY_THROWS(
        [&] {
            (void)quantizeWithFeedback(weights, schemeFromName("nuq-4"), "layer",
                                       factorOf(moments(32, 64, 1)), {}, RunContext{}, error);
        },
        ErrorCode::Internal, "width");
}

QTEST_APPLESS_MAIN(TestFeedback)
#include "test_feedback.moc"
