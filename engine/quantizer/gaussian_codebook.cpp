#include "quantizer/gaussian_codebook.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>

namespace fracbit::quantizer {

namespace {

double density(double x) {
    return std::exp(-0.5 * x * x) / std::sqrt(2 * std::numbers::pi);
}

// P(X > x), accurate in the tail.
double upperTail(double x) {
    return 0.5 * std::erfc(x / std::numbers::sqrt2);
}

double cellMean(double low, double high) {
    const bool open = std::isinf(high);
    return (density(low) - (open ? 0 : density(high))) /
           (upperTail(low) - (open ? 0 : upperTail(high)));
}

// One step of Lloyd's iteration on the positive half; returns the largest move.
double lloydStep(std::vector<double>& positive) {
    double largest = 0;
    double low = 0;
    for (std::size_t i = 0; i < positive.size(); ++i) {
        const double high = i + 1 < positive.size() ? (positive[i] + positive[i + 1]) / 2
                                                    : std::numeric_limits<double>::infinity();
        const double mean = cellMean(low, high);
        largest = std::max(largest, std::abs(mean - positive[i]));
        positive[i] = mean;
        low = high;
    }
    return largest;
}

} // namespace

// Newton's method on the tail probability, started from a rough bound.
double normalQuantile(double p) {
    if (p > 0.5)
        return -normalQuantile(1 - p);
    double x = -std::sqrt(-2 * std::log(p)); // lies below the root, where the tail is convex
    for (int i = 0; i < 100; ++i) {
        const double step = (upperTail(-x) - p) / density(x);
        x -= step;
        if (std::abs(step) < 1e-15 * (1 + std::abs(x)))
            break;
    }
    return x;
}

std::vector<double> lloydMax(int levels) {
    // Start: quantiles of N(0, 3), whose density is the optimal one (Panter and Dite 1951).
    std::vector<double> positive(static_cast<std::size_t>(levels / 2));
    for (std::size_t i = 0; i < positive.size(); ++i)
        positive[i] =
            std::numbers::sqrt3 * normalQuantile(0.5 + (static_cast<double>(i) + 0.5) / levels);
    for (int step = 0; step < 50000 && lloydStep(positive) > 1e-11; ++step) {
    }
    std::vector<double> points(static_cast<std::size_t>(levels));
    for (std::size_t i = 0; i < positive.size(); ++i) {
        points[positive.size() + i] = positive[i];
        points[positive.size() - 1 - i] = -positive[i];
    }
    return points;
}

double uniformStep(int bits) {
    const int levels = 1 << bits;
    const auto error = [levels](double step) { // E (x - q(x))^2, over the positive half, twice
        double sum = 0;
        for (int i = 0; i < levels / 2; ++i) {
            const double low = i * step;
            const bool last = i == levels / 2 - 1;
            const double high = last ? 40 : low + step;
            const double level = low + step / 2;
            const double mass = upperTail(low) - upperTail(high);
            const double first = density(low) - density(high);
            const double second = mass + low * density(low) - high * density(high);
            sum += 2 * (second - 2 * level * first + level * level * mass);
        }
        return sum;
    };
    double low = 1e-4;
    double high = 4.0 / levels * 2;
    for (int i = 0; i < 200; ++i) { // the error is unimodal in the step
        const double a = low + (high - low) / 3;
        const double b = high - (high - low) / 3;
        (error(a) < error(b) ? high : low) = error(a) < error(b) ? b : a;
    }
    return (low + high) / 2;
}

std::vector<double> normalFloat(int bits) {
    const int levels = 1 << bits;
    // 0.9677083 for four bits: the mean of the outermost quantiles of both halves.
    const double outermost = 1 - 0.25 * (1.0 / levels + 1.0 / (levels - 1));
    const auto quantiles = [outermost](int count) { // count values above zero
        std::vector<double> values;
        for (int i = 0; i < count; ++i)
            values.push_back(normalQuantile(outermost + (0.5 - outermost) * i / count));
        return values;
    };
    std::vector<double> points{0};
    for (const double value : quantiles(levels / 2))
        points.push_back(value);
    for (const double value : quantiles(levels / 2 - 1))
        points.push_back(-value);
    const double largest = *std::max_element(points.begin(), points.end());
    for (double& point : points)
        point /= largest;
    std::sort(points.begin(), points.end());
    return points;
}

} // namespace fracbit::quantizer
