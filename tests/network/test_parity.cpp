// Agreement with independent implementations: see the README of the reference data.
#include "network/network.h"

#include "base/json_file.h"
#include "checkpoint/checkpoint.h"
#include "support/sample_model.h"

#include <QTest>

#include <cmath>

using namespace fracbit;
using network::Compute;
using network::Network;
using network::TokenId;

namespace {

constexpr double kTolerance = 1e-3; // what the project asks for in float32

std::filesystem::path referenceFile(const std::string& name) {
    return std::filesystem::path(FRACBIT_REFERENCE_DIR) / name;
}

std::vector<double> numbers(const nlohmann::json& array) {
    return array.get<std::vector<double>>();
}

double difference(double a, double b) {
    return std::abs(a - b);
}

double difference(const std::vector<double>& a, const std::vector<double>& b) {
    double largest = a.size() == b.size() ? 0 : HUGE_VAL;
    for (std::size_t i = 0; i < std::min(a.size(), b.size()); ++i)
        largest = std::max(largest, difference(a[i], b[i]));
    return largest;
}

} // namespace

class TestParity : public QObject {
    Q_OBJECT
private slots:
    void smallModels_data() {
        QTest::addColumn<QString>("model");
        for (const char* model : {"llama", "llama31", "mistral", "qwen2", "qwen3"})
            QTest::newRow(model) << model;
    }
    void smallModels() {
        QFETCH(QString, model);
        const auto folder = referenceFile("models") / model.toStdString();
        if (!std::filesystem::exists(folder))
            QSKIP("the reference data is not there");
        const nlohmann::json expected = readJsonFile(folder / "expected.json");
        const auto tokens = expected.at("tokens").get<std::vector<TokenId>>();
        const auto source = checkpoint::Checkpoint::open(folder);
        const auto logits = Network::load(*source, Compute::Float32, {})->forward(tokens, {});
        const auto last = logits.row(logits.rows - 1);
        const double nllError =
            difference(network::negativeLogLikelihood(logits, tokens), numbers(expected.at("nll")));
        const double logitError =
            difference({last.begin(), last.end()}, numbers(expected.at("last_logits")));
        qInfo("largest differences: NLL %.2g, logit %.2g", nllError, logitError);
        QVERIFY(nllError < kTolerance);
        QVERIFY(logitError < kTolerance);
    }

    void sampleModelPrompts() {
        const auto file = referenceFile("smollm2/logits.json");
        if (!std::filesystem::exists(file))
            QSKIP("the reference data is not there");
        FRACBIT_SKIP_WITHOUT_SAMPLE_MODEL();
        const auto source = checkpoint::Checkpoint::open(tests::sampleModelPath());
        const auto model = Network::load(*source, Compute::Float32, {});
        const nlohmann::json reference = readJsonFile(file);
        for (const nlohmann::json& prompt : reference.at("prompts")) {
            const auto tokens = prompt.at("tokens").get<std::vector<TokenId>>();
            const auto logits = model->forward(tokens, {});
            const auto last = logits.row(logits.rows - 1);
            const double nllError = difference(network::negativeLogLikelihood(logits, tokens),
                                               numbers(prompt.at("nll")));
            double logitError = 0;
            for (const nlohmann::json& top : prompt.at("last_logits_top10"))
                logitError = std::max(logitError, difference(static_cast<double>(last[top.at(0)]),
                                                             top.at(1).get<double>()));
            qInfo("%zu tokens: NLL %.2g, logit %.2g", tokens.size(), nllError, logitError);
            QVERIFY(nllError < kTolerance);
            QVERIFY(logitError < kTolerance);
        }
    }
};

QTEST_APPLESS_MAIN(TestParity)
#include "test_parity.moc"
