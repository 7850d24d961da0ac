// Fused products: layers that read the same input, as one call with one rotated input.
#pragma once

#include "backend/cpu/input_rotation.h"
#include "backend/cpu/packed_matrix.h"
#include "base/thread_team.h"

#include <memory>
#include <optional>
#include <vector>

namespace fracbit::backend {

// Buffers of a caller: one for each thread that calls. Grows as needed, never shrinks.
class ProductWorkspace {
public:
    ProductWorkspace();
    ~ProductWorkspace();

private:
    friend class PackedGroup;
    struct Buffers;
    std::unique_ptr<Buffers> buffers_;
};

// The matrices of q, k and v, or gate and up, or a single one. Their schemes may differ. Immutable;
// safe to use from any thread, each with a team and a workspace of its own.
class PackedGroup {
public:
    // All matrices have as many columns as the rotation has entries, else Error(Internal). Without
    // a rotation, inputs are expected to be rotated already.
    PackedGroup(std::optional<InputRotation> rotation, std::vector<PackedMatrix> matrices);

    std::int64_t columns() const { return columns_; }
    std::int64_t rows() const { return rows_; } // of all matrices together
    const std::vector<PackedMatrix>& matrices() const { return matrices_; }
    std::size_t bytes() const;

    // out[i] = the products of all matrices with the rotated x[i], one after another: `count`
    // inputs of columns() numbers, `count` outputs of rows(). The result does not depend on the
    // number of threads.
    void multiply(std::span<const float> x, std::int64_t count, std::span<float> out,
                  ThreadTeam& team, ProductWorkspace& workspace) const;

private:
    struct Item { // one row of blocks of one matrix
        std::size_t matrix;
        std::int64_t block;
        std::int64_t firstRow; // of the matrix, within an output
    };
    std::span<const float> rotated(std::span<const float> x, ThreadTeam& team,
                                   std::vector<float>& buffer) const;

    std::vector<PackedMatrix> matrices_;
    std::optional<InputRotation> rotation_;
    std::int64_t columns_;
    std::int64_t rows_ = 0;
    std::vector<Item> items_;
};

} // namespace fracbit::backend
