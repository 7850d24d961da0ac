#include "quantizer/tables/planar_kmeans.h"

#include "base/random.h"
#include "quantizer/point_grid.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

namespace fracbit::quantizer {

namespace {

struct Sample {
    Point value;
    double weight;
};

// A point of N(0, variance * I) from two numbers in (0, 1).
Point gaussianPoint(double u, double v, double variance) {
    const double radius = std::sqrt(-2 * variance * std::log(u));
    const double angle = 2 * std::numbers::pi * v;
    return {static_cast<float>(radius * std::cos(angle)),
            static_cast<float>(radius * std::sin(angle))};
}

double squaredRadius(Point point) {
    return static_cast<double>(point[0]) * point[0] + static_cast<double>(point[1]) * point[1];
}

// The density of points that is optimal for a planar quantizer is the square root of the source's
// (Gersho 1979): that of N(0, 2 I).
constexpr double kPointVariance = 2;

// Roberts' R2 sequence (low discrepancy in the unit square), mapped to N(0, 2 I), with the weights
// that make it a sample of N(0, I).
std::vector<Sample> weightedSample(std::size_t count) {
    constexpr double kPlastic = 1.32471795724474602596;
    std::vector<Sample> sample(count);
    double u = 0.5;
    double v = 0.5;
    for (Sample& element : sample) {
        u += 1 / kPlastic;
        v += 1 / (kPlastic * kPlastic);
        u -= std::floor(u);
        v -= std::floor(v);
        element.value = gaussianPoint(std::max(u, 1e-12), v, kPointVariance);
        element.weight = std::exp(-squaredRadius(element.value) / (2 * kPointVariance));
    }
    return sample;
}

std::vector<Sample> randomSample(std::size_t count) {
    Random random(hashName("trellis table sample"));
    std::vector<Sample> sample(count);
    for (Sample& element : sample) {
        element.value[0] = static_cast<float>(random.gaussian());
        element.value[1] = static_cast<float>(random.gaussian());
        element.weight = 1;
    }
    return sample;
}

// A Fibonacci spiral with the optimal density.
std::vector<Point> spiral(std::size_t count) {
    std::vector<Point> points(count);
    for (std::size_t i = 0; i < count; ++i) {
        const double u = (static_cast<double>(i) + 0.5) / static_cast<double>(count);
        const double v = static_cast<double>(i) / std::numbers::phi;
        points[i] = gaussianPoint(1 - u, v - std::floor(v), kPointVariance);
    }
    return points;
}

// One step of Lloyd's iteration; returns the mean distance before it.
double moveToMeans(std::vector<Point>& points, const std::vector<Sample>& sample) {
    struct Sum {
        double x = 0, y = 0, weight = 0;
    };
    const PointGrid grid(points);
    std::vector<Sum> sums(points.size());
    double distance = 0;
    double weight = 0;
    for (const Sample& element : sample) {
        const std::size_t nearest = grid.nearest(element.value);
        Sum& sum = sums[nearest];
        sum.x += element.weight * element.value[0];
        sum.y += element.weight * element.value[1];
        sum.weight += element.weight;
        weight += element.weight;
        distance += element.weight * std::hypot(element.value[0] - points[nearest][0],
                                                element.value[1] - points[nearest][1]);
    }
    for (std::size_t i = 0; i < points.size(); ++i)
        if (sums[i].weight > 0)
            points[i] = {static_cast<float>(sums[i].x / sums[i].weight),
                         static_cast<float>(sums[i].y / sums[i].weight)};
    return distance / weight;
}

// Moves every point by Gaussian noise of `share` times the distance to its neighbours.
void shake(std::vector<Point>& points, double share, Random& random) {
    const double area = 2 * kPointVariance * std::numbers::pi / static_cast<double>(points.size());
    for (Point& point : points) {
        const double spacing =
            std::min(1.0, std::sqrt(area * std::exp(squaredRadius(point) / (2 * kPointVariance))));
        for (float& component : point)
            component += static_cast<float>(share * spacing * random.gaussian());
    }
}

struct Training {
    std::uint64_t start;
    int iterations;
    double firstNoise;
};

// The best of six starts each: they differ by 0.5% in the distortion they end at. Large tables take
// long and differ less.
Training trainingOf(int bits) {
    constexpr std::array<std::uint64_t, 6> kStarts{3, 4, 6, 6, 5, 4}; // from 4 bits on
    constexpr int kFirst = 4;
    if (bits < kFirst)
        return {1, 400, 0.5};
    if (bits < kFirst + static_cast<int>(kStarts.size()))
        return {kStarts[static_cast<std::size_t>(bits - kFirst)], 400, 0.5};
    return bits == 10 ? Training{3, 400, 0.4} : Training{0, 150, 0.3};
}

} // namespace

std::vector<Point> planarCodebook(int bits) {
    const Training training = trainingOf(bits);
    constexpr double kAnnealed = 0.75; // share of the iterations with noise
    const std::size_t count = std::size_t{1} << bits;
    const std::size_t samples =
        std::max<std::size_t>(1 << 16, std::min<std::size_t>(256 * count, 1 << 19));
    const auto sample = weightedSample(samples);
    std::vector<Point> points = spiral(count);
    Random random(hashName("planar codebook") + training.start);
    for (int i = 0; i < training.iterations; ++i) {
        moveToMeans(points, sample);
        const double left = std::max(0.0, 1 - i / (kAnnealed * training.iterations));
        if (left > 0)
            shake(points, training.firstNoise * left * left, random);
    }
    return points;
}

std::vector<Point> trellisTablePoints(int bits) {
    constexpr double kThreshold = 1e-5;
    const double rms = std::sqrt(15.0 / 16.0);
    const auto sample = randomSample(1 << 20);
    // Starts differ by 1% (9 bits) to 3% (10 bits) in the distortion they end at: the best of 22,
    // 12 and 8, measured at 4, 4.5 and 5 bits on 2^17 samples or more.
    const std::uint64_t start = bits == 9 ? 12 : bits == 10 ? 23 : 3;
    Random random(start);
    std::vector<Point> points(std::size_t{1} << bits);
    for (Point& point : points)
        for (float& component : point)
            component = static_cast<float>(random.gaussian());
    for (double before = 1e9, now = 0; before - now > kThreshold;) {
        before = now > 0 ? now : before;
        now = moveToMeans(points, sample);
    }
    double squares = 0;
    for (const Point& point : points)
        squares += squaredRadius(point);
    const double factor = rms / std::sqrt(squares / (2 * static_cast<double>(points.size())));
    for (Point& point : points)
        for (float& component : point)
            component = static_cast<float>(component * factor);
    return points;
}

} // namespace fracbit::quantizer
