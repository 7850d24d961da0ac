#include "profiling/moments.h"

#include "checkpoint/architecture.h"
#include "checkpoint/safetensors_writer.h"
#include "network/block_pass.h"
#include "network/second_moments.h"
#include "profiling/fingerprint.h"
#include "profiling/moments_file.h"
#include "profiling/sensitivity.h"

#include <cmath>

namespace fracbit::profiling {

namespace {

using checkpoint::WeightSource;
using network::SecondMoments;

std::vector<checkpoint::LayerInput> byName(std::vector<checkpoint::LayerInput> inputs) {
    std::ranges::sort(inputs, {}, &checkpoint::LayerInput::name);
    return inputs;
}

checkpoint::SafetensorsLayout layoutOf(const WeightSource& source, const Sample& sample) {
    std::vector<checkpoint::PlannedTensor> tensors;
    for (const checkpoint::LayerInput& input : byName(source.spec().inputs))
        tensors.push_back({inputMomentsName(source.spec(), input),
                           DType::F32,
                           {input.width * (input.width + 1) / 2}});
    return checkpoint::SafetensorsLayout(std::move(tensors),
                                         {{"format", "fracbit-moments"},
                                          {"version", std::to_string(kMomentsVersion)},
                                          {"checkpoint", modelFingerprint(source)},
                                          {"sample", sample.origin},
                                          {"sequences", std::to_string(sample.sequences.size())},
                                          {"length", std::to_string(sample.length())}});
}

// The steps are: embed, then each block.
class MomentRun {
public:
    MomentRun(const WeightSource& source, const Sample& sample, const MomentOptions& options,
              const RunContext& context)
        : source_(source), options_(options), context_(context),
          pass_(source, sample.sequences, network::WorkFolder(options.workFolder), context),
          identity_(workFingerprint("moments", source, sample, 0)),
          layout_(layoutOf(source, sample)), step_(firstStep()),
          writer_(options.file, layout_,
                  step_ > 0 ? AtomicFile::Open::Resume : AtomicFile::Open::Truncate) {}

    void run() {
        try {
            for (; step_ <= pass_.blocks(); save()) {
                if (step_ == 0)
                    pass_.embed();
                else
                    measure(step_ - 1);
            }
        } catch (...) {
            writer_.keepPartial();
            throw;
        }
        report({}, 0);
        writer_.commit();
        pass_.folder().remove();
    }

private:
    // Where an earlier run of the same work has come to; its partial file must still be there.
    int firstStep() const {
        const nlohmann::json progress = pass_.folder().progress();
        std::error_code error;
        const auto bytes =
            std::filesystem::file_size(AtomicFile::partialPath(options_.file), error);
        if (error || bytes != layout_.fileBytes() || !progress.is_object() ||
            progress.value("identity", "") != identity_)
            return 0;
        context_.note("goes on with the moments in " + options_.workFolder.string());
        return progress.value("step", 0);
    }

    void save() {
        ++step_;
        pass_.folder().setProgress({{"identity", identity_}, {"step", step_}});
        pass_.dropStates(step_ - 2); // what the step just saved had read
    }

    void report(const std::string& item, std::size_t sequences) const {
        const auto perBlock = pass_.sequences();
        const auto done = static_cast<std::size_t>(std::max(0, step_ - 1)) * perBlock + sequences;
        context_.report({"moments", item, done, static_cast<std::size_t>(pass_.blocks()) * perBlock,
                         "sequences"});
    }

    void measure(int index) {
        const auto block = network::SingleBlock::load(source_, index);
        const auto inputs = source_.spec().blockInputs(index);
        std::vector<SecondMoments> moments;
        for (const checkpoint::LayerInput& input : inputs)
            moments.emplace_back(input.width);
        std::vector<std::vector<Tensor>> read(pass_.sequences()); // by the layers, of a group
        const auto trace = [&](std::size_t sequence, const RunContext& context) {
            network::BlockTrace result = block->trace(pass_.states(index, sequence), context);
            read[sequence] = std::move(result.inputs);
            return std::move(result.output);
        };
        const auto add = [&](std::size_t first, std::size_t count) {
            for (std::size_t sequence = first; sequence < first + count; ++sequence) {
                for (std::size_t i = 0; i < moments.size(); ++i)
                    moments[i].add(read[sequence][i], context_);
                read[sequence].clear();
            }
        };
        const std::string item = "block " + std::to_string(index);
        pass_.writeStates(index + 1, trace, {[&](std::size_t done) { report(item, done); }, add});
        for (std::size_t i = 0; i < moments.size(); ++i)
            write(inputs[i], moments[i]);
    }

    void write(const checkpoint::LayerInput& input, const SecondMoments& moments) {
        const std::vector<float> mean = moments.mean();
        for (const float value : mean)
            if (!std::isfinite(value))
                throw Error(ErrorCode::InvalidFile, source_.path().string(),
                            "gives activations that are not finite at the input " + input.name);
        writer_.write(inputMomentsName(source_.spec(), input), std::as_bytes(std::span(mean)));
    }

    const WeightSource& source_;
    const MomentOptions& options_;
    const RunContext& context_;
    network::BlockPass pass_;
    std::string identity_;
    checkpoint::SafetensorsLayout layout_;
    int step_; // the next one
    checkpoint::SafetensorsWriter writer_;
};

} // namespace

void measureMoments(const WeightSource& source, const Sample& sample, const MomentOptions& options,
                    const RunContext& context) {
    checkSample(sample);
    MomentRun(source, sample, options, context).run();
}

} // namespace fracbit::profiling
