#include "quantizer/palette.h"

#include "base/error.h"
#include "quantizer/scalar/scalar_families.h"
#include "quantizer/trellis/trellis_families.h"
#include "quantizer/vector/vector_quantizer.h"
#include "tensor/dtype.h"

#include <algorithm>
#include <cmath>
#include <deque>
#include <map>
#include <mutex>

namespace fracbit::quantizer {

namespace {

// To add a family: its descriptor in a file of its own, and its line here. Files and profiles list
// schemes in this order. References stay valid when a family is added.
std::deque<SchemeFamily>& registry() {
    static std::deque<SchemeFamily> families{nuqFamily(),     vqFamily(),      tcqFamily(),
                                             halfTcqFamily(), ctcqFamily(),    ctcq14Family(),
                                             pctcqFamily(),   uniformFamily(), nfFamily()};
    return families;
}

bool isTaken(const std::string& name) {
    return std::ranges::find(registry(), name, &SchemeFamily::name) != registry().end();
}

void requireExisting(Scheme scheme) {
    if (!exists(scheme))
        throw Error(ErrorCode::InvalidArgument, "the palette has no " + schemeName(scheme));
}

} // namespace

std::vector<Family> families() {
    std::vector<Family> result;
    for (std::size_t place = 0; place < registry().size(); ++place)
        result.emplace_back(place);
    return result;
}

const SchemeFamily& familyInfo(Family family) {
    return registry().at(family.place());
}

Family addFamily(SchemeFamily family) {
    if (family.name.empty() || isTaken(family.name))
        throw Error(ErrorCode::InvalidArgument,
                    "a family of quantizers needs a name of its own, not '" + family.name + "'");
    if (!family.makeQuantizer || !family.makeDecoder || !family.distortion)
        throw Error(ErrorCode::InvalidArgument,
                    "the family of quantizers '" + family.name + "' lacks a function");
    registry().push_back(std::move(family));
    return Family(registry().size() - 1);
}

bool exists(Scheme scheme) {
    const Rates& rates = familyInfo(scheme.family).rates;
    return scheme.rate256 >= rates.min256 && scheme.rate256 <= rates.max256 &&
           (scheme.rate256 - rates.min256) % rates.step256 == 0 &&
           (rates.excluded256 == 0 || scheme.rate256 % rates.excluded256 != 0);
}

std::vector<Scheme> standardSchemes() {
    std::vector<Scheme> schemes;
    for (const Family family : families()) {
        const Rates& rates = familyInfo(family).rates;
        for (int rate = rates.firstListed256; rate <= rates.max256; rate += rates.listedStep256)
            schemes.push_back({family, rate});
    }
    return schemes;
}

const Quantizer& quantizer(Scheme scheme) {
    static std::mutex mutex;
    static std::map<Scheme, std::unique_ptr<Quantizer>> made;
    requireExisting(scheme);
    const std::lock_guard lock(mutex);
    auto& slot = made[scheme];
    if (!slot)
        slot = familyInfo(scheme.family).makeQuantizer(scheme);
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
    return familyInfo(scheme.family).makeDecoder(scheme, codebook);
}

StoredDistortion storedDistortion(Scheme scheme) {
    requireExisting(scheme);
    return familyInfo(scheme.family).distortion(scheme);
}

double gaussianDistortion(Scheme scheme) {
    return storedDistortion(scheme).value.mean;
}

std::size_t layerBytes(Scheme scheme, LayerShape shape) {
    const Quantizer& chosen = quantizer(scheme);
    return chosen.codesBytes(shape) + chosen.tableBytes();
}

} // namespace fracbit::quantizer
