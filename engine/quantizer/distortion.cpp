// Distortion on N(0,1), measured.
#include "base/random.h"
#include "quantizer/palette.h"

#include <cmath>

namespace fracbit::quantizer {

namespace {

struct TileErrors {
    double sum = 0;
    double squares = 0;
    std::int64_t count = 0;

    void add(double relative) {
        sum += relative;
        squares += relative * relative;
        ++count;
    }
};

void addErrors(std::span<const float> targets, std::span<const float> decoded,
               std::size_t tileValues, TileErrors& errors) {
    for (std::size_t tile = 0; tile < targets.size(); tile += tileValues) {
        double sum = 0;
        for (std::size_t i = tile; i < tile + tileValues; ++i) {
            const double difference = static_cast<double>(targets[i]) - decoded[i];
            sum += difference * difference;
        }
        errors.add(sum / static_cast<double>(tileValues));
    }
}

} // namespace

MeasuredDistortion measureDistortion(Scheme scheme, std::int64_t samples, std::uint64_t seed,
                                     const RunContext& context) {
    constexpr std::int64_t kRows = 512; // of a panel: keeps all threads busy
    const Quantizer& chosen = quantizer(scheme);
    const std::int64_t width = chosen.panelColumns();
    const std::int64_t panels =
        std::max<std::int64_t>(2, (samples + kRows * width - 1) / (kRows * width));
    const LayerShape shape{kRows, panels * width};
    std::vector<float> targets(static_cast<std::size_t>(kRows * width));
    std::vector<float> decoded(targets.size());
    std::vector<std::byte> codes(chosen.codesBytes(shape));
    TileErrors errors;
    for (std::int64_t panel = 0; panel < panels; ++panel) {
        fillGaussian(targets, mix64(seed) + static_cast<std::uint64_t>(panel));
        chosen.encodePanel(shape, panel, targets, codes, decoded, context);
        addErrors(targets, decoded, static_cast<std::size_t>(kTile * width), errors);
    }
    const auto count = static_cast<double>(errors.count);
    const double mean = errors.sum / count;
    const double variance = std::max(0.0, errors.squares / count - mean * mean);
    return {mean, std::sqrt(variance / count)};
}

} // namespace fracbit::quantizer
