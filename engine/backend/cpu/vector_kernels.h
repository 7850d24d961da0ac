// What a transformer does between its matrices, in the instruction set of this machine. Pure
// functions over plain memory; any alignment, any size; safe to call from any thread.
#pragma once

#include <cstdint>
#include <limits>

namespace fracbit::backend {

// out := x / sqrt(mean(x^2) + epsilon) o weight; x and out may be the same.
void rmsNorm(const float* x, const float* weight, double epsilon, float* out, std::int64_t size);
// x += y
void addVector(float* x, const float* y, std::int64_t size);
void scaleVector(float* x, float factor, std::int64_t size);
// out := gate / (1 + exp(-gate)) o up
void siluProduct(const float* gate, const float* up, float* out, std::int64_t size);
// out := gelu(gate) o up, gelu by its tanh form (arXiv 1606.08415)
void geluProduct(const float* gate, const float* up, float* out, std::int64_t size);
// out := g / (1 + exp(-1.702 g)) o (u + 1), with g = min(gate, limit) and u = up within
// [-limit, limit] (checkpoint::Activation::ClampedSwiglu)
void clampedSwigluProduct(const float* gate, const float* up, float limit, float* out,
                          std::int64_t size);
// x := x / (1 + exp(-gate))
void sigmoidGate(float* x, const float* gate, std::int64_t size);
// x := cap tanh(x / cap)
void capVector(float* x, float cap, std::int64_t size);
// Rotary embedding of one head in the half-split layout: (a, b) := (a cos - b sin, b cos + a sin),
// a and b the halves of `head`, `half` numbers each.
void rotateHead(float* head, const float* cosine, const float* sine, std::int64_t half);

// Keys and values of one head, of `size` numbers each; positions [begin, end) are seen. Values are
// rows, one a position. Keys of kKeyBlock positions are columns of a block, [number][position], so
// that scores of neighbouring positions are computed side by side.
inline constexpr std::int64_t kKeyBlock = 16;
struct HeadCache {
    const float* keys; // whole blocks
    const float* values;
    std::int64_t size;
    std::int64_t begin;
    std::int64_t end;
    float softCap = 0; // scores become softCap tanh(score / softCap); 0: they stay
    // One more score, which takes weight and has no value.
    float sink = -std::numeric_limits<float>::infinity();
    std::int64_t valueSize = 0; // of values that are of another size than keys; 0: they are not
    std::int64_t valueWidth() const { return valueSize > 0 ? valueSize : size; }
};
void storeKey(const float* key, std::int64_t size, std::int64_t position, float* keys);
// out := softmax(keys query) values, for a query that is scaled already. `scores` is scratch memory
// for end - begin numbers and two blocks more.
void attend(const HeadCache& cache, const float* query, float* scores, float* out);

} // namespace fracbit::backend
