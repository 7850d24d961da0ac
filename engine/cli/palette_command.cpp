#include "cli/commands.h"
#include "quantizer/palette.h"

#include <cmath>
#include <iomanip>

namespace fracbit::cli {

namespace {

using quantizer::Scheme;
using quantizer::StoredDistortion;

class PaletteCommand final : public Command {
public:
    const char* name() const override { return "palette"; }
    const char* description() const override {
        return "The quantizers, and their distortion on N(0,1)";
    }
    void declare(const Options& options) override {
        given_ = options;
        options.flag("--measure", measure_,
                     "Measure here, which takes minutes, instead of showing what is known");
        options
            .value("--samples", samples_,
                   "Measure on this many samples (default 262144); 0: do not measure")
            .between(std::int64_t{0}, std::int64_t{1} << 32);
        options.value("--scheme", schemes_, "Only these (any scheme, e.g. ctcq-3.3125)")
            .commaSeparated();
    }
    void execute(Console& console, const CommonOptions& options,
                 const RunContext& context) override;

private:
    // Also when it is said how to.
    bool measures() const {
        if (measure_ && samples_ == 0)
            throw Error(ErrorCode::InvalidArgument,
                        "--measure wants samples: leave out --samples 0");
        return samples_ > 0 && (measure_ || given_->given("--samples") || given_->given("--seed"));
    }
    std::vector<Scheme> chosen() const {
        if (schemes_.empty())
            return quantizer::standardSchemes();
        std::vector<Scheme> result;
        for (const std::string& name : schemes_)
            result.push_back(quantizer::schemeFromName(name));
        return result;
    }

    std::optional<Options> given_;
    bool measure_ = false;
    std::int64_t samples_ = 1 << 18;
    std::vector<std::string> schemes_;
};

struct Row {
    Scheme scheme;
    StoredDistortion distortion;
    double bytes; // of 256 weights, scales included
    std::size_t tableBytes;

    double bits() const { return bytes * 8 / 256; }
    // Distance to the Gaussian distortion-rate bound D(b) = 2^(-2b) at the scheme's real storage.
    double gapDecibel() const {
        return 10 * std::log10(distortion.value.mean) + 20 * bits() * std::log10(2.0);
    }
};

Row rowOf(Scheme scheme, const StoredDistortion& distortion) {
    const auto& quantizer = quantizer::quantizer(scheme);
    // From a layer wide enough for whole groups and both halves.
    const quantizer::LayerShape shape{quantizer::kTile, 8 * 64};
    return {scheme, distortion, static_cast<double>(quantizer.codesBytes(shape)) / 32,
            quantizer.tableBytes()};
}

void print(std::ostream& out, const Row& row) {
    out << std::left << std::setw(16) << schemeName(row.scheme) << std::right << std::setw(8)
        << row.bits() << std::setw(13) << std::setprecision(5) << row.distortion.value.mean
        << std::setw(12) << std::setprecision(2) << row.distortion.value.standardError
        << std::setw(10) << std::setprecision(3) << row.gapDecibel() << " dB" << std::setw(7)
        << row.tableBytes << std::setprecision(6) << std::endl;
}

nlohmann::json toJson(const Row& row) {
    nlohmann::json json{{"name", schemeName(row.scheme)},
                        {"bits", row.bits()},
                        {"distortion", row.distortion.value.mean},
                        {"standard_error", row.distortion.value.standardError},
                        {"gap_db", row.gapDecibel()},
                        {"table_bytes", row.tableBytes},
                        {"codes_bytes_per_256", row.bytes},
                        {"samples", row.distortion.samples}}; // 0: computed from other schemes'
    if (row.distortion.samples > 0)
        json["seed"] = row.distortion.seed;
    return json;
}

void PaletteCommand::execute(Console& console, const CommonOptions& options,
                             const RunContext& context) {
    const bool measured = measures();
    const auto schemes = chosen();
    nlohmann::json rows = nlohmann::json::array();
    std::ostream& out = console.out();
    out << "scheme           bits     distortion  std. error  gap to D(R)  table\n";
    for (const Scheme scheme : schemes) {
        const Row row =
            rowOf(scheme, measured ? StoredDistortion{quantizer::measureDistortion(
                                                          scheme, samples_, options.seed, context),
                                                      samples_, options.seed}
                                   : quantizer::storedDistortion(scheme));
        rows.push_back(toJson(row));
        print(out, row);
        if (measured)
            context.report({"palette", schemeName(scheme), rows.size(), schemes.size(), "schemes"});
    }
    if (!measured)
        out << "As measured once, on a million samples or more; --measure does it here.\n";
    nlohmann::json document{{"measured", measured}, {"schemes", rows}};
    if (measured)
        document.update({{"samples", samples_}, {"seed", options.seed}});
    console.document(document);
}

} // namespace

std::unique_ptr<Command> makePaletteCommand() {
    return std::make_unique<PaletteCommand>();
}

} // namespace fracbit::cli
