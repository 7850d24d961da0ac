#include "profiling/sample.h"

#include "base/atomic_file.h"
#include "base/json_file.h"
#include "network/generation.h"
#include "network/run.h"
#include "packed/packed_checkpoint.h"
#include "profiling/fingerprint.h"

#include <algorithm>

namespace fracbit::profiling {

Sample sampleFromText(std::span<const network::TokenId> tokens, std::int64_t count,
                      std::int64_t length, const std::string& origin) {
    if (count < 1 || length < 2)
        throw Error(ErrorCode::InvalidArgument,
                    "a sample needs at least one sequence of two tokens");
    const std::int64_t whole = static_cast<std::int64_t>(tokens.size()) / length;
    if (whole == 0)
        throw Error(ErrorCode::InvalidArgument, origin,
                    "has " + std::to_string(tokens.size()) +
                        " tokens, fewer than one sequence of " + std::to_string(length));
    Sample sample{{}, origin};
    const std::int64_t taken = std::min(count, whole);
    for (std::int64_t i = 0; i < taken; ++i) {
        const auto begin = static_cast<std::size_t>(i * whole / taken * length);
        const auto window = tokens.subspan(begin, static_cast<std::size_t>(length));
        sample.sequences.emplace_back(window.begin(), window.end());
    }
    return sample;
}

Sample sampleFromModel(const checkpoint::WeightSource& source, const OwnTextOptions& options,
                       const RunContext& context) {
    const bool packed = dynamic_cast<const packed::PackedCheckpoint*>(&source) != nullptr;
    const auto model = network::openForRunning(
        source, {packed ? network::Compute::Float32 : network::Compute::BFloat16}, context);
    return {network::generateTexts(*model, options.count, options.length, options.seed, context),
            "the model's own text, seed " + std::to_string(options.seed)};
}

Sample remembered(const checkpoint::WeightSource& source, const OwnTextOptions& options,
                  const std::filesystem::path& file, const std::function<Sample()>& write) {
    const nlohmann::json identity{modelFingerprint(source), options.count, options.length,
                                  options.seed};
    if (std::filesystem::exists(file)) {
        const nlohmann::json known = readJsonFile(file);
        const JsonObject object(known, file);
        if (object.array("identity") == identity)
            return {object.array("sequences").get<std::vector<std::vector<network::TokenId>>>(),
                    object.string("origin")};
    }
    Sample sample = write();
    writeFileAtomically(file, jsonText(nlohmann::json{{"identity", identity},
                                                      {"origin", sample.origin},
                                                      {"sequences", sample.sequences}}));
    return sample;
}

} // namespace fracbit::profiling
