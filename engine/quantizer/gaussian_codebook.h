// Codebooks that are optimal for standard Gaussian sources; all deterministic.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

namespace fracbit::quantizer {

// The `levels` reproduction points of the Lloyd-Max quantizer of N(0,1) (Max 1960, Lloyd 1982),
// ascending, exactly antisymmetric: every point is the mean of its cell, every cell boundary the
// midpoint of two points.
std::vector<double> lloydMax(int levels);

// 2^bits points in the plane, the k-means codebook of N(0, I): Lloyd's iteration on a fixed
// low-discrepancy sample, started from a product-like spread of points, to convergence.
using Point = std::array<float, 2>;
std::vector<Point> planarKMeans(int bits);

// Scale step of the symmetric uniform quantizer with 2^bits levels that minimises the squared
// error on N(0,1) (Max 1960, table II); levels are (i - (2^bits - 1) / 2) * step.
double uniformStep(int bits);

// The 2^bits levels of NormalFloat (Dettmers et al., QLoRA, arXiv 2305.14314, appendix E, as in its
// public code): quantiles of N(0,1) with an exact zero, scaled to [-1, 1].
std::vector<double> normalFloat(int bits);

} // namespace fracbit::quantizer
