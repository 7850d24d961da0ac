#include "backend/cuda/device/device_search.h"
#include "backend/cuda/device/session.h"
#include "base/parallel.h"
#include "quantizer/palette.h"

#include <algorithm>

namespace fracbit::backend::cuda {

namespace {

using quantizer::kTileWeights;
using quantizer::LayerShape;

// Tiles that are searched between two looks at the stop token: some milliseconds of work.
constexpr std::size_t kBatchTiles = 4096;

class PanelEncoder final : public CudaEncoder {
public:
    PanelEncoder(Session& session, quantizer::Scheme scheme)
        : session_(session), scheme_(scheme), codes_(symbolCodes(scheme)),
          searches_(codes_.size()) {}

    void encodePanel(LayerShape shape, std::int64_t panel, std::span<const float> targets,
                     std::span<std::byte> codes, std::span<float> decoded,
                     const RunContext& context) override {
        const quantizer::Quantizer& chosen = quantizer::quantizer(scheme_);
        const auto tiles = static_cast<std::size_t>(shape.rowTiles());
        if (targets.size() != tiles * kTileWeights || decoded.size() != targets.size() ||
            codes.size() != chosen.codesBytes(shape))
            throw Error(ErrorCode::Internal, "a panel's buffers have wrong sizes");
        const PanelPlace place = panelPlace(scheme_, shape, panel);
        for (std::size_t first = 0; first < tiles; first += kBatchTiles) {
            context.throwIfCancelled();
            const std::size_t count = std::min(kBatchTiles, tiles - first);
            const auto symbols = search(place.code, targets, first, count, context);
            storeAll(place, 8 * chosen.rowTileBytes(shape), symbols, first, count, codes, decoded,
                     context);
        }
    }

private:
    std::vector<std::uint16_t> search(std::size_t which, std::span<const float> panel,
                                      std::size_t first, std::size_t count,
                                      const RunContext& context) {
        const SymbolCode& code = codes_[which];
        std::vector<float> targets(count * kTileWeights);
        parallelFor(count, context, [&](std::size_t tile) {
            gatherTargets(code, panel, first + tile,
                          std::span(targets).subspan(tile * kTileWeights, kTileWeights));
        });
        std::vector<std::uint16_t> symbols(count * code.symbols());
        session_.run([&] {
            DeviceSearch& device = searchOf(which, count);
            device.targets().upload(targets.data(), targets.size(), stream());
            device.enqueue(count, stream());
            device.symbols().download(symbols.data(), symbols.size(), stream());
            stream().synchronize();
        });
        return symbols;
    }

    void storeAll(const PanelPlace& place, std::size_t stride,
                  const std::vector<std::uint16_t>& symbols, std::size_t first, std::size_t count,
                  std::span<std::byte> codes, std::span<float> decoded,
                  const RunContext& context) const {
        const SymbolCode& code = codes_[place.code];
        parallelFor(count, context, [&](std::size_t tile) {
            storeSymbols(code, std::span(symbols).subspan(tile * code.symbols(), code.symbols()),
                         first + tile, codes, place.bit + (first + tile) * stride, decoded);
        });
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
    quantizer::Scheme scheme_;
    std::vector<SymbolCode> codes_;
    std::unique_ptr<fracbit_cuda::Stream> stream_;
    std::vector<std::unique_ptr<DeviceSearch>> searches_;
};

} // namespace

std::unique_ptr<CudaEncoder> makeEncoder(Session& session, quantizer::Scheme scheme) {
    return std::make_unique<PanelEncoder>(session, scheme);
}

} // namespace fracbit::backend::cuda
