// Orthonormal Hadamard transforms of any width that a model uses (spec, section 2).
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <vector>

namespace fracbit::rotation {

// A Hadamard matrix of order `order` (entries +1 and -1, row-major, H H^T = order * I), or empty
// when none of the constructions here gives one: order 1 and 2, Paley I (order - 1 a prime = 3 mod
// 4), Paley II (order / 2 - 1 a prime or the square of a prime, = 1 mod 4), and Goethals-Seidel
// arrays for 156 and 172. Larger orders times powers of two are the business of Hadamard.
std::vector<std::int8_t> hadamardMatrix(std::int64_t order);

// The orthonormal transform of vectors of `size` entries: H_K (x) H_{2^p} / sqrt(size) with the
// smallest K that hadamardMatrix() knows; if there is none, block-diagonal with the largest power
// of two that divides the size. O(size (K + p)). Immutable; safe to use from any thread.
class Hadamard {
public:
    explicit Hadamard(std::int64_t size);
    // Block-diagonal by choice: blocks of `block` entries, a power of two that divides the size.
    static Hadamard inBlocks(std::int64_t size, std::int64_t block);

    std::int64_t size() const { return size_; }
    std::int64_t oddOrder() const { return order_; } // K
    // Length that is mixed: size(), unless the transform is block-diagonal.
    std::int64_t blockSize() const { return order_ * power_; }
    bool isBlockDiagonal() const { return blockSize() != size_; }
    std::string description() const; // "H36 x H16", "3 blocks of H64"

    void apply(std::span<float> vector) const;           // v := H v
    void applyTransposed(std::span<float> vector) const; // v := H^T v, the inverse

private:
    Hadamard(std::int64_t size, std::int64_t power) : size_(size), power_(power), matrix_{1} {}
    void transform(std::span<float> block, bool transposed) const;
    void mixChunks(std::span<float> block, bool transposed) const;

    std::int64_t size_;
    std::int64_t order_ = 1;          // K
    std::int64_t power_ = 1;          // 2^p
    std::vector<std::int8_t> matrix_; // K x K
};

} // namespace fracbit::rotation
