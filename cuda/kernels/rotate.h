// The rotation of a layer's input, x~ = scale H diag(signs) x, written as fp16 in the order that
// products read.
//
// H = H_K (x) H_{2^p} (or blocks of it on the diagonal). Sylvester's matrices factor over the bits
// of the index, H_{2^p} = H_{2^a} (x) H_{2^(p - a)}, so H = M (x) H_{2^(p - a)} with M = H_K (x)
// H_{2^a}. A block of threads makes one chunk of 2^(p - a) results: it mixes all chunks of its
// input with one row of M, then transforms the mixture in registers and shared memory. Many chunks
// keep many multiprocessors busy with a single vector.
#pragma once

#include "kernels/fragments.h"

namespace fracbit_cuda {

struct RotateArguments {
    const float* in;    // vector n at n * size
    std::uint16_t* out; // fp16, see inputIndex()
    int size;
    int padded; // columns of `out`; those beyond `size` become zeros
    int batch;
    const std::uint8_t* signs; // least significant bit first, a set bit is -1; or null
    const std::int8_t* matrix; // H_K, row-major
    int order;                 // K
    int mixedBits;             // a
    int chunkBits;             // p - a
    float scale;
};

// Entry of M = H_K (x) H_{2^a}.
FRACBIT_HOST_DEVICE int mixingSign(const std::int8_t* matrix, int order, int mixedBits, int row,
                                   int column) {
    const int mask = (1 << mixedBits) - 1;
    unsigned common = static_cast<unsigned>(row & column & mask);
    for (int half = 16; half > 0; half /= 2) // its parity
        common ^= common >> half;
    const int sign = matrix[(row >> mixedBits) * order + (column >> mixedBits)];
    return common & 1 ? -sign : sign;
}

FRACBIT_HOST_DEVICE bool isNegative(const std::uint8_t* signs, int column) {
    return signs != nullptr && ((signs[column / 8] >> (column % 8)) & 1) != 0;
}

// The mixture's value at `within` of the chunk `row` of a diagonal block that begins at `first`.
FRACBIT_DEVICE float mixChunks(const RotateArguments& arguments, const float* in, int first,
                               int row, int within) {
    const int chunks = arguments.order << arguments.mixedBits;
    float sum = 0;
    for (int chunk = 0; chunk < chunks; ++chunk) {
        const int column = first + (chunk << arguments.chunkBits) + within;
        const int sign =
            mixingSign(arguments.matrix, arguments.order, arguments.mixedBits, row, chunk);
        const float value = in[column];
        sum += (sign < 0) != isNegative(arguments.signs, column) ? -value : value;
    }
    return sum;
}

// Every thread's value of the chunk becomes its value of the Walsh-Hadamard transform.
FRACBIT_DEVICE float transformChunk(float value, int size, float* exchange) {
    const int index = machine::threadIndex();
    for (int half = 1; half < size; half *= 2) {
        float other;
        if (half < kWarp) {
            other = machine::shuffleXor(value, half);
        } else {
            exchange[index] = value;
            machine::syncThreads();
            other = exchange[index ^ half];
            machine::syncThreads();
        }
        value = index & half ? other - value : value + other;
    }
    return value;
}

// blockIndex() counts the chunks, blockIndexY() the vectors; a thread an entry of the chunk, whole
// warps; shared memory: a float a thread.
FRACBIT_DEVICE void rotateInput(const RotateArguments& arguments) {
    const int size = 1 << arguments.chunkBits;
    const int chunks = arguments.order << arguments.mixedBits;
    const int index = machine::threadIndex();
    const int vector = machine::blockIndexY();
    const int first = machine::blockIndex() / chunks * chunks * size;
    const int row = machine::blockIndex() % chunks;
    const float* in =
        arguments.in + static_cast<std::size_t>(vector) * static_cast<std::size_t>(arguments.size);
    float value = index < size ? mixChunks(arguments, in, first, row, index) : 0.0f;
    value = transformChunk(value, size, reinterpret_cast<float*>(machine::sharedMemory()));
    const auto store = [&](int column, float number) {
        arguments.out[inputIndex(column, vector, arguments.batch)] =
            static_cast<std::uint16_t>(machine::packHalves(number, 0.0f));
    };
    if (index < size)
        store(first + row * size + index, arguments.scale * value);
    if (machine::blockIndex() == 0)
        for (int column = arguments.size + index; column < arguments.padded;
             column += machine::threadCount())
            store(column, 0.0f);
}

} // namespace fracbit_cuda
