#include "models/tensor_text.h"

#include <QCoreApplication>
#include <QHash>
#include <QStringList>

namespace fracbit::app {

namespace {

// A context of its own for the translators.
struct TensorText {
    Q_DECLARE_TR_FUNCTIONS(TensorText)

public:
    // Of a layer: by the last part of its name, which is also what is shown of one without a text.
    static QString linear(const std::string& layer) {
        const QString name = QString::fromStdString(layer.substr(layer.rfind('.') + 1));
        const auto found = texts().constFind(name);
        return found == texts().constEnd() ? name : tr(*found);
    }
    static const QHash<QString, const char*>& texts() {
        static const QHash<QString, const char*> texts{
            {QStringLiteral("q"), QT_TR_NOOP("Query projection")},
            {QStringLiteral("k"), QT_TR_NOOP("Key projection")},
            {QStringLiteral("v"), QT_TR_NOOP("Value projection")},
            {QStringLiteral("o"), QT_TR_NOOP("Output projection of the attention")},
            {QStringLiteral("gate"), QT_TR_NOOP("Gate projection of the MLP")},
            {QStringLiteral("up"), QT_TR_NOOP("Up projection of the MLP")},
            {QStringLiteral("down"), QT_TR_NOOP("Down projection of the MLP")},
            {QStringLiteral("in_qkv"), QT_TR_NOOP("Queries, keys and values of linear attention")},
            {QStringLiteral("q_a"), QT_TR_NOOP("Down projection of the queries")},
            {QStringLiteral("q_b"), QT_TR_NOOP("Up projection of the queries")},
            {QStringLiteral("kv_a"), QT_TR_NOOP("Down projection of keys and values")},
            {QStringLiteral("kv_b"), QT_TR_NOOP("Up projection of keys and values")},
            {QStringLiteral("in_z"), QT_TR_NOOP("Gate projection of linear attention")},
            {QStringLiteral("out"), QT_TR_NOOP("Output projection of linear attention")},
            {QStringLiteral("token_gate"), QT_TR_NOOP("Gate of the token's numbers")},
            {QStringLiteral("token_projection"), QT_TR_NOOP("Projection of the token's numbers")}};
        return texts;
    }
    static QString blockNorm(const std::string& name) {
        if (name.ends_with(".experts_norm.weight"))
            return tr("Norm before the experts");
        if (name.ends_with(".experts_norm_after.weight"))
            return tr("Norm behind the experts");
        if (name.ends_with(".shared_norm_after.weight"))
            return tr("Norm behind the shared expert");
        if (name.ends_with(".token_norm.weight"))
            return tr("Norm behind the token's numbers");
        const bool attention = name.find(".attn.") != std::string::npos;
        if (name.ends_with("norm_after.weight"))
            return attention ? tr("Norm behind the attention") : tr("Norm behind the MLP");
        return attention ? tr("Norm before the attention") : tr("Norm before the MLP");
    }

    static QString tensor(const checkpoint::ModelTensor& tensor) {
        switch (tensor.role) {
        case checkpoint::TensorRole::TokenEmbedding:
            return tr("Token embedding");
        case checkpoint::TensorRole::TokenTable:
            return tr("Numbers of the token for each block");
        case checkpoint::TensorRole::TokenProjection:
            return tr("Projection of the embedding for each block");
        case checkpoint::TensorRole::TokenNorm:
            return tr("Norm of the token's numbers");
        case checkpoint::TensorRole::OutputHead:
            return tr("Output head");
        case checkpoint::TensorRole::FinalNorm:
            return tr("Final norm");
        case checkpoint::TensorRole::BlockNorm:
            return blockNorm(tensor.name);
        case checkpoint::TensorRole::HeadNorm:
            return tensor.name.find(".q_") != std::string::npos ? tr("Norm of the queries")
                                                                : tr("Norm of the keys");
        case checkpoint::TensorRole::AttentionSink:
            return tr("Attention sinks");
        case checkpoint::TensorRole::Router:
            return tensor.name.ends_with("shared_gate.weight") ? tr("Gate of the shared expert")
                                                               : tr("Router of the experts");
        case checkpoint::TensorRole::RouterScale:
            return tr("Scale of the router");
        case checkpoint::TensorRole::RouterBias:
            return tr("Bias of the router");
        case checkpoint::TensorRole::Convolution:
            return tr("Convolution");
        case checkpoint::TensorRole::StateGate:
            return tr("Gate of the state");
        case checkpoint::TensorRole::StateVector:
            return tensor.name.ends_with(".decay.weight") ? tr("Decay of the state")
                                                          : tr("Time bias of the state");
        case checkpoint::TensorRole::StateNorm:
            return tr("Norm of linear attention");
        case checkpoint::TensorRole::BlockScalar:
            return tr("Scale of the block");
        case checkpoint::TensorRole::LinearBias:
            return tr("Bias: %1").arg(linear(tensor.layer));
        case checkpoint::TensorRole::LinearWeight:
            return linear(tensor.layer);
        }
        return {};
    }

    static QString none() { return tr("no other layer"); }
};

} // namespace

QString roleText(const checkpoint::ModelTensor& tensor) {
    return TensorText::tensor(tensor);
}

QString fusionPartners(const checkpoint::ModelSpec& spec, const checkpoint::LinearLayer& layer) {
    QStringList names;
    for (const std::size_t other : spec.inputOf(layer).layers)
        if (&spec.layers[other] != &layer)
            names << QString::fromStdString(spec.layers[other].role);
    return names.isEmpty() ? TensorText::none() : names.join(QStringLiteral(", "));
}

} // namespace fracbit::app
