#include "backend/cpu/cpu_backend.h"

#include "backend/cpu/packed_group.h"

namespace fracbit::backend {

namespace {

struct CpuWorkspace final : LinearWorkspace {
    explicit CpuWorkspace(ThreadTeam& lent) : team(lent) {}
    ThreadTeam& team;
    ProductWorkspace products;
};

class CpuGroup final : public LinearGroup {
public:
    explicit CpuGroup(PackedGroup group) : group_(std::move(group)) {}

    std::int64_t columns() const override { return group_.columns(); }
    std::int64_t rows() const override { return group_.rows(); }
    std::size_t bytes() const override { return group_.bytes(); }
    void multiply(std::span<const float> x, std::int64_t count, std::span<float> out,
                  LinearWorkspace& workspace) const override {
        auto& own = dynamic_cast<CpuWorkspace&>(workspace);
        group_.multiply(x, count, out, own.team, own.products);
    }

private:
    PackedGroup group_;
};

class CpuBackend final : public LinearBackend {
public:
    std::string deviceName() const override { return listDevices().devices.front().name; }
    std::unique_ptr<LinearGroup> prepare(const GroupSource& source,
                                         const RunContext& context) override {
        std::optional<InputRotation> rotation;
        if (source.rotation)
            rotation.emplace(*source.rotation);
        std::vector<PackedMatrix> matrices;
        for (const quantizer::PackedLayerView& layer : source.layers)
            matrices.emplace_back(layer, context);
        return std::make_unique<CpuGroup>(PackedGroup(std::move(rotation), std::move(matrices)));
    }
    std::unique_ptr<LinearWorkspace> makeWorkspace(ThreadTeam& team) override {
        return std::make_unique<CpuWorkspace>(team);
    }
    std::unique_ptr<quantizer::PanelEncoder> encoder(quantizer::Scheme scheme) override {
        return std::make_unique<quantizer::ProcessorEncoder>(scheme);
    }
};

} // namespace

std::unique_ptr<LinearBackend> makeCpuBackend() {
    return std::make_unique<CpuBackend>();
}

} // namespace fracbit::backend
