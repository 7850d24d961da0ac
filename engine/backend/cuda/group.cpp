#include "backend/cuda/device/session.h"

#include <algorithm>

namespace fracbit::backend::cuda {

namespace {

using quantizer::PackedLayerView;

bool shareLaunch(const PackedLayerView& a, const PackedLayerView& b) {
    return a.scheme == b.scheme && a.codebook == b.codebook;
}

class DeviceGroup final : public LinearGroup {
public:
    DeviceGroup(Session& session, const GroupSource& source)
        : columns_(source.layers.front().shape.columns) {
        const rotation::Rotation* rotation = source.rotation ? &*source.rotation : nullptr;
        const std::span<const PackedLayerView> layers(source.layers);
        for (std::size_t begin = 0, end = 0; begin < layers.size(); begin = end) {
            while (end < layers.size() && shareLaunch(layers[begin], layers[end]))
                ++end;
            add(makeMatrix(session, layers.subspan(begin, end - begin), rotation),
                layers.subspan(begin, end - begin));
        }
    }

    std::int64_t columns() const override { return columns_; }
    std::int64_t rows() const override { return rows_; }
    std::size_t bytes() const override {
        std::size_t bytes = 0;
        for (const Launch& launch : launches_)
            bytes += launch.matrix->deviceBytes();
        return bytes;
    }

    void multiply(std::span<const float> x, std::int64_t count, std::span<float> out,
                  LinearWorkspace&) const override {
        std::vector<float> products;
        for (const Launch& launch : launches_) {
            const std::int64_t stride = launch.matrix->rows();
            products.resize(static_cast<std::size_t>(count * stride));
            launch.matrix->multiply(x, count, products, CudaVariant::TensorCore);
            for (const Part& part : launch.parts)
                for (std::int64_t i = 0; i < count; ++i)
                    std::copy_n(products.data() + i * stride + part.from, part.rows,
                                out.data() + i * rows_ + part.to);
        }
    }

private:
    struct Part { // the rows of a layer, padded on the device
        std::int64_t from;
        std::int64_t to;
        std::int64_t rows;
    };
    struct Launch {
        std::unique_ptr<CudaMatrix> matrix;
        std::vector<Part> parts;
    };

    void add(std::unique_ptr<CudaMatrix> matrix, std::span<const PackedLayerView> layers) {
        Launch launch{std::move(matrix), {}};
        for (std::size_t i = 0; i < layers.size(); ++i) {
            const std::int64_t rows = layers[i].shape.rows;
            launch.parts.push_back({launch.matrix->firstRow(i), rows_, rows});
            rows_ += rows;
        }
        launches_.push_back(std::move(launch));
    }

    std::int64_t columns_;
    std::int64_t rows_ = 0;
    std::vector<Launch> launches_;
};

} // namespace

std::unique_ptr<LinearGroup> makeGroup(Session& session, const GroupSource& source) {
    for (const PackedLayerView& layer : source.layers)
        if (layer.shape.columns != source.layers.front().shape.columns)
            throw Error(ErrorCode::Internal, "fused layers read inputs of different sizes");
    return std::make_unique<DeviceGroup>(session, source);
}

} // namespace fracbit::backend::cuda
