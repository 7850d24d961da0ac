// A reader of Python pickles that hold tensors, and nothing else.
//
// It is a stack machine without functions: the few names that torch.save writes (tensor rebuilding,
// storage types, OrderedDict) are built in, any other name is refused, so nothing in a file can
// run. Values live in one arena: cycles and deep nesting cost neither recursion nor leaks.
#pragma once

#ifndef FRACBIT_INSIDE_CHECKPOINT
#error "private to engine/checkpoint"
#endif

#include "tensor/tensor.h"

#include <filesystem>
#include <optional>

namespace fracbit::checkpoint {

// A tensor as the pickle describes it; nothing is checked against the storage yet.
struct PickledTensor {
    std::string name;           // keys of nested dictionaries and list indices joined with dots
    std::string storageType;    // "FloatStorage"
    std::optional<DType> dtype; // none: a type we do not read
    std::string storage;        // the storage's key in the archive
    std::int64_t offset = 0;    // in elements
    Shape shape;
    Shape stride; // in elements
};

// All tensors of a pickle. Protocols 2 to 5. Throws Error(InvalidFile) for a malformed pickle and
// Error(Unsupported), naming it, for a name or an instruction that is not one of those above.
std::vector<PickledTensor> readTensorPickle(std::span<const std::byte> pickle,
                                            const std::filesystem::path& file);

} // namespace fracbit::checkpoint
