#include "backend/cuda/device/device_form.h"
#include "backend/cuda/device/device_rotation.h"
#include "backend/cuda/device/device_search.h"
#include "backend/cuda/device/session.h"
#include "base/random.h"
#include "fracbit_cuda/kernels.h"
#include "quantizer/palette.h"
#include "tensor/dtype.h"

#include <algorithm>

namespace fracbit::backend::cuda {

namespace {

using fracbit_cuda::check;
using fracbit_cuda::DeviceArray;
using fracbit_cuda::Event;
using fracbit_cuda::Graph;
using fracbit_cuda::ProductBuffers;
using fracbit_cuda::ProductLaunch;
using fracbit_cuda::Stream;
using fracbit_cuda::Variant;
using fracbit_cuda::WeightFormat;
using quantizer::LayerShape;
using quantizer::Scheme;

constexpr std::int64_t kMostVectors = 8; // of the kernels that decode on the fly
constexpr int kRepetitions = 9;   // of a graph; the median is not moved by four disturbed ones
constexpr int kCallsOfGraph = 20; // at least: one launch's latency is shared by them

template <class Number>
std::vector<Number> randomWords(std::size_t count, std::uint64_t seed) {
    Random random(seed);
    std::vector<Number> words(count);
    for (Number& word : words)
        word = static_cast<Number>(random.next());
    return words;
}

std::vector<std::uint16_t> randomHalves(std::size_t count) {
    std::vector<float> values(count);
    fillGaussian(values, 2);
    std::vector<std::uint16_t> halves;
    for (const float value : values)
        halves.push_back(floatToHalf(value));
    return halves;
}

// Seconds of one of `calls` calls that the graph consists of.
CudaTiming timeGraph(const Graph& graph, int calls, const Stream& stream) {
    graph.launch(stream); // loads the kernels
    stream.synchronize();
    std::vector<double> seconds;
    Event begin;
    Event end;
    for (int i = 0; i < kRepetitions; ++i) {
        begin.record(stream);
        graph.launch(stream);
        end.record(stream);
        end.synchronize();
        seconds.push_back(end.secondsSince(begin) / calls);
    }
    std::sort(seconds.begin(), seconds.end());
    const double median = seconds[seconds.size() / 2];
    return {median, (seconds.back() - seconds.front()) / median};
}

// Copies of a layer with random codes, enough to fill the cache twice, and what products need.
class TimedLayer {
public:
    TimedLayer(Scheme scheme, LayerShape shape, int batch, const ProductLaunch& launch,
               const fracbit_cuda::DeviceInfo& device, const Stream& stream)
        : format_(weightFormat(scheme, shape)), launch_(launch),
          rowScales_(static_cast<std::size_t>(format_.rowTiles()) * fracbit_cuda::kTile),
          table_(format_.tableWords()), inputs_(fracbit_cuda::inputHalves(format_.columns, batch)),
          outputs_(static_cast<std::size_t>(format_.rows) * static_cast<std::size_t>(batch)),
          partials_(launch.partialFloats(format_)), counters_(launch.counters(format_)) {
        const auto codes = randomWords<std::uint32_t>(format_.codeWords(), 1);
        const std::size_t copies =
            std::max<std::size_t>(2, 2 * device.cacheBytes / (4 * codes.size()) + 1);
        for (std::size_t i = 0; i < copies; ++i) {
            codes_.emplace_back(codes.size());
            codes_.back().upload(codes.data(), codes.size(), stream);
        }
        const auto halves = randomHalves(inputs_.size());
        inputs_.upload(halves.data(), halves.size(), stream);
        rowScales_.clear(stream);
        table_.clear(stream);
        counters_.clear(stream);
        buffers_ = {inputs_.data(),   batch,
                    outputs_.data(),  static_cast<std::size_t>(format_.rows),
                    partials_.data(), counters_.data()};
        stream.synchronize();
    }

    int calls() const {
        const auto copies = static_cast<int>(codes_.size());
        return (kCallsOfGraph + copies - 1) / copies * copies;
    }
    void enqueue(int call, const Stream& stream) const {
        const DeviceArray<std::uint32_t>& codes =
            codes_[static_cast<std::size_t>(call) % codes_.size()];
        check(multiply({format_, codes.data(), table_.data(), rowScales_.data()}, launch_, buffers_,
                       stream.get()),
              "multiplying with packed weights");
    }

private:
    WeightFormat format_;
    ProductLaunch launch_;
    std::vector<DeviceArray<std::uint32_t>> codes_;
    DeviceArray<float> rowScales_;
    DeviceArray<std::uint32_t> table_;
    DeviceArray<std::uint16_t> inputs_;
    DeviceArray<float> outputs_;
    DeviceArray<float> partials_;
    DeviceArray<std::uint32_t> counters_;
    ProductBuffers buffers_;
};

Variant kernelVariant(CudaVariant variant) {
    return variant == CudaVariant::TensorCore ? Variant::TensorCore : Variant::Scalar;
}

class Profiler final : public CudaProfiler {
public:
    explicit Profiler(Session& session) : session_(session) {}

    bool hasProduct(Scheme scheme, std::int64_t batch, CudaVariant variant) const override {
        const auto code = deviceCode(scheme);
        return code && batch >= 1 && batch <= kMostVectors &&
               hasVariant(*code, kernelVariant(variant), static_cast<int>(batch));
    }

    CudaTiming product(Scheme scheme, LayerShape shape, std::int64_t batch,
                       CudaVariant variant) override {
        if (!hasProduct(scheme, batch, variant))
            return {};
        const WeightFormat format = weightFormat(scheme, shape);
        const Variant kernel = kernelVariant(variant);
        return session_.run([&] {
            const Stream stream;
            const ProductLaunch launch = planProduct(format, kernel, session_.device());
            const TimedLayer layer(scheme, shape, static_cast<int>(batch), launch,
                                   session_.device(), stream);
            const Graph graph = Graph::capture(stream, [&] {
                for (int call = 0; call < layer.calls(); ++call)
                    layer.enqueue(call, stream);
            });
            return timeGraph(graph, layer.calls(), stream);
        });
    }

    CudaTiming rotations(std::span<const std::int64_t> widths) override {
        const std::int64_t widest = *std::max_element(widths.begin(), widths.end());
        return session_.run([&] {
            const Stream stream;
            const auto entries = static_cast<std::size_t>(widest);
            DeviceArray<float> in(entries);
            in.clear(stream);
            const DeviceArray<std::uint16_t> out(
                fracbit_cuda::inputHalves(static_cast<int>(widest), 1));
            std::vector<ResidentRotation> rotations;
            for (const std::int64_t width : widths) {
                const rotation::Rotation rotation(std::make_shared<rotation::Hadamard>(width),
                                                  rotation::randomSigns(1, "timing", width));
                rotations.emplace_back(&rotation, width, session_.device(), stream);
            }
            const Graph graph = Graph::capture(stream, [&] {
                for (const ResidentRotation& rotation : rotations)
                    rotation.enqueue(in.data(), 1, out.data(), stream);
            });
            return timeGraph(graph, 1, stream);
        });
    }

    CudaTiming encoding(Scheme scheme, std::int64_t tiles) override {
        const std::vector<SymbolCode> codes = symbolCodes(scheme);
        return session_.run([&] {
            const Stream stream;
            const auto count = static_cast<std::size_t>(tiles);
            DeviceSearch search(codes[0], count, session_.device(), stream);
            std::vector<float> targets(count * quantizer::kTileWeights);
            fillGaussian(targets, 3);
            search.targets().upload(targets.data(), targets.size(), stream);
            const Graph graph = Graph::capture(stream, [&] { search.enqueue(count, stream); });
            return timeGraph(graph, 1, stream);
        });
    }

    double copyBandwidth() override {
        constexpr std::size_t kBytes = std::size_t{512} << 20; // far beyond every cache
        return session_.run([&] {
            const Stream stream;
            const fracbit_cuda::DeviceBytes from(kBytes);
            const fracbit_cuda::DeviceBytes to(kBytes);
            const Graph graph = Graph::capture(stream, [&] {
                check(cudaMemcpyAsync(to.data(), from.data(), kBytes, cudaMemcpyDeviceToDevice,
                                      stream.get()),
                      "copying device memory");
            });
            return 2 * static_cast<double>(kBytes) / timeGraph(graph, 1, stream).seconds;
        });
    }

private:
    Session& session_;
};

} // namespace

std::unique_ptr<CudaProfiler> makeProfiler(Session& session) {
    return std::make_unique<Profiler>(session);
}

} // namespace fracbit::backend::cuda
