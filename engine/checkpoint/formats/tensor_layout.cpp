#include "checkpoint/formats/tensor_layout.h"

#include "base/error.h"

#include <algorithm>
#include <set>

namespace fracbit::checkpoint {

std::optional<std::uint64_t> storedBytes(DType type, const Shape& shape) {
    std::int64_t elements = 1;
    for (const std::int64_t size : shape)
        if (size < 0 || __builtin_mul_overflow(elements, size, &elements))
            return std::nullopt;
    const auto perBlock = static_cast<std::int64_t>(blockElements(type));
    if (perBlock > 1 && (shape.empty() || shape.back() % perBlock != 0))
        return std::nullopt;
    std::int64_t bytes = 0;
    if (__builtin_mul_overflow(elements / perBlock, static_cast<std::int64_t>(blockBytes(type)),
                               &bytes))
        return std::nullopt;
    return static_cast<std::uint64_t>(bytes);
}

namespace {

// Bytes of the well-formed UTF-8 sequence that `text` begins with, 0 when it is ill-formed
// (Unicode 15, table 3-7).
std::size_t sequenceLength(std::string_view text) {
    const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
    const unsigned char lead = byte(0);
    if (lead < 0x80)
        return 1;
    const std::size_t length = lead >= 0xC2 && lead <= 0xDF   ? 2
                               : lead >= 0xE0 && lead <= 0xEF ? 3
                               : lead >= 0xF0 && lead <= 0xF4 ? 4
                                                              : 0;
    if (length == 0 || text.size() < length)
        return 0;
    for (std::size_t i = 1; i < length; ++i)
        if ((byte(i) & 0xC0) != 0x80)
            return 0;
    const unsigned char second = byte(1);
    const bool outside = (lead == 0xE0 && second < 0xA0) || (lead == 0xED && second > 0x9F) ||
                         (lead == 0xF0 && second < 0x90) || (lead == 0xF4 && second > 0x8F);
    return outside ? 0 : length;
}

bool isControl(char c) {
    return static_cast<unsigned char>(c) < 0x20 || c == 0x7F;
}

} // namespace

bool isPresentable(std::string_view name) {
    constexpr std::size_t kLongest = 1024;
    if (name.empty() || name.size() > kLongest || std::any_of(name.begin(), name.end(), isControl))
        return false;
    while (!name.empty()) {
        const std::size_t length = sequenceLength(name);
        if (length == 0)
            return false;
        name.remove_prefix(length);
    }
    return true;
}

std::string printable(std::string_view text) {
    constexpr std::size_t kShown = 120;
    std::string result(text.substr(0, kShown));
    for (char& c : result)
        if (isControl(c) || static_cast<unsigned char>(c) >= 0x80)
            c = '?';
    return text.size() > kShown ? result + "..." : result;
}

std::string tensorText(std::string_view name) {
    return "tensor '" + printable(name) + "'";
}

void sortByName(std::vector<StoredTensor>& tensors, const std::vector<UnreadableTensor>& others,
                const std::filesystem::path& file) {
    std::set<std::string_view> names;
    const auto check = [&](const std::string& name) {
        if (!isPresentable(name))
            throwInvalidFile(file, tensorText(name) + " has a name that is empty, too long or "
                                                      "not plain text");
        if (!names.insert(name).second)
            throwInvalidFile(file, tensorText(name) + " occurs twice");
    };
    for (const StoredTensor& tensor : tensors)
        check(tensor.name);
    for (const UnreadableTensor& tensor : others)
        check(tensor.name);
    std::sort(tensors.begin(), tensors.end(),
              [](const StoredTensor& a, const StoredTensor& b) { return a.name < b.name; });
}

} // namespace fracbit::checkpoint
