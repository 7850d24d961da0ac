#include "cli/commands.h"
#include "cli/network_options.h"
#include "cli/open_model.h"
#include "cli/peak_memory.h"
#include "network/generation.h"
#include "tokenizer/tokenizer.h"

namespace fracbit::cli {

namespace {

class GenerateCommand final : public Command {
public:
    const char* name() const override { return "generate"; }
    const char* description() const override { return "Continues a text"; }
    void declare(const Options& options) override {
        options.value("model", model_, "Hugging Face folder, GGUF file or quantized folder")
            .required();
        options.value("--prompt", prompt_, "Text to continue").required();
        options.value("--tokens", options_.tokens, "Tokens to write at most (default 64)")
            .between(0, 1 << 20);
        options
            .value("--temperature", options_.temperature,
                   "0 (default) takes the most probable token each time")
            .between(0.0, 100.0);
        networkOptions_.declare(options);
    }
    void execute(Console& console, const CommonOptions& common,
                 const RunContext& context) override {
        options_.seed = common.seed;
        const auto source = openModel(model_, context);
        const auto tokenizer = tokenizer::Tokenizer::open(source->tokenizerSource());
        const auto prompt = tokenizer->encode(prompt_);
        const auto model = network::openForRunning(*source, networkOptions_.request(), context);
        const auto result = network::generate(*model, prompt, options_, context);
        const std::string text = tokenizer->decode(result.ids);
        const double rate = result.secondsPerToken > 0 ? 1 / result.secondsPerToken : 0;
        console.out() << prompt_ << text << '\n';
        console.note(std::to_string(rate) + " tokens per second");
        console.document({{"text", text},
                          {"ids", result.ids},
                          {"tokens_per_second", rate},
                          {"peak_bytes", peakMemoryBytes()}});
    }

private:
    std::string model_;
    std::string prompt_;
    network::GenerationOptions options_;
    NetworkOptions networkOptions_;
};

} // namespace

std::unique_ptr<Command> makeGenerateCommand() {
    return std::make_unique<GenerateCommand>();
}

} // namespace fracbit::cli
