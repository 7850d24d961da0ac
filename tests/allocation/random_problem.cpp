#include "random_problem.h"

#include "base/error.h"

#include <algorithm>
#include <cmath>

namespace fracbit::test {

namespace {

using namespace allocation;

constexpr int kVariants = 2;

std::vector<Femtoseconds> randomLatency(Random& random, double typical) {
    std::vector<Femtoseconds> latency;
    for (int v = 0; v < kVariants; ++v)
        latency.push_back(random.below(5) == 0 ? kNoKernel
                                               : static_cast<Femtoseconds>(
                                                     typical * (0.7 + 0.6 * random.uniform())));
    return latency;
}

LayerKind randomKind(Random& random, int schemes, bool lattice) {
    LayerKind kind;
    kind.weights = 100 + static_cast<std::int64_t>(random.below(900));
    for (int s = 0; s < schemes; ++s) {
        if (schemes > 2 && random.below(8) == 0)
            continue;
        const double bits = s + 1;
        SchemeOption option;
        option.scheme = s;
        option.distortion = std::exp2(-1.5 * bits) * (0.6 + 0.8 * random.uniform());
        option.codesBytes = lattice ? 4096 * static_cast<Bytes>(1 + s + random.below(2))
                                    : static_cast<Bytes>(bits * 100 * (1 + random.uniform()));
        option.tableBytes = static_cast<Bytes>(random.below(lattice ? 700 : 20));
        option.latency = randomLatency(random, 1e6 * (bits + 1));
        kind.options.push_back(option);
    }
    if (kind.options.empty())
        kind.options.push_back({0, 0.3, 100, 3, randomLatency(random, 1e6)});
    return kind;
}

void addGroup(Random& random, Problem& problem, std::vector<int> layers) {
    FusionGroup group{.layers = layers, .merges = {}};
    for (unsigned subset = 3; subset < 1u << layers.size(); ++subset) {
        Merge merge{.layers = {}, .kernel = static_cast<int>(problem.fusedKernels.size())};
        for (std::size_t i = 0; i < layers.size(); ++i)
            if (subset >> i & 1)
                merge.layers.push_back(layers[i]);
        if (merge.layers.size() < 2 || random.below(4) == 0)
            continue;
        FusedKernel kernel;
        for (int s = 0; s < static_cast<int>(problem.schemes.size()); ++s)
            if (random.below(5) != 0)
                kernel.rows.push_back(
                    {s, randomLatency(random, 0.8e6 * (s + 2) * merge.layers.size())});
        problem.fusedKernels.push_back(kernel);
        group.merges.push_back(merge);
    }
    problem.fusionGroups.push_back(group);
}

void addRestrictions(Random& random, RandomProblem& out) {
    const std::size_t count = random.below(4);
    for (std::size_t i = 0; i < count; ++i) {
        Restriction restriction;
        restriction.kind = static_cast<Restriction::Kind>(random.below(4));
        restriction.scheme = static_cast<int>(random.below(out.problem.schemes.size()));
        restriction.bits = 1 + static_cast<double>(random.below(3));
        const auto layer = static_cast<int>(random.below(out.problem.layers.size()));
        switch (random.below(3)) {
        case 0:
            restriction.where.layer = layer;
            break;
        case 1:
            restriction.where.role = out.problem.layers[layer].role;
            break;
        default:
            restriction.where.block = out.problem.layers[layer].block;
        }
        out.constraints.restrictions.push_back(restriction);
    }
}

void addEqualities(Random& random, RandomProblem& out) {
    const std::size_t count = 1 + random.below(2);
    for (std::size_t i = 0; i < count; ++i) {
        std::vector<int> layers;
        for (std::size_t l = 0; l < out.problem.layers.size(); ++l)
            if (random.below(2) == 0)
                layers.push_back(static_cast<int>(l));
        if (layers.size() > 1)
            out.constraints.equal.push_back(layers);
    }
}

// Budgets around what a random assignment costs, so that most problems are feasible and tight.
void addBudgets(Random& random, RandomProblem& out, const RandomTraits& traits) {
    double memory = 0;
    double latency = static_cast<double>(out.problem.constantLatency);
    for (const Layer& layer : out.problem.layers) {
        const auto& options = out.problem.kinds[layer.kind].options;
        const SchemeOption& option = options[random.below(options.size())];
        memory += static_cast<double>(option.codesBytes + option.tableBytes);
        latency += static_cast<double>(std::max<Femtoseconds>(fastest(option.latency).latency, 0));
    }
    if (traits.memoryBudget)
        out.budgets.memory = static_cast<Bytes>(memory * (0.9 + 0.3 * random.uniform()));
    if (traits.latencyBudget)
        out.budgets.latency = static_cast<Femtoseconds>(latency * (0.9 + 0.3 * random.uniform()));
}

class BruteForce {
public:
    explicit BruteForce(const RandomProblem& instance) : instance_(instance) {}

    std::optional<double> run() {
        try {
            allowed_ = allowedSchemes(instance_.problem, instance_.constraints);
        } catch (const Error&) {
            return std::nullopt;
        }
        schemes_.assign(instance_.problem.layers.size(), 0);
        descend(0);
        return best_;
    }

private:
    bool equalitiesHold() const {
        for (const std::vector<int>& layers : instance_.constraints.equal)
            for (const int layer : layers)
                if (schemes_[layer] != schemes_[layers.front()])
                    return false;
        return true;
    }
    void descend(std::size_t layer) {
        if (layer == schemes_.size()) {
            judge();
            return;
        }
        for (std::size_t s = 0; s < allowed_[layer].size(); ++s) {
            schemes_[layer] = static_cast<int>(s);
            if (allowed_[layer][s])
                descend(layer + 1);
        }
    }
    void judge() {
        if (!equalitiesHold())
            return;
        const Solution solution = evaluate(instance_.problem, schemes_, instance_.fusion);
        const Budgets& budgets = instance_.budgets;
        if (budgets.memory && solution.memory > *budgets.memory)
            return;
        if (budgets.latency && (!solution.latency || *solution.latency > *budgets.latency))
            return;
        if (!best_ || solution.objective < *best_)
            best_ = solution.objective;
    }

    const RandomProblem& instance_;
    std::vector<std::vector<std::uint8_t>> allowed_;
    std::vector<int> schemes_;
    std::optional<double> best_;
};

} // namespace

RandomProblem randomProblem(std::uint64_t seed, const RandomTraits& traits) {
    Random random(seed);
    RandomProblem out;
    out.fusion = traits.fusion ? Fusion::On : Fusion::Off;
    Problem& problem = out.problem;
    const int schemes = 2 + static_cast<int>(random.below(3));
    for (int s = 0; s < schemes; ++s)
        problem.schemes.push_back({"scheme-" + std::to_string(s), s + 1.0});
    problem.variants = {"tensor", "simt"};
    problem.constantLatency = static_cast<Femtoseconds>(random.below(1000000));
    const int kinds = 1 + static_cast<int>(random.below(3));
    for (int k = 0; k < kinds; ++k)
        problem.kinds.push_back(randomKind(random, schemes, traits.lattice));
    const int layers = 2 + static_cast<int>(random.below(schemes > 3 ? 4 : 6));
    for (int l = 0; l < layers; ++l)
        problem.layers.push_back({"layer" + std::to_string(l), l % 2 ? "v" : "q", l / 3,
                                  static_cast<int>(random.below(problem.kinds.size())),
                                  std::exp(3 * random.uniform())});
    for (int first = 0; first + 1 < layers; first += 3) {
        std::vector<int> group;
        for (int l = first; l < std::min(first + 3, layers); ++l)
            group.push_back(l);
        addGroup(random, problem, group);
    }
    if (traits.restrictions)
        addRestrictions(random, out);
    if (traits.equalities)
        addEqualities(random, out);
    addBudgets(random, out, traits);
    return out;
}

std::optional<double> bruteForce(const RandomProblem& instance) {
    return BruteForce(instance).run();
}

} // namespace fracbit::test
