// Profiles from tables of other tools: the reference code of Q-Palette and plain lists of
// sensitivities.
#pragma once

#include "profiling/profile_file.h"

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace fracbit::profiling {

struct ImportFiles {
    // Either {"3_self_attn.q_proj": a, "3_mlp.gate_proj": a, ...} (the reference code's), or
    // {"layers": [{"block", "role", "weights", "sensitivity", "standard_error"}]}.
    std::filesystem::path coefficients;
    // {"tcq_6_none_0.9": err, ...}. Absent: every scheme of the palette that is not on request
    // only, with the distortion that the palette's own encoder reaches.
    std::optional<std::filesystem::path> distortion;
    // {"qkv_ldlq_1_4_none_1.0_True": seconds per call, ..., "constant": seconds}: spec 1, section
    // 4. The variant True is "simt", False "tensor". Schemes that this file times nowhere are left
    // out of the profile: they have no kernel.
    std::optional<std::filesystem::path> latency;
    // {"q": [in, out], "k": [in, out], ...}. Absent: the "weights" of the coefficients; without
    // those, the shapes of the model whose number of blocks the coefficients have (LLaMA-3.1 8B:
    // 32, 70B: 80), whose embeddings, norms and KV cache then become the constant parts.
    std::optional<std::filesystem::path> shapes;
};

struct ImportedProfile {
    Profile profile;
    std::vector<std::string> notes; // what was assumed or left out, for the user
};

// Memory: codes are weights * rate / 8 bytes, tables as in spec 1, section 4.
// Throws Error(InvalidFile) naming the file and entry at fault.
ImportedProfile importProfile(const ImportFiles& files);

} // namespace fracbit::profiling
