// Scalar codebooks for standard Gaussian sources; all deterministic.
#pragma once

#include <vector>

namespace fracbit::quantizer {

// Inverse of the distribution function of N(0,1), for p in (0, 1), to double precision.
double normalQuantile(double p);

// The `levels` reproduction points of the Lloyd-Max quantizer of N(0,1) (Max 1960, Lloyd 1982),
// ascending, exactly antisymmetric: every point is the mean of its cell, every cell boundary the
// midpoint of two points.
std::vector<double> lloydMax(int levels);

// Scale step of the symmetric uniform quantizer with 2^bits levels that minimises the squared
// error on N(0,1) (Max 1960, table II); levels are (i - (2^bits - 1) / 2) * step.
double uniformStep(int bits);

// The 2^bits levels of NormalFloat (Dettmers et al., QLoRA, arXiv 2305.14314, appendix E, as in its
// public code): quantiles of N(0,1) with an exact zero, scaled to [-1, 1].
std::vector<double> normalFloat(int bits);

} // namespace fracbit::quantizer
