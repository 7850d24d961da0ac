// Rows of a model's tensor from where a file has them.
#pragma once

#ifndef FRACBIT_INSIDE_CHECKPOINT
#error "private to engine/checkpoint"
#endif

#include "checkpoint/model_spec.h"
#include "checkpoint/tensor_file.h"

namespace fracbit::checkpoint {

struct StoredMatrix {
    const StoredTensor& values;
    const StoredTensor* scales = nullptr; // where the place names some
};

// Rows [begin, end) of the tensor at `place`; `result` has their shape. The stored tensor has the
// shape that TensorNames::shapes() says.
void readPlace(const StoredMatrix& stored, const StoredPlace& place, std::int64_t begin,
               std::int64_t end, Tensor& result);

} // namespace fracbit::checkpoint
