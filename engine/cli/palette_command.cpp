#include "cli/commands.h"
#include "quantizer/palette.h"

#include <cmath>
#include <iomanip>

namespace fracbit::cli {

namespace {

class PaletteCommand final : public Command {
public:
    const char* name() const override { return "palette"; }
    const char* description() const override {
        return "The quantizers, and their distortion on N(0,1)";
    }
    void declare(CLI::App& app) override {
        app.add_option("--samples", samples_,
                       "Measure on this many samples (default 262144); 0: the built-in table")
            ->check(CLI::Range(std::int64_t{0}, std::int64_t{1} << 32));
        app.add_option("--scheme", schemes_, "Only these (any scheme, e.g. ctcq-3.3125)")
            ->delimiter(',');
    }
    void execute(Console& console, const CommonOptions& options,
                 const RunContext& context) override;

private:
    quantizer::MeasuredDistortion distortion(quantizer::Scheme scheme, std::uint64_t seed,
                                             const RunContext& context) const {
        if (samples_ == 0)
            return {quantizer::gaussianDistortion(scheme), 0};
        return quantizer::measureDistortion(scheme, samples_, seed, context);
    }
    std::vector<quantizer::Scheme> chosen() const {
        if (schemes_.empty())
            return quantizer::standardSchemes();
        std::vector<quantizer::Scheme> result;
        for (const std::string& name : schemes_)
            result.push_back(quantizer::schemeFromName(name));
        return result;
    }

    std::int64_t samples_ = 1 << 18;
    std::vector<std::string> schemes_;
};

// Distance to the Gaussian distortion-rate bound D(b) = 2^(-2b) at the scheme's real storage.
double gapDecibel(double distortion, double bits) {
    return 10 * std::log10(distortion) + 20 * bits * std::log10(2.0);
}

void PaletteCommand::execute(Console& console, const CommonOptions& options,
                             const RunContext& context) {
    using quantizer::kTile;
    const auto schemes = chosen();
    nlohmann::json rows = nlohmann::json::array();
    std::ostream& out = console.out();
    out << "scheme           bits     distortion  std. error  gap to D(R)  table\n";
    for (const quantizer::Scheme scheme : schemes) {
        const auto& chosenQuantizer = quantizer::quantizer(scheme);
        const auto measured = distortion(scheme, options.seed, context);
        // Bytes of 256 weights, from a layer wide enough for whole groups and both halves.
        const quantizer::LayerShape shape{kTile, 8 * 64};
        const double bytes = static_cast<double>(chosenQuantizer.codesBytes(shape)) / 32;
        const double bits = bytes * 8 / 256;
        const double gap = gapDecibel(measured.mean, bits);
        rows.push_back({{"name", schemeName(scheme)},
                        {"bits", bits},
                        {"distortion", measured.mean},
                        {"standard_error", measured.standardError},
                        {"gap_db", gap},
                        {"table_bytes", chosenQuantizer.tableBytes()},
                        {"codes_bytes_per_256", bytes}});
        out << std::left << std::setw(16) << schemeName(scheme) << std::right << std::setw(8)
            << bits << std::setw(13) << std::setprecision(5) << measured.mean << std::setw(12)
            << std::setprecision(2) << measured.standardError << std::setw(10)
            << std::setprecision(3) << gap << " dB" << std::setw(7) << chosenQuantizer.tableBytes()
            << std::setprecision(6) << std::endl;
        context.report({"palette", schemeName(scheme), rows.size(), schemes.size(), "schemes"});
    }
    console.document({{"samples", samples_}, {"seed", options.seed}, {"schemes", rows}});
}

} // namespace

std::unique_ptr<Command> makePaletteCommand() {
    return std::make_unique<PaletteCommand>();
}

} // namespace fracbit::cli
