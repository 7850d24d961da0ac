// Intermediate results of long work, so that it can be interrupted.
#pragma once

#include "base/atomic_file.h"
#include "tensor/tensor.h"

#include <nlohmann/json.hpp>

#include <filesystem>
#include <string>

namespace fracbit::network {

// A folder of our own: created if need be, removed by remove(). Files appear whole or not at all,
// so a process that is killed leaves what it had finished. One user at a time.
class WorkFolder {
public:
    explicit WorkFolder(std::filesystem::path path);

    // A small document; null when there is none, or it cannot be read.
    nlohmann::json progress() const;
    void setProgress(const nlohmann::json& progress) const;

    // Files of tensors of one shape behind one another. To be committed by the caller.
    AtomicFile create(const std::string& name) const;
    Tensor read(const std::string& name, std::size_t index, const Shape& shape) const;
    void drop(const std::string& name) const; // also when there is none

    void remove() const;

private:
    std::filesystem::path path_;
};

// Appends the values of a tensor as they lie in memory.
void append(AtomicFile& file, const Tensor& tensor);

} // namespace fracbit::network
