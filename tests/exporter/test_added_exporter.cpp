// An exporter that the program knows nothing of: the registry and the command line take it as it
// describes itself.
#include "checkpoint/checkpoint.h"
#include "exporter/added_exporter.h"
#include "pipeline/small_model.h"
#include "support/command_run.h"
#include "support/thrown.h"

#include <QTest>

using namespace fracbit;
using namespace fracbit::tests;
namespace fs = std::filesystem;

class TestAddedExporter : public QObject {
    Q_OBJECT

private:
    SmallModel model_;
    std::string original() const { return model_.folder / "original"; }
    std::string out() const { return model_.folder / "added"; }

    // `fracbit export MODEL --format added --out OUT --json` and more.
    CommandRun exportAdded(const std::string& model, std::vector<std::string> more = {}) const {
        std::vector<std::string> arguments{"export", model, "--format", "added",
                                           "--out",  out(), "--json"};
        arguments.insert(arguments.end(), more.begin(), more.end());
        return runCommand(arguments);
    }
    static bool mentions(const std::string& text, const char* part) {
        return text.find(part) != std::string::npos;
    }
    std::string quantized(const char* scheme) const {
        const std::string folder = model_.folder / scheme;
        const CommandRun run =
            runCommand({"quantize", original(), "--scheme", scheme, "--out", folder, "--quiet"});
        return run.exitCode == 0 ? folder : std::string();
    }
    std::string planFile() const {
        const std::string path = model_.folder / "plan.json";
        std::vector<std::string> names;
        for (const auto& layer : model_.checkpoint->spec().layers)
            names.push_back(layer.name);
        pipeline::writePlan(path, pipeline::uniformPlan(names, quantizer::schemeFromName("nuq-3")));
        return path;
    }

private slots:
    void initTestCase() { addExporters(); }
    void cleanup() { fs::remove_all(out()); }

    void registryListsIt() {
        QCOMPARE(exporter::exporters().front()->name(), std::string("huggingface"));
        QCOMPARE(&exporter::exporterNamed("added"), exporter::exporters().at(1));
        FRACBIT_VERIFY_THROWS([] { (void)exporter::exporterNamed("adde"); },
                              ErrorCode::InvalidArgument, "'adde'", "huggingface, added, repacked");
        FRACBIT_VERIFY_THROWS([] { exporter::addExporter(makeAddedExporter("added", {})); },
                              ErrorCode::Internal, "added");
    }

    void helpDescribesIt() {
        const CommandRun run = runCommand({"export", "--help"});
        for (const char* part :
             {"huggingface (default): ", "added: Weights one after another", "--padding",
              "Zeros after a tensor (added, repacked; default 8)", "--names", "float32|float16",
              "--dtype", "Type of the weights (huggingface; default bfloat16)", "--plan"})
            QVERIFY2(mentions(run.out, part), (part + ("\n" + run.out)).c_str());
    }

    void commandWritesIt() {
        const CommandRun dry = exportAdded(original(), {"--dry-run"});
        QCOMPARE(dry.exitCode, 0);
        QVERIFY(!fs::exists(out()));
        const CommandRun run = exportAdded(original());
        QVERIFY2(run.exitCode == 0, run.error.c_str());
        QVERIFY(run.json()["predicted_bytes"] == dry.json()["predicted_bytes"]);
        QVERIFY(run.json()["bytes"] == run.json()["predicted_bytes"]);
        QVERIFY(run.json()["bytes"] == bytesOfFolder(out()));
    }

    void commandTakesItsOptions() {
        const auto bytes = [&](const std::vector<std::string>& options) {
            auto all = options;
            all.emplace_back("--dry-run");
            return exportAdded(original(), all).json()["predicted_bytes"].get<std::int64_t>();
        };
        const auto& spec = model_.checkpoint->spec();
        const auto tensors = static_cast<std::int64_t>(spec.tensors.size());
        QCOMPARE(bytes({}), 4 * spec.parameters() + 8 * tensors);
        QCOMPARE(bytes({"--precision", "float16", "--padding", "0"}), 2 * spec.parameters());
        QVERIFY(bytes({"--names"}) > bytes({}));
        QVERIFY(exportAdded(original(), {"--names"}).exitCode == 0);
        QVERIFY(fs::exists(out() + "/names.txt"));
    }

    void wrongOptionsAreRefused_data() {
        QTest::addColumn<QStringList>("options");
        QTest::addColumn<QByteArray>("told");
        const auto row = [](const char* name, const QStringList& options, const char* told) {
            QTest::newRow(name) << options << QByteArray(told);
        };
        row("no word", {"--precision", "float8"}, "'float8' is none of float32|float16");
        row("no number", {"--padding", "8x"}, "--padding");
        row("too large", {"--padding", "65"}, "from 0 to 64");
        row("another format's", {"--dtype", "float16"}, "--dtype: is no option of this format");
    }
    void wrongOptionsAreRefused() {
        QFETCH(QStringList, options);
        QFETCH(QByteArray, told);
        std::vector<std::string> more;
        for (const QString& word : options)
            more.push_back(word.toStdString());
        const CommandRun run = exportAdded(original(), more);
        QCOMPARE(run.exitCode, 2);
        QVERIFY2(mentions(run.error, told.constData()), run.error.c_str());
        QVERIFY(!fs::exists(out()));
    }

    void unknownFormatNamesThoseThereAre() {
        const CommandRun run = runCommand({"export", original(), "--format", "ad", "--out", out()});
        QCOMPARE(run.exitCode, 2);
        QVERIFY2(mentions(run.error, "huggingface") && mentions(run.error, "added"),
                 run.error.c_str());
    }

    void planGoesToThoseThatTakeOne() {
        const CommandRun run = exportAdded(original(), {"--plan", planFile()});
        QVERIFY2(run.exitCode == 0, run.error.c_str());
        QVERIFY(contentsOf(out() + "/plan.txt").starts_with("blocks.0.attn.k nuq-3\n"));
        const CommandRun refused =
            runCommand({"export", original(), "--plan", planFile(), "--out", out()});
        QCOMPARE(refused.exitCode, 2);
        QVERIFY2(mentions(refused.error, "takes no plan"), refused.error.c_str());
    }

    void onlySchemesThatItTakes() {
        QCOMPARE(exportAdded(quantized("nuq-3")).exitCode, 0);
        cleanup();
        const CommandRun run = exportAdded(quantized("uniform-3"));
        QCOMPARE(run.exitCode, 2);
        QVERIFY2(mentions(run.error, "blocks.0.attn.k, which is of uniform-3"), run.error.c_str());
        QVERIFY(!fs::exists(out()));
    }
};

QTEST_APPLESS_MAIN(TestAddedExporter)
#include "test_added_exporter.moc"
