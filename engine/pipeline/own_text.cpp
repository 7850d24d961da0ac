#include "pipeline/own_text.h"

#include "pipeline/steps/quick_copy.h"

namespace fracbit::pipeline {

namespace fs = std::filesystem;

profiling::Sample ownText(const checkpoint::WeightSource& source,
                          const profiling::OwnTextOptions& options, const fs::path& folder,
                          const RunContext& context) {
    if (dynamic_cast<const packed::PackedCheckpoint*>(&source))
        return profiling::sampleFromModel(source, options, context);
    const QuickCopy copy(source, quantizer::schemeFromName("nuq-8"), folder, context);
    return profiling::sampleFromModel(copy.model(), options, context);
}

profiling::Sample rememberedOwnText(const checkpoint::WeightSource& source,
                                    const profiling::OwnTextOptions& options,
                                    const fs::path& folder, const RunContext& context) {
    fs::create_directories(folder);
    return profiling::remembered(source, options, folder / "sample.json", [&] {
        return ownText(source, options, folder / "writer", context);
    });
}

} // namespace fracbit::pipeline
