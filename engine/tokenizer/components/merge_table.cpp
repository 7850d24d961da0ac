#include "tokenizer/components/merge_table.h"

#include "base/random.h"

#include <algorithm>
#include <bit>

namespace fracbit::tokenizer {

MergeTable::MergeTable(std::size_t merges)
    : slots_(std::bit_ceil(std::max<std::size_t>(2 * merges, 2))) {}

std::uint64_t MergeTable::key(TokenId left, TokenId right) {
    return (static_cast<std::uint64_t>(static_cast<std::uint32_t>(left)) << 32) |
           static_cast<std::uint32_t>(right);
}

std::size_t MergeTable::slot(std::uint64_t pair) const {
    const std::size_t mask = slots_.size() - 1;
    std::size_t index = static_cast<std::size_t>(mix64(pair)) & mask;
    while (slots_[index].pair != pair && slots_[index].pair != kFree)
        index = (index + 1) & mask;
    return index;
}

void MergeTable::insert(TokenId left, TokenId right, Merge merge) {
    const std::uint64_t pair = key(left, right);
    slots_[slot(pair)] = {pair, merge};
}

const Merge* MergeTable::find(TokenId left, TokenId right) const {
    const Slot& found = slots_[slot(key(left, right))];
    return found.pair == kFree ? nullptr : &found.merge;
}

} // namespace fracbit::tokenizer
