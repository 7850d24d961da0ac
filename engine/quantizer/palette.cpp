#include "quantizer/palette.h"

#include "quantizer/scalar/normal_float.h"
#include "quantizer/scalar/scalar_quantizer.h"
#include "quantizer/trellis/trellis_quantizer.h"
#include "quantizer/vector/vector_quantizer.h"
#include "tensor/dtype.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <mutex>

namespace fracbit::quantizer {

namespace {

struct Entry {
    FamilyInfo info;
    std::unique_ptr<Quantizer> (*makeQuantizer)(Scheme);
    std::unique_ptr<Decoder> (*makeDecoder)(Scheme, const Codebook&);
};

// To add a family: one line here, its name in scheme.cpp, its row in distortion_table.cpp.
const std::vector<Entry>& registry() {
    static const std::vector<Entry> entries{
        {{Family::Nuq, "non-uniform scalar (Lloyd-Max)", 2 * 256, 8 * 256, 256, 0, 2 * 256, 256,
          false},
         makeScalarQuantizer,
         makeScalarDecoder},
        {{Family::Vq, "two-dimensional vector (k-means)", 384, 6 * 256, 128, 0, 384, 128, false},
         makeVectorQuantizer,
         makeVectorDecoder},
        {{Family::Tcq, "trellis-coded with a table (Q-Palette)", 256, 5 * 256, 128, 0, 256, 128,
          false},
         makeTrellisQuantizer,
         makeTrellisDecoder},
        {{Family::HalfTcq, "trellis-coded at two rates (Q-Palette), in any mixture", 257, 1279, 1,
          128, 320, 128, false},
         makeTrellisQuantizer,
         makeTrellisDecoder},
        {{Family::Ctcq, "trellis-coded with a computed code", 256, 8 * 256, 1, 0, 256, 64, false},
         makeTrellisQuantizer,
         makeTrellisDecoder},
        {{Family::Ctcq14, "as ctcq, encoded four times as fast", 256, 8 * 256, 1, 0, 256, 128,
          true},
         makeTrellisQuantizer,
         makeTrellisDecoder},
        {{Family::Pctcq, "trellis-coded with a polynomial of the computed code", 256, 8 * 256, 1, 0,
          256, 64, false},
         makeTrellisQuantizer,
         makeTrellisDecoder},
        {{Family::Uniform, "uniform scalar", 2 * 256, 8 * 256, 256, 0, 2 * 256, 256, true},
         makeScalarQuantizer,
         makeScalarDecoder},
        {{Family::Nf, "NormalFloat in groups of 64", 2 * 256, 8 * 256, 256, 0, 2 * 256, 256, true},
         makeNormalFloatQuantizer,
         makeNormalFloatDecoder}};
    return entries;
}

const Entry& entryOf(Family family) {
    for (const Entry& entry : registry())
        if (entry.info.family == family)
            return entry;
    throw Error(ErrorCode::Internal, "unknown quantizer family");
}

void requireExisting(Scheme scheme) {
    if (!exists(scheme))
        throw Error(ErrorCode::InvalidArgument, "the palette has no " + schemeName(scheme));
}

} // namespace

const std::vector<FamilyInfo>& families() {
    static const std::vector<FamilyInfo> infos = [] {
        std::vector<FamilyInfo> result;
        for (const Entry& entry : registry())
            result.push_back(entry.info);
        return result;
    }();
    return infos;
}

const FamilyInfo& familyInfo(Family family) {
    return entryOf(family).info;
}

bool exists(Scheme scheme) {
    const FamilyInfo& info = familyInfo(scheme.family);
    return scheme.rate256 >= info.minRate256 && scheme.rate256 <= info.maxRate256 &&
           (scheme.rate256 - info.minRate256) % info.stepRate256 == 0 &&
           (info.excludedRate256 == 0 || scheme.rate256 % info.excludedRate256 != 0);
}

std::vector<Scheme> standardSchemes() {
    std::vector<Scheme> schemes;
    for (const FamilyInfo& info : families())
        for (int rate = info.firstListedRate256; rate <= info.maxRate256;
             rate += info.listedStepRate256)
            schemes.push_back({info.family, rate});
    return schemes;
}

const Quantizer& quantizer(Scheme scheme) {
    static std::mutex mutex;
    static std::map<Scheme, std::unique_ptr<Quantizer>> made;
    requireExisting(scheme);
    const std::lock_guard lock(mutex);
    auto& slot = made[scheme];
    if (!slot)
        slot = entryOf(scheme.family).makeQuantizer(scheme);
    return *slot;
}

std::unique_ptr<Decoder> makeDecoder(Scheme scheme, const Codebook& codebook) {
    requireExisting(scheme);
    if (codebook.table.size() != quantizer(scheme).codebook().table.size())
        throw Error(ErrorCode::InvalidFile,
                    "the table stored for " + schemeName(scheme) + " has a wrong size");
    if (!(codebook.scale > 0) || !std::isfinite(codebook.scale))
        throw Error(ErrorCode::InvalidFile,
                    "the scale stored for " + schemeName(scheme) + " is not positive");
    const auto isFinite = [](std::uint16_t half) { return std::isfinite(halfToFloat(half)); };
    if (!std::ranges::all_of(codebook.table, isFinite))
        throw Error(ErrorCode::InvalidFile, "the table stored for " + schemeName(scheme) +
                                                " has entries that are no numbers");
    return entryOf(scheme.family).makeDecoder(scheme, codebook);
}

std::size_t layerBytes(Scheme scheme, LayerShape shape) {
    const Quantizer& chosen = quantizer(scheme);
    return chosen.codesBytes(shape) + chosen.tableBytes();
}

} // namespace fracbit::quantizer
