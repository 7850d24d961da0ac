#include "cli/commands.h"

#include "tokenizer/tokenizer.h"

#include <filesystem>
#include <vector>

namespace fracbit::cli {

namespace {

class DetokenizeCommand final : public Command {
public:
    const char* name() const override { return "detokenize"; }
    const char* description() const override { return "Token ids to text"; }
    void declare(const Options& options) override {
        options.value("model", model_, "Checkpoint folder, GGUF file or tokenizer.json").required();
        options.value("--tokens", tokens_, "The ids, separated by commas")
            .commaSeparated()
            .required();
        options.flag("--keep-special", keepSpecial_, "Write special tokens out");
    }
    void execute(Console& console, const CommonOptions&, const RunContext&) override {
        const auto tokenizer = tokenizer::Tokenizer::open(model_);
        const std::string text = tokenizer->decode(tokens_, keepSpecial_);
        console.out() << text << '\n';
        console.document({{"text", text}});
    }

private:
    std::filesystem::path model_;
    std::vector<tokenizer::TokenId> tokens_;
    bool keepSpecial_ = false;
};

} // namespace

std::unique_ptr<Command> makeDetokenizeCommand() {
    return std::make_unique<DetokenizeCommand>();
}

} // namespace fracbit::cli
