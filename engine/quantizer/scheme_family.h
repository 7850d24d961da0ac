// The descriptor of a family of schemes: everything that the program knows of it. Encoding,
// planning, files, kernels, device models, tables of the command line and of the window are derived
// from these descriptors; nobody outside of a family's own file asks which family it is.
#pragma once

#include "quantizer/runtime_code.h"

#include <memory>
#include <string>

namespace fracbit::quantizer {

// In 256ths of a bit a weight: min, min + step, ..., max, but for the multiples of `excluded`
// (0: none). Tables list them, and solvers choose from them, from `firstListed` on in larger steps.
struct Rates {
    int min256 = 0;
    int max256 = 0;
    int step256 = 0;
    int excluded256 = 0;
    int firstListed256 = 0;
    int listedStep256 = 0;
};

// Relative squared error on N(0,1).
struct MeasuredDistortion {
    double mean = 0;
    double standardError = 0; // over tiles
};
struct StoredDistortion {
    MeasuredDistortion value;
    std::int64_t samples = 0; // that it was measured on; 0: computed from what others reach
    std::uint64_t seed = 0;
};

// How fast kernels decode, as models of devices that are not at hand take it (profiling's device
// models). 0: there is no such kernel, or none that is modelled.
struct DecodeRates {
    // Billions of weights a second and core with AVX-512: as measured on Zen 4 (spec 1, section 3,
    // the lower ends), or by the ratio to such a figure in bench_cpu.
    double processor = 0;
    // Weights a lane of a GPU decodes in the time of an instruction, in kernels with tensor cores
    // and in those without.
    double tensor = 0;
    double simt = 0;
};

enum class FamilyKind { Scalar, Vector, Trellis }; // for drawings

struct SchemeFamily {
    std::string name; // "half-tcq": of its schemes, in files, and on the command line
    std::string description;
    FamilyKind kind = FamilyKind::Scalar;
    Rates rates;
    bool onRequest = false; // for comparison, or quick but never the best: solvers leave it out

    // Called for rates that there are; codebooks of the quantizer's size and finite.
    std::unique_ptr<Quantizer> (*makeQuantizer)(Scheme) = nullptr;
    std::unique_ptr<Decoder> (*makeDecoder)(Scheme, const Codebook&) = nullptr;
    // What the encoder reaches (distortion_table.h), likewise.
    StoredDistortion (*distortion)(Scheme) = nullptr;

    RuntimeCode code = DecodedOnly{};
    DecodeRates decodeRates;
};

// The two makers, of classes that are constructed from what these are given.
template <class Made>
std::unique_ptr<Quantizer> makeQuantizerOf(Scheme scheme) {
    return std::make_unique<Made>(scheme);
}
template <class Made>
std::unique_ptr<Decoder> makeDecoderOf(Scheme scheme, const Codebook& codebook) {
    return std::make_unique<Made>(scheme, codebook);
}

} // namespace fracbit::quantizer
