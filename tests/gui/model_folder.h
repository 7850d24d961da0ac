// A Hugging Face folder of zeros, for tests that need something to open.
#pragma once

#include "checkpoint/model_spec.h"

#include <QByteArray>
#include <QDir>
#include <QFile>
#include <QtEndian>

#include <string>

namespace fracbit::tests {

inline checkpoint::ModelConfig smallConfig(int blocks = 3) {
    checkpoint::ModelConfig config;
    config.vocabulary = 64;
    config.hidden = 32;
    config.intermediate = 48;
    config.blocks = blocks;
    config.heads = 4;
    config.kvHeads = 2;
    config.headSize = 8;
    config.context = 128;
    config.slidingWindow.assign(static_cast<std::size_t>(blocks), 0);
    return config;
}

// The name that Hugging Face gives a tensor of the Llama architecture.
inline std::string huggingFaceName(const checkpoint::ExpectedTensor& tensor) {
    using checkpoint::LinearRole;
    using checkpoint::TensorRole;
    static const char* const linear[] = {"self_attn.q_proj", "self_attn.k_proj", "self_attn.v_proj",
                                         "self_attn.o_proj", "mlp.gate_proj",    "mlp.up_proj",
                                         "mlp.down_proj"};
    const std::string block = "model.layers." + std::to_string(tensor.block) + ".";
    switch (tensor.role) {
    case TensorRole::TokenEmbedding:
        return "model.embed_tokens.weight";
    case TensorRole::OutputHead:
        return "lm_head.weight";
    case TensorRole::FinalNorm:
        return "model.norm.weight";
    case TensorRole::AttentionNorm:
        return block + "input_layernorm.weight";
    case TensorRole::MlpNorm:
        return block + "post_attention_layernorm.weight";
    default:
        return block + linear[static_cast<int>(tensor.linear.value())] + ".weight";
    }
}

inline void writeFile(const QString& path, const QByteArray& contents) {
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(contents) != contents.size())
        qFatal("cannot write %s", qPrintable(path));
}

inline QByteArray safetensorsOfZeros(const checkpoint::ModelConfig& config) {
    nlohmann::json header;
    std::int64_t end = 0;
    for (const auto& tensor : checkpoint::expectedTensors(config)) {
        const std::int64_t begin = end;
        end += 4 * elementCount(tensor.shape);
        header[huggingFaceName(tensor)] = {
            {"dtype", "F32"}, {"shape", tensor.shape}, {"data_offsets", {begin, end}}};
    }
    const QByteArray text = QByteArray::fromStdString(header.dump());
    QByteArray length(8, 0);
    qToLittleEndian<quint64>(static_cast<quint64>(text.size()), length.data());
    return length + text + QByteArray(end, 0);
}

// Makes the folder and returns its path.
inline QString writeModelFolder(const QString& folder,
                                const checkpoint::ModelConfig& config = smallConfig()) {
    QDir().mkpath(folder);
    writeFile(folder + QStringLiteral("/config.json"),
              QByteArray::fromStdString(checkpoint::huggingFaceConfig(config).dump()));
    writeFile(folder + QStringLiteral("/model.safetensors"), safetensorsOfZeros(config));
    return folder;
}

} // namespace fracbit::tests
