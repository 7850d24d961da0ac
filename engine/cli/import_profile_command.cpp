#include "base/text.h"
#include "cli/commands.h"
#include "profiling/import.h"
#include "profiling/latency.h"

namespace fracbit::cli {

namespace {

class ImportProfileCommand final : public Command {
public:
    const char* name() const override { return "import-profile"; }
    const char* description() const override { return "Make a profile from tables of other tools"; }

    void declare(const Options& options) override {
        options
            .value("--coefficients", files_.coefficients,
                   "Sensitivity of each layer (JSON: {\"0_self_attn.q_proj\": a, ...} or "
                   "{\"layers\": [{block, role, weights, sensitivity}]})")
            .required();
        options.value("--distortion", files_.distortion,
                      "Relative error of each quantizer (default: the palette's own)");
        options.value("--latency", files_.latency, "Seconds per kernel call");
        options.value("--shapes", files_.shapes,
                      "Shapes by role (JSON: {\"q\": [in, out], ...}; default: the weights given "
                      "with the coefficients, or the LLaMA-3.1 model with as many blocks)");
        options.flag("--smooth", smooth_, "Make more bits never faster within a family");
        options.value("--out", out_, "The profile to write").required();
    }

    void execute(Console& console, const CommonOptions&, const RunContext& context) override {
        profiling::ImportedProfile imported = profiling::importProfile(files_);
        if (smooth_)
            profiling::smoothLatencies(imported.profile);
        for (const std::string& note : imported.notes)
            context.note(note);
        profiling::writeProfile(out_, imported.profile);
        const profiling::Profile& profile = imported.profile;
        const std::size_t schemes = profile.shapes.front().options.size();
        console.out() << out_.string() << ": " << profile.layers.size() << " layers, " << schemes
                      << " schemes" << std::endl;
        console.document({{"profile", pathText(out_)},
                          {"layers", profile.layers.size()},
                          {"weights", profile.weights()},
                          {"schemes", schemes},
                          {"notes", imported.notes}});
    }

private:
    profiling::ImportFiles files_;
    std::filesystem::path out_;
    bool smooth_ = false;
};

} // namespace

std::unique_ptr<Command> makeImportProfileCommand() {
    return std::make_unique<ImportProfileCommand>();
}

} // namespace fracbit::cli
