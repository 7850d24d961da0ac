// The processor as a back end.
#pragma once

#include "backend/linear_backend.h"

namespace fracbit::backend {

std::unique_ptr<LinearBackend> makeCpuBackend();

} // namespace fracbit::backend
