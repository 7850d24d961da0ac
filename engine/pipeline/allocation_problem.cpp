#include "pipeline/allocation_problem.h"

#include "base/checksum.h"
#include "base/error.h"
#include "profiling/prediction.h"

#include <algorithm>
#include <cmath>
#include <map>

namespace fracbit::pipeline {

namespace {

using allocation::Femtoseconds;
using allocation::Problem;
using profiling::Profile;

class Builder {
public:
    Builder(const Profile& profile, const std::vector<std::string>& palette, Feedback feedback)
        : profile_(profile), basis_(profile.basis()), palette_(palette), feedback_(feedback) {
        if (feedback == Feedback::On && !profile.hasFeedback())
            throw Error(ErrorCode::InvalidArgument,
                        "the profile knows nothing of feedback; run profile --hessian");
    }

    Problem build();

private:
    bool offered(const profiling::ShapeOption& option) const;
    int schemeIndex(quantizer::Scheme scheme) const { return index_.at(scheme); }
    void collectSchemes();
    std::vector<Femtoseconds> latency(const profiling::LatencyByVariant& times, double share) const;
    void addKinds();
    void addLayers();
    double shareOf(const std::string& layer) const;
    int kernelOf(int profileKernel, double share);
    void addGroups();

    const Profile& profile_;
    rotation::Basis basis_;
    const std::vector<std::string>& palette_;
    Feedback feedback_;
    std::map<quantizer::Scheme, int> index_;
    std::map<std::string, int> layerIndex_;
    std::map<std::pair<int, double>, int> kernels_; // of the profile's, by the share of steps
    Problem problem_;
};

bool Builder::offered(const profiling::ShapeOption& option) const {
    if (option.basis != basis_)
        return false;
    if (palette_.empty())
        return true;
    const std::string name = schemeName(option.scheme);
    return std::any_of(palette_.begin(), palette_.end(),
                       [&](const std::string& glob) { return matchesGlob(glob, name); });
}

void Builder::collectSchemes() {
    for (const auto& shape : profile_.shapes)
        for (const auto& option : shape.options)
            if (offered(option))
                index_[option.scheme] = 0;
    for (auto& [scheme, index] : index_) {
        index = static_cast<int>(problem_.schemes.size());
        problem_.schemes.push_back({schemeName(scheme), scheme.rate()});
    }
}

std::vector<Femtoseconds> Builder::latency(const profiling::LatencyByVariant& times,
                                           double share) const {
    std::vector<Femtoseconds> row;
    if (times.empty())
        return row;
    for (const std::string& variant : profile_.variants) {
        const auto found = times.find(variant);
        row.push_back(found == times.end()
                          ? allocation::kNoKernel
                          : allocation::femtosecondsFromSeconds(share * found->second));
    }
    return row;
}

void Builder::addKinds() {
    for (const auto& shape : profile_.shapes) {
        allocation::LayerKind kind{.weights = shape.weights, .options = {}};
        for (const auto& option : shape.options)
            if (offered(option))
                kind.options.push_back({schemeIndex(option.scheme), option.distortion,
                                        option.codesBytes, option.tableBytes,
                                        latency(option.latency, shape.share)});
        if (kind.options.empty())
            throw Error(ErrorCode::InvalidArgument,
                        std::string("the palette matches no scheme that the profile offers in the "
                                    "basis \"") +
                            rotation::basisName(basis_) + "\"");
        problem_.kinds.push_back(std::move(kind));
    }
}

void Builder::addLayers() {
    for (const auto& layer : profile_.layers) {
        layerIndex_[layer.name] = static_cast<int>(problem_.layers.size());
        const double ratio =
            feedback_ == Feedback::On && layer.feedback ? layer.feedback->ratio : 1;
        problem_.layers.push_back(
            {layer.name, layer.role, layer.block, layer.shape,
             layer.sensitivity * ratio * profiling::weightFactor(profile_, layer)});
    }
}

double Builder::shareOf(const std::string& layer) const {
    const auto& entry = profile_.layers[static_cast<std::size_t>(layerIndex_.at(layer))];
    return profile_.shapes[static_cast<std::size_t>(entry.shape)].share;
}

// A fused call of experts takes its share of a step, as the layers' own calls do.
int Builder::kernelOf(int profileKernel, double share) {
    const auto [entry, isNew] = kernels_.try_emplace(
        {profileKernel, share}, static_cast<int>(problem_.fusedKernels.size()));
    if (!isNew)
        return entry->second;
    allocation::FusedKernel kernel;
    for (const auto& row : profile_.fusedKernels[static_cast<std::size_t>(profileKernel)])
        if (index_.contains(row.scheme))
            kernel.rows.push_back({schemeIndex(row.scheme), latency(row.latency, share)});
    problem_.fusedKernels.push_back(std::move(kernel));
    return entry->second;
}

void Builder::addGroups() {
    const auto indices = [&](const std::vector<std::string>& names) {
        std::vector<int> result;
        for (const std::string& name : names)
            result.push_back(layerIndex_.at(name));
        return result;
    };
    for (const auto& group : profile_.fusionGroups) {
        allocation::FusionGroup out{.layers = indices(group.layers), .merges = {}};
        for (const auto& merge : group.merges)
            out.merges.push_back(
                {indices(merge.layers), kernelOf(merge.kernel, shareOf(merge.layers.front()))});
        problem_.fusionGroups.push_back(std::move(out));
    }
}

Problem Builder::build() {
    problem_.variants = profile_.variants;
    problem_.constantLatency =
        allocation::femtosecondsFromSeconds(profile_.constants.latencySeconds.value_or(0));
    collectSchemes();
    addKinds();
    addLayers();
    addGroups();
    return std::move(problem_);
}

} // namespace

Problem allocationProblem(const Profile& profile, const std::vector<std::string>& palette,
                          Feedback feedback) {
    return Builder(profile, palette, feedback).build();
}

std::vector<std::vector<int>> expertsOfProjections(const profiling::Profile& profile) {
    std::map<std::pair<int, std::string>, std::vector<int>> sets;
    for (std::size_t i = 0; i < profile.layers.size(); ++i)
        if (const auto& layer = profile.layers[i]; layer.expert)
            sets[{layer.block, layer.role}].push_back(static_cast<int>(i));
    std::vector<std::vector<int>> result;
    for (auto& [projection, layers] : sets)
        result.push_back(std::move(layers));
    return result;
}

QuantizationPlan planOf(const Problem& problem, const allocation::Solution& solution,
                        rotation::Basis basis) {
    QuantizationPlan plan;
    std::map<int, std::vector<std::size_t>> calls;
    for (std::size_t i = 0; i < problem.layers.size(); ++i)
        calls[solution.calls[i]].push_back(i);
    for (std::size_t i = 0; i < problem.layers.size(); ++i) {
        LayerPlan layer;
        layer.name = problem.layers[i].name;
        layer.scheme = quantizer::schemeFromName(problem.schemes[solution.schemes[i]].name);
        layer.basis = basis;
        if (solution.variants[i] >= 0)
            layer.variant = problem.variants[solution.variants[i]];
        for (const std::size_t other : calls[solution.calls[i]])
            if (other != i)
                layer.fusedWith.push_back(problem.layers[other].name);
        plan.layers.push_back(std::move(layer));
    }
    return plan;
}

void setOrigin(QuantizationPlan& plan, const Profile& profile,
               const std::string& profileFingerprint) {
    const auto model = profile.provenance.find("checkpoint");
    plan.source =
        model != profile.provenance.end() && isHexDigits(model->second) ? model->second : "";
    plan.profile = profileFingerprint;
}

std::int64_t footprintBytes(const Profile& profile, std::int64_t linearBytes) {
    return linearBytes + profile.constants.storedBytes();
}

std::int64_t linearBudget(const Profile& profile, double totalBytes, std::int64_t context) {
    const profiling::ProfileConstants& constants = profile.constants;
    const auto require = [](const auto& part, const char* name) {
        if (!part)
            throw Error(ErrorCode::InvalidArgument,
                        std::string("the profile lacks '") + name +
                            "' among its constants, which a budget for everything needs; give "
                            "--memory-bytes or --bits instead");
        return *part;
    };
    if (!profile.hasLayer("embedding"))
        require(constants.embeddingBytes, "embedding_bytes");
    if (!profile.hasLayer("head"))
        require(constants.headBytes, "head_bytes");
    double rest = totalBytes - static_cast<double>(constants.storedBytes());
    if (context > 0)
        rest -= static_cast<double>(require(constants.kvBytesPerToken, "kv_bytes_per_token")) *
                static_cast<double>(context);
    if (!(rest > 0))
        throw Error(ErrorCode::Infeasible,
                    "embeddings, head and KV cache alone need " +
                        std::to_string(static_cast<std::int64_t>(totalBytes - rest)) +
                        " bytes, which is more than the budget");
    return static_cast<std::int64_t>(std::min(rest, 4e18));
}

bool matchesGlob(std::string_view glob, std::string_view text) {
    std::size_t g = 0;
    std::size_t t = 0;
    std::size_t star = std::string_view::npos;
    std::size_t resume = 0;
    while (t < text.size()) {
        if (g < glob.size() && glob[g] == '*') {
            star = g++;
            resume = t;
        } else if (g < glob.size() && (glob[g] == '?' || glob[g] == text[t])) {
            ++g;
            ++t;
        } else if (star != std::string_view::npos) {
            g = star + 1;
            t = ++resume;
        } else {
            return false;
        }
    }
    while (g < glob.size() && glob[g] == '*')
        ++g;
    return g == glob.size();
}

} // namespace fracbit::pipeline
