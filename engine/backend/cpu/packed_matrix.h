// A quantized linear layer in memory, and its products with vectors, straight from the packed bits.
//
// At load the codes are rearranged (see block_code.h), not de-quantized: a matrix takes as many
// bytes as in the file, but for padding to 64 rows and columns. Of schemes that there are no
// kernels for, the codes stay as they are, and each product decodes 64 rows at a time with the
// scheme's Decoder: slower by far, the same memory but for these rows.
#pragma once

#include "quantizer/packed_layer.h"

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <vector>

namespace fracbit::backend {

struct IntegerInput;

// How kernels read inputs. `split`: column at which the rate changes if that is not a multiple of
// 64 (Half-TCQ of some widths), otherwise 0. `integers`: as integers of 15 bits with a scale for
// every 16 columns, otherwise as float32 numbers.
struct InputLayout {
    std::int64_t split = 0;
    bool integers = false;
    bool operator==(const InputLayout&) const = default;
};

// Rotated inputs in the order in which kernels read them. Reusable; not thread-safe while it is
// filled.
class MatrixInput {
public:
    // `layout`: see PackedMatrix::inputLayout(). Reserves room for `count` vectors.
    MatrixInput(std::int64_t columns, InputLayout layout, std::int64_t count);
    ~MatrixInput();
    MatrixInput(MatrixInput&&) noexcept;
    MatrixInput& operator=(MatrixInput&&) noexcept;

    std::int64_t columns() const { return columns_; }
    InputLayout layout() const { return layout_; }
    std::int64_t count() const { return count_; }
    void set(std::int64_t index, std::span<const float> vector); // of `columns` numbers

    // Of the first vector; the next ones follow blocks() blocks of 64 columns behind each other.
    const float* numbers() const;         // unless layout().integers
    const IntegerInput* integers() const; // if layout().integers
    std::int64_t blocks() const { return blocks_; }

private:
    std::int64_t columns_;
    InputLayout layout_;
    std::int64_t count_;
    std::int64_t blocks_;
    struct Storage;
    std::unique_ptr<Storage> storage_;
};

// Immutable; copies are deep; safe to use from any thread.
class PackedMatrix {
public:
    // Rearranges the layer's codes, on RunContext::threads threads; the view may go afterwards.
    // Throws as makeDecoder() does, Error(InvalidFile) when codes or row scales have a wrong size,
    // Error(Cancelled).
    PackedMatrix(const quantizer::PackedLayerView& layer, const RunContext& context);
    PackedMatrix(const PackedMatrix&);
    PackedMatrix(PackedMatrix&&) noexcept;
    PackedMatrix& operator=(PackedMatrix) noexcept;
    ~PackedMatrix();

    quantizer::Scheme scheme() const;
    quantizer::LayerShape shape() const;
    std::size_t bytes() const; // of memory, tables and scales included
    // In which inputs are to be laid out, `count` at a time. Single ones become integers where this
    // instruction set has kernels for them.
    InputLayout inputLayout(std::int64_t count) const;

    // Rows are computed in blocks of 64, which are independent of each other: work items for
    // threads. Writes rows [64 block, 64 block + 64) of W~ x of every vector of the input; row r of
    // vector i goes to out[i * outStride + r]. The result does not depend on how many vectors there
    // are, except between one and several: as integers, inputs and weights are rounded, which
    // changes products by about .0001 of the sum of their terms' magnitudes at worst.
    static constexpr std::int64_t kBlockRows = 64;
    std::int64_t rowBlocks() const;
    void multiply(std::int64_t block, const MatrixInput& input, std::span<float> out,
                  std::int64_t outStride) const;

private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

// "AVX3_DL" (AVX-512 with VNNI and VBMI), "AVX3", "AVX2", ...: of the kernels on this machine.
const char* kernelInstructionSet();

} // namespace fracbit::backend
