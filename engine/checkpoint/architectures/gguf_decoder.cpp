#include "checkpoint/architectures/gguf_decoder.h"

#include "base/error.h"
#include "checkpoint/architectures/config_checks.h"
#include "checkpoint/formats/tensor_layout.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <set>

namespace fracbit::checkpoint {

namespace {

// Keys are those of gguf-py/gguf/constants.py.
constexpr std::string_view kRopeFrequencies = "rope_freqs.weight";
constexpr std::string_view kShortFactors = "rope_factors_short.weight";
constexpr std::string_view kLongFactors = "rope_factors_long.weight";

// Keys behind the architecture's prefix that are obeyed below, or that say nothing about what the
// model computes. Any other is refused: a new key may well change the result.
constexpr std::array<std::string_view, 22> kKnown{
    "vocab_size",
    "context_length",
    "embedding_length",
    "block_count",
    "feed_forward_length",
    "attention.head_count",
    "attention.head_count_kv",
    "attention.key_length",
    "attention.value_length",
    "attention.layer_norm_rms_epsilon",
    "attention.sliding_window",
    "rope.freq_base",
    "rope.dimension_count",
    "rope.scaling.type",
    "rope.scaling.factor",
    "rope.scale_linear",
    "rope.scaling.original_context_length",
    "rope.scaling.finetuned",
    "rope.scaling.attn_factor",
    "rope.scaling.yarn_beta_fast",
    "rope.scaling.yarn_beta_slow",
    "tensor_data_layout",
};

class ConfigReader {
public:
    ConfigReader(const GgufFile& file, std::span<const std::string_view> obeyed)
        : file_(file), metadata_(file.metadata()), obeyed_(obeyed.begin(), obeyed.end()),
          architecture_(metadata_.string("general.architecture")) {}

    std::string prefix() const { return key(""); }

    UniformDecoder read() {
        UniformDecoder config;
        refuseUnknownKeys();
        readSizes(config);
        config.rmsEpsilon = number("attention.layer_norm_rms_epsilon");
        if (!std::isfinite(config.rmsEpsilon) || config.rmsEpsilon < 0)
            fail("attention.layer_norm_rms_epsilon", "is not a number from 0");
        config.rope = readRope(config);
        readTensorHints(config);
        readWindow(config);
        readTokens(config);
        if (const auto name = metadata_.stringOr("general.name", ""); isPresentable(name))
            config.name = name;
        return config;
    }

private:
    std::string key(std::string_view suffix) const {
        return std::string(architecture_) + "." + std::string(suffix);
    }
    bool has(std::string_view suffix) const { return metadata_.has(key(suffix)); }
    double number(std::string_view suffix) const { return metadata_.number(key(suffix)); }
    [[noreturn]] void fail(std::string_view suffix, std::string_view reason) const {
        metadata_.fail(key(suffix), reason);
    }
    [[noreturn]] void refuseKey(std::string_view name, const std::string& reason) const {
        throw Error(ErrorCode::Unsupported, metadata_.path().string(),
                    "key '" + std::string(name) + "' " + reason);
    }

    void refuseUnknownKeys() const {
        const std::string prefix = key("");
        for (const std::string_view name : metadata_.keys()) {
            if (!name.starts_with(prefix))
                continue;
            const std::string_view suffix = name.substr(prefix.size());
            const bool noExperts = suffix.starts_with("expert_") && !metadata_.isArray(name) &&
                                   metadata_.number(name) == 0;
            if (!noExperts && !obeys(suffix) &&
                std::find(kKnown.begin(), kKnown.end(), suffix) == kKnown.end())
                refuseKey(name, "is not supported");
        }
    }

    bool obeys(std::string_view suffix) const {
        return std::find(obeyed_.begin(), obeyed_.end(), suffix) != obeyed_.end();
    }

    // A size that some models give per block; only equal ones are supported.
    std::int64_t integer(std::string_view suffix) const {
        const std::string name = key(suffix);
        if (!metadata_.has(name) || !metadata_.isArray(name))
            return metadata_.integer(name);
        const std::vector<std::int64_t> values = metadata_.integers(name);
        const bool equal =
            std::adjacent_find(values.begin(), values.end(), std::not_equal_to<>()) == values.end();
        if (values.empty() || !equal)
            refuseKey(name, "differs between the blocks, which is not supported");
        return values.front();
    }
    std::int64_t integerOr(std::string_view suffix, std::int64_t fallback) const {
        return has(suffix) ? integer(suffix) : fallback;
    }

    // Where the architecture reads those of every block itself: of the first.
    std::int64_t firstInteger(std::string_view suffix) const {
        const std::string name = key(suffix);
        if (!obeys(suffix) || !metadata_.has(name) || !metadata_.isArray(name))
            return integer(suffix);
        const std::vector<std::int64_t> values = metadata_.integers(name);
        if (values.empty())
            fail(suffix, "is an empty list");
        return values.front();
    }

    void readSizes(UniformDecoder& config) const {
        if (!hasTensor("token_embd.weight"))
            throwInvalidFile(file_.path(), "has no tensor 'token_embd.weight', so it is not a "
                                           "language model");
        const StoredTensor& embedding = file_.at("token_embd.weight");
        config.vocabulary = embedding.shape.empty() ? 0 : embedding.shape.front();
        config.hidden = integer("embedding_length");
        // llama.cpp's converter leaves it out where all blocks have experts.
        const bool dense = has("feed_forward_length") || !obeys("expert_feed_forward_length") ||
                           !has("expert_feed_forward_length");
        config.intermediate =
            firstInteger(dense ? "feed_forward_length" : "expert_feed_forward_length");
        config.blocks = integer("block_count");
        config.heads = integer("attention.head_count");
        config.kvHeads =
            has("attention.head_count_kv") ? firstInteger("attention.head_count_kv") : config.heads;
        config.context = integer("context_length");
        if (!has("attention.key_length") && (config.heads < 1 || config.hidden % config.heads != 0))
            fail("embedding_length", "is not a multiple of attention.head_count");
        config.headSize = has("attention.key_length") ? integer("attention.key_length")
                                                      : config.hidden / config.heads;
        static constexpr SizeNames kNames{"vocab_size",           "embedding_length",
                                          "feed_forward_length",  "block_count",
                                          "attention.head_count", "attention.head_count_kv",
                                          "attention.key_length", "context_length"};
        if (const auto problem = sizeProblem(config, kNames))
            fail(problem->field, problem->reason);
        for (const std::string_view same : {"attention.value_length", "rope.dimension_count"})
            if (!obeys(same) && integerOr(same, config.headSize) != config.headSize)
                refuseKey(key(same), "differs from the head size, which is not supported");
        if (integerOr("vocab_size", config.vocabulary) != config.vocabulary)
            fail("vocab_size", "differs from the rows of token_embd.weight");
    }

    Rope readRope(const UniformDecoder& config) const {
        Rope rope;
        rope.dimensions = integerOr("rope.dimension_count", config.headSize);
        if (rope.dimensions < 2 || rope.dimensions > config.headSize || rope.dimensions % 2 != 0)
            fail("rope.dimension_count", "is no even number up to the head size");
        rope.theta = has("rope.freq_base") ? number("rope.freq_base") : rope.theta;
        if (!std::isfinite(rope.theta) || rope.theta <= 0)
            fail("rope.freq_base", "is not a positive number");
        readScaling(rope, config);
        if (!hasTensor(kRopeFrequencies))
            return rope;
        if (rope.scaling != RopeScaling::None)
            refuseKey(key("rope.scaling.type"), "together with rope_freqs is not supported");
        rope.frequencyDivisors = readDivisors(kRopeFrequencies, rope.dimensions);
        recogniseLlama3(rope);
        return rope;
    }

    void readScaling(Rope& rope, const UniformDecoder& config) const {
        const char* factorKey =
            has("rope.scaling.factor") ? "rope.scaling.factor" : "rope.scale_linear";
        const double factor = has(factorKey) ? number(factorKey) : 1.0;
        const std::string_view type =
            metadata_.stringOr(key("rope.scaling.type"), has(factorKey) ? "linear" : "none");
        if (type == "yarn")
            return readYarn(rope);
        if (type == "longrope" || hasTensor(kLongFactors))
            return readLongRope(rope, config);
        if (type != "none" && type != "linear")
            refuseKey(key("rope.scaling.type"),
                      "is '" + printable(type) +
                          "'; none, linear, yarn and longrope are supported");
        if (type == "none" || factor == 0.0) // llama.cpp: 0 means not given
            return;
        if (!std::isfinite(factor) || factor < 0)
            fail(factorKey, "is not a positive number");
        rope.scaling = RopeScaling::Linear;
        rope.factor = factor;
    }

    double positiveOr(std::string_view suffix, double fallback) const {
        const double value = has(suffix) ? number(suffix) : fallback;
        if (!std::isfinite(value) || value <= 0)
            fail(suffix, "is not a positive number");
        return value;
    }
    void readOriginalContext(Rope& rope) const {
        rope.originalContext = integer("rope.scaling.original_context_length");
        if (rope.originalContext < 1)
            fail("rope.scaling.original_context_length", "is not positive");
    }

    // ggml's rope_yarn(): the scale of cosine and sine grows with the factor's logarithm.
    void readYarn(Rope& rope) const {
        rope.scaling = RopeScaling::Yarn;
        rope.factor = positiveOr("rope.scaling.factor", 1);
        readOriginalContext(rope);
        rope.betaFast = positiveOr("rope.scaling.yarn_beta_fast", rope.betaFast);
        rope.betaSlow = positiveOr("rope.scaling.yarn_beta_slow", rope.betaSlow);
        rope.attentionFactor = positiveOr("rope.scaling.attn_factor", 1) *
                               (1 + 0.1 * std::log(std::max(1.0, rope.factor)));
    }

    // Of Phi-3: rope_factors_short and rope_factors_long.
    void readLongRope(Rope& rope, const UniformDecoder& config) const {
        rope.scaling = RopeScaling::LongRope;
        readOriginalContext(rope);
        rope.factor =
            static_cast<double>(config.context) / static_cast<double>(rope.originalContext);
        rope.frequencyDivisors = readDivisors(kShortFactors, rope.dimensions);
        rope.longDivisors = readDivisors(kLongFactors, rope.dimensions);
        rope.attentionFactor = positiveOr("rope.scaling.attn_factor", 1);
    }

    std::vector<float> readDivisors(std::string_view name, std::int64_t dimensions) const {
        if (!hasTensor(name))
            throwInvalidFile(file_.path(), tensorText(name) + " is missing");
        const Tensor divisors = readTensor(file_.at(std::string(name)));
        const bool sane = std::all_of(divisors.values.begin(), divisors.values.end(),
                                      [](float d) { return std::isfinite(d) && d > 0; });
        if (static_cast<std::int64_t>(divisors.values.size()) != dimensions / 2 || !sane)
            throwInvalidFile(file_.path(), tensorText(name) +
                                               " does not hold a positive number for each pair "
                                               "of a head");
        return divisors.values;
    }

    // Every published model with such divisors has them from the llama3 formula with these
    // constants (Llama 3.1 to 3.3). Said as a formula, an export to Hugging Face can say it too.
    void recogniseLlama3(Rope& rope) const {
        constexpr double kRounding = 1e-6; // of the formula in float32
        Rope candidate = rope;
        candidate.scaling = RopeScaling::Llama3;
        candidate.lowFrequencyFactor = 1.0;
        candidate.highFrequencyFactor = 4.0;
        candidate.originalContext = 8192;
        candidate.factor =
            *std::max_element(rope.frequencyDivisors.begin(), rope.frequencyDivisors.end());
        const std::vector<double> formula = llama3Divisors(candidate, rope.dimensions);
        for (std::size_t i = 0; i < formula.size(); ++i)
            if (std::abs(rope.frequencyDivisors[i] / formula[i] - 1.0) > kRounding)
                return;
        candidate.frequencyDivisors.clear();
        rope = candidate;
    }

    bool hasTensor(std::string_view name) const {
        const auto& others = file_.unreadable();
        return file_.find(name) || std::any_of(others.begin(), others.end(),
                                               [&](const auto& t) { return t.name == name; });
    }

    void readTensorHints(UniformDecoder& config) const {
        config.tiedEmbeddings = !hasTensor("output.weight");
        config.qkvBias = hasTensor("blk.0.attn_q.bias");
        config.outputBias = hasTensor("blk.0.attn_output.bias");
        config.mlpBias = hasTensor("blk.0.ffn_gate.bias");
    }

    void readWindow(UniformDecoder& config) const {
        const std::int64_t window = integerOr("attention.sliding_window", 0);
        if (window < 0)
            fail("attention.sliding_window", "is negative");
        config.slidingWindow.assign(static_cast<std::size_t>(config.blocks), window);
    }

    void readTokens(UniformDecoder& config) const {
        if (metadata_.has("tokenizer.ggml.bos_token_id"))
            config.beginToken = metadata_.integer("tokenizer.ggml.bos_token_id");
        for (const std::string_view name :
             {"tokenizer.ggml.eos_token_id", "tokenizer.ggml.eot_token_id",
              "tokenizer.ggml.eom_token_id"}) {
            if (!metadata_.has(name))
                continue;
            const std::int64_t token = metadata_.integer(name);
            auto& tokens = config.endTokens;
            if (std::find(tokens.begin(), tokens.end(), token) == tokens.end())
                tokens.push_back(token);
        }
    }

    const GgufFile& file_;
    const GgufMetadata& metadata_;
    std::vector<std::string_view> obeyed_;
    std::string_view architecture_;
};

} // namespace

UniformDecoder parseGgufDecoder(const GgufFile& file) {
    return ConfigReader(file, {}).read();
}

GgufReading readGguf(const GgufFile& file, std::span<const std::string_view> obeyed) {
    ConfigReader reader(file, obeyed);
    return {reader.read(), file.metadata(), reader.prefix()};
}

std::int64_t GgufReading::integerOr(std::string_view suffix, std::int64_t fallback) const {
    return metadata.integerOr(prefix + std::string(suffix), fallback);
}

double GgufReading::numberOr(std::string_view suffix, double fallback) const {
    const std::string key = prefix + std::string(suffix);
    const double value = metadata.numberOr(key, fallback);
    if (!std::isfinite(value) || value < 0)
        metadata.fail(key, "is not a number from 0");
    return value;
}

} // namespace fracbit::checkpoint
