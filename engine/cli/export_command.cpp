#include "cli/commands.h"
#include "cli/open_model.h"
#include "cli/peak_memory.h"
#include "exporter/registry.h"
#include "pipeline/export_plan.h"

#include <algorithm>
#include <list>

namespace fracbit::cli {

namespace {

using exporter::Exporter;
using exporter::ExporterOption;

std::string joined(const std::vector<std::string>& words, const char* separator) {
    std::string text;
    for (const std::string& word : words)
        text += (text.empty() ? "" : separator) + word;
    return text;
}

std::vector<std::string> formatNames() {
    std::vector<std::string> names;
    for (const Exporter* exporter : exporter::exporters())
        names.push_back(exporter->name());
    return names;
}

std::string formatHelp() {
    std::vector<std::string> lines;
    for (const Exporter* exporter : exporter::exporters())
        lines.push_back(exporter->name() + (lines.empty() ? " (default): " : ": ") +
                        exporter->description());
    return joined(lines, "; ");
}

bool takePlans() {
    return std::ranges::any_of(exporter::exporters(),
                               [](const Exporter* exporter) { return exporter->intake().plans; });
}

// The options of all exporters; those of one name are declared once.
class FormatOptions {
public:
    void declare(const Options& options);
    exporter::OptionTexts given() const;

private:
    // What the command line says of one option.
    struct Value {
        ExporterOption option;
        std::vector<std::string> formats; // that have it
        std::optional<std::string> text{};
        bool flag = false;
    };
    void collect();
    static std::string help(const Value& value);

    std::list<Value> values_; // the parser writes into them: they stay where they are
};

void FormatOptions::collect() {
    for (const Exporter* exporter : exporter::exporters())
        for (const ExporterOption& option : exporter->options()) {
            const auto same = std::ranges::find(
                values_, option.name, [](const Value& value) { return value.option.name; });
            if (same == values_.end())
                values_.push_back({option, {exporter->name()}});
            else
                same->formats.push_back(exporter->name());
        }
}

std::string FormatOptions::help(const Value& value) {
    const bool flag = std::holds_alternative<exporter::Flag>(value.option.kind);
    return value.option.description + " (" + joined(value.formats, ", ") +
           (flag ? "" : "; default " + value.option.defaultText()) + ")";
}

void FormatOptions::declare(const Options& options) {
    collect();
    for (Value& value : values_) {
        const std::string name = "--" + value.option.name;
        if (std::holds_alternative<exporter::Flag>(value.option.kind)) {
            options.flag(name, value.flag, help(value));
            continue;
        }
        const Option declared = options.value(name, value.text, help(value));
        if (const auto* choice = std::get_if<exporter::Choice>(&value.option.kind))
            declared.shownAs(joined(choice->words, "|"));
    }
}

exporter::OptionTexts FormatOptions::given() const {
    exporter::OptionTexts texts;
    for (const Value& value : values_) {
        if (value.flag)
            texts[value.option.name] = "on";
        if (value.text)
            texts[value.option.name] = *value.text;
    }
    return texts;
}

class ExportCommand final : public Command {
public:
    const char* name() const override { return "export"; }
    const char* description() const override {
        return "Write a quantized model for other programs";
    }
    void declare(const Options& options) override;
    void execute(Console& console, const CommonOptions& options,
                 const RunContext& context) override;

private:
    static void list(Console& console);

    std::filesystem::path model_;
    std::filesystem::path out_;
    std::string format_ = formatNames().front();
    FormatOptions formatOptions_;
    std::filesystem::path plan_;
    bool list_ = false;
    bool overwrite_ = false;
    bool dryRun_ = false;
};

void ExportCommand::declare(const Options& options) {
    options.value("model", model_, "Quantized folder (or any model)");
    options.value("--out", out_, "Folder to write");
    options.flag("--list", list_, "Only name the formats");
    options.value("--format", format_, formatHelp()).oneOf(formatNames());
    formatOptions_.declare(options);
    if (takePlans())
        options.value("--plan", plan_,
                      "What to quantize an original to (formats that take a plan)");
    options.flag("--overwrite", overwrite_, "Replace a finished checkpoint in the folder");
    options.flag("--dry-run", dryRun_, "Only say how large the folder will be");
}

void ExportCommand::list(Console& console) {
    nlohmann::json formats = nlohmann::json::array();
    for (const Exporter* exporter : exporter::exporters()) {
        console.out() << exporter->name() << ": " << exporter->description() << '\n';
        formats.push_back({{"name", exporter->name()}, {"description", exporter->description()}});
    }
    console.document({{"formats", std::move(formats)}});
}

void ExportCommand::execute(Console& console, const CommonOptions&, const RunContext& context) {
    if (list_)
        return list(console);
    if (model_.empty() || out_.empty())
        throw Error(ErrorCode::InvalidArgument, "export wants a model and --out (or --list)");
    const auto model = openModel(model_, context);
    exporter::ExportSource source{*model};
    if (!plan_.empty())
        source.plan = pipeline::layerTargets(pipeline::readPlan(plan_));
    const auto job = exporter::exporterNamed(format_).prepare(source, formatOptions_.given());
    if (dryRun_) {
        console.out() << job->bytes() << " bytes\n";
        console.document({{"predicted_bytes", job->bytes()}});
        return;
    }
    const auto report = job->write(out_, overwrite_, context);
    console.out() << "wrote " << out_.string() << ": " << bytesText(report.bytes) << " (predicted "
                  << bytesText(report.predictedBytes) << ") in " << durationText(report.seconds)
                  << std::endl;
    console.document({{"format", format_},
                      {"bytes", report.bytes},
                      {"predicted_bytes", report.predictedBytes},
                      {"seconds", report.seconds},
                      {"peak_bytes", peakMemoryBytes()}});
}

} // namespace

std::unique_ptr<Command> makeExportCommand() {
    return std::make_unique<ExportCommand>();
}

} // namespace fracbit::cli
