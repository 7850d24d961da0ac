// Real models against float64 forward passes by an independent implementation.
#include "network/network.h"

#include "base/json_file.h"
#include "checkpoint/checkpoint.h"
#include "network/reference_numbers.h"
#include "support/sample_model.h"
#include "tokenizer/tokenizer.h"

#include <QTest>

#include <cmath>

using namespace fracbit;
using network::Compute;
using network::Network;
using network::TokenId;
using tests::largestDifference;
using tests::numbers;

namespace {

// Three times what was measured with AVX-512, AVX2 and SSE kernels of OpenBLAS and libtorch: 3.3e-5
// and 2.3e-5. (The project asks for 1e-3 in float32.)
constexpr double kNllTolerance = 1e-4;
constexpr double kLogitTolerance = 7e-5;

} // namespace

class TestSampleParity : public QObject {
    Q_OBJECT
private slots:
    void prompts_data() {
        QTest::addColumn<QString>("folder");
        QTest::addColumn<QString>("name");
        QTest::newRow("SmolLM2 135M") << "smollm2" << tests::kSampleModelName;
        QTest::newRow("Gemma 3 270M") << "gemma3_270m" << tests::kGemmaModelName;
    }
    void prompts() {
        QFETCH(QString, folder);
        QFETCH(QString, name);
        const auto file =
            std::filesystem::path(FRACBIT_REFERENCE_DIR) / folder.toStdString() / "logits.json";
        FRACBIT_REQUIRE_REFERENCE(file);
        const auto path = tests::sampleModelPath(name.toUtf8().constData());
        if (!std::filesystem::exists(path))
            QSKIP(qPrintable(name + " is not there: packaging/sample-model fetches it"));
        const auto source = checkpoint::Checkpoint::open(path);
        const auto tokenizer = tokenizer::Tokenizer::open(path);
        const auto model = Network::load(*source, Compute::Float32, {});
        const nlohmann::json reference = readJsonFile(file);
        for (const nlohmann::json& prompt : reference.at("prompts")) {
            const auto tokens = prompt.at("tokens").get<std::vector<TokenId>>();
            if (prompt.contains("text"))
                QCOMPARE(tokenizer->encode(prompt.at("text").get<std::string>()), tokens);
            const auto logits = model->forward(tokens, {});
            const auto last = logits.row(logits.rows - 1);
            const double nllError = largestDifference(
                network::negativeLogLikelihood(logits, tokens), numbers(prompt.at("nll")));
            double logitError = 0;
            for (const nlohmann::json& top : prompt.at("last_logits_top10"))
                logitError = std::max(logitError, std::abs(static_cast<double>(last[top.at(0)]) -
                                                           top.at(1).get<double>()));
            qInfo("%zu tokens: NLL %.2g, logit %.2g", tokens.size(), nllError, logitError);
            QVERIFY(nllError < kNllTolerance);
            QVERIFY(logitError < kLogitTolerance);
        }
    }
};

QTEST_APPLESS_MAIN(TestSampleParity)
#include "test_sample_parity.moc"
