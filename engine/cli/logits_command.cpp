#include "cli/commands.h"
#include "cli/network_options.h"
#include "cli/open_model.h"

namespace fracbit::cli {

namespace {

class LogitsCommand final : public Command {
public:
    const char* name() const override { return "logits"; }
    const char* description() const override {
        return "One forward pass over given tokens, for parity checks";
    }
    void declare(const Options& options) override {
        options.value("model", model_, "Hugging Face folder, GGUF file or quantized folder")
            .required();
        options.value("--tokens", tokens_, "Token ids, separated by commas")
            .required()
            .commaSeparated();
        networkOptions_.declare(options);
    }
    void execute(Console& console, const CommonOptions&, const RunContext& context) override {
        const auto source = openModel(model_, context);
        const auto network = network::openForRunning(*source, networkOptions_.request(), context);
        const network::Logits logits = network->forward(tokens_, context);
        const std::vector<double> nll = network::negativeLogLikelihood(logits, tokens_);
        const auto last = logits.row(logits.rows - 1);
        for (std::size_t i = 0; i < nll.size(); ++i)
            console.out() << "token " << tokens_[i + 1] << "  nll " << nll[i] << '\n';
        const auto top = std::ranges::max_element(last) - last.begin();
        console.out() << "most probable next token: " << top << '\n';
        console.document({{"nll", nll}, {"last_logits", last}});
    }

private:
    std::string model_;
    std::vector<network::TokenId> tokens_;
    NetworkOptions networkOptions_;
};

} // namespace

std::unique_ptr<Command> makeLogitsCommand() {
    return std::make_unique<LogitsCommand>();
}

} // namespace fracbit::cli
