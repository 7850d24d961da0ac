#include "pipeline/model_quantization.h"

#include "backend/linear_backend.h"
#include "base/checksum.h"
#include "base/folder_lock.h"
#include "base/mapped_file.h"
#include "base/parallel.h"
#include "base/random.h"
#include "exporter/checkpoint_folder.h"
#include "exporter/plain_tensors.h"
#include "pipeline/steps/journal.h"
#include "profiling/feedback_gain.h"
#include "quantizer/feedback/feedback_quantizer.h"
#include "quantizer/palette.h"
#include "rotation/basis.h"

#include <algorithm>
#include <chrono>
#include <set>

namespace fracbit::pipeline {

namespace {

using checkpoint::LinearLayer;
using checkpoint::ModelTensor;
using checkpoint::TensorRole;
namespace fs = std::filesystem;

constexpr const char* kJournalFile = "quantize.journal";

std::uint64_t hashBytes(std::uint64_t seed, std::span<const std::byte> bytes) {
    return mix64(seed ^ xxh3(bytes));
}

double secondsSince(std::chrono::steady_clock::time_point start) {
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

// A mixture can have thousands of experts.
std::string someOf(const std::vector<std::string>& layers) {
    constexpr std::size_t kMost = 8;
    std::string text;
    for (std::size_t i = 0; i < std::min(kMost, layers.size()); ++i)
        text += (i ? ", " : "") + layers[i];
    return layers.size() > kMost ? text + " and " + std::to_string(layers.size() - kMost) + " more"
                                 : text;
}

// One run of quantizeModel().
class Run {
public:
    Run(const checkpoint::WeightSource& source, const QuantizationJob& job, const fs::path& folder,
        const RunContext& context)
        : source_(source), job_(job), folder_(folder), context_(context),
          journal_(folder / kJournalFile, job.fingerprint(source)),
          writer_(folder / packed::kModelFile, job.layout,
                  journal_.resumed() ? AtomicFile::Open::Resume : AtomicFile::Open::Truncate),
          rotations_(job.description.seed) {
        for (const LinearLayer& layer : source.spec().layers)
            totalWeights_ += static_cast<std::uint64_t>(layer.weights());
    }

    // Runs to the end or throws; see quantizeModel() for what stays behind.
    QuantizationReport execute() {
        if (journal_.ofOtherWork())
            context_.note("what an earlier run left in " + folder_.string() +
                          " is of other work (the model, the plan or the program has changed); "
                          "this run begins anew");
        try {
            for (const ModelTensor& tensor : source_.spec().tensors)
                if (tensor.role != TensorRole::LinearWeight)
                    doPlainTensor(tensor);
            for (const checkpoint::CarriedTensor& tensor : source_.spec().carried)
                doCarried(tensor);
            for (const LinearLayer& layer : source_.spec().layers)
                doLayer(layer);
            finish();
        } catch (...) {
            const Error error = asError(std::current_exception(), context_.files);
            keepWhatIsDone(error.code());
            throw error;
        }
        return std::move(report_);
    }

private:
    // Nothing is worth keeping of work that the input or the request makes impossible.
    void keepWhatIsDone(ErrorCode code) {
        if (code == ErrorCode::InvalidFile || code == ErrorCode::InvalidArgument ||
            code == ErrorCode::Unsupported) {
            journal_.remove();
            writer_.discardPartial();
        } else {
            writer_.keepPartial();
        }
    }

    // The tensors of an item that an earlier run finished, unchanged on disk.
    bool isDone(const std::string& item, const std::vector<std::string>& tensors) {
        const JournalEntry* entry = journal_.find(item);
        if (!entry)
            return false;
        if (writtenHash(tensors) != entry->hash)
            return false;
        ++report_.resumedItems;
        return true;
    }

    void doPlainTensor(const ModelTensor& tensor) {
        context_.throwIfCancelled();
        const auto* rows = packed::quantizedLayer(job_.description, tensor);
        std::vector<std::string> names;
        if (rows)
            names = {rows->codes, rows->rowScale};
        else
            names = {packed::plainName(job_.description.version, source_.spec().config, tensor)};
        if (isDone(tensor.name, names))
            return;
        if (rows)
            exporter::writeEightBit(source_, tensor, *rows, writer_, context_);
        else
            exporter::writeSixteenBit(source_, tensor, {.name = names.front()}, writer_, context_);
        journal_.append(tensor.name, {writtenHash(names), 0, 0});
    }

    void doCarried(const checkpoint::CarriedTensor& tensor) {
        const std::string item = "carried " + tensor.name;
        if (isDone(item, {tensor.name}))
            return;
        exporter::writeCarried(source_, tensor, writer_, context_);
        journal_.append(item, {writtenHash({tensor.name}), 0, 0});
    }

    // Hash of what the file holds now; plain tensors are written in pieces.
    std::uint64_t writtenHash(const std::vector<std::string>& names) {
        const MappedFile partial(AtomicFile::partialPath(folder_ / packed::kModelFile));
        if (partial.size() != job_.layout.fileBytes())
            return 0; // not reserved, and written in part only
        std::uint64_t hash = 0;
        for (const std::string& name : names)
            hash = hashBytes(hash, partial.bytes().subspan(job_.layout.offset(name),
                                                           job_.layout.tensor(name).bytes()));
        return hash;
    }

    const packed::PackedLayerInfo& infoOf(const LinearLayer& layer) const {
        return job_.description.layers.at(layer.name);
    }
    quantizer::Scheme schemeOf(const LinearLayer& layer) const {
        return infoOf(layer).segments.front().scheme;
    }

    std::vector<std::string> tensorsOf(const LinearLayer& layer) const {
        const packed::PackedLayerInfo& info = infoOf(layer);
        std::vector<std::string> names{info.rowScale, packed::codesName(info)};
        if (info.inputVector == packed::InputVector::Signs)
            names.insert(names.begin(), info.inputSigns);
        if (!quantizer::quantizer(schemeOf(layer)).codebook().table.empty())
            names.push_back(packed::tableName(info));
        return names;
    }

    void doLayer(const LinearLayer& layer) {
        context_.throwIfCancelled();
        const auto names = tensorsOf(layer);
        if (!isDone(layer.name, names)) {
            JournalEntry entry = quantize(layer);
            entry.hash = writtenHash(names);
            journal_.append(layer.name, entry);
        }
        const JournalEntry& entry = *journal_.find(layer.name);
        doneWeights_ += static_cast<std::uint64_t>(layer.weights());
        report(layer.name, 0);
        const auto scheme = schemeOf(layer);
        report_.layers.push_back({layer.name, scheme,
                                  quantizer::layerBytes(scheme, infoOf(layer).codedShape()),
                                  ratio(entry.squaredError, entry.squaredNorm), std::nullopt});
        if (entry.fedBack)
            report_.layers.back().relativeLoss = ratio(entry.loss, entry.energy);
        else if (job_.moments)
            unreached_.push_back(layer.name);
    }

    static double ratio(double part, double whole) { return whole > 0 ? part / whole : 0; }

    // Writes the layer; the entry lacks the hash.
    JournalEntry quantize(const LinearLayer& layer) {
        const packed::PackedLayerInfo& info = infoOf(layer);
        const auto& rotation = rotationOf(layer);
        Tensor weights = rotation::withInputsIn(info.basis, source_.read(layer.name + ".weight"),
                                                rotation, context_);
        JournalEntry entry;
        const quantizer::PackedLayer packed = encode(layer, weights, entry);
        if (rotation)
            writer_.write(info.inputSigns, signBytes(*rotation, layer.in));
        writer_.write(info.rowScale, std::as_bytes(std::span(packed.rowScales)));
        writer_.write(packed::codesName(info), packed.codes);
        if (!packed.codebook.table.empty())
            writer_.write(packed::tableName(info), std::as_bytes(std::span(packed.codebook.table)));
        return entry;
    }

    static std::span<const std::byte> signBytes(const rotation::Rotation& rotation,
                                                std::int64_t inputs) {
        return std::as_bytes(std::span(rotation.signs()))
            .first(static_cast<std::size_t>((inputs + 7) / 8));
    }

    quantizer::PackedLayer encode(const LinearLayer& layer, Tensor& weights, JournalEntry& entry) {
        const quantizer::LayerEncoding encoding{encoderOf(schemeOf(layer)), infoOf(layer).basis};
        const auto progress = [&](std::uint64_t done) {
            report(layer.name, std::min(done, static_cast<std::uint64_t>(layer.weights())));
        };
        const quantizer::FeedbackFactor* factor = job_.moments ? factorOf(layer) : nullptr;
        if (!factor) {
            quantizer::LayerError error;
            auto packed = quantizer::quantizeRotated(weights, encoding, layer.name, context_, error,
                                                     progress);
            entry = {0, error.squaredError, error.squaredNorm};
            return packed;
        }
        const auto start = std::chrono::steady_clock::now();
        quantizer::FeedbackError error;
        auto packed = quantizer::quantizeWithFeedback(weights, encoding, layer.name, *factor, {},
                                                      context_, error, progress);
        report_.encoderSeconds += error.encoderSeconds;
        report_.feedbackSeconds += secondsSince(start) - error.encoderSeconds;
        entry = {.squaredError = error.weights.squaredError,
                 .squaredNorm = error.weights.squaredNorm,
                 .loss = error.loss,
                 .energy = error.energy,
                 .fedBack = true};
        return packed;
    }

    // Kept for the next layer of the scheme.
    quantizer::PanelEncoder& encoderOf(quantizer::Scheme scheme) {
        if (!encoder_ || encoder_->scheme() != scheme)
            encoder_ = backend_->encoder(scheme);
        return *encoder_;
    }

    // Layers that read the same input share the factor as they do the rotation. Null when no token
    // of the moments reached it.
    const quantizer::FeedbackFactor* factorOf(const LinearLayer& layer) {
        const checkpoint::LayerInput& input = source_.spec().inputOf(layer);
        const InputInBasis wanted{input.name, infoOf(layer).basis};
        if (wanted == factorOf_)
            return factor_ ? &*factor_ : nullptr;
        const auto start = std::chrono::steady_clock::now();
        factor_.reset(); // before the next one takes its memory
        report("factorising " + input.name, 0);
        factor_ = profiling::feedbackFactor(*job_.moments, input, wanted.basis, rotationOf(layer),
                                            job_.damping, context_);
        factorOf_ = wanted;
        report_.factorSeconds += secondsSince(start);
        return factor_ ? &*factor_ : nullptr;
    }

    // Layers that read the same input come one after another: the last rotation is kept.
    const std::optional<rotation::Rotation>& rotationOf(const LinearLayer& layer) {
        const InputInBasis wanted{source_.spec().inputOf(layer).name, infoOf(layer).basis};
        if (wanted == rotationOf_)
            return rotation_;
        rotation_ = rotations_.of(wanted.basis, wanted.input, layer.in);
        rotationOf_ = wanted;
        if (wanted.basis == rotation::Basis::Inputs && rotation_->transform().isBlockDiagonal() &&
            inBlocks_.insert(layer.in).second)
            report_.notes.push_back("inputs of width " + std::to_string(layer.in) +
                                    " are rotated in " + rotation_->transform().description() +
                                    ": no Hadamard matrix of this width is known");
        return rotation_;
    }

    void report(const std::string& item, std::uint64_t within) const {
        context_.report({"quantize", item, doneWeights_ + within, totalWeights_, "weights"});
    }

    void finish() {
        report_.bytes = exporter::finishFolder(folder_, writer_, job_.smallFiles);
        journal_.remove();
        report_.feedback = job_.moments ? Feedback::On : Feedback::Off;
        if (!unreached_.empty())
            report_.notes.push_back("no token of the moments reached " + someOf(unreached_) +
                                    ": quantized without feedback");
        report_.predictedBytes = job_.folderBytes();
    }

    const checkpoint::WeightSource& source_;
    const QuantizationJob& job_;
    fs::path folder_;
    const RunContext& context_;
    Journal journal_;
    checkpoint::SafetensorsWriter writer_;
    QuantizationReport report_;
    struct InputInBasis {
        std::string input;
        rotation::Basis basis = rotation::Basis::Inputs;
        bool operator==(const InputInBasis&) const = default;
    };
    std::unique_ptr<backend::LinearBackend> backend_ = backend::openBackend({});
    std::unique_ptr<quantizer::PanelEncoder> encoder_;
    rotation::InputRotations rotations_;
    std::set<std::int64_t> inBlocks_; // widths that a note has been made of
    std::optional<rotation::Rotation> rotation_;
    std::optional<InputInBasis> rotationOf_;
    std::optional<quantizer::FeedbackFactor> factor_;
    std::optional<InputInBasis> factorOf_;
    std::vector<std::string> unreached_; // layers without feedback, though there are moments
    std::uint64_t totalWeights_ = 0;
    std::uint64_t doneWeights_ = 0;
};

} // namespace

std::size_t QuantizationReport::fedBackLayers() const {
    return static_cast<std::size_t>(std::ranges::count_if(
        layers, [](const QuantizedLayer& layer) { return layer.relativeLoss.has_value(); }));
}

QuantizationReport quantizeModel(const checkpoint::WeightSource& source,
                                 const QuantizationPlan& plan, const fs::path& folder,
                                 const QuantizationOptions& options, const RunContext& context) {
    const auto start = std::chrono::steady_clock::now();
    const QuantizationJob job = makeQuantizationJob(source, plan, options);
    const bool made =
        exporter::prepareFolder(source, folder, packed::kConfigFile, options.overwrite);
    QuantizationReport report;
    try {
        const FolderLock lock(folder);
        report = Run(source, job, folder, context).execute();
    } catch (...) {
        std::error_code ignored;
        if (made)
            fs::remove(folder, ignored); // only if it is empty
        throw;
    }
    report.notes.insert(report.notes.begin(), job.notes.begin(), job.notes.end());
    if (!job.smallFiles.contains(packed::kTokenizerFile))
        report.notes.push_back("the model has no tokenizer, so the checkpoint has none either");
    report.seconds = secondsSince(start);
    for (const std::string& note : report.notes)
        context.note(note);
    return report;
}

} // namespace fracbit::pipeline
