// The CUDA backend of a program that was built without the toolkit.
#include "backend/cuda/backend.h"

#include "base/error.h"

namespace fracbit::backend {

std::string cudaAbsence() {
    return "this program was built without the CUDA toolkit";
}

std::unique_ptr<CudaBackend> openCuda(int) {
    throw Error(ErrorCode::Device, cudaAbsence());
}

} // namespace fracbit::backend
