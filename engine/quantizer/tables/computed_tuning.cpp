#include "quantizer/tables/computed_tuning.h"

#include "tensor/dtype.h"

#include <array>
#include <iterator>
#include <map>

// The knots are what tables/tune_computed.cpp prints, but for ctcq's, the best of a grid of scales.

namespace fracbit::quantizer {

namespace {

template <std::size_t kCount>
using Knots = std::map<double, std::array<double, kCount>>; // by rate

template <std::size_t kCount>
std::array<double, kCount> interpolated(const Knots<kCount>& knots, double rate) {
    const auto above = knots.lower_bound(rate);
    if (above == knots.begin())
        return above->second;
    const auto& [lowerRate, lower] = *std::prev(above);
    const double share = (rate - lowerRate) / (above->first - lowerRate);
    std::array<double, kCount> values;
    for (std::size_t i = 0; i < kCount; ++i)
        values[i] = lower[i] + share * (above->second[i] - lower[i]);
    return values;
}

const Knots<1>& scalesOf(int stateBits) {
    static const Knots<1> ctcq{{1.0, {1.10}}, {1.25, {1.05}}, {1.5, {1.02}}, {2.0, {0.99}},
                               {2.5, {0.96}}, {3.0, {0.94}},  {3.5, {0.91}}, {4.0, {0.90}},
                               {5.0, {0.87}}, {5.5, {0.84}},  {6.0, {0.83}}, {6.5, {0.81}},
                               {7.0, {0.80}}, {8.0, {0.79}}};
    static const Knots<1> ctcq14{{1, {1.1244}},  {1.5, {1.0228}},  {2, {0.98427}}, {2.5, {0.94722}},
                                 {3, {0.92868}}, {3.5, {0.90653}}, {4, {0.88504}}, {4.5, {0.86964}},
                                 {5, {0.83357}}, {5.5, {0.81109}}, {6, {0.79907}}, {6.5, {0.78063}},
                                 {7, {0.74627}}, {7.5, {0.72722}}, {8, {0.70937}}};
    constexpr int kFastStateBits = 14;
    return stateBits == kFastStateBits ? ctcq14 : ctcq;
}

const Knots<3>& polynomials() {
    static const Knots<3> pctcq{
        {1, {0.87719, 0.0093783, -0.00052548}}, {1.5, {0.94726, 0.0064286, 0.0010761}},
        {2, {0.96103, 0.0082534, 0.0011556}},   {2.5, {1.0055, 0.010436, 0.00091926}},
        {3, {1.0058, -0.00012598, 0.0025968}},  {3.5, {1.0105, -0.0046232, 0.0035088}},
        {4, {1.0004, 0.0031434, 0.0024548}},    {4.5, {1.0129, 0.0026264, 0.0028085}},
        {5, {1.0204, 0.0036717, 0.0030091}},    {5.5, {1.0373, 0.0031575, 0.0032279}},
        {6, {1.0509, 0.0030709, 0.003455}},     {6.5, {1.0624, 0.0030225, 0.0037494}},
        {7, {1.075, 0.0030387, 0.0039926}},     {7.5, {1.0876, 0.0029191, 0.0042598}},
        {8, {1.0999, 0.0031997, 0.0044516}}};
    return pctcq;
}

} // namespace

float computedCodeScale(int stateBits, double rate) {
    return static_cast<float>(interpolated(scalesOf(stateBits), rate)[0]);
}

std::vector<std::uint16_t> polynomialCoefficients(double rate) {
    std::vector<std::uint16_t> halves;
    for (const double coefficient : interpolated(polynomials(), rate))
        halves.push_back(floatToHalf(static_cast<float>(coefficient)));
    return halves;
}

} // namespace fracbit::quantizer
