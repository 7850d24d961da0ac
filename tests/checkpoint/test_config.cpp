// Hugging Face configurations: both spellings, transformers' defaults, and refusals by name.
#include "checkpoint/architectures/config_checks.h"
#include "checkpoint/model_config.h"
#include "support/synthetic_checkpoint.h"
#include "support/thrown.h"

#include <QtTest>

#include <cmath>

using namespace fracbit;
using namespace fracbit::checkpoint;
using namespace fracbit::tests;
using nlohmann::json;

class TestConfig : public QObject {
    Q_OBJECT

private slots:
    void readsBothSpellingsAlike();
    void takesDefaultsOfTheModelType();
    void nullIsNotAbsent();
    void readsWindows();
    void readsEndTokens();
    void biases();
    void ropeVariants();
    void otherRopeVariantsAreReadAndWritten();
    void llama3DivisorsFollowTheFormula();
    void refusesByName_data();
    void refusesByName();
    void acceptsNeutralValues();
    void refusesBadSizes_data();
    void refusesBadSizes();
    void roundTrips_data();
    void roundTrips();
};

namespace {

UniformDecoder parse(const json& config) {
    return uniformDecoder(parseHuggingFaceConfig(JsonObject(config, "config.json")));
}

json small(const char* type) {
    return {{"model_type", type},       {"vocab_size", 80},       {"hidden_size", 48},
            {"intermediate_size", 80},  {"num_hidden_layers", 4}, {"num_attention_heads", 6},
            {"num_key_value_heads", 2}, {"head_dim", 8},          {"max_position_embeddings", 128},
            {"rope_theta", 500000.0}};
}

json with(json config, const char* key, const json& value) {
    config[key] = value;
    return config;
}

const json kLlama3{{"rope_type", "llama3"},
                   {"factor", 8.0},
                   {"low_freq_factor", 1.0},
                   {"high_freq_factor", 4.0},
                   {"original_max_position_embeddings", 64}};

} // namespace

void TestConfig::readsBothSpellingsAlike() {
    json old = with(small("llama"), "rope_scaling", kLlama3);
    old["torch_dtype"] = "bfloat16";
    json parameters = kLlama3;
    parameters["rope_theta"] = 500000.0;
    json current = with(small("llama"), "rope_parameters", parameters);
    current.erase("rope_theta");
    current["dtype"] = "bfloat16";
    for (const json& config : {old, current}) {
        const Rope rope = parse(config).rope;
        QCOMPARE(rope.theta, 500000.0);
        QCOMPARE(rope.scaling, RopeScaling::Llama3);
        QCOMPARE(rope.factor, 8.0);
        QCOMPARE(rope.highFrequencyFactor, 4.0);
        QCOMPARE(rope.originalContext, std::int64_t(64));
    }
    FRACBIT_VERIFY_THROWS([&] { parse(with(current, "rope_scaling", kLlama3)); },
                          ErrorCode::InvalidFile, "rope_scaling", "rope_parameters");
}

void TestConfig::takesDefaultsOfTheModelType() {
    const UniformDecoder llama = parse({{"model_type", "llama"}});
    QCOMPARE(llama.intermediate, std::int64_t(11008));
    QCOMPARE(llama.kvHeads, std::int64_t(32));
    QCOMPARE(llama.headSize, std::int64_t(128));
    QCOMPARE(llama.context, std::int64_t(2048));
    QCOMPARE(llama.rope.theta, 10000.0);
    QVERIFY(!llama.tiedEmbeddings);
    QCOMPARE(llama.endTokens, std::vector<std::int64_t>{2});
    const UniformDecoder mistral = parse({{"model_type", "mistral"}});
    QCOMPARE(mistral.kvHeads, std::int64_t(8));
    QCOMPARE(mistral.slidingWindow.at(31), std::int64_t(4096));
    const UniformDecoder qwen2 = parse({{"model_type", "qwen2"}});
    QVERIFY(qwen2.qkvBias && !qwen2.outputBias);
    QCOMPARE(qwen2.slidingWindow.at(31), std::int64_t(0));
    QVERIFY(qwen2.endTokens.empty() && !qwen2.beginToken);
    const UniformDecoder qwen3 = parse({{"model_type", "qwen3"}, {"hidden_size", 1024}});
    QCOMPARE(qwen3.headSize, std::int64_t(128));
    QVERIFY(qwen3.qkNorm && !qwen3.qkvBias);
}

void TestConfig::nullIsNotAbsent() {
    json config = small("mistral");
    config["num_key_value_heads"] = nullptr;
    config["sliding_window"] = nullptr;
    config["head_dim"] = nullptr;
    config["bos_token_id"] = nullptr;
    const UniformDecoder parsed = parse(config);
    QCOMPARE(parsed.kvHeads, std::int64_t(6));
    QCOMPARE(parsed.slidingWindow.front(), std::int64_t(0));
    QCOMPARE(parsed.headSize, std::int64_t(8));
    QVERIFY(!parsed.beginToken);
}

void TestConfig::readsWindows() {
    using Windows = std::vector<std::int64_t>;
    QCOMPARE(parse(with(small("mistral"), "sliding_window", 16)).slidingWindow,
             (Windows{16, 16, 16, 16}));
    json qwen = with(small("qwen2"), "sliding_window", 16);
    qwen["max_window_layers"] = 3;
    QCOMPARE(parse(qwen).slidingWindow, (Windows{0, 0, 0, 0})); // not used
    qwen["use_sliding_window"] = true;
    QCOMPARE(parse(qwen).slidingWindow, (Windows{0, 0, 0, 16}));
    qwen["layer_types"] = {"sliding_attention", "full_attention", "sliding_attention",
                           "full_attention"};
    QCOMPARE(parse(qwen).slidingWindow, (Windows{16, 0, 16, 0}));
    qwen["use_sliding_window"] = false;
    FRACBIT_VERIFY_THROWS([&] { parse(qwen); }, ErrorCode::InvalidFile, "layer_types");
    qwen["layer_types"] = {"full_attention"};
    FRACBIT_VERIFY_THROWS([&] { parse(qwen); }, ErrorCode::InvalidFile, "layer_types");
}

void TestConfig::readsEndTokens() {
    using Tokens = std::vector<std::int64_t>;
    QCOMPARE(parse(with(small("llama"), "eos_token_id", 7)).endTokens, Tokens{7});
    QCOMPARE(parse(with(small("llama"), "eos_token_id", {7, 9})).endTokens, (Tokens{7, 9}));
    QCOMPARE(parse(with(small("llama"), "eos_token_id", nullptr)).endTokens, Tokens{});
    FRACBIT_VERIFY_THROWS([&] { parse(with(small("llama"), "eos_token_id", {"</s>"})); },
                          ErrorCode::InvalidFile, "eos_token_id");
}

void TestConfig::biases() {
    const UniformDecoder llama = parse(with(small("llama"), "attention_bias", true));
    QVERIFY(llama.qkvBias && llama.outputBias && !llama.mlpBias);
    QVERIFY(parse(with(small("llama"), "mlp_bias", true)).mlpBias);
    QVERIFY(parse(with(small("qwen3"), "attention_bias", true)).outputBias);
}

void TestConfig::ropeVariants() {
    const Rope linear =
        parse(with(small("llama"), "rope_scaling", {{"type", "linear"}, {"factor", 4.0}})).rope;
    QCOMPARE(linear.scaling, RopeScaling::Linear);
    QCOMPARE(linear.factor, 4.0);
    QCOMPARE(parse(with(small("llama"), "rope_scaling", {{"rope_type", "default"}})).rope.scaling,
             RopeScaling::None);
    json noOriginal = kLlama3;
    noOriginal.erase("original_max_position_embeddings");
    QCOMPARE(parse(with(small("llama"), "rope_scaling", noOriginal)).rope.originalContext,
             std::int64_t(128));
    json noFactor = kLlama3;
    noFactor.erase("factor");
    FRACBIT_VERIFY_THROWS([&] { parse(with(small("llama"), "rope_scaling", noFactor)); },
                          ErrorCode::InvalidFile, "rope_scaling.factor");
}

void TestConfig::otherRopeVariantsAreReadAndWritten() {
    const json yarn{{"rope_type", "yarn"},
                    {"factor", 4.0},
                    {"beta_fast", 16.0},
                    {"original_max_position_embeddings", 32}};
    const json dynamic{{"type", "dynamic"}, {"factor", 2.0}};
    const json longRope{{"type", "su"},
                        {"short_factor", {1.0, 1.5, 2.0, 2.5}},
                        {"long_factor", {2.0, 3.0, 4.0, 5.0}},
                        {"original_max_position_embeddings", 32}};
    for (const json& scaling : {yarn, dynamic, longRope}) {
        const Rope rope = parse(with(small("llama"), "rope_scaling", scaling)).rope;
        UniformDecoder decoder = parse(small("llama"));
        decoder.rope = rope;
        QVERIFY(parse(huggingFaceConfig(describe(decoder))).rope == rope);
    }
    const Rope stretched = parse(with(small("llama"), "rope_scaling", yarn)).rope;
    QCOMPARE(stretched.originalContext, std::int64_t(32));
    QCOMPARE(stretched.attentionFactor, 1 + 0.1 * std::log(4.0));
    // The context has grown from 32 to 128 positions.
    const Rope byPair = parse(with(small("llama"), "rope_scaling", longRope)).rope;
    QCOMPARE(byPair.attentionFactor, std::sqrt(1 + std::log(4.0) / std::log(32.0)));
    QCOMPARE(byPair.longDivisors.back(), 5.0f);
    json few = longRope;
    few["long_factor"] = {1.0, 2.0};
    FRACBIT_VERIFY_THROWS([&] { parse(with(small("llama"), "rope_scaling", few)); },
                          ErrorCode::InvalidFile, "rope_scaling.long_factor");
    few.erase("long_factor");
    FRACBIT_VERIFY_THROWS([&] { parse(with(small("llama"), "rope_scaling", few)); },
                          ErrorCode::InvalidFile, "long_factor", "missing");
}

void TestConfig::llama3DivisorsFollowTheFormula() {
    Rope rope;
    rope.theta = 500000.0;
    rope.scaling = RopeScaling::Llama3;
    rope.factor = 8.0;
    rope.originalContext = 8192;
    const std::vector<double> divisors = llama3Divisors(rope, 128);
    QCOMPARE(int(divisors.size()), 64);
    QCOMPARE(divisors.front(), 1.0); // short waves are kept
    QCOMPARE(divisors.back(), 8.0);  // long ones are stretched
    QVERIFY(std::is_sorted(divisors.begin(), divisors.end()));
    // Pair 32 has a wavelength of 2 pi sqrt(theta) = 4442.9, between 8192 / 4 and 8192 / 1.
    const double smooth = (8192.0 / 4442.882938158366 - 1.0) / 3.0;
    QVERIFY(std::abs(divisors[32] - 1.0 / ((1.0 - smooth) / 8.0 + smooth)) < 1e-9);
}

void TestConfig::refusesByName_data() {
    QTest::addColumn<QByteArray>("type");
    QTest::addColumn<QByteArray>("key");
    QTest::addColumn<QByteArray>("value");
    const auto row = [](const char* type, const char* key, const json& value) {
        QTest::addRow("%s %s %s", type, key, value.dump().c_str())
            << QByteArray(type) << QByteArray(key) << QByteArray::fromStdString(value.dump());
    };
    row("llama", "model_type", "gemma");
    row("llama", "model_type", "qwen1_moe");
    row("llama", "hidden_act", "gelu");
    row("llama", "partial_rotary_factor", 0.5);
    row("llama", "quantization_config", {{"quant_method", "gptq"}});
    row("llama", "attention_multiplier", 0.0156);
    row("llama", "logits_scaling", 8.0);
    row("llama", "logit_scale", 0.0625);
    row("llama", "residual_multiplier", 0.22);
    row("llama", "final_logit_softcapping", 30.0);
    row("llama", "num_local_experts", 8);
    row("qwen3", "num_experts", 128);
    row("llama", "sliding_window", 128);
    row("mistral", "attention_bias", true);
    row("qwen2", "mlp_bias", true);
    row("qwen3", "use_qk_norm", true);
    row("llama", "is_causal", false);
    row("qwen2", "layer_types", {"full_attention", "linear_attention", "x", "y"});
    row("llama", "rope_scaling", {{"rope_type", "mrope"}, {"factor", 2.0}});
    row("gemma2", "hidden_activation", "gelu"); // with erf, not tanh
    row("gemma2", "use_bidirectional_attention", true);
    row("phi3", "hidden_act", "gelu_pytorch_tanh");
    row("qwen2", "rope_parameters", {{"rope_theta", 1e4}, {"partial_rotary_factor", 0.25}});
}

void TestConfig::refusesByName() {
    QFETCH(QByteArray, type);
    QFETCH(QByteArray, key);
    QFETCH(QByteArray, value);
    const json config =
        with(small(type.constData()), key.constData(), json::parse(value.toStdString()));
    FRACBIT_VERIFY_THROWS([&] { parse(config); }, ErrorCode::Unsupported, "config.json",
                          key.constData());
}

void TestConfig::acceptsNeutralValues() {
    json config = small("llama");
    config.update({{"partial_rotary_factor", 1},
                   {"logits_scaling", 1},
                   {"residual_multiplier", 1.0},
                   {"num_local_experts", 0},
                   {"quantization_config", nullptr},
                   {"sliding_window", nullptr},
                   {"pretraining_tp", 2},
                   {"attention_dropout", 0.1},
                   {"initializer_range", 0.02},
                   {"use_cache", false},
                   {"some_tools_note", "hello"}});
    QCOMPARE(parse(config).hidden, std::int64_t(48));
}

void TestConfig::refusesBadSizes_data() {
    QTest::addColumn<QByteArray>("key");
    QTest::addColumn<QByteArray>("value");
    const auto row = [](const char* key, const char* value) {
        QTest::addRow("%s %s", key, value) << QByteArray(key) << QByteArray(value);
    };
    row("vocab_size", "0");
    row("vocab_size", "1e12");
    row("hidden_size", "-48");
    row("hidden_size", "\"48\"");
    row("hidden_size", "48.5");
    row("intermediate_size", "9223372036854775807");
    row("num_hidden_layers", "1000000000");
    row("num_attention_heads", "0");
    row("num_attention_heads", "5");
    row("num_key_value_heads", "0");
    row("head_dim", "7");
    row("max_position_embeddings", "0");
    row("rms_norm_eps", "-1");
    row("rope_theta", "0");
    row("sliding_window", "-4");
    row("rope_scaling", "3");
}

void TestConfig::refusesBadSizes() {
    QFETCH(QByteArray, key);
    QFETCH(QByteArray, value);
    const json config = with(small("mistral"), key.constData(), json::parse(value.toStdString()));
    FRACBIT_VERIFY_THROWS([&] { parse(config); }, ErrorCode::InvalidFile, "config.json",
                          key.constData());
}

void TestConfig::roundTrips_data() {
    QTest::addColumn<QString>("architecture");
    for (const char* architecture : {"llama", "mistral", "qwen2", "qwen3"})
        QTest::newRow(architecture) << architecture;
}

void TestConfig::roundTrips() {
    QFETCH(QString, architecture);
    UniformDecoder config = syntheticConfig(architecture.toStdString());
    config.name = "small";
    config.rope = {.dimensions = 8,
                   .theta = 123456.0,
                   .scaling = RopeScaling::Llama3,
                   .factor = 4.0,
                   .lowFrequencyFactor = 1.5,
                   .highFrequencyFactor = 3.5,
                   .originalContext = 77};
    config.endTokens = {2, 5};
    if (config.architecture != "llama")
        config.slidingWindow = {0, 24};
    const json written = huggingFaceConfig(describe(config));
    QVERIFY(written.contains("rope_parameters") && !written.contains("rope_scaling"));
    const UniformDecoder parsed = parse(written);
    QCOMPARE(huggingFaceConfig(describe(parsed)), written);
    QCOMPARE(parsed.slidingWindow, config.slidingWindow);
    QCOMPARE(parsed.rope.theta, config.rope.theta);
    QCOMPARE(parsed.rope.originalContext, config.rope.originalContext);
    QCOMPARE(parsed.qkvBias, config.qkvBias);
    QCOMPARE(parsed.qkNorm, config.qkNorm);
    QCOMPARE(parsed.tiedEmbeddings, config.tiedEmbeddings);
    QCOMPARE(parsed.endTokens, config.endTokens);
    config.rope = {};
    config.rope.frequencyDivisors = {1.0f, 1.5f, 2.0f, 2.5f};
    QCOMPARE(parse(huggingFaceConfig(describe(config))).rope.frequencyDivisors,
             config.rope.frequencyDivisors);
}

QTEST_APPLESS_MAIN(TestConfig)
#include "test_config.moc"
