#include "backend/cpu/state_kernels.h"
#include "backend/cpu/vector_kernels.h"
#include "network/forward/packed_mixer.h"

#include <algorithm>
#include <cmath>

namespace fracbit::network {

using checkpoint::DeltaNet;

namespace {

constexpr double kLengthEpsilon = 1e-6; // modeling_qwen3_next.py, l2norm

// Of each sequence the states of all value heads, and what the convolution still needs of the
// positions before.
struct DeltaCache final : PackedMixerCache {
    DeltaCache(const DeltaNet& net, std::int64_t sequences)
        : states(
              static_cast<std::size_t>(sequences * net.valueHeads * net.keySize * net.valueSize)),
          inputs(static_cast<std::size_t>(sequences * (net.convolution - 1) * net.channels())) {}

    std::vector<float> states; // [sequence][valueHead][keySize][valueSize]
    std::vector<float> inputs; // [sequence][convolution - 1][channel], the earliest first
};

// [position][channel] of the stored [channel][position].
std::vector<float> transposed(const std::vector<float>& weights, std::int64_t channels) {
    const auto rows = static_cast<std::size_t>(channels);
    const std::size_t columns = weights.size() / rows;
    std::vector<float> result(weights.size());
    for (std::size_t row = 0; row < rows; ++row)
        for (std::size_t column = 0; column < columns; ++column)
            result[column * rows + row] = weights[row * columns + column];
    return result;
}

float softplus(float x) {
    return x > 20 ? x : std::log1p(std::exp(x)); // torch.nn.functional.softplus
}

class PackedDeltaNet final : public PackedMixer {
public:
    PackedDeltaNet(const PackedSource& source, const DeltaNet& net)
        : net_(net), input_(source, "in"), output_(source, "out"),
          rateGate_(source.matrix("attn.in_b")), decayGate_(source.matrix("attn.in_a")),
          convolution_(transposed(source.vector("attn.conv"), net.channels())),
          decay_(source.vector("attn.decay")), timeBias_(source.vector("attn.time_bias")),
          norm_(source.norm("attn.state_norm", net.norm)) {
        for (float& value : decay_)
            value = std::exp(value);
    }

    std::unique_ptr<PackedMixerCache> makeCache(std::int64_t sequences) const override {
        return std::make_unique<DeltaCache>(net_, sequences);
    }

    void run(std::span<const float> x, const PackedSpan& span, PackedMixerCache& cache,
             PackedWorkspace& workspace) const override {
        auto& own = dynamic_cast<DeltaCache&>(cache);
        input_.multiply(x, workspace.inner, workspace);
        gate(x, span.rows(), workspace);
        convolve(span, own, workspace);
        workspace.mixed.resize(static_cast<std::size_t>(span.rows() * net_.valueWidth()));
        workspace.team.run(
            static_cast<std::size_t>(span.sequences * net_.valueHeads), [&](std::size_t item) {
                const auto index = static_cast<std::int64_t>(item);
                runHead(index / net_.valueHeads, index % net_.valueHeads, span, own, workspace);
            });
        output_.multiply(workspace.mixed, workspace.projected, workspace);
    }

private:
    // From b and a to what is taken in and what is kept, [row][valueHead].
    void gate(std::span<const float> x, std::int64_t rows, PackedWorkspace& workspace) const {
        const auto heads = static_cast<std::size_t>(net_.valueHeads);
        workspace.rates.resize(static_cast<std::size_t>(rows) * heads);
        workspace.decays.resize(static_cast<std::size_t>(rows) * heads);
        rateGate_.multiply(x, rows, workspace.rates, workspace.team);
        decayGate_.multiply(x, rows, workspace.decays, workspace.team);
        for (std::size_t i = 0; i < workspace.rates.size(); ++i) {
            const std::size_t head = i % heads;
            workspace.rates[i] = 1 / (1 + std::exp(-workspace.rates[i]));
            workspace.decays[i] =
                std::exp(-decay_[head] * softplus(workspace.decays[i] + timeBias_[head]));
        }
    }

    void convolve(const PackedSpan& span, DeltaCache& cache, PackedWorkspace& workspace) const {
        const std::int64_t channels = net_.channels();
        const std::int64_t before = net_.convolution - 1;
        workspace.convolved.resize(static_cast<std::size_t>(span.rows() * channels));
        // Position `token` of a sequence, those before its first being in the cache.
        const auto input = [&](std::int64_t sequence, std::int64_t token) -> const float* {
            return token < 0
                       ? cache.inputs.data() + ((sequence + 1) * before + token) * channels
                       : workspace.inner.data() + (sequence * span.count + token) * input_.rows();
        };
        workspace.team.run(static_cast<std::size_t>(span.rows()), [&](std::size_t row) {
            const auto index = static_cast<std::int64_t>(row);
            std::vector<const float*> inputs;
            for (std::int64_t back = before; back >= 0; --back)
                inputs.push_back(input(index / span.count, index % span.count - back));
            backend::convolveSilu(inputs.data(), convolution_.data(), net_.convolution, channels,
                                  workspace.convolved.data() + index * channels);
        });
        for (std::int64_t sequence = 0; sequence < span.sequences; ++sequence)
            for (std::int64_t i = 0; i < before; ++i) // never from behind where it is copied to
                std::copy_n(input(sequence, span.count - before + i), channels,
                            cache.inputs.data() + (sequence * before + i) * channels);
    }

    void runHead(std::int64_t sequence, std::int64_t head, const PackedSpan& span,
                 DeltaCache& cache, PackedWorkspace& workspace) const {
        const std::int64_t keyHead = head / (net_.valueHeads / net_.keyHeads);
        const double scale = 1 / std::sqrt(static_cast<double>(net_.keySize));
        float* state = cache.states.data() +
                       (sequence * net_.valueHeads + head) * net_.keySize * net_.valueSize;
        std::vector<float> query(static_cast<std::size_t>(net_.keySize));
        std::vector<float> key(query.size());
        for (std::int64_t row = sequence * span.count; row < (sequence + 1) * span.count; ++row) {
            const float* qkv = workspace.convolved.data() + row * net_.channels();
            unitLength(qkv + keyHead * net_.keySize, scale, query);
            unitLength(qkv + net_.keyWidth() + keyHead * net_.keySize, 1, key);
            const auto gates = static_cast<std::size_t>(row * net_.valueHeads + head);
            float* out = workspace.mixed.data() + row * net_.valueWidth() + head * net_.valueSize;
            backend::stepDelta(
                {query.data(), key.data(), qkv + 2 * net_.keyWidth() + head * net_.valueSize,
                 workspace.decays[gates], workspace.rates[gates], net_.keySize, net_.valueSize},
                state, out);
            const float* z = workspace.inner.data() + row * input_.rows() + net_.channels() +
                             head * net_.valueSize;
            backend::rmsNorm(out, norm_.data(), net_.norm.epsilon, out, net_.valueSize);
            backend::siluProduct(z, out, out, net_.valueSize);
        }
    }

    static void unitLength(const float* x, double scale, std::vector<float>& out) {
        double squares = kLengthEpsilon;
        for (std::size_t i = 0; i < out.size(); ++i)
            squares += static_cast<double>(x[i]) * static_cast<double>(x[i]);
        const auto factor = static_cast<float>(scale / std::sqrt(squares));
        for (std::size_t i = 0; i < out.size(); ++i)
            out[i] = x[i] * factor;
    }

    DeltaNet net_;
    PackedLinear input_; // in_qkv, then in_z
    PackedLinear output_;
    backend::PlainMatrix rateGate_;
    backend::PlainMatrix decayGate_;
    std::vector<float> convolution_;
    std::vector<float> decay_; // exp of what is stored
    std::vector<float> timeBias_;
    std::vector<float> norm_;
};

} // namespace

std::unique_ptr<PackedMixer> loadDeltaNet(const PackedSource& source, const DeltaNet& net) {
    return std::make_unique<PackedDeltaNet>(source, net);
}

} // namespace fracbit::network
