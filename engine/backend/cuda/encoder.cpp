#include "backend/cuda/device/device_search.h"
#include "backend/cuda/device/session.h"
#include "base/parallel.h"

#include <algorithm>

namespace fracbit::backend::cuda {

using quantizer::PanelEncoder;

namespace {

using quantizer::kTileWeights;
using quantizer::LayerShape;
using quantizer::PanelRange;
using quantizer::PanelValues;

// Tiles that are searched between two looks at the stop token: some milliseconds of work.
constexpr std::size_t kBatchTiles = 4096;

// Panels in whole tiles, side by side: [panel][padded row][column].
class PaddedPanels {
public:
    PaddedPanels(const quantizer::Quantizer& quantizer, LayerShape shape, PanelRange panels)
        : shape_(shape), panels_(panels), width_(quantizer.panelColumns()),
          values_(static_cast<std::size_t>(panels.count * shape.paddedRows() * width_)) {}

    std::span<float> panel(std::int64_t index) {
        const auto size = static_cast<std::size_t>(shape_.paddedRows() * width_);
        return std::span(values_).subspan(static_cast<std::size_t>(index) * size, size);
    }
    void fill(const float* from, std::int64_t stride) {
        forRows([&](std::int64_t row, std::int64_t column, float* here, std::int64_t count) {
            std::copy_n(from + row * stride + column, count, here);
        });
    }
    void copyTo(float* to, std::int64_t stride) {
        forRows([&](std::int64_t row, std::int64_t column, float* here, std::int64_t count) {
            std::copy_n(here, count, to + row * stride + column);
        });
    }

private:
    template <class Body>
    void forRows(const Body& body) {
        for (std::int64_t index = 0; index < panels_.count; ++index) {
            const std::int64_t column = index * width_;
            const std::int64_t count =
                std::min(width_, shape_.columns - (panels_.first + index) * width_);
            for (std::int64_t row = 0; row < shape_.rows; ++row)
                body(row, column, panel(index).data() + row * width_, count);
        }
    }

    LayerShape shape_;
    PanelRange panels_;
    std::int64_t width_;
    std::vector<float> values_;
};

class DeviceEncoder final : public PanelEncoder {
public:
    DeviceEncoder(Session& session, quantizer::Scheme scheme)
        : PanelEncoder(scheme), session_(session), codes_(symbolCodes(scheme)),
          searches_(codes_.size()) {}

    std::int64_t weightsAtATime() const override {
        return static_cast<std::int64_t>(kBatchTiles) * kTileWeights;
    }

    void encode(LayerShape shape, PanelRange panels, const PanelValues& values,
                std::span<std::byte> codes, const RunContext& context) override {
        if (codes.size() != quantizer().codesBytes(shape))
            throw Error(ErrorCode::Internal, "a layer's codes have a wrong size");
        PaddedPanels targets(quantizer(), shape, panels);
        PaddedPanels decoded(quantizer(), shape, panels);
        targets.fill(values.targets, values.targetStride);
        for (std::size_t code = 0; code < codes_.size(); ++code) {
            const auto tiles = tilesOf(code, shape, panels, targets, decoded);
            for (std::size_t first = 0; first < tiles.size(); first += kBatchTiles) {
                context.throwIfCancelled();
                const std::size_t count = std::min(kBatchTiles, tiles.size() - first);
                encodeTiles(code, std::span(tiles).subspan(first, count), codes, context);
            }
        }
        decoded.copyTo(values.decoded, values.decodedStride);
    }

private:
    struct Tile {
        std::span<float> targets; // of its panel
        std::span<float> decoded;
        std::size_t rowTile;
        std::size_t bit; // where its codes begin
    };

    // Tiles of all panels whose codes are of the same form: one search, however many panels.
    std::vector<Tile> tilesOf(std::size_t code, LayerShape shape, PanelRange panels,
                              PaddedPanels& targets, PaddedPanels& decoded) const {
        const std::size_t stride = 8 * quantizer().rowTileBytes(shape);
        std::vector<Tile> tiles;
        for (std::int64_t index = 0; index < panels.count; ++index) {
            const PanelPlace place = panelPlace(scheme(), shape, panels.first + index);
            if (place.code != code)
                continue;
            for (std::size_t row = 0; row < static_cast<std::size_t>(shape.rowTiles()); ++row)
                tiles.push_back(
                    {targets.panel(index), decoded.panel(index), row, place.bit + row * stride});
        }
        return tiles;
    }

    void encodeTiles(std::size_t which, std::span<const Tile> tiles, std::span<std::byte> codes,
                     const RunContext& context) {
        const SymbolCode& code = codes_[which];
        const auto symbols = search(which, tiles, context);
        parallelFor(tiles.size(), context, [&](std::size_t i) {
            storeSymbols(code, std::span(symbols).subspan(i * code.symbols(), code.symbols()),
                         tiles[i].rowTile, codes, tiles[i].bit, tiles[i].decoded);
        });
    }

    std::vector<std::uint16_t> search(std::size_t which, std::span<const Tile> tiles,
                                      const RunContext& context) {
        const SymbolCode& code = codes_[which];
        std::vector<float> targets(tiles.size() * kTileWeights);
        parallelFor(tiles.size(), context, [&](std::size_t i) {
            gatherTargets(code, tiles[i].targets, tiles[i].rowTile,
                          std::span(targets).subspan(i * kTileWeights, kTileWeights));
        });
        std::vector<std::uint16_t> symbols(tiles.size() * code.symbols());
        session_.run([&] {
            DeviceSearch& device = searchOf(which, tiles.size());
            device.targets().upload(targets.data(), targets.size(), stream());
            device.enqueue(tiles.size(), stream());
            device.symbols().download(symbols.data(), symbols.size(), stream());
            stream().synchronize();
        });
        return symbols;
    }

    // Streams belong to a device, which is current only within Session::run().
    const fracbit_cuda::Stream& stream() {
        if (!stream_)
            stream_ = std::make_unique<fracbit_cuda::Stream>();
        return *stream_;
    }
    DeviceSearch& searchOf(std::size_t which, std::size_t tiles) {
        auto& search = searches_[which];
        if (!search || search->tiles() < tiles) {
            search.reset();
            search =
                std::make_unique<DeviceSearch>(codes_[which], tiles, session_.device(), stream());
        }
        return *search;
    }

    Session& session_;
    std::vector<SymbolCode> codes_;
    std::unique_ptr<fracbit_cuda::Stream> stream_;
    std::vector<std::unique_ptr<DeviceSearch>> searches_;
};

} // namespace

std::unique_ptr<PanelEncoder> makeEncoder(Session& session, quantizer::Scheme scheme) {
    return std::make_unique<DeviceEncoder>(session, scheme);
}

} // namespace fracbit::backend::cuda
