#include "quantizer/trellis/computed_tuning.h"

#include <iterator>
#include <map>

namespace fracbit::quantizer {

namespace {

using Knots = std::map<double, double>; // rate -> value

double interpolated(const Knots& knots, double rate) {
    const auto above = knots.lower_bound(rate);
    if (above == knots.begin())
        return above->second;
    if (above == knots.end())
        return knots.rbegin()->second;
    const auto [rate1, value1] = *above;
    const auto [rate0, value0] = *std::prev(above);
    return value0 + (value1 - value0) * (rate - rate0) / (rate1 - rate0);
}

const Knots& scalesOf(Family family) {
    static const Knots ctcq{{1.0, 1.10}, {1.25, 1.05}, {1.5, 1.02}, {2.0, 0.99}, {2.5, 0.96},
                            {3.0, 0.94}, {3.5, 0.91},  {4.0, 0.90}, {5.0, 0.87}, {5.5, 0.84},
                            {6.0, 0.83}, {6.5, 0.81},  {7.0, 0.80}, {8.0, 0.79}};
    static const Knots ctcq14{{1.0, 1.135}, {1.5, 1.03}, {2.0, 0.982}, {2.5, 0.948}, {3.0, 0.926},
                              {3.5, 0.913}, {4.0, 0.89}, {4.5, 0.862}, {5.0, 0.829}, {5.5, 0.81},
                              {6.0, 0.803}, {6.5, 0.74}, {7.0, 0.69},  {7.5, 0.684}, {8.0, 0.672}};
    return family == Family::Ctcq14 ? ctcq14 : ctcq;
}

} // namespace

float computedCodeScale(Scheme scheme) {
    return static_cast<float>(interpolated(scalesOf(scheme.family), scheme.rate()));
}

} // namespace fracbit::quantizer
