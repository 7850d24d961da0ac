#include "profiling/moments.h"

#include "base/parallel.h"
#include "checkpoint/architecture.h"
#include "checkpoint/safetensors_writer.h"
#include "network/blockwise.h"
#include "network/second_moments.h"
#include "profiling/estimators/work_folder.h"
#include "profiling/fingerprint.h"
#include "profiling/moments_file.h"
#include "profiling/sensitivity.h"

#include <cmath>

namespace fracbit::profiling {

namespace {

using checkpoint::WeightSource;
using network::SecondMoments;

std::string statesFile(int block) {
    return "states-" + std::to_string(block);
}

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
        : source_(source), sample_(sample), options_(options), context_(context),
          folder_(options.workFolder),
          blocks_(source.spec().config.blockCount()), shape_{sample.length(),
                                                             source.spec().config.hidden},
          identity_(workFingerprint("moments", source, sample, 0)),
          layout_(layoutOf(source, sample)), step_(firstStep()),
          writer_(options.file, layout_,
                  step_ > 0 ? AtomicFile::Open::Resume : AtomicFile::Open::Truncate) {}

    void run() {
        try {
            for (; step_ <= blocks_; save()) {
                if (step_ == 0)
                    embed();
                else
                    measure(step_ - 1);
            }
        } catch (...) {
            writer_.keepPartial();
            throw;
        }
        report({}, 0);
        writer_.commit();
        folder_.remove();
    }

private:
    // Where an earlier run of the same work has come to; its partial file must still be there.
    int firstStep() const {
        const nlohmann::json progress = folder_.progress();
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
        folder_.setProgress({{"identity", identity_}, {"step", step_}});
        folder_.drop(statesFile(step_ - 2)); // what the step just saved had read
    }

    void report(const std::string& item, std::size_t sequences) const {
        const auto perBlock = sample_.sequences.size();
        const auto done = static_cast<std::size_t>(std::max(0, step_ - 1)) * perBlock + sequences;
        context_.report(
            {"moments", item, done, static_cast<std::size_t>(blocks_) * perBlock, "sequences"});
    }

    void embed() {
        AtomicFile file = folder_.create(statesFile(0));
        for (const auto& sequence : sample_.sequences) {
            context_.throwIfCancelled();
            append(file, network::embedTokens(source_, sequence));
        }
        file.commit();
    }

    void measure(int index) {
        const auto block = network::SingleBlock::load(source_, index);
        AtomicFile file = folder_.create(statesFile(index + 1));
        std::vector<SecondMoments> moments;
        const auto inputs = source_.spec().blockInputs(index);
        for (const checkpoint::LayerInput& input : inputs)
            moments.emplace_back(input.width);
        for (std::size_t begin = 0; begin < sample_.sequences.size();) {
            context_.throwIfCancelled();
            report("block " + std::to_string(index), begin);
            const auto traces = traceSome(*block, index, begin);
            for (const network::BlockTrace& trace : traces) {
                append(file, trace.output);
                for (std::size_t g = 0; g < moments.size(); ++g)
                    moments[g].add(trace.inputs[g], context_);
            }
            begin += traces.size();
        }
        for (std::size_t g = 0; g < moments.size(); ++g)
            write(inputs[g], moments[g]);
        file.commit();
    }

    // Of as many sequences as there are threads: the products of one are too small to be shared
    // well.
    std::vector<network::BlockTrace> traceSome(const network::SingleBlock& block, int index,
                                               std::size_t begin) const {
        RunContext single = context_;
        single.threads = 1;
        std::vector<network::BlockTrace> traces(
            std::min(static_cast<std::size_t>(std::max(1, context_.threads)),
                     sample_.sequences.size() - begin));
        parallelFor(traces.size(), context_, [&](std::size_t i) {
            traces[i] = block.trace(folder_.read(statesFile(index), begin + i, shape_), single);
        });
        return traces;
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
    const Sample& sample_;
    const MomentOptions& options_;
    const RunContext& context_;
    WorkFolder folder_;
    int blocks_;
    Shape shape_; // of one sequence's states
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
