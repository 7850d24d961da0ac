// What every exporter promises, tried on all that the registry lists and on one that is added here:
// whatever it takes and with whatever options.
#include "exporter/added_exporter.h"
#include "packed/packed_checkpoint.h"
#include "pipeline/export_plan.h"
#include "pipeline/small_model.h"
#include "quantizer/palette.h"
#include "support/full_disk.h"
#include "support/stopping_sink.h"
#include "support/thrown.h"

#include <QTest>

#include <algorithm>
#include <set>

using namespace fracbit;
using namespace fracbit::exporter;
using namespace fracbit::tests;
namespace fs = std::filesystem;

namespace {

enum class SourceKind { Original, Quantized, Plan };
constexpr SourceKind kKinds[] = {SourceKind::Original, SourceKind::Quantized, SourceKind::Plan};

// Every option at its default, and one at a time at each of its other values.
std::vector<OptionTexts> allOptions(const Exporter& exporter) {
    std::vector<OptionTexts> all{{}};
    for (const ExporterOption& option : exporter.options()) {
        if (const auto* choice = std::get_if<Choice>(&option.kind))
            for (std::size_t i = 1; i < choice->words.size(); ++i)
                all.push_back({{option.name, choice->words[i]}});
        if (const auto* number = std::get_if<WholeNumber>(&option.kind))
            for (const std::int64_t value : {number->least, number->most})
                all.push_back({{option.name, std::to_string(value)}});
        if (std::holds_alternative<Flag>(option.kind))
            all.push_back({{option.name, "on"}});
    }
    return all;
}

// Schemes that the exporter takes, in turn.
pipeline::QuantizationPlan planFor(const Exporter& exporter, const checkpoint::ModelSpec& spec) {
    std::vector<quantizer::Scheme> taken;
    for (const quantizer::Scheme scheme : quantizer::standardSchemes())
        if (exporter.takes(scheme, quantizer::Basis::Inputs) && taken.size() < 3)
            taken.push_back(scheme);
    pipeline::QuantizationPlan plan;
    for (const auto& layer : spec.layers)
        plan.layers.push_back({layer.name, taken.at(plan.layers.size() % taken.size()), {}, {}});
    return plan;
}

// The model of a test, with what it was quantized to for an exporter.
class Sources {
public:
    explicit Sources(const Exporter& exporter)
        : plan_(planFor(exporter, model_.checkpoint->spec())) {
        (void)pipeline::quantizeModel(*model_.checkpoint, plan_, model_.out(), {}, RunContext{});
        quantized_ = packed::PackedCheckpoint::open(model_.out());
    }
    ExportSource of(SourceKind kind) const {
        if (kind == SourceKind::Quantized)
            return {*quantized_};
        if (kind == SourceKind::Plan)
            return {*model_.checkpoint, pipeline::layerTargets(plan_)};
        return {*model_.checkpoint};
    }
    fs::path folder(const std::string& name) const { return model_.folder / name; }

private:
    SmallModel model_;
    pipeline::QuantizationPlan plan_;
    std::unique_ptr<packed::PackedCheckpoint> quantized_;
};

bool takes(const Exporter& exporter, SourceKind kind) {
    const Intake intake = exporter.intake();
    return kind == SourceKind::Original    ? intake.originals
           : kind == SourceKind::Quantized ? intake.quantizedFolders
                                           : intake.plans;
}

SourceKind firstTaken(const Exporter& exporter) {
    return takes(exporter, SourceKind::Quantized) ? SourceKind::Quantized : SourceKind::Plan;
}

std::map<std::string, std::string> contentsOfFiles(const ExportJob& job, const fs::path& folder) {
    std::map<std::string, std::string> contents;
    for (const std::string& name : job.files())
        contents[name] = contentsOf(folder / name);
    return contents;
}

bool holdsAnyOf(const fs::path& folder, const std::vector<std::string>& files) {
    return std::ranges::any_of(files,
                               [&](const std::string& name) { return fs::exists(folder / name); });
}

std::string largestOf(const fs::path& folder, const std::vector<std::string>& files) {
    return *std::ranges::max_element(
        files, {}, [&](const std::string& name) { return fs::file_size(folder / name); });
}

// Another bit in the middle of a file.
void damage(const fs::path& path) {
    std::fstream file(path, std::ios::in | std::ios::out | std::ios::binary);
    const auto middle = static_cast<std::streamoff>(fs::file_size(path) / 2);
    file.seekg(middle);
    const int before = file.get();
    file.seekp(middle);
    file.put(static_cast<char>(before ^ 1));
}

} // namespace

class TestExporters : public QObject {
    Q_OBJECT

private:
    void listExporters() {
        QTest::addColumn<QString>("name");
        for (const Exporter* exporter : exporters())
            QTest::newRow(exporter->name().c_str()) << QString::fromStdString(exporter->name());
    }
    const Exporter& fetched() {
        QFETCH(QString, name);
        return exporterNamed(name.toStdString());
    }

private slots:
    void initTestCase() { addExporters(); }

    void describesItself_data() { listExporters(); }
    void describesItself() {
        const Exporter& exporter = fetched();
        QVERIFY(!exporter.title().empty() && !exporter.description().empty());
        QVERIFY(!exporter.description().ends_with('.'));
        const Intake intake = exporter.intake();
        QVERIFY(intake.originals || intake.quantizedFolders || intake.plans);
        std::set<std::string> names;
        for (const ExporterOption& option : exporter.options()) {
            QVERIFY(names.insert(option.name).second && !option.description.empty());
            (void)OptionValues({option}, {{option.name, option.defaultText()}}); // is allowed
        }
    }

    void writesWhatItForetells_data() { listExporters(); }
    void writesWhatItForetells() {
        const Exporter& exporter = fetched();
        const Sources sources(exporter);
        int written = 0;
        for (const SourceKind kind : kKinds)
            for (const OptionTexts& options : allOptions(exporter)) {
                if (!takes(exporter, kind))
                    continue;
                const auto job = exporter.prepare(sources.of(kind), options);
                const fs::path folder = sources.folder("out" + std::to_string(++written));
                const std::uint64_t foretold = job->bytes();
                const ExportReport report = job->write(folder, false, RunContext{{}, nullptr, 2});
                QCOMPARE(report.predictedBytes, foretold);
                QCOMPARE(report.bytes, foretold);
                QCOMPARE(bytesOfFolder(folder), foretold); // and nothing else lies there
                QCOMPARE(job->verify(folder, RunContext{}), std::vector<std::string>());
            }
        QVERIFY(written > 0);
    }

    void findsDamage_data() { listExporters(); }
    void findsDamage() {
        const Exporter& exporter = fetched();
        const Sources sources(exporter);
        const auto job = exporter.prepare(sources.of(firstTaken(exporter)), {});
        const fs::path folder = sources.folder("out");
        (void)job->write(folder, false, RunContext{});
        damage(folder / largestOf(folder, job->files()));
        const auto problems = job->verify(folder, RunContext{});
        QCOMPARE(problems.size(), std::size_t(1));
        QVERIFY(problems.front().find('\n') == std::string::npos);
    }

    // Wherever it is cancelled: nothing has its final name, and the next run writes what an
    // undisturbed one does.
    void cancelledLeavesNothing_data() { listExporters(); }
    void cancelledLeavesNothing() {
        const Exporter& exporter = fetched();
        const Sources sources(exporter);
        const auto job = exporter.prepare(sources.of(firstTaken(exporter)), {});
        (void)job->write(sources.folder("whole"), false, RunContext{});
        const auto whole = contentsOfFiles(*job, sources.folder("whole"));
        for (const int reports : {1, 2, 9}) {
            const fs::path folder = sources.folder("out" + std::to_string(reports));
            StopAt sink(reports, "export");
            const auto context = sink.context();
            FRACBIT_VERIFY_THROWS([&] { (void)job->write(folder, false, context); },
                                  ErrorCode::Cancelled, "cancelled");
            QVERIFY(!holdsAnyOf(folder, job->files()));
            (void)job->write(folder, false, RunContext{});
            QVERIFY(contentsOfFiles(*job, folder) == whole);
        }
    }

    // What is overwritten stays until it is replaced.
    void cancelledKeepsWhatWasThere_data() { listExporters(); }
    void cancelledKeepsWhatWasThere() {
        const Exporter& exporter = fetched();
        const Sources sources(exporter);
        const auto job = exporter.prepare(sources.of(firstTaken(exporter)), {});
        const fs::path folder = sources.folder("out");
        (void)job->write(folder, false, RunContext{});
        FRACBIT_VERIFY_THROWS([&] { (void)job->write(folder, false, RunContext{}); },
                              ErrorCode::InvalidArgument, "finished checkpoint", "--overwrite");
        StopAt sink(3, "export");
        const auto context = sink.context();
        FRACBIT_VERIFY_THROWS([&] { (void)job->write(folder, true, context); },
                              ErrorCode::Cancelled, "cancelled");
        QCOMPARE(job->verify(folder, RunContext{}), std::vector<std::string>());
        (void)job->write(folder, true, RunContext{});
        QCOMPARE(job->verify(folder, RunContext{}), std::vector<std::string>());
    }

    void fullDiskLeavesNothing_data() { listExporters(); }
    void fullDiskLeavesNothing() {
        const Exporter& exporter = fetched();
        const Sources sources(exporter);
        const auto job = exporter.prepare(sources.of(firstTaken(exporter)), {});
        const fs::path folder = sources.folder("out");
        {
            const FullDisk disk(job->bytes() / 2);
            FRACBIT_VERIFY_THROWS([&] { (void)job->write(folder, false, RunContext{}); },
                                  ErrorCode::Io, "File too large");
        }
        QVERIFY(!fs::exists(folder)); // it was made for this
    }

    void refusesTheModelItself_data() { listExporters(); }
    void refusesTheModelItself() {
        const Exporter& exporter = fetched();
        const Sources sources(exporter);
        const ExportSource source = sources.of(firstTaken(exporter));
        const fs::path folder = source.model.path();
        const auto before = contentsOf(folder / "config.json");
        FRACBIT_VERIFY_THROWS(
            [&] { (void)exporter.prepare(source, {})->write(folder, true, RunContext{}); },
            ErrorCode::InvalidArgument, "the model itself");
        QCOMPARE(contentsOf(folder / "config.json"), before);
    }

    void refusesWhatItDoesNotTake_data() { listExporters(); }
    void refusesWhatItDoesNotTake() {
        const Exporter& exporter = fetched();
        const Sources sources(exporter);
        const std::string name = exporter.name();
        for (const SourceKind kind : kKinds)
            if (!takes(exporter, kind))
                FRACBIT_VERIFY_THROWS([&] { (void)exporter.prepare(sources.of(kind), {}); },
                                      ErrorCode::InvalidArgument, name.c_str());
        FRACBIT_VERIFY_THROWS(
            [&] {
                (void)exporter.prepare(sources.of(firstTaken(exporter)), {{"no-such-option", "1"}});
            },
            ErrorCode::InvalidArgument, "--no-such-option");
    }
};

QTEST_APPLESS_MAIN(TestExporters)
#include "test_exporters.moc"
