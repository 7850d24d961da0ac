// The long jobs of the window, on a tiny model: profile, quantize, measure, chat; pause, cancel.
#include "gui/open_studio.h"
#include "gui/watchdog.h"
#include "models/format.h"
#include "models/scheme_bars.h"
#include "packed/packed_checkpoint.h"
#include "pages/allocate_page.h"
#include "pages/chat_window.h"
#include "pages/measure_dialog.h"
#include "pages/profile_page.h"
#include "session/measurement.h"
#include "session/opened_model.h"
#include "session/opened_profile.h"
#include "support/full_disk.h"
#include "views/audit_view.h"
#include "views/export_form.h"
#include "views/latency_form.h"
#include "views/profile_form.h"

#include <QComboBox>
#include <QLabel>
#include <QSpinBox>

using namespace fracbit;
using namespace fracbit::app;

class TestLongWork : public QObject {
    Q_OBJECT

private:
    tests::TemporaryFolder folder_;
    std::unique_ptr<tests::OpenStudio> studio_;

    QString path(const char* name) const {
        return QString::fromStdString((folder_ / name).string());
    }
    MainWindow& window() { return studio_->window(); }
    Workspace& workspace() { return studio_->workspace(); }
    Work& work() { return workspace().work(); }
    void settle() { QTRY_VERIFY_WITH_TIMEOUT(studio_->idle(), tests::kPatience); }
    void finishWell() {
        settle();
        QVERIFY2(work().failure().isEmpty(), qPrintable(work().failure()));
    }

    void openModelAndProfile() {
        workspace().open(path("model"));
        workspace().open(path("p.json"));
        settle();
        QVERIFY(workspace().allocation().allocation());
    }

private slots:
    void initTestCase() { tests::writeTinyModelAndProfile(folder_.path()); }
    void init() { studio_ = std::make_unique<tests::OpenStudio>(folder_.path()); }
    void cleanup() { studio_.reset(); }

    void profileIsMeasuredInTheWindow() {
        workspace().open(path("model"));
        settle();
        window().showPage(PageId::Profile);
        ProfileForm& form = window().profilePage().form();
        form.setFile(path("made/by/studio.profile.json"));
        form.setSample(2, 16);
        form.setMoments(false); // another test's
        form.latency().chooseModel("rtx-4090");
        QVERIFY(studio_->click(QStringLiteral("Measure the profile")));
        QVERIFY(work().kind() == Work::Kind::Profile);
        finishWell();
        QVERIFY(workspace().allocation().profile());
        QCOMPARE(workspace().allocation().path(), path("made/by/studio.profile.json"));
        QVERIFY(window().currentPage() == PageId::Allocate);
        const auto& profile = workspace().allocation().profile()->profile;
        QCOMPARE(profile.variants, (std::vector<std::string>{"tensor", "simt"}));
        QVERIFY(latencyOrigin(profile).contains(QStringLiteral("rtx-4090, not measured")));
    }

    void latencyChoiceBecomesARequest() {
        using Kind = pipeline::LatencyRequest::Kind;
        LatencyForm form;
        QVERIFY(form.request().kind == Kind::Measured);
        QVERIFY(form.request().smooth.value());
        form.chooseModel("rtx-4090");
        QVERIFY(form.request().kind == Kind::Model);
        QCOMPARE(form.request().device.name, std::string("rtx-4090"));
        QVERIFY(!form.request().smooth.value());
        form.findChild<QSpinBox*>()->setValue(16);
        QCOMPARE(form.request().batch, 16);
        backend::DeviceList machine;
        machine.devices = {{backend::Device::Kind::Cpu, "A processor", "AVX3", 2, 0},
                           {backend::Device::Kind::Cuda, "A GPU", "sm_90", 132, 0}};
        form.setDevices(machine); // known later; what was chosen stays
        QCOMPARE(form.request().device.name, std::string("rtx-4090"));
        auto* source = form.findChild<QComboBox*>();
        source->setCurrentIndex(source->findText(QStringLiteral("Measured on this GPU, A GPU")));
        QVERIFY(form.request().kind == Kind::Cuda);
        QCOMPARE(form.request().batch, 8); // the most that the engine measures there
        form.chooseFile(QStringLiteral("/a/table.json"));
        QVERIFY(form.request().kind == Kind::File);
        QCOMPARE(form.request().file.string(), std::string("/a/table.json"));
        form.chooseNone();
        QVERIFY(form.request().kind == Kind::Keep);
    }

    void momentsAreOfferedWhereTheyAreModest() {
        ProfileForm form;
        form.setModel(tests::SyntheticSource(tests::syntheticConfig("llama")).spec());
        QVERIFY(form.request().moments);
        checkpoint::ModelSpec large;
        for (int block = 0; block < 32; ++block)
            large.inputs.push_back({"down", block, 14336, {}});
        form.setModel(large);
        QVERIFY(!form.request().moments);
    }

    void modelIsQuantizedAndAudited() {
        openModelAndProfile();
        window().showPage(PageId::Export);
        window().exportPage().form().setFolder(path("q"));
        QVERIFY(studio_->click(QStringLiteral("Quantize")));
        finishWell();
        QVERIFY(window().exportPage().audit().isVisible());
        QVERIFY(packed::PackedCheckpoint::open(folder_ / "q"));
        QVERIFY(studio_->button(QStringLiteral("Open folder")));
    }

    // De-quantized for other programs: foretold to the byte, the packed work within is gone.
    void modelIsWrittenForOtherPrograms() {
        openModelAndProfile();
        window().showPage(PageId::Export);
        ExportForm& form = window().exportPage().form();
        form.setFolder(path("plain"));
        form.findChild<QComboBox*>(QStringLiteral("format"))->setCurrentIndex(1);
        const ExportFormat format = form.format();
        QCOMPARE(format.exporter->name(), std::string("huggingface"));
        QCOMPARE(format.options.at("dtype"), std::string("bfloat16"));
        QTRY_VERIFY_WITH_TIMEOUT(studio_->button(QStringLiteral("Quantize"))->isEnabled(),
                                 tests::kPatience);
        const auto foretold =
            format.exporter->prepare({*workspace().model().model()->checkpoint}, format.options)
                ->bytes();
        QVERIFY(form.sizeText().startsWith(exactBytesText(foretold)));
        QVERIFY(studio_->click(QStringLiteral("Quantize")));
        finishWell();
        QVERIFY(window().exportPage().audit().isVisible());
        std::uint64_t bytes = 0;
        for (const auto& entry : std::filesystem::directory_iterator(folder_ / "plain"))
            bytes += entry.is_regular_file() ? entry.file_size() : 1; // no folder is left
        QCOMPARE(bytes, foretold);
        QVERIFY(checkpoint::Checkpoint::open(folder_ / "plain"));
    }

    // Held at its first report, then cancelled: the window says so, and the next run takes over
    // what this one has finished.
    void cancelledExportGoesOnLater() {
        openModelAndProfile();
        window().showPage(PageId::Export);
        window().exportPage().form().setFolder(path("later"));
        QVERIFY(studio_->click(QStringLiteral("Quantize")));
        QVERIFY(studio_->click(QStringLiteral("Pause")));
        QTRY_VERIFY_WITH_TIMEOUT(std::filesystem::exists(folder_ / "later/quantize.journal"),
                                 tests::kPatience);
        QTest::qWait(200);
        QVERIFY(studio_->click(QStringLiteral("Cancel")));
        QVERIFY(work().cancelled());
        QVERIFY(!std::filesystem::exists(folder_ / "later/config.json"));
        QVERIFY(std::filesystem::exists(folder_ / "later/model.safetensors.partial"));
        QVERIFY(studio_->click(QStringLiteral("Quantize")));
        finishWell();
        QVERIFY(!std::filesystem::exists(folder_ / "later/quantize.journal"));
        QVERIFY(packed::PackedCheckpoint::open(folder_ / "later"));
    }

    // The window says which file could not be written; with room again the work goes on.
    void fullDiskIsToldAndNothingIsLost() {
        openModelAndProfile();
        window().showPage(PageId::Export);
        window().exportPage().form().setFolder(path("full"));
        {
            const tests::FullDisk disk(10000);
            QVERIFY(studio_->click(QStringLiteral("Quantize")));
            settle();
        }
        QVERIFY2(work().failure().contains(QStringLiteral("model.safetensors")),
                 qPrintable(work().failure()));
        QVERIFY(!std::filesystem::exists(folder_ / "full/config.json"));
        QVERIFY(workspace().allocation().allocation());
        QVERIFY(studio_->click(QStringLiteral("Quantize")));
        finishWell();
        QVERIFY(packed::PackedCheckpoint::open(folder_ / "full"));
    }

    // The folder holds a finished model: the engine refuses, and the window says so.
    void failureIsShownAndCanBeClosed() {
        openModelAndProfile();
        window().showPage(PageId::Export);
        window().exportPage().form().setFolder(path("q"));
        QVERIFY(studio_->click(QStringLiteral("Quantize")));
        settle();
        QVERIFY(work().failure().contains(QStringLiteral("finished checkpoint")));
        QVERIFY(studio_->click(QStringLiteral("Close")));
        QVERIFY(work().kind() == Work::Kind::None);
    }

    void measurementAppearsAndTheWindowStaysAlive() {
        openModelAndProfile();
        auto* dialog = new MeasureDialog(workspace(), &window());
        dialog->setSample(2, 16);
        dialog->show();
        const tests::Watchdog watchdog;
        dialog->start();
        settle();
        const qint64 longest = watchdog.longestBlock();
        QVERIFY2(work().failure().isEmpty(), qPrintable(work().failure()));
        const auto& measured = workspace().allocation().measurements();
        QCOMPARE(measured.size(), std::size_t(1));
        QVERIFY(measured.front()->kl > 0);
        QVERIFY(measured.front()->perplexity > 1);
        QVERIFY2(longest <= tests::kLongestBlock, qPrintable(QStringLiteral("%1 ms").arg(longest)));
    }

    // Whatever format the model was written in.
    void bothModelsAnswer_data() {
        QTest::addColumn<QString>("folder");
        QTest::newRow("packed") << path("q");
        QTest::newRow("for other programs") << path("plain");
    }
    void bothModelsAnswer() {
        QFETCH(QString, folder);
        openModelAndProfile();
        if (!QFileInfo::exists(folder))
            folder == path("q") ? modelIsQuantizedAndAudited() : modelIsWrittenForOtherPrograms();
        auto* chat = new ChatWindow(workspace(), folder, &window());
        chat->show();
        chat->ask(QStringLiteral("abc"));
        finishWell();
        QVERIFY(!chat->answerText(ChatSide::Original).isEmpty());
        QVERIFY(!chat->answerText(ChatSide::Quantized).isEmpty());
    }

    // Nothing moves while a job is paused; a cancelled one leaves no failure behind.
    void pauseAndCancel() {
        Job<int> job;
        const auto count = std::make_shared<std::atomic<int>>(0); // the job may outlive the test
        const std::atomic<int>& steps = *count;
        job.work = [count](const RunContext& context) {
            for (;; ++*count) {
                context.throwIfCancelled();
                context.report({"quantize", {}, 0, 0, "steps"});
            }
            return 0;
        };
        QVERIFY(work().start(Work::Kind::Quantize, job));
        QVERIFY(!work().start(Work::Kind::Measure, job)); // one at a time
        QTRY_VERIFY(steps > 0);
        work().setPaused(true);
        QTest::qWait(20);
        const int held = steps;
        QTest::qWait(50);
        QCOMPARE(steps.load(), held);
        work().setPaused(false);
        QTRY_VERIFY(steps > held);
        work().setPaused(true);
        work().cancel();
        QVERIFY(!work().running());
        QVERIFY(work().failure().isEmpty());
    }
};

QTEST_MAIN(TestLongWork)
#include "test_long_work.moc"
