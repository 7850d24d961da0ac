// Sensitivity coefficients: what the quantization error of each linear layer costs.
//
// The coefficient a_l of layer l is defined by KL(original || model with layer l quantized) =
// a_l err_l for small errors, where KL is the mean over predicted tokens, in nats, and err_l the
// relative squared error of the layer's weights (linearity theorem of HIGGS, arXiv 2411.17525).
// The error is taken to be what quantization in a rotated basis leaves: independent between the
// weights, with a variance proportional to the mean square of the weight's row.
#pragma once

#include "base/progress.h"
#include "checkpoint/weight_source.h"
#include "profiling/profile_file.h"
#include "profiling/sample.h"

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

namespace fracbit::profiling {

struct LayerSensitivity {
    std::string name; // "blocks.3.attn.q"
    double value = 0;
    // Of the mean over the sequences, from their spread; 0 when there is only one.
    double standardError = 0;
    bool operator==(const LayerSensitivity&) const = default;
};

class SensitivityEstimator {
public:
    virtual ~SensitivityEstimator() = default;
    virtual std::string name() const = 0; // "fisher", "noise", "imported"
    // One entry a linear layer, in the order of ModelSpec::layers.
    // Throws Error(InvalidArgument) for a sample without sequences or of unequal lengths.
    virtual std::vector<LayerSensitivity> estimate(const checkpoint::WeightSource& source,
                                                   const Sample& sample,
                                                   const RunContext& context) const = 0;
};

// Coefficients from one pass forward and one backward, all layers at once.
//
// Derivation. Write p(. | x, W) for the model's distribution of the next token and F for the Fisher
// information of one prediction, F = E over y ~ p of s s', s the gradient of log p(y) with respect
// to the weights. For a small change D of the weights KL(p || p_D) = 1/2 D' F D + O(|D|^3). With
// D_ij = t r_i z_ij, z independent of mean 0 and variance 1 and r_i the root mean square of row i,
// the relative error is t^2, and the expectation over z leaves the diagonal:
//     a_l = 1/2 sum_i r_i^2 sum_j F_ij,ij .
// F_ij,ij, averaged over the T predictions of a sequence, is (1/T) sum_t E[s_t,ij^2]. One backward
// pass gives g = sum_t s_t rather than each s_t. With the labels drawn from the model, position by
// position and given the text alone, they are independent and E[s_t] = 0, so E[s_t s_u] = 0 for
// t != u and E[g_ij^2] = sum_t E[s_t,ij^2]. Hence the estimate from one sequence,
//     a_l = 1/(2T) sum_i r_i^2 sum_j g_ij^2 ,
// is unbiased; the mean over sequences and its standard error are returned.
//
// Assumes: errors small enough for the quadratic term, errors independent of the weights and of
// each other (what rotation is for), and text like that on which the model will be used.
//
// Goes block by block: memory is one block in float32, and for each thread its gradients and the
// activations of one sequence, whatever the number of blocks. The states in front of the blocks
// wait in the work folder (blocks x tokens x hidden x 4 bytes at most), from where an interrupted
// estimate of the same model, sample and seed goes on at the block it had reached. The folder is
// removed at the end.
struct FisherOptions {
    std::filesystem::path workFolder;
    std::uint64_t seed = 0;       // of the labels
    std::string stage = "fisher"; // of the progress
};
std::unique_ptr<SensitivityEstimator> makeFisherEstimator(FisherOptions options);

// The slow truth: Gaussian noise of relative size t in one layer at a time, measured mean KL, and
// the fit KL = a t^2 over several t (each with the same weight in relative terms: the mean of
// KL / t^2). Every sequence and t has its own noise, so that the standard error includes the
// noise's. Holds the model in float32. The work folder remembers each layer that is done, as
// FisherOptions' does each block.
struct NoiseOptions {
    std::filesystem::path workFolder;
    std::vector<double> sizes{0.05, 0.1};
    std::uint64_t seed = 0;
};
std::unique_ptr<SensitivityEstimator> makeNoiseEstimator(NoiseOptions options);

// What another program found: a file as import.h takes its coefficients. estimate() looks at no
// sample and throws Error(InvalidFile) naming the first layer of the model that the file lacks.
std::unique_ptr<SensitivityEstimator> makeImportedEstimator(std::filesystem::path coefficients);

// Throws Error(InvalidArgument) unless the sample has sequences, all of one length of at least 2.
void checkSample(const Sample& sample);

// Replaces the sensitivities of a profile of the same layers.
// Throws Error(InvalidArgument) naming a layer of the profile that has no entry.
void setSensitivities(Profile& profile, const std::vector<LayerSensitivity>& layers);

// Mean and standard error of each layer from values[layer][sequence]. Few tokens may have reached
// an expert, or none: its layers count one more sequence, of the mean value of their block's
// experts, so that none is worth nothing, and one that is known by that alone has an error as large
// as its value.
std::vector<LayerSensitivity> summarize(const checkpoint::ModelSpec& spec,
                                        std::vector<std::vector<double>> values);

} // namespace fracbit::profiling
