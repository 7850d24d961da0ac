// An archive written by libtorch: an independent writer for the reader of PyTorch files.
#pragma once

#include <string>

namespace fracbit::tests {

// {"float": 2x3 of 0 ... 5, "half": 1, 2, 3, 4, "brain": -1.5, "inner": {"long": 7, 8}}
std::string torchArchive();

} // namespace fracbit::tests
