#include "rotation/basis.h"

#include "base/parallel.h"

#include <algorithm>

namespace fracbit::rotation {

namespace {

struct NamedBasis {
    Basis basis;
    const char* name;
};
constexpr NamedBasis kBases[] = {
    {Basis::Inputs, "inputs"}, {Basis::None, "none"}, {Basis::BothSides, "both-128"}};

Tensor withColumns(const Tensor& rows, std::int64_t count) {
    Tensor padded({rows.rows(), count});
    for (std::int64_t i = 0; i < rows.rows(); ++i)
        std::ranges::copy(rows.row(i), padded.row(i).begin());
    return padded;
}

} // namespace

const char* basisName(Basis basis) {
    for (const NamedBasis& known : kBases)
        if (known.basis == basis)
            return known.name;
    return "";
}

std::optional<Basis> basisFromName(std::string_view name) {
    for (const NamedBasis& known : kBases)
        if (known.name == name)
            return known.basis;
    return std::nullopt;
}

std::int64_t codedSize(Basis basis, std::int64_t size) {
    return basis == Basis::BothSides ? (size + kBasisBlock - 1) / kBasisBlock * kBasisBlock : size;
}

std::optional<Rotation> InputRotations::of(Basis basis, std::string_view inputName,
                                           std::int64_t size) {
    if (basis == Basis::None)
        return std::nullopt;
    const std::int64_t coded = codedSize(basis, size);
    auto& transform = transforms_[{basis, coded}];
    if (!transform)
        transform = std::make_shared<const Hadamard>(
            basis == Basis::BothSides ? Hadamard::inBlocks(coded, kBasisBlock) : Hadamard(coded));
    PackedSigns signs = randomSigns(seed_, inputName, size);
    signs.resize(static_cast<std::size_t>((coded + 7) / 8));
    return Rotation(transform, std::move(signs));
}

Tensor withInputsIn(Basis basis, Tensor rows, const std::optional<Rotation>& rotation,
                    const RunContext& context) {
    if (const std::int64_t coded = codedSize(basis, rows.columns()); coded != rows.columns())
        rows = withColumns(rows, coded);
    if (rotation)
        parallelFor(static_cast<std::size_t>(rows.rows()), context, [&](std::size_t row) {
            rotation->rotate(rows.row(static_cast<std::int64_t>(row)));
        });
    return rows;
}

void rotateOutputs(Tensor& rows, const RunContext& context) {
    constexpr std::int64_t kColumns = 16; // a cache line
    const Hadamard transform(kBasisBlock);
    const std::int64_t pieces = (rows.columns() + kColumns - 1) / kColumns;
    const std::int64_t blocks = rows.rows() / kBasisBlock;
    parallelFor(static_cast<std::size_t>(blocks * pieces), context, [&](std::size_t item) {
        const std::int64_t top = static_cast<std::int64_t>(item) / pieces * kBasisBlock;
        const std::int64_t begin = static_cast<std::int64_t>(item) % pieces * kColumns;
        const std::int64_t end = std::min(begin + kColumns, rows.columns());
        std::vector<float> column(static_cast<std::size_t>(kBasisBlock));
        for (std::int64_t j = begin; j < end; ++j) {
            for (std::int64_t i = 0; i < kBasisBlock; ++i)
                column[static_cast<std::size_t>(i)] =
                    rows.row(top + i)[static_cast<std::size_t>(j)];
            transform.apply(column);
            for (std::int64_t i = 0; i < kBasisBlock; ++i)
                rows.row(top + i)[static_cast<std::size_t>(j)] =
                    column[static_cast<std::size_t>(i)];
        }
    });
}

Tensor withRows(Tensor rows, std::int64_t count) {
    const std::int64_t columns = rows.columns();
    rows.values.resize(static_cast<std::size_t>(count * columns));
    rows.shape = {count, columns};
    return rows;
}

} // namespace fracbit::rotation
