// A small profile with latencies and fused kernels, for tests that need something to allocate.
#pragma once

#ifndef Q_MOC_RUN // moc 6.4 stumbles over the standard headers behind it
#include "profiling/profile_file.h"
#endif

#include <QString>

#include <cmath>

namespace fracbit::tests {

inline const std::vector<std::string> kRoles{"q", "k", "v", "o", "gate", "up", "down"};

inline std::string profileLayerName(int block, const std::string& role) {
    const bool attention = role.size() == 1;
    return "blocks." + std::to_string(block) + (attention ? ".attn." : ".mlp.") + role;
}

inline profiling::LayerShapeOptions shapeOptions(std::int64_t in, std::int64_t out) {
    profiling::LayerShapeOptions shape{in, out, in * out, {}};
    for (const char* name : {"nuq-2", "vq-2.5", "tcq-3", "tcq-3.5", "tcq-4", "nuq-5"}) {
        const quantizer::Scheme scheme = quantizer::schemeFromName(name);
        const double seconds = 1e-9 * double(shape.weights) * (1.0 + scheme.rate() / 8.0);
        shape.options.push_back({scheme,
                                 1.3 * std::exp2(-2.0 * scheme.rate()),
                                 shape.weights * scheme.rate256 / 2048,
                                 16,
                                 {{"tensor", seconds}}});
    }
    return shape;
}

inline profiling::Profile smallProfile(int blocks = 4) {
    profiling::Profile profile;
    profile.source = "made for a test";
    profile.variants = {"tensor"};
    profile.shapes = {shapeOptions(64, 64), shapeOptions(64, 128)};
    profile.constants.latencySeconds = 1e-5;
    for (int block = 0; block < blocks; ++block)
        for (std::size_t role = 0; role < kRoles.size(); ++role) {
            const int shape = role < 4 ? 0 : 1;
            profiling::ProfileLayer layer;
            layer.name = profileLayerName(block, kRoles[role]);
            layer.block = block;
            layer.role = kRoles[role];
            layer.shape = shape;
            layer.sensitivity = 0.01 * double(1 + (block * 5 + int(role) * 3) % 11);
            layer.standardError = 1e-4;
            profile.layers.push_back(layer);
        }
    std::vector<profiling::FusedKernelLatency> kernel;
    for (const profiling::ShapeOption& option : profile.shapes[0].options)
        kernel.push_back({option.scheme, {{"tensor", 1.5 * option.latency.at("tensor")}}});
    profile.fusedKernels = {kernel};
    for (int block = 0; block < blocks; ++block) {
        const std::vector<std::string> pair{profileLayerName(block, "q"),
                                            profileLayerName(block, "k")};
        profile.fusionGroups.push_back(
            {{pair[0], pair[1], profileLayerName(block, "v")}, {{pair, 0}}});
    }
    return profile;
}

// A mixture of experts: attention as above, and three layers for each expert.
inline profiling::Profile mixtureProfile(int blocks, int experts) {
    profiling::Profile profile;
    profile.source = "made for a test";
    profile.shapes = {shapeOptions(64, 64), shapeOptions(64, 128)};
    for (profiling::LayerShapeOptions& shape : profile.shapes)
        for (profiling::ShapeOption& option : shape.options)
            option.latency.clear();
    const auto add = [&profile](int block, const std::string& part, const std::string& role) {
        const auto number = profile.layers.size();
        profile.layers.push_back({"blocks." + std::to_string(block) + part + role, block, role,
                                  part == ".attn." ? 0 : 1, 0.01 * double(1 + number * 7 % 31), 0});
    };
    for (int block = 0; block < blocks; ++block) {
        for (const char* role : {"q", "k", "v", "o"})
            add(block, ".attn.", role);
        for (int expert = 0; expert < experts; ++expert)
            for (const char* role : {"gate", "up", "down"})
                add(block, ".mlp.", "experts." + std::to_string(expert) + "." + role);
    }
    return profile;
}

// The same with a second kernel variant for look-up tables, quicker for small rates.
inline profiling::Profile withSimt(profiling::Profile profile) {
    profile.variants.push_back("simt");
    for (profiling::LayerShapeOptions& shape : profile.shapes)
        for (profiling::ShapeOption& option : shape.options)
            if (option.scheme.family != quantizer::familyFromName("tcq"))
                option.latency["simt"] =
                    option.latency.at("tensor") * (option.scheme.rate() < 3 ? 0.8 : 1.2);
    return profile;
}

// The same with what feedback of errors leaves of each layer's loss: less, the deeper it is.
inline profiling::Profile withFeedback(profiling::Profile profile) {
    for (profiling::ProfileLayer& layer : profile.layers)
        layer.feedback = {0.6 / (1 + layer.block), 0};
    return profile;
}

inline QString writeSmallProfile(const QString& path, int blocks = 4) {
    profiling::writeProfile(path.toStdString(), smallProfile(blocks));
    return path;
}

} // namespace fracbit::tests
