// Work that is interrupted, by full disks, lost and changed files, and other runs.
#include "base/folder_lock.h"
#include "exporter/registry.h"
#include "packed/packed_checkpoint.h"
#include "pipeline/model_quantization.h"
#include "pipeline/small_model.h"
#include "pipeline/steps/journal.h"
#include "support/full_disk.h"
#include "support/stopping_sink.h"
#include "support/thrown.h"

#include <QTest>

#include <locale>

using namespace fracbit;
using namespace fracbit::pipeline;
using namespace fracbit::tests;
namespace fs = std::filesystem;

namespace {

constexpr const char* kLost = "cannot be read any more";
constexpr const char* kWeights = "model.safetensors";
const JournalEntry kEntry{18446744073709551615u, 1.0 / 3, 1e-300, 0.1, 12345.678};

// A locale that writes 1,5 and groups digits.
struct CommaNumbers : std::numpunct<char> {
    char do_decimal_point() const override { return ','; }
    char do_thousands_sep() const override { return '.'; }
    std::string do_grouping() const override { return "\3"; }
};

// Does something when the given amount of work is reported.
class ActAfter final : public ProgressSink {
public:
    ActAfter(std::uint64_t done, std::function<void()> action)
        : done_(done), action_(std::move(action)) {}
    void report(const Progress& progress) override {
        if (progress.done >= done_ && action_)
            std::exchange(action_, nullptr)();
    }
    void note(const std::string& message) override { notes.push_back(message); }
    RunContext context() { return {{}, this, 2}; }

    std::vector<std::string> notes;

private:
    std::uint64_t done_;
    std::function<void()> action_;
};

// Interrupts a quantization after some layers.
void beginQuantization(const SmallModel& model, const QuantizationPlan& plan) {
    StopAfter sink(20000);
    const auto context = sink.context();
    (void)thrownBy([&] { (void)quantizeModel(*model.checkpoint, plan, model.out(), {}, context); });
}

std::unique_ptr<exporter::ExportJob> plainJob(const checkpoint::WeightSource& model) {
    return exporter::exporterNamed("huggingface").prepare({model}, {});
}

std::string journalOf(const SmallModel& model) {
    return contentsOf(model.out() / "quantize.journal");
}

} // namespace

class TestInterruptions : public QObject {
    Q_OBJECT
private slots:
    void journalReadsBackExactly();
    void journalIsOnlyAppendedTo();
    void tornLineIsCutOff();
    void fullDiskKeepsTheJournal();
    void resumeOnAFullDiskKeepsWhatIsDone();
    void changedModelBeginsAnew();
    void touchedModelBeginsAnew();
    void lostModelEndsQuantization();
    void lostModelEndsTheExport();
    void lostModelIsNotReadAgain();
    void otherExceptionsKeepWhatIsDone();
    void secondRunIsRefused();
};

void TestInterruptions::journalReadsBackExactly() {
    const TemporaryFolder folder;
    const std::locale before = std::locale::global(std::locale(std::locale(), new CommaNumbers));
    {
        Journal journal(folder / "journal", 1234567);
        QVERIFY(!journal.resumed());
        journal.append("blocks.0.attn.q", kEntry);
    }
    std::locale::global(before);
    const Journal journal(folder / "journal", 1234567);
    QVERIFY(journal.resumed());
    QVERIFY(journal.find("blocks.0.attn.q"));
    QVERIFY(*journal.find("blocks.0.attn.q") == kEntry);
    QVERIFY(!Journal(folder / "journal", 7).resumed());
}

void TestInterruptions::journalIsOnlyAppendedTo() {
    const TemporaryFolder folder;
    Journal(folder / "journal", 1).append("a", kEntry);
    const std::string before = contentsOf(folder / "journal");
    const fs::path other = folder / "hard link";
    fs::create_hard_link(folder / "journal", other); // sees what is done to this very file
    Journal(folder / "journal", 1);
    QVERIFY(contentsOf(other) == before);
    Journal(folder / "journal", 1).append("b", kEntry);
    QVERIFY(contentsOf(other).starts_with(before));
    QVERIFY(contentsOf(other) == contentsOf(folder / "journal"));
    Journal(folder / "journal", 2).append("c", kEntry); // of other work: another file
    QVERIFY(contentsOf(other).starts_with(before));
    QVERIFY(!Journal(folder / "journal", 2).find("a"));
}

void TestInterruptions::tornLineIsCutOff() {
    const TemporaryFolder folder;
    Journal(folder / "journal", 1).append("a", kEntry);
    const std::string before = contentsOf(folder / "journal");
    std::ofstream(folder / "journal", std::ios::app) << "b 1 2";
    Journal journal(folder / "journal", 1);
    QVERIFY(journal.find("a") && !journal.find("b"));
    journal.append("c", kEntry);
    QVERIFY(contentsOf(folder / "journal").starts_with(before + "c "));
    QVERIFY(Journal(folder / "journal", 1).find("c"));
}

void TestInterruptions::fullDiskKeepsTheJournal() {
    const TemporaryFolder folder;
    Journal(folder / "journal", 1).append("a", kEntry);
    const std::string before = contentsOf(folder / "journal");
    {
        const FullDisk disk(before.size() + 10); // no room for a line
        Journal journal(folder / "journal", 1);
        FRACBIT_VERIFY_THROWS([&] { journal.append("b", kEntry); }, ErrorCode::Io, "journal",
                              "cannot be written");
        QVERIFY(!journal.find("b"));
    }
    QVERIFY(contentsOf(folder / "journal") == before);
}

void TestInterruptions::resumeOnAFullDiskKeepsWhatIsDone() {
    SmallModel model;
    const auto plan = mixedPlan(model.checkpoint->spec());
    (void)quantizeModel(*model.checkpoint, plan, model.folder / "whole", {}, RunContext{});
    beginQuantization(model, plan);
    const std::string journal = journalOf(model);
    const auto run = [&] {
        return quantizeModel(*model.checkpoint, plan, model.out(), {}, RunContext{});
    };
    for (const std::uint64_t room : {std::uint64_t{1}, std::uint64_t{journal.size()}}) {
        const FullDisk disk(room);
        FRACBIT_VERIFY_THROWS([&] { (void)run(); }, ErrorCode::Io, "model.safetensors.partial");
        QVERIFY(journalOf(model) == journal);
    }
    const auto report = run();
    QVERIFY(report.resumedItems > 0);
    QVERIFY(contentsOf(model.out() / kWeights) == contentsOf(model.folder / "whole" / kWeights));
}

// Same names, types and sizes.
void TestInterruptions::changedModelBeginsAnew() {
    SmallModel model;
    const auto plan = mixedPlan(model.checkpoint->spec());
    beginQuantization(model, plan);
    QVERIFY(!journalOf(model).empty());
    const auto time = fs::last_write_time(model.folder / "original" / kWeights);
    Tensor other = model.source.read("blocks.0.attn.q.weight");
    for (float& value : other.values)
        value = -value;
    model.source.replace("blocks.0.attn.q.weight", other);
    model.write();
    fs::last_write_time(model.folder / "original" / kWeights, time); // as a copy that keeps times
    model.checkpoint = checkpoint::Checkpoint::open(model.folder / "original");
    ActAfter sink(0, [] {});
    const auto report = quantizeModel(*model.checkpoint, plan, model.out(), {}, sink.context());
    QCOMPARE(report.resumedItems, 0);
    QVERIFY(std::ranges::any_of(sink.notes, [](const std::string& note) {
        return note.find("begins anew") != std::string::npos;
    }));
}

// Values in the middle of a matrix are not looked at; the time of the file is.
void TestInterruptions::touchedModelBeginsAnew() {
    SmallModel model;
    const auto plan = mixedPlan(model.checkpoint->spec());
    beginQuantization(model, plan);
    const fs::path weights = model.folder / "original" / kWeights;
    fs::last_write_time(weights, fs::last_write_time(weights) + std::chrono::milliseconds(1));
    model.checkpoint = checkpoint::Checkpoint::open(model.folder / "original");
    const auto report = quantizeModel(*model.checkpoint, plan, model.out(), {}, RunContext{});
    QCOMPARE(report.resumedItems, 0);
}

void TestInterruptions::lostModelEndsQuantization() {
    SmallModel model;
    const auto plan = mixedPlan(model.checkpoint->spec());
    const fs::path weights = model.folder / "original" / kWeights;
    const fs::path copy = model.folder / "copy";
    fs::copy_file(weights, copy);
    const auto time = fs::last_write_time(weights);
    ActAfter sink(20000, [&] { fs::resize_file(weights, 4096); });
    const auto context = sink.context();
    FRACBIT_VERIFY_THROWS(
        [&] { (void)quantizeModel(*model.checkpoint, plan, model.out(), {}, context); },
        ErrorCode::Io, kLost, kWeights);
    QVERIFY(!fs::exists(model.out() / kWeights));
    QVERIFY(!fs::exists(model.out() / "config.json"));

    fs::copy_file(copy, weights, fs::copy_options::overwrite_existing); // the drive is back
    fs::last_write_time(weights, time);
    model.checkpoint = checkpoint::Checkpoint::open(model.folder / "original");
    const auto report = quantizeModel(*model.checkpoint, plan, model.out(), {}, RunContext{});
    QVERIFY(report.resumedItems > 0);
    (void)quantizeModel(*model.checkpoint, plan, model.folder / "whole", {}, RunContext{});
    QVERIFY(contentsOf(model.out() / kWeights) == contentsOf(model.folder / "whole" / kWeights));
}

void TestInterruptions::lostModelEndsTheExport() {
    SmallModel model;
    const auto packed = [&] {
        (void)quantizeModel(*model.checkpoint, mixedPlan(model.checkpoint->spec()), model.out(), {},
                            RunContext{});
        return packed::openModel(model.out());
    }();
    ActAfter sink(20000, [&] { fs::resize_file(model.out() / kWeights, 4096); });
    const auto context = sink.context();
    const fs::path plain = model.folder / "plain";
    FRACBIT_VERIFY_THROWS([&] { (void)plainJob(*packed)->write(plain, false, context); },
                          ErrorCode::Io, kLost, kWeights);
    QVERIFY(!fs::exists(plain / kWeights));
    QVERIFY(!fs::exists(plain / "config.json"));
}

// The window keeps a model open: work that begins after the loss fails as well.
void TestInterruptions::lostModelIsNotReadAgain() {
    SmallModel model;
    const std::string name = "blocks.1.mlp.down.weight";
    fs::resize_file(model.folder / "original" / kWeights, 4096);
    for (int time = 0; time < 2; ++time)
        FRACBIT_VERIFY_THROWS([&] { (void)model.checkpoint->read(name); }, ErrorCode::Io, kLost,
                              kWeights);
    RunContext().throwIfCancelled();
}

void TestInterruptions::otherExceptionsKeepWhatIsDone() {
    SmallModel model;
    const auto plan = mixedPlan(model.checkpoint->spec());
    ActAfter sink(20000, [] { throw std::runtime_error("what a library\nthrows"); });
    const auto context = sink.context();
    FRACBIT_VERIFY_THROWS(
        [&] { (void)quantizeModel(*model.checkpoint, plan, model.out(), {}, context); },
        ErrorCode::Internal, "what a library throws");
    const auto report = quantizeModel(*model.checkpoint, plan, model.out(), {}, RunContext{});
    QVERIFY(report.resumedItems > 0);
}

void TestInterruptions::secondRunIsRefused() {
    SmallModel model;
    const auto plan = mixedPlan(model.checkpoint->spec());
    std::optional<Error> quantizing;
    std::optional<Error> exporting;
    ActAfter sink(20000, [&] {
        quantizing = thrownBy(
            [&] { (void)quantizeModel(*model.checkpoint, plan, model.out(), {}, RunContext{}); });
        exporting = thrownBy(
            [&] { (void)plainJob(*model.checkpoint)->write(model.out(), false, RunContext{}); });
    });
    (void)quantizeModel(*model.checkpoint, plan, model.folder / "whole", {}, RunContext{});
    (void)quantizeModel(*model.checkpoint, plan, model.out(), {}, sink.context());
    QVERIFY(messageOf(quantizing).contains("another run is writing this folder"));
    QVERIFY(messageOf(exporting).contains("another run is writing this folder"));
    QVERIFY(contentsOf(model.out() / kWeights) == contentsOf(model.folder / "whole" / kWeights));
}

QTEST_APPLESS_MAIN(TestInterruptions)
#include "test_interruptions.moc"
