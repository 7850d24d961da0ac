#include "profiling/estimate_comparison.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>

namespace fracbit::profiling {

namespace {

double median(std::vector<double> values) {
    std::ranges::sort(values);
    const std::size_t middle = values.size() / 2;
    return values.size() % 2 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
}

void requirePositive(const LayerSensitivity& layer) {
    if (!(layer.value > 0) || !std::isfinite(layer.value))
        throw Error(ErrorCode::InvalidArgument, layer.name, "its sensitivity is not positive");
}

std::vector<double> logarithms(std::vector<double> values) {
    for (double& value : values)
        value = std::log(value);
    return values;
}

struct Columns {
    std::vector<double> first, second, ratio, firstError, secondError;
};

Columns match(const std::vector<LayerSensitivity>& first,
              const std::vector<LayerSensitivity>& second) {
    std::map<std::string, const LayerSensitivity*> byName;
    for (const LayerSensitivity& layer : second)
        byName[layer.name] = &layer;
    Columns columns;
    for (const LayerSensitivity& a : first) {
        const auto found = byName.find(a.name);
        if (found == byName.end())
            throw Error(ErrorCode::InvalidArgument, a.name, "is in one of the estimates only");
        const LayerSensitivity& b = *found->second;
        requirePositive(a);
        requirePositive(b);
        columns.first.push_back(a.value);
        columns.second.push_back(b.value);
        columns.ratio.push_back(a.value / b.value);
        columns.firstError.push_back(a.standardError / a.value);
        columns.secondError.push_back(b.standardError / b.value);
        byName.erase(found);
    }
    if (!byName.empty())
        throw Error(ErrorCode::InvalidArgument, byName.begin()->first,
                    "is in one of the estimates only");
    return columns;
}

} // namespace

double correlation(const std::vector<double>& x, const std::vector<double>& y) {
    const auto count = static_cast<double>(x.size());
    const double meanX = std::accumulate(x.begin(), x.end(), 0.0) / count;
    const double meanY = std::accumulate(y.begin(), y.end(), 0.0) / count;
    double xx = 0, xy = 0, yy = 0;
    for (std::size_t i = 0; i < x.size(); ++i) {
        xx += (x[i] - meanX) * (x[i] - meanX);
        xy += (x[i] - meanX) * (y[i] - meanY);
        yy += (y[i] - meanY) * (y[i] - meanY);
    }
    return xx > 0 && yy > 0 ? xy / std::sqrt(xx * yy) : 0;
}

std::vector<double> ranks(const std::vector<double>& values) {
    std::vector<std::size_t> order(values.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::ranges::sort(order, {}, [&](std::size_t i) { return values[i]; });
    std::vector<double> result(values.size());
    for (std::size_t begin = 0, end = 0; begin < order.size(); begin = end) {
        while (end < order.size() && values[order[end]] == values[order[begin]])
            ++end;
        const double shared = static_cast<double>(begin + end + 1) / 2;
        for (std::size_t i = begin; i < end; ++i)
            result[order[i]] = shared;
    }
    return result;
}

EstimateComparison compareEstimates(const std::vector<LayerSensitivity>& first,
                                    const std::vector<LayerSensitivity>& second) {
    if (first.size() < 3)
        throw Error(ErrorCode::InvalidArgument, "a comparison needs at least three layers");
    const Columns columns = match(first, second);
    EstimateComparison result;
    result.rankCorrelation = correlation(ranks(columns.first), ranks(columns.second));
    result.logCorrelation = correlation(logarithms(columns.first), logarithms(columns.second));
    result.medianRatio = median(columns.ratio);
    result.firstError = median(columns.firstError);
    result.secondError = median(columns.secondError);
    return result;
}

} // namespace fracbit::profiling
