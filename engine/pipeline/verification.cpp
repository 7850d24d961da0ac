#include "pipeline/verification.h"

#include "base/error.h"
#include "base/parallel.h"
#include "pipeline/quantization_plan.h"
#include "quantizer/palette.h"

#include <algorithm>
#include <cmath>
#include <sstream>

namespace fracbit::pipeline {

namespace {

using checkpoint::LinearLayer;

// Rotated weights are close to Gaussian, so an error far above the Gaussian one means damage.
constexpr double kSuspiciousRatio = 2;

void comparePlan(const exporter::PackedCheckpoint& packed, Verification& result) {
    const auto path = packed.path() / exporter::kPlanFile;
    if (!std::filesystem::exists(path)) {
        result.problems.push_back(path.string() + ": is missing");
        return;
    }
    const QuantizationPlan plan = readPlan(path);
    for (const LayerPlan& layer : plan.layers)
        if (!packed.spec().findLayer(layer.name))
            result.problems.push_back(layer.name + ": in the plan, but not in the checkpoint");
    for (const auto& [name, info] : packed.description().layers) {
        const LayerPlan* assigned = plan.find(name);
        if (!assigned || assigned->scheme != info.scheme)
            result.problems.push_back(name + ": stored as " + schemeName(info.scheme) +
                                      ", but assigned " +
                                      (assigned ? schemeName(assigned->scheme) : "nothing"));
    }
}

void requireSameModel(const checkpoint::ModelSpec& a, const checkpoint::WeightSource& original) {
    const auto& b = original.spec();
    const bool same = std::equal(a.layers.begin(), a.layers.end(), b.layers.begin(), b.layers.end(),
                                 [](const LinearLayer& x, const LinearLayer& y) {
                                     return x.name == y.name && x.in == y.in && x.out == y.out;
                                 });
    if (!same)
        throw Error(ErrorCode::InvalidArgument, original.path().string(),
                    "is not the original of this checkpoint: its layers differ");
}

struct Sums {
    double error = 0;
    double norm = 0;
    bool finite = true;
};

Sums compareRows(const Tensor& quantized, const Tensor* original) {
    Sums sums;
    for (std::size_t i = 0; i < quantized.values.size(); ++i) {
        const double value = quantized.values[i];
        sums.finite = sums.finite && std::isfinite(value);
        if (original) {
            const double target = original->values[i];
            sums.error += (value - target) * (value - target);
            sums.norm += target * target;
        }
    }
    return sums;
}

// In pieces of rows, in parallel; added up in the order of the rows.
Sums compareLayer(const LinearLayer& layer, const exporter::PackedCheckpoint& packed,
                  const checkpoint::WeightSource* original, const RunContext& context) {
    constexpr std::int64_t kRows = 256;
    std::vector<Sums> pieces(static_cast<std::size_t>((layer.out + kRows - 1) / kRows));
    const std::string name = layer.name + ".weight";
    parallelFor(pieces.size(), context, [&](std::size_t i) {
        const std::int64_t begin = static_cast<std::int64_t>(i) * kRows;
        const std::int64_t end = std::min(begin + kRows, layer.out);
        const Tensor quantized = packed.readRows(name, begin, end);
        if (original) {
            const Tensor reference = original->readRows(name, begin, end);
            pieces[i] = compareRows(quantized, &reference);
        } else {
            pieces[i] = compareRows(quantized, nullptr);
        }
    });
    Sums total;
    for (const Sums& piece : pieces)
        total = {total.error + piece.error, total.norm + piece.norm, total.finite && piece.finite};
    return total;
}

void checkLayer(const VerifiedLayer& layer, const Sums& sums, Verification& result) {
    if (!sums.finite)
        result.problems.push_back(layer.name + ": decodes to values that are not finite");
    if (layer.relativeError && !(*layer.relativeError < kSuspiciousRatio * layer.expectedError)) {
        std::ostringstream text;
        text << layer.name << ": relative error " << *layer.relativeError << " where "
             << schemeName(layer.scheme) << " should give about " << layer.expectedError;
        result.problems.push_back(text.str());
    }
}

} // namespace

Verification verifyCheckpoint(const exporter::PackedCheckpoint& packed,
                              const checkpoint::WeightSource* original, const RunContext& context) {
    Verification result;
    comparePlan(packed, result);
    if (original)
        requireSameModel(packed.spec(), *original);
    std::uint64_t done = 0;
    const auto total = packed.spec().layers.size();
    for (const LinearLayer& layer : packed.spec().layers) {
        const Sums sums = compareLayer(layer, packed, original, context);
        VerifiedLayer verified{layer.name, packed.description().layers.at(layer.name).scheme, 0,
                               std::nullopt};
        verified.expectedError = quantizer::gaussianDistortion(verified.scheme);
        if (original)
            verified.relativeError = sums.norm > 0 ? sums.error / sums.norm : 0;
        checkLayer(verified, sums, result);
        result.layers.push_back(verified);
        context.report({"verify", layer.name, ++done, total, "layers"});
    }
    return result;
}

} // namespace fracbit::pipeline
