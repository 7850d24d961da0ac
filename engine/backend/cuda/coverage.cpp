#include "backend/cuda/backend.h"

namespace fracbit::backend {

bool hasCudaKernel(quantizer::Scheme scheme) {
    return scheme.family != quantizer::Family::Ctcq14 && scheme.family != quantizer::Family::Pctcq;
}

} // namespace fracbit::backend
