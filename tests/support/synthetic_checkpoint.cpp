#include "support/synthetic_checkpoint.h"

#include "checkpoint/tensor_names.h"
#include "support/pytorch_writer.h"

#include <algorithm>
#include <cstdlib>
#include <map>
#include <stdexcept>

namespace fracbit::tests {

using namespace checkpoint;

namespace {

namespace fs = std::filesystem;

void writeShards(const fs::path& folder, const std::vector<TestTensor>& tensors,
                 const CheckpointOptions& options) {
    const bool pytorch = options.format == WeightFormat::PyTorch;
    const std::string stem = pytorch ? "pytorch_model" : "model";
    const std::string extension = pytorch ? ".bin" : ".safetensors";
    const auto serialize = [&](const std::vector<TestTensor>& part) {
        return pytorch ? pytorchBytes(part) : safetensorsBytes(part);
    };
    if (options.shards == 1)
        return writeBytes(folder / (stem + extension), serialize(tensors));

    std::vector<std::vector<TestTensor>> parts(static_cast<std::size_t>(options.shards));
    nlohmann::json map;
    const auto shardName = [&](std::size_t i) {
        return stem + "-" + std::to_string(i) + extension;
    };
    for (std::size_t i = 0; i < tensors.size(); ++i) {
        parts[i % parts.size()].push_back(tensors[i]);
        map[tensors[i].name] = shardName(i % parts.size());
    }
    for (std::size_t i = 0; i < parts.size(); ++i)
        writeBytes(folder / shardName(i), serialize(parts[i]));
    writeBytes(folder / (stem + extension + ".index.json"),
               nlohmann::json{{"weight_map", map}}.dump());
}

// permute() of convert_hf_to_gguf.py: rows j and j + half of a head become neighbours.
Tensor interleave(const Tensor& values, std::int64_t headSize) {
    Tensor result(values.shape);
    const std::int64_t half = headSize / 2;
    for (std::int64_t row = 0; row < values.rows(); ++row) {
        const std::int64_t within = row % headSize;
        const std::int64_t target = row - within + 2 * (within % half) + within / half;
        std::ranges::copy(values.row(row), result.row(target).begin());
    }
    return result;
}

void setSizes(GgufWriter& writer, const UniformDecoder& config, const std::string& prefix) {
    const auto set = [&](const char* key, std::int64_t value) {
        writer.setU32(prefix + key, static_cast<std::uint32_t>(value));
    };
    set("context_length", config.context);
    set("embedding_length", config.hidden);
    set("block_count", config.blocks);
    set("feed_forward_length", config.intermediate);
    set("attention.head_count", config.heads);
    set("attention.head_count_kv", config.kvHeads);
    set("attention.key_length", config.headSize);
    set("attention.value_length", config.headSize);
    set("rope.dimension_count", config.headSize);
    const std::int64_t window = config.slidingWindow.empty() ? 0 : config.slidingWindow.front();
    if (window)
        set("attention.sliding_window", window);
    writer.setF32(prefix + "rope.freq_base", static_cast<float>(config.rope.theta));
    writer.setF32(prefix + "attention.layer_norm_rms_epsilon",
                  static_cast<float>(config.rmsEpsilon));
}

} // namespace

TemporaryFolder::TemporaryFolder(Place place) {
    const fs::path memory = "/dev/shm";
    const fs::path parent =
        place == Place::Memory && fs::is_directory(memory) ? memory : fs::temp_directory_path();
    std::string pattern = (parent / "fracbit-test-XXXXXX").string();
    if (!::mkdtemp(pattern.data()))
        throw std::runtime_error("no temporary folder can be made");
    path_ = pattern;
}

TemporaryFolder::~TemporaryFolder() {
    std::error_code ignored;
    fs::remove_all(path_, ignored);
}

UniformDecoder syntheticConfig(const std::string& architecture) {
    UniformDecoder config;
    config.architecture = architecture;
    config.vocabulary = 80;
    config.hidden = 48;
    config.intermediate = 80;
    config.blocks = 2;
    config.heads = 6;
    config.kvHeads = 2;
    config.headSize = 8;
    config.context = 128;
    config.rmsEpsilon = 0x1p-17; // exact in float32, which GGUF stores
    config.qkvBias = architecture == "qwen2";
    config.qkNorm = architecture == "qwen3";
    config.tiedEmbeddings = architecture == "qwen2";
    config.slidingWindow.assign(2, architecture == "mistral" ? 16 : 0);
    config.beginToken = 1;
    config.endTokens = {2};
    return config;
}

namespace {

// Puts a tensor's numbers where they are stored, one by one.
void store(const ModelTensor& tensor, const Tensor& values, const StoredPlace& place, Tensor& to) {
    const std::int64_t columns = tensor.shape.size() > 1 ? tensor.shape[1] : 1;
    const std::int64_t perMatrix = to.shape.back(); // rows, where they lie as columns
    forRuns(place, 0, tensor.shape[0], [&](std::int64_t row, const RowRun& run) {
        for (std::int64_t i = 0; i < run.count; ++i)
            for (std::int64_t column = 0; column < columns; ++column) {
                const std::int64_t at = place.firstRow + run.first + i * run.step;
                const std::int64_t index =
                    place.transposed
                        ? (at / perMatrix * columns + column) * perMatrix + at % perMatrix
                        : at * columns + column;
                to.values[static_cast<std::size_t>(index)] =
                    values.values[static_cast<std::size_t>((row + i) * columns + column)];
            }
    });
}

} // namespace

std::vector<TestTensor> huggingFaceTensors(const WeightSource& source, DType dtype) {
    const auto names = TensorNames::huggingFace(architectureOf(source.spec().config));
    const std::vector<ExpectedTensor> expected = expectedTensors(source.spec().config);
    const std::vector<StoredPlace> places = names.places(source.spec().config, expected);
    std::map<std::string, Tensor> stored;
    for (const auto& [name, shape] : names.shapes(expected, places))
        stored.emplace(name, Tensor(shape));
    for (std::size_t i = 0; i < places.size(); ++i) {
        const ModelTensor& tensor = source.spec().tensors[i];
        store(tensor, source.read(tensor.name), places[i], stored.at(places[i].name));
    }
    std::vector<TestTensor> tensors;
    for (const auto& [name, values] : stored)
        tensors.push_back(floatTensor(name, values, dtype));
    return tensors;
}

void writeCheckpoint(const fs::path& folder, const WeightSource& source,
                     const CheckpointOptions& options) {
    fs::create_directories(folder);
    writeBytes(folder / "config.json", huggingFaceConfig(source.spec().config).dump(2));
    writeShards(folder, huggingFaceTensors(source, options.dtype), options);
}

GgufWriter ggufModel(const WeightSource& source, DType dtype) {
    const UniformDecoder config = uniformDecoder(source.spec().config);
    const Architecture& registered = architectureOf(source.spec().config);
    const bool llama = registered.ggufRows != nullptr;
    const std::string architecture = llama ? "llama" : config.architecture;
    const auto names = TensorNames::gguf(registered);
    GgufWriter writer;
    writer.setString("general.architecture", architecture);
    setSizes(writer, config, architecture + ".");
    if (config.beginToken)
        writer.setU32("tokenizer.ggml.bos_token_id",
                      static_cast<std::uint32_t>(*config.beginToken));
    if (!config.endTokens.empty())
        writer.setU32("tokenizer.ggml.eos_token_id",
                      static_cast<std::uint32_t>(config.endTokens.front()));
    for (const ModelTensor& tensor : source.spec().tensors) {
        Tensor values = source.read(tensor.name);
        if (llama && (tensor.layer.ends_with("attn.q") || tensor.layer.ends_with("attn.k")))
            values = interleave(values, config.headSize);
        const DType stored = tensor.shape.size() == 1 ? DType::F32 : dtype;
        writer.add(floatTensor(names.stored(tensor), values, stored));
    }
    return writer;
}

} // namespace fracbit::tests
