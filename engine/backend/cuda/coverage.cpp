#include "backend/cuda/backend.h"

namespace fracbit::backend {

bool hasCudaKernel(quantizer::Scheme scheme) {
    return scheme.family != quantizer::Family::Ctcq14;
}

} // namespace fracbit::backend
