#include "reference_problem.h"

#include "base/random.h"
#include "pipeline/allocation_problem.h"
#include "profiling/import.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace fracbit::test {

namespace {

using namespace allocation;

constexpr int kUnitsPerBit = 16;

// ln of the distortion of computed-code TCQ: 2 to 5 bits from spec 1, section 3; beyond, 6.02 dB
// per bit from the last.
double computedCodeDistortion(double bits) {
    static constexpr std::array<double, 7> kTable{.0684,  .0346,  .0174, .00880,
                                                  .00446, .00226, .00115};
    const double position = std::clamp((bits - 2) * 2, 0.0, 6.0);
    const auto low = std::min<std::size_t>(static_cast<std::size_t>(position), 5);
    const double share = position - static_cast<double>(low);
    const double inside = std::log(kTable[low]) * (1 - share) + std::log(kTable[low + 1]) * share;
    return std::exp(inside - 2 * std::log(2.0) * (bits - 2 - position / 2));
}

double jitter(Random& random, double amount) {
    return 1 + amount * (2 * random.uniform() - 1);
}

void jitterLatency(Random& random, std::vector<Femtoseconds>& latency, double factor) {
    for (Femtoseconds& time : latency)
        if (time != kNoKernel)
            time = static_cast<Femtoseconds>(static_cast<double>(time) * factor *
                                             jitter(random, 0.01));
}

// d_in * d_out of a 70B model relative to the 8B one: q, o 4; k, v 2; mlp 4.
std::int64_t growth(const Layer& layer) {
    return layer.role == "k" || layer.role == "v" ? 2 : 4;
}

void growKind(Random& random, LayerKind& kind, std::int64_t factor) {
    kind.weights *= factor;
    for (SchemeOption& option : kind.options) {
        option.codesBytes *= factor;
        jitterLatency(random, option.latency, static_cast<double>(factor));
    }
}

FusionGroup shifted(const FusionGroup& group, int offset) {
    FusionGroup copy = group;
    for (int& layer : copy.layers)
        layer += offset;
    for (Merge& merge : copy.merges)
        for (int& layer : merge.layers)
            layer += offset;
    return copy;
}

int layersOfBlock(const Problem& problem) {
    int count = 0;
    while (count < static_cast<int>(problem.layers.size()) && problem.layers[count].block == 0)
        ++count;
    return count;
}

} // namespace

ProblemPointer referenceProblem(const std::string& folder,
                                const std::vector<std::string>& palette) {
    profiling::ImportFiles files;
    files.coefficients = folder + "/llama31_8b/error_coefficients.json";
    files.distortion = folder + "/quantizer_distortion.json";
    files.latency = folder + "/llama31_8b/latency_rtx4090_batch1.json";
    return std::make_shared<const Problem>(
        pipeline::allocationProblem(profiling::importProfile(files).profile, palette));
}

ProblemPointer computedCodeProblem(const Problem& reference) {
    Problem problem;
    problem.layers = reference.layers;
    for (const LayerKind& kind : reference.kinds)
        problem.kinds.push_back({kind.weights, {}});
    for (int units = 3 * kUnitsPerBit / 2; units <= 8 * kUnitsPerBit; ++units) {
        const double bits = static_cast<double>(units) / kUnitsPerBit;
        const auto scheme = static_cast<int>(problem.schemes.size());
        problem.schemes.push_back({"ctcq-" + std::to_string(bits), bits});
        for (LayerKind& kind : problem.kinds)
            kind.options.push_back({scheme,
                                    computedCodeDistortion(bits),
                                    kind.weights * units / (8 * kUnitsPerBit),
                                    0,
                                    {}});
    }
    return std::make_shared<const Problem>(std::move(problem));
}

ProblemPointer largeProblem(const Problem& reference, int blocks) {
    Random random(70);
    Problem problem = reference;
    const int perBlock = layersOfBlock(reference);
    for (int i = 0; i < perBlock; ++i)
        growKind(random, problem.kinds[reference.layers[i].kind], growth(reference.layers[i]));
    for (FusedKernel& kernel : problem.fusedKernels)
        for (FusedKernel::Row& row : kernel.rows)
            jitterLatency(random, row.latency, 4);
    problem.layers.clear();
    problem.fusionGroups.clear();
    const int sources = static_cast<int>(reference.layers.size()) / perBlock;
    for (int block = 0; block < blocks; ++block) {
        const int source = block % sources;
        for (int i = 0; i < perBlock; ++i) {
            Layer layer = reference.layers[source * perBlock + i];
            layer.name =
                "blocks." + std::to_string(block) + layer.name.substr(layer.name.find('.', 7));
            layer.block = block;
            layer.sensitivity *= jitter(random, 0.05);
            problem.layers.push_back(layer);
        }
        for (const FusionGroup& group : reference.fusionGroups)
            if (reference.layers[group.layers.front()].block == source)
                problem.fusionGroups.push_back(shifted(group, (block - source) * perBlock));
    }
    return std::make_shared<const Problem>(std::move(problem));
}

ProblemPointer expertsProblem(const Problem& reference, int layers) {
    Random random(47);
    Problem problem;
    problem.schemes = reference.schemes;
    problem.kinds = {reference.kinds.front()};
    for (SchemeOption& option : problem.kinds.front().options)
        option.latency.clear();
    for (int i = 0; i < layers; ++i)
        problem.layers.push_back(
            {"blocks." + std::to_string(i / 384) + ".experts." + std::to_string(i % 384), "expert",
             i / 384, 0, 0.01 * std::exp(1.5 * random.gaussian())});
    return std::make_shared<const Problem>(std::move(problem));
}

} // namespace fracbit::test
