// The original and a quantized model answering the same words. Called by jobs.
#pragma once

#include "base/progress.h"
#include "checkpoint/checkpoint.h"
#include "network/network.h"
#include "tokenizer/tokenizer.h"

#include <QString>

#include <array>
#include <filesystem>
#include <memory>
#include <optional>

namespace fracbit::app {

enum class ChatSide { Original, Quantized };

// Both models in memory. Immutable, shared between answers.
struct ChatModels {
    std::filesystem::path folder; // of the quantized one
    std::unique_ptr<tokenizer::Tokenizer> tokenizer;
    std::array<std::unique_ptr<network::Network>, 2> networks; // by ChatSide
};
using ChatModelsPtr = std::shared_ptr<const ChatModels>;

struct ChatRequest {
    std::shared_ptr<const checkpoint::Checkpoint> original;
    std::filesystem::path folder; // of the quantized model
    ChatModelsPtr models;         // of an earlier answer; null, or of another folder: loaded anew
    QString text;
    std::int64_t tokens = 96; // of each answer, at most
    double temperature = 0;
};

struct ChatAnswer {
    ChatModelsPtr models;
    std::array<double, 2> tokensPerSecond{}; // by ChatSide; 0: too short to say
};

// One side after the other. Each token is told as a note of the context: see ChatPiece.
ChatAnswer answer(const ChatRequest& request, const RunContext& context);

// A note of answer(): the whole answer of one side so far.
struct ChatPiece {
    ChatSide side = ChatSide::Original;
    QString text;

    std::string note() const;
    // Nothing for other notes (that a model is computed de-quantized, say).
    static std::optional<ChatPiece> fromNote(const QString& note);
};

// What a user says, in the form that the model was trained on (ChatML), if its tokenizer knows
// that; else as it is, to be continued.
QString chatPrompt(const tokenizer::Tokenizer& tokenizer, const QString& text);

} // namespace fracbit::app
