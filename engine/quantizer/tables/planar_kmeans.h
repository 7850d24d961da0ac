// k-means codebooks of the plane for N(0, I), which planar_tables.h holds. Used by
// generate_tables.cpp and by a test of the tables.
#pragma once

#ifndef FRACBIT_INSIDE_QUANTIZER
#error "private to engine/quantizer"
#endif

#include <array>
#include <vector>

namespace fracbit::quantizer {

using Point = std::array<float, 2>;

// 2^bits points, close to the best there are: Lloyd's iteration with annealed noise (Zeger, Vaisey,
// Gersho 1992), on a low-discrepancy sample drawn with the density of the points and weighted with
// that of the source, so that every point sees equally many samples.
std::vector<Point> planarCodebook(int bits);

// 2^bits points as the public code of QTIP and Q-Palette trains its trellis tables: Lloyd's
// iteration on 2^20 samples of N(0, I), started from Gaussian points, until the mean distance falls
// by less than 1e-5 a step; then divided by the standard deviation of all components and multiplied
// by 0.9682 = sqrt(15/16).
std::vector<Point> trellisTablePoints(int bits);

} // namespace fracbit::quantizer
