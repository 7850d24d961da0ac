#include "cli/commands.h"

#include "tokenizer/tokenizer.h"

#include <filesystem>
#include <string>

namespace fracbit::cli {

namespace {

class TokenizeCommand final : public Command {
public:
    const char* name() const override { return "tokenize"; }
    const char* description() const override { return "Text to token ids"; }
    void declare(const Options& options) override {
        options.value("model", model_, "Checkpoint folder, GGUF file or tokenizer.json").required();
        options.value("--text", text_, "The text").required();
        options.flag("--no-special", noSpecial_, "Without the tokens that surround a text");
    }
    void execute(Console& console, const CommonOptions&, const RunContext&) override {
        const auto tokenizer = tokenizer::Tokenizer::open(model_);
        const auto ids = tokenizer->encode(text_, !noSpecial_);
        for (std::size_t i = 0; i < ids.size(); ++i)
            console.out() << (i > 0 ? "," : "") << ids[i];
        console.out() << '\n';
        console.document({{"ids", ids}});
    }

private:
    std::filesystem::path model_;
    std::string text_;
    bool noSpecial_ = false;
};

} // namespace

std::unique_ptr<Command> makeTokenizeCommand() {
    return std::make_unique<TokenizeCommand>();
}

} // namespace fracbit::cli
