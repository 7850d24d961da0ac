#include "pipeline/verification.h"

#include "base/error.h"
#include "base/parallel.h"
#include "pipeline/quantization_plan.h"
#include "quantizer/feedback/matrix_product.h"
#include "quantizer/palette.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <sstream>

namespace fracbit::pipeline {

namespace {

using checkpoint::LinearLayer;

// Rotated weights are close to Gaussian, so an error far above the Gaussian one means damage. At
// high rates, where the Gaussian error is tiny, the few weights that lie farther out than an
// encoder reaches may alone exceed it: on the sample model by up to 1.6e-4 at 6.75 bits.
constexpr double kSuspiciousRatio = 2;
constexpr double kOutlierShare = 1e-3;

// Returns how the plan says that errors were treated.
Feedback comparePlan(const packed::PackedCheckpoint& packed, Verification& result) {
    const auto path = packed.path() / packed::kPlanFile;
    if (!std::filesystem::exists(path)) {
        result.problems.push_back(path.string() + ": is missing");
        return Feedback::Off;
    }
    const QuantizationPlan plan = readPlan(path);
    for (const LayerPlan& layer : plan.layers)
        if (!packed.description().layers.contains(layer.name))
            result.problems.push_back(layer.name + ": in the plan, but not in the checkpoint");
    const PlanIndex index(plan);
    for (const LinearLayer& layer : packed.spec().layers)
        for (const auto& segment : packed.description().layers.at(layer.name).segments) {
            const LayerPlan* planned = index.find(layer.name);
            const std::string stored = schemeName(segment.scheme);
            const std::string assigned =
                planned ? planned->schemeOf(segment.rows, segment.columns) : "nothing";
            if (planned && planned->basis != packed.description().layers.at(layer.name).basis)
                result.problems.push_back(layer.name + ": stored in another basis than assigned");
            if (assigned != stored)
                result.problems.push_back(layer.name + ": stored as " + stored + ", but assigned " +
                                          assigned);
        }
    return plan.feedback.value_or(Feedback::Off);
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
    double outputError = 0;
    double outputNorm = 0;
};

void compareOutputs(Tensor quantized, const Tensor& original, const Tensor& moments, Sums& sums) {
    std::ranges::transform(quantized.values, original.values, quantized.values.begin(),
                           std::minus<>());
    sums.outputError = quantizer::sumOfForms(quantized, moments, RunContext{});
    sums.outputNorm = quantizer::sumOfForms(original, moments, RunContext{});
}

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
Sums compareLayer(const LinearLayer& layer, const packed::PackedCheckpoint& packed,
                  const checkpoint::WeightSource* original, const Tensor* moments,
                  const RunContext& context) {
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
            if (moments)
                compareOutputs(quantized, reference, *moments, pieces[i]);
        } else {
            pieces[i] = compareRows(quantized, nullptr);
        }
    });
    Sums total;
    for (const Sums& piece : pieces)
        total = {total.error + piece.error, total.norm + piece.norm, total.finite && piece.finite,
                 total.outputError + piece.outputError, total.outputNorm + piece.outputNorm};
    return total;
}

void checkLayer(const VerifiedLayer& layer, const Sums& sums, Feedback feedback,
                Verification& result) {
    if (!sums.finite)
        result.problems.push_back(layer.name + ": decodes to values that are not finite");
    const bool fed = feedback == Feedback::On;
    if (!layer.expectedError) {
        if (layer.relativeError && !(*layer.relativeError < 1))
            result.problems.push_back(layer.name + ": its error is larger than the layer itself");
        return;
    }
    const auto error = fed ? layer.outputError : layer.relativeError;
    if (error && !(*error < kSuspiciousRatio * *layer.expectedError + kOutlierShare)) {
        std::ostringstream text;
        text << layer.name << ": relative error " << (fed ? "of the outputs " : "") << *error
             << " where " << schemeName(layer.scheme) << " should give about "
             << *layer.expectedError << (fed ? " or less" : "");
        result.problems.push_back(text.str());
    }
}

// The moments of the layers' inputs, one matrix at a time.
class MomentsInTurn {
public:
    MomentsInTurn(const profiling::MomentsFile* file, const checkpoint::ModelSpec& spec)
        : file_(file), spec_(spec) {}
    const Tensor* of(const LinearLayer& layer) {
        if (!file_)
            return nullptr;
        const std::string& input = spec_.inputOf(layer).name;
        if (input != input_) {
            matrix_ = {};
            matrix_ = file_->read(input, layer.in);
            input_ = input;
        }
        return &matrix_;
    }

private:
    const profiling::MomentsFile* file_;
    const checkpoint::ModelSpec& spec_;
    std::string input_;
    Tensor matrix_;
};

// Of the schemes of a layer on N(0,1), weight by weight; of weights that are not rotated nothing is
// expected.
std::optional<double> expectedErrorOf(const packed::PackedLayerInfo& layer) {
    if (layer.basis == packed::Basis::None)
        return std::nullopt;
    double sum = 0;
    double weights = 0;
    for (const packed::PackedSegment& segment : layer.segments) {
        const auto size = static_cast<double>(segment.rows.size() * segment.columns.size());
        sum += size * quantizer::gaussianDistortion(segment.scheme);
        weights += size;
    }
    return sum / weights;
}

double ratio(double part, double whole) {
    return whole > 0 ? part / whole : 0;
}

} // namespace

Verification verifyCheckpoint(const packed::PackedCheckpoint& packed,
                              const checkpoint::WeightSource* original, const RunContext& context,
                              const profiling::MomentsFile* moments) {
    Verification result;
    result.problems = packed.damagedTensors(context);
    if (!packed.hasChecksums())
        context.note(packed.path().string() +
                     ": is of version 1, which has no checksums: damage is "
                     "found by its size alone");
    const Feedback feedback = comparePlan(packed, result);
    if (original)
        requireSameModel(packed.spec(), *original);
    if (moments && !original)
        throw Error(ErrorCode::InvalidArgument,
                    "activation moments want the original model as well, to measure errors");
    if (moments)
        moments->requireModel(*original);
    MomentsInTurn inTurn(moments, packed.spec());
    std::uint64_t done = 0;
    const auto total = packed.spec().layers.size();
    for (const LinearLayer& layer : packed.spec().layers) {
        const Sums sums = compareLayer(layer, packed, original, inTurn.of(layer), context);
        const packed::PackedLayerInfo& info = packed.description().layers.at(layer.name);
        VerifiedLayer verified{layer.name, info.segments.front().scheme, expectedErrorOf(info),
                               std::nullopt};
        if (original)
            verified.relativeError = ratio(sums.error, sums.norm);
        // Nothing is known of outputs where no token of the moments came by; quantize feeds nothing
        // back there, either.
        const bool unreached = moments && sums.outputNorm == 0;
        if (moments && !unreached)
            verified.outputError = ratio(sums.outputError, sums.outputNorm);
        checkLayer(verified, sums, unreached ? Feedback::Off : feedback, result);
        result.layers.push_back(verified);
        context.report({"verify", layer.name, ++done, total, "layers"});
    }
    return result;
}

} // namespace fracbit::pipeline
