#include "backend/cpu/packed_group.h"

#include "base/error.h"

#include <algorithm>
#include <cassert>

namespace fracbit::backend {

struct ProductWorkspace::Buffers {
    std::vector<float> rotated;
    std::vector<std::unique_ptr<MatrixInput>> inputs; // of every layout asked for so far

    MatrixInput& input(std::int64_t columns, InputLayout layout, std::int64_t count) {
        for (const auto& input : inputs)
            if (input->columns() == columns && input->layout() == layout && input->count() == count)
                return *input;
        // Prompts come in many lengths: only single vectors are worth keeping.
        std::erase_if(inputs, [count](const auto& input) {
            return input->count() > 1 && input->count() != count;
        });
        return *inputs.emplace_back(std::make_unique<MatrixInput>(columns, layout, count));
    }

    const MatrixInput& fill(std::span<const float> x, std::int64_t columns, InputLayout layout) {
        const auto width = static_cast<std::size_t>(columns);
        const auto count = static_cast<std::int64_t>(x.size() / width);
        MatrixInput& filled = input(columns, layout, count);
        for (std::int64_t i = 0; i < count; ++i)
            filled.set(i, x.subspan(static_cast<std::size_t>(i) * width, width));
        return filled;
    }
};

ProductWorkspace::ProductWorkspace() : buffers_(std::make_unique<Buffers>()) {}
ProductWorkspace::~ProductWorkspace() = default;

PackedGroup::PackedGroup(std::optional<InputRotation> rotation, std::vector<PackedMatrix> matrices)
    : matrices_(std::move(matrices)), rotation_(std::move(rotation)),
      columns_(matrices_.front().shape().columns) {
    for (std::size_t i = 0; i < matrices_.size(); ++i) {
        if (matrices_[i].shape().columns != columns_ ||
            (rotation_ && rotation_->size() != columns_))
            throw Error(ErrorCode::Internal, "fused layers read inputs of different sizes");
        for (std::int64_t block = 0; block < matrices_[i].rowBlocks(); ++block)
            items_.push_back({i, block, rows_});
        rows_ += matrices_[i].shape().rows;
    }
}

std::size_t PackedGroup::bytes() const {
    std::size_t bytes = 0;
    for (const PackedMatrix& matrix : matrices_)
        bytes += matrix.bytes();
    return bytes;
}

std::span<const float> PackedGroup::rotated(std::span<const float> x, ThreadTeam& team,
                                            std::vector<float>& buffer) const {
    if (!rotation_)
        return x;
    const auto width = static_cast<std::size_t>(columns_);
    buffer.resize(x.size());
    team.run(x.size() / width, [&](std::size_t i) {
        rotation_->rotate(x.subspan(i * width, width), std::span(buffer).subspan(i * width, width));
    });
    return buffer;
}

void PackedGroup::multiply(std::span<const float> x, std::int64_t count, std::span<float> out,
                           ThreadTeam& team, ProductWorkspace& workspace) const {
    assert(std::ssize(x) == count * columns_ && std::ssize(out) == count * rows_);
    ProductWorkspace::Buffers& buffers = *workspace.buffers_;
    const std::span<const float> inputs = rotated(x, team, buffers.rotated);
    // Matrices of one layout share what is filled for the first of them.
    std::vector<const MatrixInput*> filled;
    for (const PackedMatrix& matrix : matrices_) {
        const InputLayout layout = matrix.inputLayout(count);
        const auto same = std::ranges::find(filled, layout, &MatrixInput::layout);
        filled.push_back(same != filled.end() ? *same : &buffers.fill(inputs, columns_, layout));
    }
    team.run(items_.size(), [&](std::size_t i) {
        const Item& item = items_[i];
        matrices_[item.matrix].multiply(item.block, *filled[item.matrix],
                                        out.subspan(static_cast<std::size_t>(item.firstRow)),
                                        rows_);
    });
}

} // namespace fracbit::backend
