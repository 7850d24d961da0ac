// What quantization with feedback should be made of, measured on other text than it has seen: the
// amount of text behind the moments, damping, the order of columns, the refitting of row scales.
//
//   feedback_choices MODEL PROFILE HELD_OUT MOMENTS... [--scheme S] [--blocks N] [--threads N]
//
// Quantizes the layers of N blocks, evenly spread, and prints the loss sum of a_l tr(E H E^T) /
// (tr(H) |W|^2 / d), with the sensitivities a_l of PROFILE and H from HELD_OUT, as a share of the
// loss without feedback: for every file of MOMENTS, then, with the last one, for other choices.
#include "packed/packed_checkpoint.h"
#include "profiling/estimators/rotated_moments.h"
#include "profiling/feedback_gain.h"
#include "profiling/profile_file.h"
#include "quantizer/feedback/feedback_quantizer.h"
#include "quantizer/feedback/matrix_product.h"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <cstdio>
#include <numeric>

using namespace fracbit;
using profiling::MomentsFile;
using quantizer::FeedbackFactor;

namespace {

struct Options {
    std::filesystem::path model;
    std::filesystem::path profile;
    std::filesystem::path heldOut;
    std::vector<std::filesystem::path> moments;
    std::string scheme = "nuq-4";
    int blocks = 5;
    int threads = 2;
};

// A stable order of the columns, by the diagonal of the moments; a tile's columns stay together
// when `width` is a tile's.
enum class Order { Natural, Reversed, Descending };
struct Choice {
    std::string name;
    double damping = quantizer::kFeedbackDamping;
    bool refit = true;
    Order order = Order::Natural;
    std::int64_t width = 16; // columns that stay together
};

std::vector<Choice> otherChoices() {
    std::vector<Choice> choices;
    for (const double damping : {0.0003, 0.001, 0.003, 0.03, 0.1})
        choices.push_back({CLI::detail::to_string(damping) + " damping", damping});
    choices.push_back({"row scales not refitted", quantizer::kFeedbackDamping, false});
    choices.push_back({"last panel first", quantizer::kFeedbackDamping, true, Order::Reversed});
    choices.push_back(
        {"panels by falling diagonal", quantizer::kFeedbackDamping, true, Order::Descending});
    choices.push_back(
        {"columns by falling diagonal", quantizer::kFeedbackDamping, true, Order::Descending, 1});
    return choices;
}

std::vector<std::size_t> columnOrder(const Choice& choice, const Tensor& moments) {
    const auto width = static_cast<std::size_t>(choice.width);
    const std::size_t groups = static_cast<std::size_t>(moments.rows()) / width;
    std::vector<double> energy(groups);
    for (std::size_t i = 0; i < groups * width; ++i)
        energy[i / width] += static_cast<double>(moments.row(static_cast<std::int64_t>(i))[i]);
    std::vector<std::size_t> order(groups);
    std::iota(order.begin(), order.end(), 0);
    if (choice.order == Order::Reversed)
        std::reverse(order.begin(), order.end());
    if (choice.order == Order::Descending)
        std::stable_sort(order.begin(), order.end(),
                         [&](std::size_t a, std::size_t b) { return energy[a] > energy[b]; });
    std::vector<std::size_t> columns;
    for (const std::size_t group : order)
        for (std::size_t i = 0; i < width; ++i)
            columns.push_back(group * width + i);
    for (std::size_t i = columns.size(); i < static_cast<std::size_t>(moments.rows()); ++i)
        columns.push_back(i);
    return columns;
}

Tensor withColumns(const Tensor& matrix, const std::vector<std::size_t>& columns) {
    Tensor result(matrix.shape);
    for (std::int64_t i = 0; i < matrix.rows(); ++i)
        for (std::size_t j = 0; j < columns.size(); ++j)
            result.row(i)[j] = matrix.row(i)[columns[j]];
    return result;
}

Tensor withRows(const Tensor& matrix, const std::vector<std::size_t>& rows) {
    Tensor result(matrix.shape);
    for (std::size_t i = 0; i < rows.size(); ++i)
        std::ranges::copy(matrix.row(static_cast<std::int64_t>(rows[i])),
                          result.row(static_cast<std::int64_t>(i)).begin());
    return result;
}

double squares(const Tensor& matrix) {
    return std::inner_product(matrix.values.begin(), matrix.values.end(), matrix.values.begin(),
                              0.0, std::plus<>(), [](double a, double b) { return a * b; });
}

double trace(const Tensor& matrix) {
    double sum = 0;
    for (std::int64_t i = 0; i < matrix.rows(); ++i)
        sum += static_cast<double>(matrix.row(i)[static_cast<std::size_t>(i)]);
    return sum;
}

// The layers of some blocks in the rotated basis, and what other text says of their inputs.
class Layers {
public:
    Layers(const Options& options, const RunContext& context)
        : source_(packed::openModel(options.model)),
          profile_(profiling::readProfile(options.profile)),
          heldOut_(options.heldOut, source_->spec()),
          scheme_(quantizer::schemeFromName(options.scheme)), context_(context) {
        heldOut_.requireModel(*source_);
        const auto blocks = source_->spec().config.blockCount();
        for (const checkpoint::LinearLayer& layer : source_->spec().layers) {
            const int wanted = std::min(options.blocks, blocks);
            if (layer.block * wanted / blocks != (layer.block - 1) * wanted / blocks ||
                layer.block == 0)
                layers_.push_back(&layer);
        }
    }

    const checkpoint::ModelSpec& spec() const { return source_->spec(); }

    // Without feedback, when there are no moments.
    double loss(const MomentsFile* moments, const Choice& choice) const {
        double sum = 0;
        for (const checkpoint::LinearLayer* layer : layers_)
            sum += sensitivity(layer->name) * relativeLoss(*layer, moments, choice);
        return sum;
    }

private:
    double sensitivity(const std::string& name) const {
        for (const profiling::ProfileLayer& layer : profile_.layers)
            if (layer.name == name)
                return layer.sensitivity;
        throw Error(ErrorCode::InvalidArgument, name, "is not in the profile");
    }

    Tensor rotatedMoments(const MomentsFile& file, const checkpoint::LinearLayer& layer,
                          const rotation::Rotation& rotation) const {
        Tensor matrix = file.read(source_->spec().inputOf(layer).name, layer.in);
        profiling::rotateMoments(matrix, rotation, context_);
        return matrix;
    }

    double relativeLoss(const checkpoint::LinearLayer& layer, const MomentsFile* moments,
                        const Choice& choice) const {
        const rotation::Rotation rotation(
            std::make_shared<rotation::Hadamard>(layer.in),
            rotation::randomSigns(0, source_->spec().inputOf(layer).name, layer.in));
        Tensor weights = source_->read(layer.name + ".weight");
        for (std::int64_t i = 0; i < weights.rows(); ++i)
            rotation.rotate(weights.row(i));
        Tensor truth = rotatedMoments(heldOut_, layer, rotation);
        Tensor seen = moments ? rotatedMoments(*moments, layer, rotation) : truth;
        const auto order = columnOrder(choice, seen);
        weights = withColumns(weights, order);
        truth = withColumns(withRows(truth, order), order);
        seen = withColumns(withRows(seen, order), order);
        const double energy = squares(weights);
        const Tensor errors = quantized(weights, layer.name, moments ? &seen : nullptr, choice);
        return quantizer::sumOfForms(errors, truth, context_) /
               (trace(truth) * energy / static_cast<double>(layer.in));
    }

    Tensor quantized(const Tensor& weights, const std::string& name, const Tensor* moments,
                     const Choice& choice) const {
        Tensor work = weights;
        quantizer::PackedLayer packed;
        if (moments) {
            const FeedbackFactor factor =
                FeedbackFactor::make([&] { return *moments; }, choice.damping, context_).value();
            quantizer::FeedbackError error;
            packed = quantizer::quantizeWithFeedback(
                work, scheme_, name, factor, {.refitScales = choice.refit}, context_, error);
        } else {
            quantizer::LayerError error;
            packed = quantizer::quantizeRotated(work, scheme_, name, context_, error);
        }
        Tensor errors(weights.shape);
        quantizer::LayerReader(quantizer::PackedLayerView(packed))
            .readRows(0, weights.rows(), errors.values);
        std::ranges::transform(errors.values, weights.values, errors.values.begin(),
                               std::minus<>());
        return errors;
    }

    std::unique_ptr<checkpoint::WeightSource> source_;
    profiling::Profile profile_;
    MomentsFile heldOut_;
    quantizer::Scheme scheme_;
    const RunContext& context_;
    std::vector<const checkpoint::LinearLayer*> layers_;
};

void measure(const Options& options) {
    RunContext context;
    context.threads = options.threads;
    const Layers layers(options, context);
    const double plain = layers.loss(nullptr, {});
    std::printf("%s without feedback: %.6f\n", options.scheme.c_str(), plain);
    const auto print = [&](const std::string& name, const MomentsFile& file, const Choice& choice) {
        std::printf("%-32s %.4f of it\n", name.c_str(), layers.loss(&file, choice) / plain);
        std::fflush(stdout);
    };
    for (const auto& path : options.moments) {
        const MomentsFile file(path, layers.spec());
        print(std::to_string(file.tokens().value_or(0)) + " tokens, " + path.filename().string(),
              file, {});
    }
    const MomentsFile last(options.moments.back(), layers.spec());
    for (const Choice& choice : otherChoices())
        print(choice.name, last, choice);
}

} // namespace

int main(int argc, char** argv) {
    Options options;
    CLI::App app("What quantization with feedback should be made of");
    app.add_option("model", options.model)->required();
    app.add_option("profile", options.profile)->required();
    app.add_option("held_out", options.heldOut, "Moments of other text")->required();
    app.add_option("moments", options.moments)->required();
    app.add_option("--scheme", options.scheme);
    app.add_option("--blocks", options.blocks)->check(CLI::PositiveNumber);
    app.add_option("--threads", options.threads)->check(CLI::PositiveNumber);
    CLI11_PARSE(app, argc, argv);
    try {
        measure(options);
    } catch (const std::exception& error) {
        std::fprintf(stderr, "%s\n", error.what());
        return 1;
    }
    return 0;
}
