// What encodes the panels of a layer: the processor, or a device.
#pragma once

#include "quantizer/quantizer.h"

#include <memory>
#include <vector>

namespace fracbit::quantizer {

// Consecutive panels of a layer.
struct PanelRange {
    std::int64_t first = 0;
    std::int64_t count = 0;
};

// What a range of panels is encoded to, and what that decodes to: shape.rows rows of `columns`
// values, `stride` apart; as many columns as the layer has there. Padding is the encoder's affair.
struct PanelValues {
    const float* targets = nullptr; // of about unit variance; finite ones of any size are accepted
    std::int64_t targetStride = 0;
    float* decoded = nullptr; // the values that the decoder will give, bit for bit
    std::int64_t decodedStride = 0;
};

// Used by one thread at a time. With the contract of Quantizer::encodePanel().
class PanelEncoder {
public:
    explicit PanelEncoder(Scheme scheme);
    virtual ~PanelEncoder() = default;

    Scheme scheme() const { return quantizer_.scheme(); }
    const Quantizer& quantizer() const { return quantizer_; }
    // Columns of the layer that a range of panels covers.
    std::int64_t columns(LayerShape shape, PanelRange panels) const;
    // What keeps the encoder busy between two calls, when panels do not wait for each other.
    virtual std::int64_t weightsAtATime() const = 0;
    // `codes`: of the whole layer, zero before the first panel; only these panels' bits are
    // written.
    virtual void encode(LayerShape shape, PanelRange panels, const PanelValues& values,
                        std::span<std::byte> codes, const RunContext& context) = 0;

private:
    const Quantizer& quantizer_;
};

// On RunContext::threads threads: the rows are shared out to them, and each encodes all panels of
// its rows. The same codes for any number of threads.
class ProcessorEncoder final : public PanelEncoder {
public:
    explicit ProcessorEncoder(Scheme scheme) : PanelEncoder(scheme) {}

    std::int64_t weightsAtATime() const override { return 1 << 18; }
    void encode(LayerShape shape, PanelRange panels, const PanelValues& values,
                std::span<std::byte> codes, const RunContext& context) override;
};

} // namespace fracbit::quantizer
