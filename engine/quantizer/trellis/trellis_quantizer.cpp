#include "quantizer/trellis/trellis_quantizer.h"

#include "base/error.h"
#include "quantizer/bit_stream.h"
#include "quantizer/tile_order.h"
#include "quantizer/trellis/trellis_layout.h"
#include "quantizer/trellis/viterbi.h"

#include <algorithm>
#include <array>
#include <mutex>

namespace fracbit::quantizer {

namespace {

// The points of all states for unit-variance targets.
std::vector<float> decodedPoints(const TrellisCode& code, float scale) {
    const float inverse = 1.0f / scale;
    std::vector<float> points;
    points.reserve(code.points.size());
    for (const float component : code.points)
        points.push_back(component * inverse);
    return points;
}

// Scratch memory is megabytes large, too dear to allocate for each item of work: what was returned
// is lent again.
class WorkspacePool {
    using Workspace = ViterbiEncoder::Workspace;

public:
    auto borrow(const ViterbiEncoder& encoder) {
        const auto giveBack = [this](Workspace* workspace) {
            const std::lock_guard lock(mutex_);
            free_.emplace_back(workspace);
        };
        const std::lock_guard lock(mutex_);
        std::unique_ptr<Workspace> workspace;
        if (free_.empty()) {
            workspace = std::make_unique<Workspace>(encoder);
        } else {
            workspace = std::move(free_.back());
            free_.pop_back();
        }
        return std::unique_ptr<Workspace, decltype(giveBack)>(workspace.release(), giveBack);
    }

private:
    std::mutex mutex_;
    std::vector<std::unique_ptr<Workspace>> free_;
};

// What encoding needs beyond the layout: megabytes, so it is made when a tile is first encoded.
struct Search {
    std::vector<float> points; // of all states, for unit-variance targets
    std::vector<std::unique_ptr<ViterbiEncoder>> encoders;  // one a trellis of the layout
    std::vector<std::unique_ptr<WorkspacePool>> workspaces; // likewise

    Search(const TrellisLayout& layout, const TrellisCode& code, float scale)
        : points(decodedPoints(code, scale)) {
        for (const Trellis& trellis : layout.trellises) {
            encoders.push_back(
                std::make_unique<ViterbiEncoder>(trellis, code, trellis.tileBits() / 256.0));
            workspaces.push_back(std::make_unique<WorkspacePool>());
        }
    }
};

class TrellisQuantizer final : public Quantizer {
public:
    TrellisQuantizer(Scheme scheme, const BitshiftTrellis& code, Codebook codebook)
        : Quantizer(scheme), code_(code), codebook_(std::move(codebook)),
          layout_(trellisLayout(scheme, code)) {}

    const Codebook& codebook() const override { return codebook_; }

protected:
    std::size_t tileBits(LayerShape shape, std::int64_t panel) const override {
        return static_cast<std::size_t>(layout_.of(shape, panel).tileBits());
    }

    void encodeTiles(LayerShape shape, std::int64_t panel, const TileSpan& tiles) const override {
        const std::size_t which = layout_.index(shape, panel);
        const ViterbiEncoder& encoder = *search().encoders[which];
        const auto workspace = search().workspaces[which]->borrow(encoder);
        for (std::int64_t tile = 0; tile < tiles.count; tile += 2) {
            EncodedTile first(*this, encoder, tiles, tile);
            EncodedTile second(*this, encoder, tiles, std::min(tile + 1, tiles.count - 1));
            encoder.encodePair(first.view(), second.view(), *workspace);
            store(first, encoder.trellis(), tiles);
            store(second, encoder.trellis(), tiles);
        }
    }

private:
    const Search& search() const {
        std::call_once(searchMade_, [this] {
            search_ =
                std::make_unique<Search>(layout_, trellisCode(code_, codebook_), codebook_.scale);
        });
        return *search_;
    }

    // A tile's weights in code order, and room for its path.
    struct EncodedTile {
        std::int64_t tile;
        std::size_t steps;
        std::array<float, kTileWeights> targets;
        std::array<std::uint16_t, kTileWeights> states;

        EncodedTile(const TrellisQuantizer& quantizer, const ViterbiEncoder& encoder,
                    const TileSpan& tiles, std::int64_t index)
            : tile(index), steps(encoder.trellis().steps()) {
            for (int i = 0; i < kTileWeights; ++i)
                targets[static_cast<std::size_t>(i)] =
                    quantizer.codebook_.scale * tiles.targets[at(tile, i)];
        }
        ViterbiEncoder::Tile view() { return {targets, std::span(states).first(steps)}; }
    };

    void store(const EncodedTile& encoded, const Trellis& trellis, const TileSpan& tiles) const {
        std::size_t bit = tiles.firstBit + static_cast<std::size_t>(encoded.tile) * tiles.stride;
        const auto dimensions = static_cast<std::size_t>(trellis.dimensions);
        for (std::size_t step = 0; step < trellis.steps(); ++step) {
            const std::uint32_t state = encoded.states[step];
            const int shift = trellis.shifts[step];
            putBits(tiles.codes, bit, state >> (trellis.stateBits - shift), shift);
            bit += static_cast<std::size_t>(shift);
            for (std::size_t c = 0; c < dimensions; ++c)
                tiles.decoded[at(encoded.tile, static_cast<int>(step * dimensions + c))] =
                    search().points[state * dimensions + c];
        }
    }

    static std::size_t at(std::int64_t tile, int i) {
        return static_cast<std::size_t>((tile * kTile + tileRow(i)) * kTile + tileColumn(i));
    }

    BitshiftTrellis code_;
    Codebook codebook_;
    TrellisLayout layout_;
    mutable std::once_flag searchMade_;
    mutable std::unique_ptr<const Search> search_;
};

class TrellisDecoder final : public Decoder {
public:
    TrellisDecoder(Scheme scheme, const BitshiftTrellis& code, const Codebook& codebook)
        : layout_(trellisLayout(scheme, code)),
          points_(decodedPoints(trellisCode(code, codebook), codebook.scale)) {}

    void decodeRowTile(LayerShape shape, std::span<const std::byte> codes,
                       std::span<float> out) const override {
        const std::int64_t panels = (shape.columns + kTile - 1) / kTile;
        std::size_t bit = 0;
        for (std::int64_t panel = 0; panel < panels; ++panel) {
            const Trellis& trellis = layout_.of(shape, panel);
            decodeTile(trellis, codes, bit, out.subspan(static_cast<std::size_t>(panel * kTile)),
                       panels * kTile);
            bit += static_cast<std::size_t>(trellis.tileBits());
        }
    }

private:
    // The state is a sliding window over the circular string: shift in the bits that follow it.
    void decodeTile(const Trellis& trellis, std::span<const std::byte> codes, std::size_t tileBit,
                    std::span<float> out, std::int64_t rowStride) const {
        const auto total = static_cast<std::size_t>(trellis.tileBits());
        const auto dimensions = static_cast<std::size_t>(trellis.dimensions);
        const auto mask = static_cast<std::uint32_t>(trellis.states() - 1);
        std::uint32_t state = getBits(codes, tileBit, trellis.stateBits);
        auto ahead = static_cast<std::size_t>(trellis.stateBits); // the bit after the window
        for (std::size_t step = 0; step < trellis.steps(); ++step) {
            for (std::size_t c = 0; c < dimensions; ++c) {
                const int i = static_cast<int>(step * dimensions + c);
                out[static_cast<std::size_t>(tileRow(i) * rowStride + tileColumn(i))] =
                    points_[state * dimensions + c];
            }
            for (int k = 0; k < trellis.shifts[step]; ++k, ++ahead)
                state = ((state << 1) | getBits(codes, tileBit + ahead % total, 1)) & mask;
        }
    }

    TrellisLayout layout_;
    std::vector<float> points_;
};

} // namespace

std::unique_ptr<Quantizer> makeTrellisQuantizer(Scheme scheme, const BitshiftTrellis& code,
                                                Codebook codebook) {
    return std::make_unique<TrellisQuantizer>(scheme, code, std::move(codebook));
}

std::unique_ptr<Decoder> makeTrellisDecoder(Scheme scheme, const BitshiftTrellis& code,
                                            const Codebook& codebook) {
    return std::make_unique<TrellisDecoder>(scheme, code, codebook);
}

} // namespace fracbit::quantizer
