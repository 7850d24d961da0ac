#include "session/weight_histogram.h"

#include "rotation/rotation.h"

#include <algorithm>
#include <cmath>
#include <span>

namespace fracbit::app {

namespace {

// Enough for a smooth curve: the smallest layers have some hundred weights a row.
constexpr std::int64_t kRows = 128;

class Spread {
public:
    // A row of weights, scaled to unit rms. Rows of zeros have no shape.
    void add(std::span<const float> row) {
        double squares = 0;
        for (float value : row)
            squares += double(value) * value;
        if (!(squares > 0))
            return;
        const double scale = std::sqrt(double(row.size()) / squares);
        for (float value : row)
            count(value * scale);
    }

    Density density() const {
        Density result{};
        const double width = 2 * kHistogramRange / kHistogramBins;
        for (std::size_t bin = 0; bin < result.size(); ++bin)
            result[bin] = total_ > 0 ? counts_[bin] / (total_ * width) : 0.0;
        return result;
    }
    double kurtosis() const { return total_ > 0 ? fourth_ / total_ : 0.0; }

private:
    void count(double value) {
        ++total_;
        fourth_ += value * value * value * value;
        const double bin = (value + kHistogramRange) / (2 * kHistogramRange) * kHistogramBins;
        if (bin >= 0 && bin < kHistogramBins)
            ++counts_[static_cast<std::size_t>(bin)];
    }

    std::array<double, kHistogramBins> counts_{};
    double total_ = 0;
    double fourth_ = 0;
};

} // namespace

WeightHistogramPtr weightHistogram(const checkpoint::WeightSource& source,
                                   const std::string& layerName, const RunContext& context) {
    const checkpoint::LinearLayer* layer = source.spec().findLayer(layerName);
    if (!layer)
        throw Error(ErrorCode::InvalidArgument, layerName, "is not a layer of the open model");
    const auto transform = std::make_shared<const rotation::Hadamard>(layer->in);
    const rotation::Rotation rotation(transform, rotation::randomSigns(0, layerName, layer->in));
    Spread original;
    Spread rotated;
    const std::int64_t rows = std::min(kRows, layer->out);
    for (std::int64_t i = 0; i < rows; ++i) {
        context.throwIfCancelled();
        const std::int64_t index = i * layer->out / rows;
        Tensor row = source.readRows(layerName + ".weight", index, index + 1);
        original.add(row.row(0));
        rotation.rotate(row.row(0));
        rotated.add(row.row(0));
    }
    return std::make_shared<const WeightHistogram>(WeightHistogram{
        layerName, original.density(), rotated.density(), original.kurtosis(), rotated.kurtosis()});
}

} // namespace fracbit::app
