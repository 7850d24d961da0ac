#include "session/chat.h"

#include "network/generation.h"
#include "network/run.h"
#include "packed/packed_checkpoint.h"

namespace fracbit::app {

namespace {

// In front of a piece, to tell it from what else is noted; behind it the side's number.
constexpr QLatin1StringView kPiece("answer ");

ChatModelsPtr modelsOf(const ChatRequest& request, const RunContext& context) {
    if (request.models && request.models->folder == request.folder)
        return request.models;
    auto models = std::make_shared<ChatModels>();
    models->folder = request.folder;
    models->tokenizer = tokenizer::Tokenizer::open(request.original->tokenizerSource());
    models->networks[0] = network::openForRunning(*request.original, {}, context);
    const auto quantized = packed::openModel(request.folder); // packed, or de-quantized again
    models->networks[1] = network::openForRunning(*quantized, {}, context);
    return models;
}

double answerOf(const ChatModels& models, ChatSide side, const ChatRequest& request,
                const RunContext& context) {
    const tokenizer::Tokenizer& tokenizer = *models.tokenizer;
    const auto prompt = tokenizer.encode(chatPrompt(tokenizer, request.text).toStdString());
    network::GenerationOptions options;
    options.tokens = request.tokens;
    options.temperature = request.temperature;
    std::vector<network::TokenId> ids;
    const auto result = network::generate(
        *models.networks[static_cast<std::size_t>(side)], prompt, options, context,
        [&](network::TokenId id) {
            ids.push_back(id);
            context.note(ChatPiece{side, QString::fromStdString(tokenizer.decode(ids))}.note());
        });
    return result.secondsPerToken > 0 ? 1.0 / result.secondsPerToken : 0.0;
}

} // namespace

std::string ChatPiece::note() const {
    return kPiece.data() + std::to_string(int(side)) + text.toStdString();
}

std::optional<ChatPiece> ChatPiece::fromNote(const QString& note) {
    if (!note.startsWith(kPiece) || note.size() == kPiece.size())
        return std::nullopt;
    const bool original = note.at(kPiece.size()) == QLatin1Char('0');
    return ChatPiece{original ? ChatSide::Original : ChatSide::Quantized,
                     note.mid(kPiece.size() + 1)};
}

QString chatPrompt(const tokenizer::Tokenizer& tokenizer, const QString& text) {
    if (!tokenizer.id("<|im_start|>") || !tokenizer.id("<|im_end|>"))
        return text;
    return QStringLiteral("<|im_start|>user\n%1<|im_end|>\n<|im_start|>assistant\n").arg(text);
}

ChatAnswer answer(const ChatRequest& request, const RunContext& context) {
    ChatAnswer result{modelsOf(request, context), {}};
    for (ChatSide side : {ChatSide::Original, ChatSide::Quantized})
        result.tokensPerSecond[static_cast<std::size_t>(side)] =
            answerOf(*result.models, side, request, context);
    return result;
}

} // namespace fracbit::app
