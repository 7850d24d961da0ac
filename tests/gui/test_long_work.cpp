// The long jobs of the window, on a tiny model: profile, quantize, measure, chat; pause, cancel.
#include "exporter/packed_checkpoint.h"
#include "gui/profile_file.h"
#include "gui/watchdog.h"
#include "models/format.h"
#include "pages/allocate_page.h"
#include "pages/chat_window.h"
#include "pages/export_page.h"
#include "pages/measure_dialog.h"
#include "pages/profile_page.h"
#include "pipeline/huggingface_export.h"
#include "pipeline/model_profile.h"
#include "session/measurement.h"
#include "session/opened_model.h"
#include "session/opened_profile.h"
#include "shell/main_window.h"
#include "shell/studio.h"
#include "support/synthetic_checkpoint.h"
#include "support/synthetic_source.h"
#include "views/audit_view.h"
#include "views/export_form.h"
#include "views/profile_form.h"
#include "views/work_view.h"

#include <QComboBox>
#include <QLabel>
#include <QPushButton>
#include <QSettings>
#include <QTest>

#include <fstream>

using namespace fracbit;
using namespace fracbit::app;

namespace {

constexpr int kPatience = 60000; // ms; the machine may be busy

QPushButton* visibleButton(QWidget& parent, const QString& text) {
    for (QPushButton* button : parent.findChildren<QPushButton*>())
        if (button->text() == text && button->isVisible())
            return button;
    return nullptr;
}

// Every letter a token; the rest of the vocabulary can be written, but not read.
void writeTokenizer(const std::filesystem::path& folder, int vocabulary) {
    nlohmann::json letters = nlohmann::json::object();
    for (char letter = 'a'; letter <= 'z' && int(letters.size()) < vocabulary; ++letter)
        letters[std::string(1, letter)] = letters.size();
    while (int(letters.size()) < vocabulary)
        letters["word" + std::to_string(letters.size())] = letters.size();
    const nlohmann::json document{
        {"version", "1.0"},
        {"model", {{"type", "BPE"}, {"vocab", letters}, {"merges", nlohmann::json::array()}}}};
    std::ofstream(folder / "tokenizer.json") << document.dump();
}

} // namespace

class TestLongWork : public QObject {
    Q_OBJECT

private:
    tests::TemporaryFolder folder_;
    std::unique_ptr<QSettings> store_;
    std::unique_ptr<Studio> studio_;

    QString path(const char* name) const {
        return QString::fromStdString((folder_ / name).string());
    }
    MainWindow& window() { return studio_->window(); }
    Workspace& workspace() { return studio_->workspace(); }
    Work& work() { return workspace().work(); }
    void settle() { QTRY_VERIFY_WITH_TIMEOUT(!workspace().busy() && !work().running(), kPatience); }

    void openModelAndProfile() {
        workspace().open(path("model"));
        workspace().open(path("p.json"));
        settle();
        QVERIFY(workspace().allocation().allocation());
    }

private slots:
    void initTestCase() {
        const tests::SyntheticSource source(
            tests::syntheticConfig(checkpoint::Architecture::Llama));
        tests::writeCheckpoint(folder_ / "model", source);
        writeTokenizer(folder_ / "model", int(source.spec().config.vocabulary));
        profiling::writeProfile(
            folder_ / "p.json",
            pipeline::modelProfile(source.spec(), pipeline::allocationSchemes()));
    }

    void init() {
        store_ = std::make_unique<QSettings>(path("s.ini"), QSettings::IniFormat);
        store_->setValue(QStringLiteral("appearance/language"), QStringLiteral("en"));
        studio_ = std::make_unique<Studio>(*store_);
        window().resize(1440, 900);
        window().show();
    }
    void cleanup() {
        studio_.reset();
        store_.reset();
    }

    void profileIsMeasuredInTheWindow() {
        workspace().open(path("model"));
        settle();
        window().showPage(PageId::Profile);
        ProfileForm& form = window().profilePage().form();
        form.setFile(path("made/by/studio.profile.json"));
        form.setSample(2, 16);
        QTest::mouseClick(visibleButton(window(), QStringLiteral("Measure the profile")),
                          Qt::LeftButton);
        QVERIFY(work().kind() == Work::Kind::Profile);
        settle();
        QVERIFY2(work().failure().isEmpty(), qPrintable(work().failure()));
        QVERIFY(workspace().allocation().profile());
        QCOMPARE(workspace().allocation().path(), path("made/by/studio.profile.json"));
        QVERIFY(window().currentPage() == PageId::Allocate);
    }

    void modelIsQuantizedAndAudited() {
        openModelAndProfile();
        window().showPage(PageId::Export);
        window().exportPage().form().setFolder(path("q"));
        QTRY_VERIFY_WITH_TIMEOUT(visibleButton(window(), QStringLiteral("Quantize"))->isEnabled(),
                                 kPatience);
        QTest::mouseClick(visibleButton(window(), QStringLiteral("Quantize")), Qt::LeftButton);
        settle();
        QVERIFY2(work().failure().isEmpty(), qPrintable(work().failure()));
        QVERIFY(window().exportPage().audit().isVisible());
        QVERIFY(exporter::PackedCheckpoint::open(folder_ / "q"));
        QVERIFY(visibleButton(window(), QStringLiteral("Open folder")));
    }

    // De-quantized for other programs: foretold to the byte, the packed work within is gone.
    void modelIsWrittenForOtherPrograms() {
        openModelAndProfile();
        window().showPage(PageId::Export);
        ExportForm& form = window().exportPage().form();
        form.setFolder(path("plain"));
        form.findChild<QComboBox*>(QStringLiteral("format"))->setCurrentIndex(1);
        QCOMPARE(form.plainType(), DType::BF16);
        QPushButton* start = visibleButton(window(), QStringLiteral("Quantize"));
        QTRY_VERIFY_WITH_TIMEOUT(start->isEnabled(), kPatience);
        const auto foretold =
            pipeline::makeHuggingFaceJob(*workspace().model().model()->checkpoint, {})
                .folderBytes();
        QVERIFY(form.sizeText().startsWith(exactBytesText(foretold)));
        QTest::mouseClick(start, Qt::LeftButton);
        settle();
        QVERIFY2(work().failure().isEmpty(), qPrintable(work().failure()));
        QVERIFY(window().exportPage().audit().isVisible());
        std::uint64_t bytes = 0;
        for (const auto& entry : std::filesystem::directory_iterator(folder_ / "plain"))
            bytes += entry.is_regular_file() ? entry.file_size() : 1; // no folder is left
        QCOMPARE(bytes, foretold);
        QVERIFY(checkpoint::Checkpoint::open(folder_ / "plain"));
    }

    // The folder holds a finished model: the engine refuses, and the window says so.
    void failureIsShownAndCanBeClosed() {
        openModelAndProfile();
        window().showPage(PageId::Export);
        window().exportPage().form().setFolder(path("q"));
        QTRY_VERIFY_WITH_TIMEOUT(visibleButton(window(), QStringLiteral("Quantize"))->isEnabled(),
                                 kPatience);
        QTest::mouseClick(visibleButton(window(), QStringLiteral("Quantize")), Qt::LeftButton);
        settle();
        QVERIFY(work().failure().contains(QStringLiteral("finished checkpoint")));
        QTest::mouseClick(visibleButton(window(), QStringLiteral("Close")), Qt::LeftButton);
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
        QVERIFY2(longest <= 50, qPrintable(QStringLiteral("%1 ms").arg(longest)));
    }

    void bothModelsAnswer() {
        openModelAndProfile();
        if (!QFileInfo::exists(path("q")))
            modelIsQuantizedAndAudited();
        auto* chat = new ChatWindow(workspace(), path("q"), &window());
        chat->show();
        chat->ask(QStringLiteral("abc"));
        settle();
        QVERIFY2(work().failure().isEmpty(), qPrintable(work().failure()));
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
