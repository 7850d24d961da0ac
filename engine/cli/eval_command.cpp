#include "base/text.h"
#include "cli/commands.h"
#include "cli/network_options.h"
#include "cli/open_model.h"
#include "network/evaluation.h"
#include "tokenizer/tokenizer.h"

namespace fracbit::cli {

namespace {

class EvalCommand final : public Command {
public:
    const char* name() const override { return "eval"; }
    const char* description() const override {
        return "Perplexity on a text, and divergence from a reference model";
    }
    void declare(const Options& options) override {
        options.value("model", model_, "Hugging Face folder, GGUF file or quantized folder")
            .required();
        options.value("--text", text_, "Text file").required();
        options.value("--reference", reference_, "Model to compare with");
        options.value("--context", options_.context, "Tokens a window (default 512)")
            .between(2, 1 << 20);
        options.value("--windows", options_.windows, "Windows to use (default: all whole ones)")
            .between(1, 1 << 30);
        networkOptions_.declare(options);
    }
    void execute(Console& console, const CommonOptions&, const RunContext& context) override {
        const auto source = openModel(model_, context);
        const auto tokens =
            tokenizer::Tokenizer::open(source->tokenizerSource())->encode(readText(text_));
        const auto model = network::openForRunning(*source, networkOptions_.request(), context);
        std::unique_ptr<network::Network> reference;
        if (!reference_.empty())
            reference = network::openForRunning(
                *openModel(reference_), {.compute = networkOptions_.request().compute}, context);
        print(console, network::evaluate(*model, reference.get(), tokens, options_, context));
    }

private:
    void print(Console& console, const network::Evaluation& result) const {
        nlohmann::json document{{"perplexity", result.perplexity}, {"nll", result.nll},
                                {"tokens", result.tokens},         {"windows", result.windows},
                                {"context", options_.context},     {"kl", nullptr},
                                {"kl_standard_error", nullptr},    {"same_top", nullptr}};
        console.out() << "perplexity " << result.perplexity << "  (nll " << result.nll << " over "
                      << result.tokens << " tokens, " << result.windows << " windows of "
                      << options_.context << ")\n";
        if (result.kl) {
            document["kl"] = *result.kl;
            document["same_top"] = *result.sameTop;
            console.out() << "kl " << *result.kl;
            if (result.klStandardError) {
                document["kl_standard_error"] = *result.klStandardError;
                console.out() << " +- " << *result.klStandardError;
            }
            console.out() << " nats, same most probable token " << 100 * *result.sameTop << " %\n";
        }
        console.document(std::move(document));
    }

    std::string model_;
    std::string text_;
    std::string reference_;
    network::EvaluationOptions options_;
    NetworkOptions networkOptions_;
};

} // namespace

std::unique_ptr<Command> makeEvalCommand() {
    return std::make_unique<EvalCommand>();
}

} // namespace fracbit::cli
