// Tunes the computed codes on the trellis itself, rate by rate, and prints the constants of
// tables/computed_tuning.cpp: tune_computed ctcq|ctcq14|pctcq [LOG2_SAMPLES [FIRST LAST]], from
// FIRST to LAST bits; by default 2^17 samples, from 1 to 8. Half a minute a family with AVX-512.
//
// A state stands for c0 x + c1 x^3 + c2 x^5, x being the value of the plain code (one coefficient
// for those that have a scale only). Lloyd's iteration encodes the samples and takes the
// coefficients with the least squared error to what was assigned. At high rates a step goes but a
// small part of the way, so its fixed point is sought by Anderson's mixing (Walker and Ni, SIAM J.
// Numer. Anal. 49, 2011).
#include "base/random.h"
#include "quantizer/gaussian_codebook.h"
#include "quantizer/trellis/trellis.h"
#include "quantizer/trellis/viterbi.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <iostream>

namespace {

using namespace fracbit;
using namespace fracbit::quantizer;

using Vector = std::vector<double>;
using Matrix = std::vector<Vector>; // rows

constexpr std::size_t kTile = 256;

// One quantile out of each of `count` equal shares of N(0,1), in random order: the tails, which
// matter at high rates, are those of a far larger sample.
std::vector<float> stratifiedSample(std::size_t count, std::uint64_t seed) {
    Random random(seed);
    std::vector<float> sample(count);
    for (std::size_t i = 0; i < count; ++i)
        sample[i] = static_cast<float>(normalQuantile((static_cast<double>(i) + random.uniform()) /
                                                      static_cast<double>(count)));
    for (std::size_t i = count; i > 1; --i)
        std::swap(sample[i - 1], sample[random.below(i)]);
    return sample;
}

// Sums over what was assigned to states: of products of basis functions, and of these and targets.
struct Moments {
    Matrix basis;
    Vector targets;
    double squares = 0;

    explicit Moments(std::size_t size) : basis(size, Vector(size)), targets(size) {}
    void add(double x, double target) {
        double power = x;
        for (std::size_t i = 0; i < targets.size(); ++i, power *= x * x) {
            double other = x;
            for (double& product : basis[i]) {
                product += power * other;
                other *= x * x;
            }
            targets[i] += power * target;
        }
        squares += target * target;
    }
};

double dot(const Vector& a, const Matrix& metric, const Vector& b) {
    double sum = 0;
    for (std::size_t i = 0; i < a.size(); ++i)
        for (std::size_t j = 0; j < b.size(); ++j)
            sum += a[i] * metric[i][j] * b[j];
    return sum;
}

double squaredError(const Moments& moments, const Vector& coefficients) {
    double error = moments.squares + dot(coefficients, moments.basis, coefficients);
    for (std::size_t i = 0; i < coefficients.size(); ++i)
        error -= 2 * coefficients[i] * moments.targets[i];
    return error;
}

// Gauss-Jordan elimination; the matrix is positive definite and small.
Vector solve(Matrix matrix, Vector right) {
    for (std::size_t i = 0; i < right.size(); ++i)
        for (std::size_t row = 0; row < right.size(); ++row) {
            if (row == i)
                continue;
            const double factor = matrix[row][i] / matrix[i][i];
            for (std::size_t j = i; j < right.size(); ++j)
                matrix[row][j] -= factor * matrix[i][j];
            right[row] -= factor * right[i];
        }
    for (std::size_t i = 0; i < right.size(); ++i)
        right[i] /= matrix[i][i];
    return right;
}

class Source {
public:
    Source(int stateBits, std::vector<float> sample)
        : stateBits_(stateBits), plain_(computedCode(stateBits)), sample_(std::move(sample)) {}

    std::size_t size() const { return sample_.size(); }

    Moments encode(int rate256, const Vector& coefficients) const {
        const std::vector<float> rounded(coefficients.begin(), coefficients.end());
        const ViterbiEncoder encoder(evenTrellis(1, rate256, stateBits_),
                                     polynomialCode(rounded, stateBits_), rate256 / 256.0);
        ViterbiEncoder::Workspace workspace(encoder);
        Moments all(coefficients.size());
        for (std::size_t pair = 0; pair < sample_.size() / (2 * kTile); ++pair)
            addPair(encoder, workspace, pair, all);
        return all;
    }

private:
    void addPair(const ViterbiEncoder& encoder, ViterbiEncoder::Workspace& workspace,
                 std::size_t pair, Moments& moments) const {
        const auto targets = std::span(sample_).subspan(2 * kTile * pair, 2 * kTile);
        std::vector<std::uint16_t> states(2 * kTile);
        encoder.encodePair({targets.first(kTile), std::span(states).first(kTile)},
                           {targets.last(kTile), std::span(states).last(kTile)}, workspace);
        for (std::size_t i = 0; i < states.size(); ++i)
            moments.add(plain_.points[states[i]], targets[i]);
    }

    int stateBits_;
    TrellisCode plain_;
    std::vector<float> sample_;
};

// Anderson's mixing: from earlier points x and their images g(x), the next point is where the
// residuals g(x) - x, taken as linear, would be least.
class Mixing {
public:
    Vector next(const Vector& x, const Vector& image, const Matrix& metric) {
        Vector residual(x.size());
        for (std::size_t i = 0; i < x.size(); ++i)
            residual[i] = image[i] - x[i];
        Vector result = image;
        if (!residuals_.empty())
            combine(residual, metric, image, result);
        images_.push_back(image);
        residuals_.push_back(residual);
        if (images_.size() > x.size() + 1) {
            images_.erase(images_.begin());
            residuals_.erase(residuals_.begin());
        }
        return result;
    }

private:
    static Vector minus(const Vector& a, const Vector& b) {
        Vector difference;
        for (std::size_t i = 0; i < a.size(); ++i)
            difference.push_back(a[i] - b[i]);
        return difference;
    }
    void combine(const Vector& residual, const Matrix& metric, const Vector& image,
                 Vector& result) const {
        constexpr double kRegular = 1e-3; // against noise in the residuals
        const std::size_t count = residuals_.size();
        Matrix normal(count, Vector(count));
        Vector right(count);
        double trace = 0;
        for (std::size_t i = 0; i < count; ++i) {
            const Vector change = minus(residual, residuals_[i]);
            for (std::size_t j = 0; j < count; ++j)
                normal[i][j] = dot(change, metric, minus(residual, residuals_[j]));
            right[i] = dot(change, metric, residual);
            trace += normal[i][i];
        }
        for (std::size_t i = 0; i < count; ++i)
            normal[i][i] += kRegular * trace / static_cast<double>(count);
        const Vector weights = solve(normal, right);
        for (std::size_t i = 0; i < count; ++i)
            for (std::size_t c = 0; c < result.size(); ++c)
                result[c] -= weights[i] * (image[c] - images_[i][c]);
    }

    std::vector<Vector> images_;
    std::vector<Vector> residuals_;
};

// The best of the points that the iteration visits.
Vector tune(const Source& source, int rate256, Vector coefficients) {
    constexpr int kIterations = 6;
    Mixing mixing;
    Vector best;
    double least = 0;
    for (int i = 0; i < kIterations; ++i) {
        const Moments moments = source.encode(rate256, coefficients);
        const double error = squaredError(moments, coefficients);
        if (best.empty() || error < least) {
            best = coefficients;
            least = error;
        }
        coefficients =
            mixing.next(coefficients, solve(moments.basis, moments.targets), moments.basis);
    }
    std::fprintf(stderr, "%g bits: distortion %.5g\n", rate256 / 256.0,
                 least / static_cast<double>(source.size()));
    return best;
}

} // namespace

int main(int argc, char** argv) {
    const std::string name = argc > 1 ? argv[1] : "";
    const bool polynomial = name == "pctcq";
    if (argc > 5 || argc == 4 || (name != "ctcq" && name != "ctcq14" && !polynomial)) {
        std::cerr << "usage: tune_computed ctcq|ctcq14|pctcq [LOG2_SAMPLES [FIRST LAST]]\n";
        return 2;
    }
    const int logSamples = argc > 2 ? std::atoi(argv[2]) : 17;
    const double first = argc > 3 ? std::atof(argv[3]) : 1;
    const double last = argc > 3 ? std::atof(argv[4]) : 8;
    const Source source(name == "ctcq14" ? 14 : 16,
                        stratifiedSample(std::size_t{1} << logSamples, 1));
    for (double rate = first; rate <= last; rate += 0.5) {
        // Near the optimum, so that few iterations will do.
        const Vector start = polynomial ? Vector{0.9 + 0.025 * rate, 0.003, 0.0005 + 0.0005 * rate}
                                        : Vector{0.85 + 0.07 * rate};
        const Vector tuned = tune(source, static_cast<int>(256 * rate), start);
        std::printf("{%g, {", rate);
        for (const double coefficient : tuned)
            std::printf(coefficient == tuned[0] ? "%.5g" : ", %.5g",
                        polynomial ? coefficient : 1 / coefficient);
        std::printf("}},\n");
        std::fflush(stdout);
    }
    return 0;
}
