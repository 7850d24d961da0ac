// What attention on packed weights remembers. Private to the network; free of torch.
#pragma once

#ifndef FRACBIT_INSIDE_NETWORK
#error "private to engine/network"
#endif

#include "backend/cpu/vector_kernels.h"
#include "network/forward/packed_mixer.h"

#include <algorithm>

namespace fracbit::network {

// Keys and values of one block, after rope: [sequence][kvHead][capacity][their size], the keys of
// each kKeyBlock positions transposed (backend::HeadCache).
class AttentionCache final : public PackedMixerCache {
public:
    AttentionCache(std::int64_t sequences, std::int64_t heads, std::int64_t keySize,
                   std::int64_t valueSize)
        : rows_(sequences * heads), keySize_(keySize), valueSize_(valueSize) {}

    void reserve(std::int64_t positions, std::int64_t used) { // keeps the first `used`
        constexpr std::int64_t kSmallestCapacity = 64; // positions; below it growing costs more
        if (positions <= capacity_)
            return;
        const std::int64_t grown =
            wholeBlocks(std::max({kSmallestCapacity, 2 * capacity_, positions}));
        enlarge(keys_, keySize_, grown, used);
        enlarge(values_, valueSize_, grown, used);
        capacity_ = grown;
    }
    float* keys(std::int64_t row) { return keys_.data() + row * capacity_ * keySize_; }
    float* values(std::int64_t row) { return values_.data() + row * capacity_ * valueSize_; }

private:
    static std::int64_t wholeBlocks(std::int64_t count) {
        return (count + backend::kKeyBlock - 1) / backend::kKeyBlock * backend::kKeyBlock;
    }
    void enlarge(std::vector<float>& values, std::int64_t size, std::int64_t grown,
                 std::int64_t used) const {
        std::vector<float> larger(static_cast<std::size_t>(rows_ * grown * size));
        for (std::int64_t row = 0; row < rows_ && used > 0; ++row)
            std::copy_n(values.data() + row * capacity_ * size, wholeBlocks(used) * size,
                        larger.data() + row * grown * size);
        values = std::move(larger);
    }

    std::int64_t rows_; // sequences x heads
    std::int64_t keySize_;
    std::int64_t valueSize_;
    std::int64_t capacity_ = 0;
    std::vector<float> keys_;
    std::vector<float> values_;
};

} // namespace fracbit::network
