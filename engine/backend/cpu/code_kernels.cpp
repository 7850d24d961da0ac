// Chooses, at run time, among the kernels that were compiled for each instruction set.
#include "backend/cpu/code_kernels.h"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "backend/cpu/code_kernels.cpp"
#include <hwy/foreach_target.h>
#include <hwy/highway.h>

#include "backend/cpu/kernels/kernel_finders.h"

#if HWY_ONCE
namespace fracbit::backend {

HWY_EXPORT(scalarKernel);
HWY_EXPORT(planarKernel);
HWY_EXPORT(computedTrellisKernel);
HWY_EXPORT(shortTrellisKernel);
HWY_EXPORT(polynomialTrellisKernel);
HWY_EXPORT(tableTrellisKernel);
HWY_EXPORT(integerScalarKernel);
HWY_EXPORT(integerPlanarKernel);
HWY_EXPORT(integerComputedTrellisKernel);
HWY_EXPORT(integerShortTrellisKernel);
HWY_EXPORT(integerPolynomialTrellisKernel);
HWY_EXPORT(integerTableTrellisKernel);

CodeKernel findScalarKernel(int bits, bool hasPlanes) {
    return HWY_DYNAMIC_DISPATCH(scalarKernel)(bits, hasPlanes);
}

CodeKernel findPlanarKernel(int bits) {
    return HWY_DYNAMIC_DISPATCH(planarKernel)(bits);
}

CodeKernel findComputedTrellisKernel(int stepBits) {
    return HWY_DYNAMIC_DISPATCH(computedTrellisKernel)(stepBits);
}

CodeKernel findShortTrellisKernel() {
    return HWY_DYNAMIC_DISPATCH(shortTrellisKernel)();
}

CodeKernel findPolynomialTrellisKernel() {
    return HWY_DYNAMIC_DISPATCH(polynomialTrellisKernel)();
}

CodeKernel findTableTrellisKernel(int stepBits, int indexBits) {
    return HWY_DYNAMIC_DISPATCH(tableTrellisKernel)(stepBits, indexBits);
}

IntegerKernel findIntegerScalarKernel(int bits) {
    return HWY_DYNAMIC_DISPATCH(integerScalarKernel)(bits);
}

IntegerKernel findIntegerPlanarKernel(int bits) {
    return HWY_DYNAMIC_DISPATCH(integerPlanarKernel)(bits);
}

IntegerKernel findIntegerComputedTrellisKernel(int stepBits) {
    return HWY_DYNAMIC_DISPATCH(integerComputedTrellisKernel)(stepBits);
}

IntegerKernel findIntegerShortTrellisKernel(int stepBits) {
    return HWY_DYNAMIC_DISPATCH(integerShortTrellisKernel)(stepBits);
}

IntegerKernel findIntegerPolynomialTrellisKernel(int stepBits) {
    return HWY_DYNAMIC_DISPATCH(integerPolynomialTrellisKernel)(stepBits);
}

IntegerKernel findIntegerTableTrellisKernel(int stepBits, int indexBits) {
    return HWY_DYNAMIC_DISPATCH(integerTableTrellisKernel)(stepBits, indexBits);
}

} // namespace fracbit::backend
#endif
