#include "profiling/latency_table.h"

#include "base/json_file.h"
#include "base/text.h"
#include "profiling/reference_tables.h"

namespace fracbit::profiling {

namespace {

using quantizer::Scheme;

class TableLatencies final : public LatencySource {
public:
    TableLatencies(LatencyTable table, std::string file)
        : table_(std::move(table)), file_(std::move(file)) {}

    std::vector<std::string> variants() const override { return {"tensor", "simt"}; }

    LatencyByVariant latency(const KernelCall& call, Scheme scheme) override {
        const auto group = table_.groups.find(groupOf(call.roles));
        if (group == table_.groups.end())
            return {};
        const auto row = group->second.find(scheme);
        return row == group->second.end() ? LatencyByVariant{} : row->second;
    }

    std::optional<double> constant(const Profile&) override { return table_.constant; }

    std::map<std::string, std::string> provenance() const override {
        return {{"latency", "imported from " + file_}};
    }

private:
    static std::string groupOf(const std::vector<std::string>& roles) {
        if (roles == std::vector<std::string>{"gate", "up"})
            return "ug";
        std::string letters;
        for (const std::string& role : roles)
            letters += role.front(); // q k v o, g(ate) u(p) d(own)
        return letters;
    }

    LatencyTable table_;
    std::string file_;
};

// The times of another profile, by shape.
class ProfileLatencies final : public LatencySource {
public:
    explicit ProfileLatencies(const Profile& profile)
        : variants_(profile.variants), constant_(profile.constants.latencySeconds),
          provenance_(profile.provenance) {
        std::erase_if(provenance_,
                      [](const auto& entry) { return !entry.first.starts_with("latency"); });
        std::map<std::string, const LayerShapeOptions*> shapes;
        for (const ProfileLayer& layer : profile.layers) {
            const auto& shape = profile.shapes.at(static_cast<std::size_t>(layer.shape));
            shapes[layer.name] = &shape;
            for (const ShapeOption& option : shape.options)
                rows_[{shape.in, {shape.out}, {layer.role}}][option.scheme] = option.latency;
            roles_[layer.name] = layer.role;
        }
        for (const ProfileFusionGroup& group : profile.fusionGroups)
            for (const ProfileMerge& merge : group.merges)
                addMerge(profile, merge, shapes);
    }

    std::vector<std::string> variants() const override { return variants_; }

    LatencyByVariant latency(const KernelCall& call, Scheme scheme) override {
        const auto found = rows_.find(call);
        if (found == rows_.end())
            return {};
        const auto row = found->second.find(scheme);
        return row == found->second.end() ? LatencyByVariant{} : row->second;
    }

    std::optional<double> constant(const Profile&) override { return constant_; }
    std::map<std::string, std::string> provenance() const override { return provenance_; }

private:
    void addMerge(const Profile& profile, const ProfileMerge& merge,
                  const std::map<std::string, const LayerShapeOptions*>& shapes) {
        KernelCall call;
        for (const std::string& name : merge.layers) {
            call.in = shapes.at(name)->in;
            call.outs.push_back(shapes.at(name)->out);
            call.roles.push_back(roles_.at(name));
        }
        for (const auto& row : profile.fusedKernels.at(static_cast<std::size_t>(merge.kernel)))
            rows_[call][row.scheme] = row.latency;
    }

    std::vector<std::string> variants_;
    std::optional<double> constant_;
    std::map<std::string, std::string> provenance_;
    std::map<std::string, std::string> roles_;
    std::map<KernelCall, std::map<Scheme, LatencyByVariant>> rows_;
};

} // namespace

LatencyTable readLatencyTable(const std::filesystem::path& path) {
    static const std::set<std::string> kGroups{"q", "k",  "v",  "o",  "u",   "g",
                                               "d", "qk", "kv", "qv", "qkv", "ug"};
    LatencyTable table;
    for (const auto& [key, seconds] : readNumberTable(path)) {
        if (key == "constant") {
            table.constant = seconds;
            continue;
        }
        const auto first = key.find('_');
        const auto last = key.rfind('_');
        const std::string variant = last == std::string::npos ? "" : key.substr(last + 1);
        const auto scheme = first < last
                                ? schemeFromReferenceName(key.substr(first + 1, last - first - 1))
                                : std::nullopt;
        if (!scheme || !kGroups.contains(key.substr(0, first)) ||
            (variant != "True" && variant != "False"))
            throwInvalidFile(path, "entry '" + key + "' is not group_quantizer_variant");
        table.groups[key.substr(0, first)][*scheme][variant == "True" ? "simt" : "tensor"] =
            seconds;
        table.schemes.insert(*scheme);
    }
    return table;
}

std::unique_ptr<LatencySource> latenciesOf(const Profile& profile) {
    return std::make_unique<ProfileLatencies>(profile);
}

std::unique_ptr<LatencySource> openLatencies(const std::filesystem::path& path) {
    const std::string file = pathText(path.filename());
    const nlohmann::json document = readJsonFile(path);
    if (!document.is_object() || !document.contains("format"))
        return std::make_unique<TableLatencies>(readLatencyTable(path), file);
    Profile profile = readProfile(path);
    if (profile.variants.empty())
        throwInvalidFile(path, "holds no latencies");
    profile.provenance["latency_file"] = file;
    return latenciesOf(profile);
}

} // namespace fracbit::profiling
