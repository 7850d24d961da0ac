#include "backend/cpu/kernel_timing.h"

#include "base/random.h"
#include "quantizer/palette.h"

#include <algorithm>
#include <chrono>
#include <cstring>
#include <fstream>
#include <string>

namespace fracbit::backend {

using quantizer::LayerShape;
using quantizer::PackedLayer;
using quantizer::Scheme;

namespace {

constexpr std::uint16_t kHalfOne = 0x3C00; // 1.0 in fp16

// The scales that lie among the codes of NormalFloat become numbers of [0.5, 1): random bits could
// be infinite.
void setGroupScales(PackedLayer& layer) {
    constexpr std::size_t kScaleBytes = 2 * quantizer::kTile;
    constexpr std::byte kExponent{0x38};     // the upper byte of 0.5 in fp16
    constexpr std::byte kMantissaBits{0x03}; // of an upper byte
    const quantizer::Quantizer& quantizer = quantizer::quantizer(layer.scheme);
    const std::size_t rowTile = quantizer.rowTileBytes(layer.shape);
    const std::size_t tile = rowTile / static_cast<std::size_t>(quantizer.panels(layer.shape));
    for (std::size_t at = 0; at < layer.codes.size(); at += tile)
        for (std::size_t i = 0; i < kScaleBytes; i += 2)
            layer.codes[at + i] = kExponent | (layer.codes[at + i] & kMantissaBits);
}

void setRandomBits(std::span<std::byte> codes, std::uint64_t seed) {
    Random random(seed);
    for (std::size_t i = 0; i < codes.size(); i += sizeof(std::uint64_t)) {
        const std::uint64_t bits = random.next();
        std::memcpy(codes.data() + i, &bits, std::min(sizeof bits, codes.size() - i));
    }
}

// Where not every bit string may be a valid code: one row tile of random weights, for all of them,
// since encoding may be slow.
void encodeRandomRows(PackedLayer& layer, std::uint64_t seed) {
    const quantizer::Quantizer& quantizer = quantizer::quantizer(layer.scheme);
    const LayerShape tile{quantizer::kTile, layer.shape.columns};
    const std::size_t bytes = quantizer.rowTileBytes(tile);
    std::vector<float> targets(
        static_cast<std::size_t>(quantizer::kTile * quantizer.panelColumns()));
    std::vector<float> decoded(targets.size());
    for (const auto& place : quantizer.places(tile)) {
        fillGaussian(targets, mix64(seed) + static_cast<std::uint64_t>(place.panel));
        quantizer.encodeBatch(tile, place, 0, targets, std::span(layer.codes).first(bytes),
                              decoded);
    }
    for (std::size_t at = bytes; at < layer.codes.size(); at += bytes)
        std::copy_n(layer.codes.begin(), bytes, layer.codes.begin() + std::ptrdiff_t(at));
}

// Of the cache that this processor has behind it, as Linux describes it ("32768K"); 0 where it does
// not. sysconf() counts the last caches of all processors of the package.
std::size_t lastCacheBytes() {
    std::size_t largest = 0;
    for (int index = 0; index < 8; ++index) {
        std::ifstream file("/sys/devices/system/cpu/cpu0/cache/index" + std::to_string(index) +
                           "/size");
        std::size_t size = 0;
        char unit = 0;
        if (file >> size >> unit)
            largest = std::max(largest, size << (unit == 'M' ? 20 : unit == 'K' ? 10 : 0));
    }
    return largest;
}

std::vector<float> randomInput(std::size_t size) {
    std::vector<float> input(size);
    fillGaussian(input, 1);
    return input;
}

PackedGroup makeGroup(Scheme scheme, const std::vector<LayerShape>& fused,
                      const RunContext& context) {
    const std::int64_t columns = fused.front().columns;
    std::vector<PackedMatrix> matrices;
    for (const LayerShape& shape : fused) {
        const PackedLayer layer = randomLayer(scheme, shape, matrices.size());
        matrices.emplace_back(quantizer::PackedLayerView(layer), context);
    }
    const rotation::Rotation rotation(std::make_shared<rotation::Hadamard>(columns),
                                      rotation::randomSigns(0, "timing", columns));
    return {InputRotation(rotation), std::move(matrices)};
}

ProductTiming summary(std::vector<double>& rounds) {
    std::ranges::sort(rounds);
    ProductTiming timing;
    timing.seconds = rounds[rounds.size() / 2];
    timing.fastest = rounds.front();
    timing.spread = (rounds[rounds.size() * 3 / 4] - rounds[rounds.size() / 4]) / timing.seconds;
    return timing;
}

} // namespace

std::vector<std::string> productVariants(Scheme) {
    return {std::string("cpu-") + kernelInstructionSet()};
}

std::size_t coldBytes() {
    constexpr std::size_t kLeast = std::size_t{64} << 20;
    return std::max(kLeast, 2 * lastCacheBytes());
}

PackedLayer randomLayer(Scheme scheme, LayerShape shape, std::uint64_t seed) {
    const quantizer::Quantizer& quantizer = quantizer::quantizer(scheme);
    const quantizer::RuntimeCode& code = quantizer::familyInfo(scheme.family).code;
    PackedLayer layer{scheme, shape, quantizer.codebook(), {}, {}};
    layer.rowScales.assign(static_cast<std::size_t>(shape.rows), kHalfOne);
    layer.codes.resize(quantizer.codesBytes(shape));
    if (std::holds_alternative<quantizer::DecodedOnly>(code)) {
        encodeRandomRows(layer, seed);
        return layer;
    }
    setRandomBits(layer.codes, seed);
    const auto* indices = std::get_if<quantizer::ScalarIndices>(&code);
    if (indices && indices->rowGroupScales)
        setGroupScales(layer);
    return layer;
}

ProductTimer::ProductTimer(Scheme scheme, std::vector<LayerShape> fused, const RunContext& context,
                           std::size_t cold) {
    for (const LayerShape& shape : fused)
        if (shape.rows < 1 || shape.columns < 1 || shape.columns != fused.front().columns)
            throw Error(ErrorCode::InvalidArgument,
                        "layers to be timed together need sizes that fit together");
    if (fused.empty())
        throw Error(ErrorCode::InvalidArgument, "there are no layers to be timed");
    copies_.push_back(makeGroup(scheme, fused, context));
    const std::size_t copies = cold / copies_.front().bytes() + 1;
    while (copies_.size() < std::max<std::size_t>(copies, 2)) {
        context.throwIfCancelled();
        copies_.push_back(PackedGroup(copies_.front()));
    }
}

ProductTiming ProductTimer::measure(std::int64_t batch, int threads, const RunContext& context,
                                    double seconds) {
    using Clock = std::chrono::steady_clock;
    constexpr std::size_t kLeastRounds = 7;
    const PackedGroup& group = copies_.front();
    const auto input = randomInput(static_cast<std::size_t>(batch * group.columns()));
    std::vector<float> output(static_cast<std::size_t>(batch * group.rows()));
    ThreadTeam team(threads);
    ProductWorkspace workspace;
    const std::size_t perRound = (copies_.size() + kLeastRounds - 1) / kLeastRounds;
    std::vector<double> rounds;
    double total = 0;
    std::size_t next = 0;
    for (int round = -1; total < seconds || rounds.size() < kLeastRounds; ++round) {
        context.throwIfCancelled();
        const auto begin = Clock::now();
        for (std::size_t call = 0; call < perRound; ++call, ++next)
            copies_[next % copies_.size()].multiply(input, batch, output, team, workspace);
        const std::chrono::duration<double> elapsed = Clock::now() - begin;
        if (round < 0)
            continue; // warms up: tables, clock frequency
        total += elapsed.count();
        rounds.push_back(elapsed.count() / static_cast<double>(perRound));
    }
    ProductTiming timing = summary(rounds);
    timing.weights = group.rows() * group.columns();
    timing.bytes = group.bytes();
    return timing;
}

} // namespace fracbit::backend
