#include "fracbit_cuda/weights.h"

#include "fracbit_cuda/launch.h"

namespace fracbit_cuda {

const char* codeName(Code code) {
    switch (code) {
    case Code::Pair:
        return "pair";
    case Code::Scalar:
        return "scalar";
    case Code::Grouped:
        return "grouped";
    case Code::Trellis:
        return "trellis";
    case Code::Computed:
        return "computed";
    case Code::Polynomial:
        return "polynomial";
    }
    return "";
}

std::size_t WeightFormat::rowBits() const {
    std::size_t bits = 0;
    for (int i = 0; i < segmentCount; ++i)
        bits += std::size_t{segments[i].tiles} * segments[i].tileBits;
    return bits;
}

std::size_t WeightFormat::rowWords() const {
    constexpr std::size_t kCopyBits = 128; // of an asynchronous copy
    return (rowBits() + kCopyBits - 1) / kCopyBits * 4;
}

std::size_t WeightFormat::tableWords() const {
    return isComputed(code) ? 0 : std::size_t{1} << indexBits;
}

std::string describe(const WeightFormat& format) {
    std::string text = std::string(codeName(format.code)) + " " + std::to_string(format.rows) +
                       " x " + std::to_string(format.columns) + ", tiles of";
    for (int i = 0; i < format.segmentCount; ++i)
        text += (i ? " and " : " ") + std::to_string(format.segments[i].tileBits);
    return text + " bits";
}

} // namespace fracbit_cuda
