#include "backend/cuda/device/device_form.h"
#include "backend/cuda/device/device_rotation.h"
#include "backend/cuda/device/session.h"
#include "fracbit_cuda/kernels.h"

#include <algorithm>
#include <limits>

namespace fracbit::backend::cuda {

namespace {

using fracbit_cuda::check;
using fracbit_cuda::DeviceArray;
using fracbit_cuda::DeviceBytes;
using fracbit_cuda::ProductBuffers;
using fracbit_cuda::ProductLaunch;
using fracbit_cuda::Stream;
using fracbit_cuda::Variant;

Variant variantOf(CudaVariant variant) {
    return variant == CudaVariant::TensorCore ? Variant::TensorCore : Variant::Scalar;
}

class ResidentMatrix final : public CudaMatrix {
public:
    ResidentMatrix(Session& session, DeviceForm form, const rotation::Rotation* rotation)
        : session_(session), firstRows_(std::move(form.firstRows)), codes_(form.codes.size()),
          table_(form.table.size()), rowScales_(form.rowScales.size()),
          rotation_(rotation, form.format.columns, session.device(), stream_) {
        weights_ = {form.format, codes_.data(), table_.data(), rowScales_.data()};
        codes_.upload(form.codes.data(), form.codes.size(), stream_);
        if (!form.table.empty())
            table_.upload(form.table.data(), form.table.size(), stream_);
        rowScales_.upload(form.rowScales.data(), form.rowScales.size(), stream_);
        stream_.synchronize(); // the host's copies go out of scope
    }

    std::size_t deviceBytes() const override {
        return 4 * (codes_.size() + table_.size() + rowScales_.size());
    }
    std::int64_t rows() const override { return weights_.format.rows; }
    std::int64_t firstRow(std::size_t part) const override { return firstRows_.at(part); }

    void multiply(std::span<const float> inputs, std::int64_t batch, std::span<float> outputs,
                  CudaVariant variant) override {
        checkSizes(inputs, batch, outputs);
        session_.run([&] {
            reserve(static_cast<int>(batch));
            inputs_.upload(inputs.data(), inputs.size(), stream_);
            rotation_.enqueue(inputs_.data(), static_cast<int>(batch), rotated_.data(), stream_);
            enqueueProduct(static_cast<int>(batch), variantOf(variant));
            outputs_.download(outputs.data(), outputs.size(), stream_);
            stream_.synchronize();
        });
    }

private:
    void checkSizes(std::span<const float> inputs, std::int64_t batch,
                    std::span<float> outputs) const {
        const std::int64_t columns = weights_.format.columns;
        constexpr std::int64_t kMostVectors = 65535 * 64; // of a launch
        if (batch < 1 || batch > kMostVectors ||
            inputs.size() != static_cast<std::size_t>(batch * columns) ||
            outputs.size() != static_cast<std::size_t>(batch * rows()))
            throw Error(ErrorCode::InvalidArgument, "inputs do not fit the packed matrix");
    }

    void reserve(int batch) {
        const auto count = static_cast<std::size_t>(batch);
        if (batch <= reserved_)
            return;
        reserved_ = 0;
        inputs_ = DeviceArray<float>(count * static_cast<std::size_t>(weights_.format.columns));
        outputs_ = DeviceArray<float>(count * static_cast<std::size_t>(rows()));
        rotated_ =
            DeviceArray<std::uint16_t>(fracbit_cuda::inputHalves(weights_.format.columns, batch));
        reserved_ = batch;
    }

    void enqueueProduct(int batch, Variant variant) {
        ProductBuffers buffers;
        buffers.inputs = rotated_.data();
        buffers.batch = batch;
        buffers.outputs = outputs_.data();
        buffers.outputStride = static_cast<std::size_t>(rows());
        if (hasVariant(weights_.format.code, variant, batch))
            enqueuePacked(buffers, variant);
        else if (variant == Variant::TensorCore)
            enqueueLarge(buffers);
        else
            throw Error(ErrorCode::InvalidArgument,
                        "this scheme and batch have no kernel without tensor cores");
    }

    void enqueuePacked(ProductBuffers& buffers, Variant variant) {
        const ProductLaunch launch = planProduct(weights_.format, variant, session_.device());
        if (partials_.size() < launch.partialFloats(weights_.format)) {
            partials_ = DeviceArray<float>(launch.partialFloats(weights_.format));
            counters_ = DeviceArray<std::uint32_t>(launch.counters(weights_.format));
            counters_.clear(stream_);
        }
        buffers.partials = partials_.data();
        buffers.counters = counters_.data();
        check(fracbit_cuda::multiply(weights_, launch, buffers, stream_.get()),
              "multiplying with packed weights");
    }

    void enqueueLarge(const ProductBuffers& buffers) {
        if (!scratch_.size())
            scratch_ = DeviceBytes(denseBytes(weights_.format));
        check(fracbit_cuda::multiplyLarge(weights_,
                                          planDequantize(weights_.format, session_.device()),
                                          scratch_.data(), buffers, stream_.get()),
              "multiplying with decoded weights");
    }

    Session& session_;
    std::vector<std::int64_t> firstRows_;
    Stream stream_;
    DeviceArray<std::uint32_t> codes_;
    DeviceArray<std::uint32_t> table_;
    DeviceArray<float> rowScales_;
    fracbit_cuda::DeviceWeights weights_;
    ResidentRotation rotation_;
    int reserved_ = 0; // vectors that the buffers below hold
    DeviceArray<float> inputs_;
    DeviceArray<std::uint16_t> rotated_;
    DeviceArray<float> outputs_;
    DeviceArray<float> partials_;
    DeviceArray<std::uint32_t> counters_;
    DeviceBytes scratch_;
};

} // namespace

std::unique_ptr<CudaMatrix> makeMatrix(Session& session,
                                       std::span<const quantizer::PackedLayerView> parts,
                                       const rotation::Rotation* rotation) {
    DeviceForm form = deviceForm(parts);
    if (rotation && rotation->size() != form.format.columns)
        throw Error(ErrorCode::InvalidArgument, "the rotation does not fit the packed matrix");
    return session.run(
        [&] { return std::make_unique<ResidentMatrix>(session, std::move(form), rotation); });
}

} // namespace fracbit::backend::cuda
