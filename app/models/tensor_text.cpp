#include "models/tensor_text.h"

#include <QCoreApplication>
#include <QStringList>

namespace fracbit::app {

namespace {

// A context of its own for the translators.
struct TensorText {
    Q_DECLARE_TR_FUNCTIONS(TensorText)

public:
    static QString linear(checkpoint::LinearRole role) {
        switch (role) {
        case checkpoint::LinearRole::Q:
            return tr("Query projection");
        case checkpoint::LinearRole::K:
            return tr("Key projection");
        case checkpoint::LinearRole::V:
            return tr("Value projection");
        case checkpoint::LinearRole::O:
            return tr("Output projection of the attention");
        case checkpoint::LinearRole::Gate:
            return tr("Gate projection of the MLP");
        case checkpoint::LinearRole::Up:
            return tr("Up projection of the MLP");
        case checkpoint::LinearRole::Down:
            return tr("Down projection of the MLP");
        }
        return {};
    }

    static QString tensor(const checkpoint::ModelTensor& tensor) {
        switch (tensor.role) {
        case checkpoint::TensorRole::TokenEmbedding:
            return tr("Token embedding");
        case checkpoint::TensorRole::OutputHead:
            return tr("Output head");
        case checkpoint::TensorRole::FinalNorm:
            return tr("Final norm");
        case checkpoint::TensorRole::AttentionNorm:
            return tr("Norm before the attention");
        case checkpoint::TensorRole::MlpNorm:
            return tr("Norm before the MLP");
        case checkpoint::TensorRole::QNorm:
            return tr("Norm of the queries");
        case checkpoint::TensorRole::KNorm:
            return tr("Norm of the keys");
        case checkpoint::TensorRole::LinearBias:
            return tr("Bias: %1").arg(linear(tensor.linear.value()));
        case checkpoint::TensorRole::LinearWeight:
            return linear(tensor.linear.value());
        }
        return {};
    }

    static QString none() { return tr("no other layer"); }
};

} // namespace

QString roleText(const checkpoint::ModelTensor& tensor) {
    return TensorText::tensor(tensor);
}

QString fusionPartners(checkpoint::LinearRole role) {
    QStringList names;
    for (int i = 0; i < checkpoint::kLinearRoles; ++i) {
        const auto other = static_cast<checkpoint::LinearRole>(i);
        if (other != role && checkpoint::fusionGroup(other) == checkpoint::fusionGroup(role))
            names << QString::fromStdString(checkpoint::linearRoleName(other));
    }
    return names.isEmpty() ? TensorText::none() : names.join(QStringLiteral(", "));
}

} // namespace fracbit::app
