// Multiplication with packed blocks in the instruction set of this machine. Internal to
// backend/cpu.
#pragma once

#include "backend/cpu/block_code.h"

namespace fracbit::backend {

// sums += decoded blocks x input, for one input vector.
void multiplyBlocks(const BlockRun& run);

// The same with integers: the sums are to be multiplied with code->integerFactor. Whether this
// instruction set has a kernel for it.
void multiplyIntegers(const IntegerRun& run);
bool multipliesIntegers(const BlockCode& code);

// Decodes one block, scales of row groups included, into [row of tile][column of tile][lane].
void decodeBlock(const BlockCode& code, const std::uint32_t* words, float* weights);

// The same for `count` inputs and a decoded block: sums[i] += weights x input[i]; the inputs are
// `inputStride` numbers apart, their sums kBlockSums.
void multiplyDecoded(const float* weights, const float* input, std::int64_t inputStride,
                     std::int64_t count, float* sums);

// out[a * 16 + row] = sum of the four lanes of row tile a: the 64 outputs of a row of blocks.
void reduceSums(const float* sums, float* out);

// Of the kernels in use: "AVX3_DL", "AVX3", "AVX2", ...
const char* kernelInstructionSet();

} // namespace fracbit::backend
