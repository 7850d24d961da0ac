// What writes a model in a format that other programs read. Each format is an Exporter in a folder
// of its own and one line of the registry (registry.h); the command line, the window and the tests
// go through this interface alone.
#pragma once

#include "base/progress.h"
#include "checkpoint/weight_source.h"
#include "exporter/exporter_options.h"
#include "quantizer/layer_part.h"
#include "quantizer/scheme.h"

#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace fracbit::exporter {

// What an exporter can be given. A quantized folder is one that `fracbit quantize` wrote; a plan
// goes with an original, which is then quantized on the way.
struct Intake {
    bool originals = false;
    bool quantizedFolders = false;
    bool plans = false;
};

// What a linear layer is to be quantized to.
struct LayerTarget {
    quantizer::Scheme scheme;
    quantizer::Basis basis = quantizer::Basis::Inputs;
};

struct ExportSource {
    const checkpoint::WeightSource& model;
    std::map<std::string, LayerTarget> plan{}; // by layer name; empty: the weights as they are
};

struct ExportReport {
    std::uint64_t predictedBytes = 0; // before the work
    std::uint64_t bytes = 0;          // as found on the disk afterwards
    double seconds = 0;
};

// One model that is to be written with certain options: all that is decided before a weight is
// read. Immutable; borrows the model.
class ExportJob {
public:
    explicit ExportJob(const checkpoint::WeightSource& model) : model_(model) {}
    virtual ~ExportJob() = default;
    ExportJob(const ExportJob&) = delete;
    ExportJob& operator=(const ExportJob&) = delete;

    // Exact bytes of all files.
    virtual std::uint64_t bytes() const = 0;
    // The names of the files in their folder. The last is the one without which the others are no
    // finished model.
    virtual std::vector<std::string> files() const = 0;

    // Makes `folder` if need be; true when it was not there. Throws Error(InvalidArgument) when it
    // is the model itself, or holds a finished one and `overwrite` is not set; Error(Io).
    bool claim(const std::filesystem::path& folder, bool overwrite) const;

    // Claims the folder and writes the files into it; one run at a time. While it works, and after
    // it failed or was cancelled, no file has its final name that is not whole, and a finished
    // model that the folder held is still there; the same call begins anew or goes on. Throws what
    // claim() throws, Error(Io), Error(Cancelled), and what the format's header says.
    ExportReport write(const std::filesystem::path& folder, bool overwrite,
                       const RunContext& context) const;

    // Reads the files back and compares them with the model: problems, one line each; none: all is
    // as it should be. Throws Error when the files cannot be opened as what they are to be.
    virtual std::vector<std::string> verify(const std::filesystem::path& folder,
                                            const RunContext& context) const = 0;

protected:
    const checkpoint::WeightSource& model() const { return model_; }

private:
    // Writes all files under temporary names and then gives them their final ones, the last file
    // last. Reports progress as the stage "export", in weights. The folder exists and is locked.
    virtual void writeFiles(const std::filesystem::path& folder,
                            const RunContext& context) const = 0;

    const checkpoint::WeightSource& model_;
};

// Immutable; may be called from any thread.
class Exporter {
public:
    virtual ~Exporter() = default;

    virtual std::string name() const = 0; // of the format, on the command line: "huggingface"
    // Texts for the window, marked with translatable(): the name in a list, and one line.
    virtual std::string title() const = 0;
    virtual std::string description() const = 0;
    virtual std::vector<ExporterOption> options() const = 0;

    virtual Intake intake() const = 0;
    // Whether layers of a plan, or of a quantized folder, may be of that scheme in that basis.
    virtual bool takes(quantizer::Scheme scheme, quantizer::Basis basis) const = 0;

    // Throws Error(InvalidArgument) when this exporter takes no such source, naming the layer if
    // one is at fault, or for the options as OptionValues does; Error(Unsupported) when the format
    // cannot express the model.
    std::unique_ptr<ExportJob> prepare(const ExportSource& source,
                                       const OptionTexts& options) const;

private:
    // The source and the options have been checked.
    virtual std::unique_ptr<ExportJob> makeJob(const ExportSource& source,
                                               const OptionValues& options) const = 0;
};

} // namespace fracbit::exporter
