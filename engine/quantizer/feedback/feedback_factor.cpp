#include "quantizer/feedback/feedback_factor.h"

#include "base/parallel.h"
#include "quantizer/feedback/matrix_product.h"

#include <algorithm>
#include <cmath>
#include <vector>

namespace fracbit::quantizer {

namespace {

constexpr std::int64_t kPanel = kProductDepth; // columns factorised at a time

// The factor of a square block on the diagonal, in place; false when it is not positive definite.
bool factorDiagonal(float* block, std::int64_t size, std::int64_t stride) {
    for (std::int64_t k = size - 1; k >= 0; --k) {
        const float pivot = block[k * stride + k];
        if (!(pivot > 0) || !std::isfinite(pivot))
            return false;
        const float root = std::sqrt(pivot);
        block[k * stride + k] = root;
        for (std::int64_t i = 0; i < k; ++i)
            block[i * stride + k] /= root;
        for (std::int64_t i = 0; i < k; ++i)
            for (std::int64_t j = i; j < k; ++j)
                block[i * stride + j] -= block[i * stride + k] * block[j * stride + k];
    }
    return true;
}

// The columns above a factorised block: each row h becomes r with r R^T = h.
void solveAbove(float* rows, std::int64_t count, const float* block, std::int64_t size,
                std::int64_t stride, const RunContext& context) {
    std::vector<float> transposed(static_cast<std::size_t>(size * size));
    for (std::int64_t i = 0; i < size; ++i)
        for (std::int64_t j = i; j < size; ++j)
            transposed[static_cast<std::size_t>(j * size + i)] = block[i * stride + j];
    constexpr std::int64_t kRows = 64; // a work item
    parallelFor(static_cast<std::size_t>((count + kRows - 1) / kRows), context, [&](std::size_t n) {
        const std::int64_t begin = static_cast<std::int64_t>(n) * kRows;
        for (std::int64_t i = begin; i < std::min(begin + kRows, count); ++i) {
            float* row = rows + i * stride;
            for (std::int64_t j = size - 1; j >= 0; --j) {
                const float* column = transposed.data() + j * size;
                const float value = row[j] / column[j];
                row[j] = value;
                for (std::int64_t k = 0; k < j; ++k)
                    row[k] -= value * column[k];
            }
        }
    });
}

// H = R R^T in place, the last panel first; false when H is not positive definite.
bool factorise(Tensor& matrix, const RunContext& context) {
    const std::int64_t width = matrix.rows();
    for (std::int64_t end = width; end > 0;) {
        const std::int64_t begin = (end - 1) / kPanel * kPanel;
        const std::int64_t size = end - begin;
        float* above = matrix.values.data() + begin;
        float* block = above + begin * width;
        if (!factorDiagonal(block, size, width))
            return false;
        solveAbove(above, begin, block, size, width, context);
        const MatrixView panel{above, begin, size, width};
        addProduct(-1, panel, panel.transposed(), matrix.values.data(), width, Part::Upper,
                   context);
        end = begin;
    }
    return true;
}

double meanOfDiagonal(const Tensor& matrix) {
    double sum = 0;
    for (std::int64_t i = 0; i < matrix.rows(); ++i)
        sum += static_cast<double>(matrix.row(i)[static_cast<std::size_t>(i)]);
    return sum / static_cast<double>(matrix.rows());
}

bool isZero(const Tensor& matrix) {
    return std::ranges::all_of(matrix.values, [](float value) { return value == 0; });
}

} // namespace

std::optional<FeedbackFactor> FeedbackFactor::make(const std::function<Tensor()>& moments,
                                                   double damping, const RunContext& context) {
    FeedbackFactor result;
    for (result.damping_ = damping;; result.damping_ = std::max(10 * result.damping_, 1e-4)) {
        Tensor matrix = moments();
        result.meanDiagonal_ = meanOfDiagonal(matrix);
        if (isZero(matrix))
            return std::nullopt;
        if (!(result.meanDiagonal_ > 0) || !std::isfinite(result.meanDiagonal_))
            throw Error(ErrorCode::InvalidArgument,
                        "activation moments whose diagonal is zero or not finite");
        for (std::int64_t i = 0; i < matrix.rows(); ++i)
            matrix.row(i)[static_cast<std::size_t>(i)] +=
                static_cast<float>(result.damping_ * result.meanDiagonal_);
        if (factorise(matrix, context)) {
            result.factor_ = std::move(matrix);
            return result;
        }
        if (result.damping_ >= 1)
            throw Error(ErrorCode::InvalidArgument,
                        "activation moments that are not positive semidefinite");
    }
}

double FeedbackFactor::remaining(std::int64_t block) const {
    double left = 0;
    double all = 0;
    for (std::int64_t i = 0; i < width(); ++i) {
        const std::int64_t end = std::min((i / block + 1) * block, width());
        for (std::int64_t j = i; j < width(); ++j) {
            const double square = std::pow(row(i)[static_cast<std::size_t>(j)], 2);
            all += square;
            left += j < end ? square : 0;
        }
    }
    return left / all;
}

} // namespace fracbit::quantizer
