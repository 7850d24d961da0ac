// What the files of this folder define, once for each instruction set. Included behind
// base/one_target.h, or by Highway's foreach_target.h (code_kernels.cpp); so without a guard.
#ifndef FRACBIT_INSIDE_BACKEND
#error "private to engine/backend"
#endif

#include "backend/cpu/code_kernels.h"

#include <hwy/highway.h>

namespace fracbit::backend::HWY_NAMESPACE {

CodeKernel scalarKernel(int bits, bool hasPlanes);
CodeKernel planarKernel(int bits);
CodeKernel computedTrellisKernel(int stepBits);
CodeKernel shortTrellisKernel();
CodeKernel polynomialTrellisKernel();
CodeKernel tableTrellisKernel(int stepBits, int indexBits);

IntegerKernel integerScalarKernel(int bits);
IntegerKernel integerPlanarKernel(int bits);
IntegerKernel integerComputedTrellisKernel(int stepBits);
IntegerKernel integerShortTrellisKernel(int stepBits);
IntegerKernel integerPolynomialTrellisKernel(int stepBits);
IntegerKernel integerTableTrellisKernel(int stepBits, int indexBits);

} // namespace fracbit::backend::HWY_NAMESPACE
