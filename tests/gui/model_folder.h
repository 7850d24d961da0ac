// A Hugging Face folder of zeros, for tests that need something to open.
#pragma once

#include "checkpoint/architecture.h"
#include "checkpoint/uniform_decoder.h"

#include <QByteArray>
#include <QDir>
#include <QFile>
#include <QtEndian>

#include <string>

namespace fracbit::tests {

inline checkpoint::UniformDecoder smallConfig(int blocks = 3) {
    checkpoint::UniformDecoder config;
    config.vocabulary = 64;
    config.hidden = 32;
    config.intermediate = 48;
    config.blocks = blocks;
    config.heads = 4;
    config.kvHeads = 2;
    config.headSize = 8;
    config.context = 128;
    return config;
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
        header[checkpoint::huggingFaceName(config, tensor)] = {
            {"dtype", "F32"}, {"shape", tensor.shape}, {"data_offsets", {begin, end}}};
    }
    const QByteArray text = QByteArray::fromStdString(header.dump());
    QByteArray length(8, 0);
    qToLittleEndian<quint64>(static_cast<quint64>(text.size()), length.data());
    return length + text + QByteArray(end, 0);
}

// Makes the folder and returns its path.
inline QString writeModelFolder(const QString& folder,
                                const checkpoint::UniformDecoder& decoder = smallConfig()) {
    const checkpoint::ModelConfig config = checkpoint::describe(decoder);
    QDir().mkpath(folder);
    writeFile(folder + QStringLiteral("/config.json"),
              QByteArray::fromStdString(checkpoint::huggingFaceConfig(config).dump()));
    writeFile(folder + QStringLiteral("/model.safetensors"), safetensorsOfZeros(config));
    return folder;
}

} // namespace fracbit::tests
