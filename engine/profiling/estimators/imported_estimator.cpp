#include "profiling/import.h"
#include "profiling/sensitivity.h"

#include <map>

namespace fracbit::profiling {

namespace {

class ImportedEstimator final : public SensitivityEstimator {
public:
    explicit ImportedEstimator(std::filesystem::path file) : file_(std::move(file)) {}

    std::string name() const override { return "imported"; }

    std::vector<LayerSensitivity> estimate(const checkpoint::WeightSource& source, const Sample&,
                                           const RunContext&) const override {
        ImportFiles files;
        files.coefficients = file_;
        std::map<std::string, LayerSensitivity> known;
        for (const ProfileLayer& layer : importProfile(files).profile.layers)
            known[layer.name] = {layer.name, layer.sensitivity, layer.standardError};
        std::vector<LayerSensitivity> result;
        for (const checkpoint::LinearLayer& layer : source.spec().layers) {
            const auto found = known.find(layer.name);
            if (found == known.end())
                throwInvalidFile(file_, "has no coefficient for " + layer.name);
            result.push_back(found->second);
        }
        return result;
    }

private:
    std::filesystem::path file_;
};

} // namespace

std::unique_ptr<SensitivityEstimator> makeImportedEstimator(std::filesystem::path coefficients) {
    return std::make_unique<ImportedEstimator>(std::move(coefficients));
}

} // namespace fracbit::profiling
