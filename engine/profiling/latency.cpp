#include "profiling/latency.h"

#include "base/error.h"

#include <algorithm>
#include <array>
#include <set>

namespace fracbit::profiling {

namespace {

using quantizer::Scheme;

// Roles that may become one call: spec 1, section 5.
const std::array<std::vector<std::string>, 6> kMerges{{{"q", "k"},
                                                       {"k", "v"},
                                                       {"q", "v"},
                                                       {"q", "k", "v"},
                                                       {"gate", "up"},
                                                       {"shared_gate", "shared_up"}}};

// Several measurements of one thing.
class Mean {
public:
    void add(const LatencyByVariant& latency) {
        for (const auto& [variant, seconds] : latency) {
            sums_[variant] += seconds;
            ++counts_[variant];
        }
    }
    LatencyByVariant value() const {
        LatencyByVariant result;
        for (const auto& [variant, sum] : sums_)
            result[variant] = sum / counts_.at(variant);
        return result;
    }

private:
    LatencyByVariant sums_;
    std::map<std::string, int> counts_;
};

// The layers of a group that have these roles, in their order; none when one is missing.
std::vector<const ProfileLayer*> layersWith(const std::vector<std::string>& roles,
                                            const ProfileFusionGroup& group,
                                            const std::map<std::string, const ProfileLayer*>& all) {
    std::vector<const ProfileLayer*> layers;
    for (const std::string& role : roles)
        for (const std::string& name : group.layers)
            if (const ProfileLayer* layer = all.at(name); layer->role == role)
                layers.push_back(layer);
    return layers.size() == roles.size() ? layers : std::vector<const ProfileLayer*>{};
}

KernelCall callOf(const Profile& profile, const std::vector<const ProfileLayer*>& layers) {
    KernelCall call;
    for (const ProfileLayer* layer : layers) {
        const auto& shape = profile.shapes.at(static_cast<std::size_t>(layer->shape));
        call.in = shape.in;
        call.outs.push_back(shape.out);
        call.roles.push_back(layer->role);
    }
    return call;
}

std::map<std::string, const ProfileLayer*> layersByName(const Profile& profile) {
    std::map<std::string, const ProfileLayer*> layers;
    for (const ProfileLayer& layer : profile.layers) {
        const auto& shape = profile.shapes.at(static_cast<std::size_t>(layer.shape));
        if (shape.in <= 0 || shape.out <= 0)
            throw Error(ErrorCode::InvalidArgument, layer.name,
                        "the profile does not say its shape, which latencies need");
        layers[layer.name] = &layer;
    }
    return layers;
}

class Setter {
public:
    Setter(Profile& profile, LatencySource& source)
        : profile_(profile), source_(source), byName_(layersByName(profile)) {
        for (const LayerShapeOptions& shape : profile.shapes)
            for (const ShapeOption& option : shape.options)
                schemes_.insert(option.scheme);
    }

    void run() {
        profile_.variants = source_.variants();
        setShapes();
        setMerges();
        profile_.constants.latencySeconds = source_.constant(profile_);
        std::erase_if(profile_.provenance,
                      [](const auto& entry) { return entry.first.starts_with("latency"); });
        profile_.provenance.merge(source_.provenance());
    }

private:
    void setShapes() {
        std::vector<std::set<std::string>> roles(profile_.shapes.size());
        for (const ProfileLayer& layer : profile_.layers)
            roles[static_cast<std::size_t>(layer.shape)].insert(layer.role);
        for (std::size_t i = 0; i < profile_.shapes.size(); ++i)
            setShape(profile_.shapes[i], roles[i]);
    }

    void setShape(LayerShapeOptions& shape, const std::set<std::string>& roles) {
        bool any = roles.empty();
        for (ShapeOption& option : shape.options) {
            Mean mean;
            for (const std::string& role : roles)
                mean.add(source_.latency({shape.in, {shape.out}, {role}}, option.scheme));
            option.latency = mean.value();
            any = any || !option.latency.empty();
        }
        if (!any)
            throw Error(ErrorCode::InvalidArgument, "there is no latency for layers of " +
                                                        std::to_string(shape.in) + " inputs and " +
                                                        std::to_string(shape.out) + " outputs (" +
                                                        *roles.begin() + "), whatever the scheme");
    }

    void setMerges() {
        profile_.fusedKernels.clear();
        for (ProfileFusionGroup& group : profile_.fusionGroups) {
            group.merges.clear();
            for (const auto& roles : kMerges)
                addMerge(group, roles);
        }
    }

    void addMerge(ProfileFusionGroup& group, const std::vector<std::string>& roles) {
        const auto layers = layersWith(roles, group, byName_);
        if (layers.empty())
            return;
        ProfileMerge merge;
        for (const ProfileLayer* layer : layers)
            merge.layers.push_back(layer->name);
        merge.kernel = kernelOf(callOf(profile_, layers));
        if (merge.kernel >= 0)
            group.merges.push_back(std::move(merge));
    }

    // Index of the fused kernel of a call; -1 when there is none.
    int kernelOf(const KernelCall& call) {
        const auto [entry, isNew] = kernels_.try_emplace(call, -1);
        if (!isNew)
            return entry->second;
        std::vector<FusedKernelLatency> rows;
        for (const Scheme scheme : schemes_)
            if (auto latency = source_.latency(call, scheme); !latency.empty())
                rows.push_back({scheme, std::move(latency)});
        if (!rows.empty()) {
            entry->second = static_cast<int>(profile_.fusedKernels.size());
            profile_.fusedKernels.push_back(std::move(rows));
        }
        return entry->second;
    }

    Profile& profile_;
    LatencySource& source_;
    std::map<std::string, const ProfileLayer*> byName_;
    std::set<Scheme> schemes_;
    std::map<KernelCall, int> kernels_;
};

// The times of one family and variant in the order of their rates, to be changed in place.
using Ladder = std::map<int, double*>;

template <typename Options>
void smooth(Options& options) {
    std::map<std::pair<quantizer::Family, std::string>, Ladder> ladders;
    for (auto& option : options)
        for (auto& [variant, seconds] : option.latency)
            ladders[{option.scheme.family, variant}][option.scheme.rate256] = &seconds;
    for (const auto& [key, ladder] : ladders) {
        std::vector<double> values;
        for (const auto& [rate, seconds] : ladder)
            values.push_back(*seconds);
        const std::vector<double> smoothed = monotone(values);
        std::size_t i = 0;
        for (const auto& [rate, seconds] : ladder)
            *seconds = smoothed[i++];
    }
}

} // namespace

std::vector<KernelCall> kernelCalls(const Profile& profile) {
    const auto byName = layersByName(profile);
    std::set<KernelCall> calls;
    for (const auto& [name, layer] : byName)
        calls.insert(callOf(profile, {layer}));
    for (const ProfileFusionGroup& group : profile.fusionGroups)
        for (const auto& roles : kMerges)
            if (const auto layers = layersWith(roles, group, byName); !layers.empty())
                calls.insert(callOf(profile, layers));
    return {calls.begin(), calls.end()};
}

void setLatencies(Profile& profile, LatencySource& source) {
    Setter(profile, source).run();
}

void smoothLatencies(Profile& profile) {
    for (LayerShapeOptions& shape : profile.shapes)
        smooth(shape.options);
    for (auto& kernel : profile.fusedKernels)
        smooth(kernel);
}

std::vector<double> monotone(const std::vector<double>& values) {
    struct Pool {
        double sum;
        std::size_t count;
        double mean() const { return sum / static_cast<double>(count); }
    };
    std::vector<Pool> pools;
    for (const double value : values) {
        pools.push_back({value, 1});
        while (pools.size() > 1 && pools[pools.size() - 2].mean() > pools.back().mean()) {
            const Pool last = pools.back();
            pools.pop_back();
            pools.back() = {pools.back().sum + last.sum, pools.back().count + last.count};
        }
    }
    std::vector<double> result;
    for (const Pool& pool : pools)
        result.insert(result.end(), pool.count, pool.mean());
    return result;
}

} // namespace fracbit::profiling
