#include "quantizer/distortion_table.h"

#include "base/error.h"

#include <cmath>
#include <iterator>

namespace fracbit::quantizer {

namespace {

using TableEntry = std::map<int, MeasuredDistortion>::value_type;

StoredDistortion interpolated(Scheme scheme, const TableEntry& below, const TableEntry& above) {
    const double share = static_cast<double>(scheme.rate256 - below.first) /
                         static_cast<double>(above.first - below.first);
    const double mean =
        std::exp((1 - share) * std::log(below.second.mean) + share * std::log(above.second.mean));
    const auto relative = [](const MeasuredDistortion& value) {
        return value.standardError / value.mean;
    };
    const double error =
        mean * std::hypot((1 - share) * relative(below.second), share * relative(above.second));
    return {{mean, error}, 0, 0};
}

} // namespace

StoredDistortion tabulatedDistortion(const DistortionTable& table, Scheme scheme) {
    const auto above = table.byRate256.lower_bound(scheme.rate256);
    if (above != table.byRate256.end() && above->first == scheme.rate256)
        return {above->second, table.samples, table.seed};
    if (above == table.byRate256.begin() || above == table.byRate256.end())
        throw Error(ErrorCode::Internal, "no distortion is known of " + schemeName(scheme));
    return interpolated(scheme, *std::prev(above), *above);
}

} // namespace fracbit::quantizer
