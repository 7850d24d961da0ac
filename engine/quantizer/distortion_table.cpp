// Relative squared error on N(0,1) that the encoders of this palette reach: 2^20 samples each, as
// `fracbit palette --samples 1048576 --seed 20240607` prints it. Standard errors are below 0.7% of
// the value. tests/quantizer holds the table against the encoders.
#include "base/error.h"
#include "quantizer/palette.h"

#include <cmath>
#include <iterator>
#include <map>

namespace fracbit::quantizer {

namespace {

using Table = std::map<int, double>; // by rate in 256ths

const Table& tableOf(Family family) {
    static const std::map<Family, Table> tables{
        {Family::Nuq,
         {{512, 0.11768},
          {768, 0.034544},
          {1024, 0.0095107},
          {1280, 0.002503},
          {1536, 0.00064182},
          {1792, 0.00016238},
          {2048, 4.1017e-05}}},
        {Family::Vq,
         {{384, 0.20151},
          {512, 0.10784},
          {640, 0.057338},
          {768, 0.029832},
          {896, 0.015349},
          {1024, 0.0079143},
          {1152, 0.0040075},
          {1280, 0.0020197},
          {1408, 0.0010116},
          {1536, 0.00050602}}},
        {Family::Tcq,
         {{256, 0.28385},
          {384, 0.14023},
          {512, 0.070949},
          {640, 0.03639},
          {768, 0.019061},
          {896, 0.010415},
          {1024, 0.0061811},
          {1152, 0.0032719},
          {1280, 0.001724}}},
        {Family::HalfTcq,
         {{320, 0.21203},
          {448, 0.10556},
          {576, 0.053674},
          {704, 0.027714},
          {832, 0.014743},
          {960, 0.0083029},
          {1088, 0.004359},
          {1216, 0.002292}}},
        {Family::Ctcq,
         {{256, 0.2728},      {320, 0.19395},     {384, 0.13741},     {448, 0.097076},
          {512, 0.068391},    {576, 0.048614},    {640, 0.034605},    {704, 0.024616},
          {768, 0.017413},    {832, 0.012381},    {896, 0.0088201},   {960, 0.0062781},
          {1024, 0.0044594},  {1088, 0.0031707},  {1152, 0.0022566},  {1216, 0.0016119},
          {1280, 0.0011489},  {1344, 0.0008222},  {1408, 0.00058816}, {1472, 0.00042041},
          {1536, 0.00029979}, {1600, 0.00021538}, {1664, 0.00015452}, {1728, 0.0001113},
          {1792, 8.0343e-05}, {1856, 5.7799e-05}, {1920, 4.1482e-05}, {1984, 2.9674e-05},
          {2048, 2.1018e-05}}},
        {Family::Uniform,
         {{512, 0.11903},
          {768, 0.037457},
          {1024, 0.011556},
          {1280, 0.0034999},
          {1536, 0.0010329},
          {1792, 0.00029913},
          {2048, 8.5495e-05}}},
        {Family::Nf,
         {{512, 0.31845},
          {768, 0.038972},
          {1024, 0.0084599},
          {1280, 0.0024354},
          {1536, 0.00087946},
          {1792, 0.00038777},
          {2048, 0.00020135}}},
    };
    return tables.at(family);
}

} // namespace

double gaussianDistortion(Scheme scheme) {
    const Table& table = tableOf(scheme.family);
    const auto above = table.lower_bound(scheme.rate256);
    if (!exists(scheme) || above == table.end())
        throw Error(ErrorCode::InvalidArgument, "the palette has no " + schemeName(scheme));
    if (above->first == scheme.rate256)
        return above->second;
    const auto below = std::prev(above);
    const double share = static_cast<double>(scheme.rate256 - below->first) /
                         static_cast<double>(above->first - below->first);
    return std::exp((1 - share) * std::log(below->second) + share * std::log(above->second));
}

} // namespace fracbit::quantizer
