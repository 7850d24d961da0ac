// The main job by hand, on the sample model's project: drag, pin, undo, compare, export, cancel.
#include "gui/open_studio.h"
#include "pages/allocate_page.h"
#include "pipeline/project_file.h"
#include "session/opened_profile.h"
#include "support/sample_model.h"
#include "views/audit_view.h"
#include "views/budget_control.h"
#include "views/export_form.h"
#include "views/heatmap_view.h"
#include "views/readout_line.h"

#include <QLabel>
#include <QSlider>
#include <QTableView>

#include <algorithm>

using namespace fracbit;
using namespace fracbit::app;

class TestSampleProject : public QObject {
    Q_OBJECT

private:
    tests::TemporaryFolder folder_;
    std::unique_ptr<tests::OpenStudio> studio_;

    QString path(const char* name) const {
        return QString::fromStdString((folder_ / name).string());
    }
    MainWindow& window() { return studio_->window(); }
    AllocatePage& page() { return window().allocatePage(); }
    AllocationSession& session() { return studio_->workspace().allocation(); }
    Work& work() { return studio_->work(); }
    const std::vector<int>& schemes() { return session().allocation()->result.solution.schemes; }
    void settle() { QTRY_VERIFY_WITH_TIMEOUT(studio_->idle(), 10 * tests::kPatience); }
    double bits() {
        return 8.0 * double(session().allocation()->result.solution.memory) /
               double(session().profile()->weights);
    }

    void dragThroughTheRange(QSlider& slider) {
        double before = 0;
        for (int value = slider.minimum(); value <= slider.maximum(); value += 50) {
            slider.setValue(value);
            settle();
            QVERIFY(page().readout().infeasibleText().isEmpty());
            QVERIFY(bits() >= before);
            before = bits();
        }
    }
    bool says(const QWidget& widget, const QString& text) {
        const auto labels = widget.findChildren<QLabel*>();
        return std::any_of(labels.begin(), labels.end(),
                           [&](const QLabel* label) { return label->text() == text; });
    }
    // With all schemes, or with one alone that is quick to encode: the test is about the window.
    void writeProject(const char* name, const std::string& only = {}) {
        pipeline::Project project;
        project.model = tests::sampleModelPath();
        project.profile = folder_ / "p.json";
        project.decision.memoryBytes = 43'130'880; // 3.25 bits a weight
        for (const auto& scheme : pipeline::allocationSchemes())
            if (!only.empty() && schemeName(scheme) != only)
                project.decision.excludedSchemes.push_back(schemeName(scheme));
        pipeline::writeProject(folder_ / name, project);
    }
    void open(const char* name) {
        window().open(path(name));
        QTRY_COMPARE_WITH_TIMEOUT(studio_->workspace().project().path(), path(name),
                                  tests::kPatience);
        settle();
        QVERIFY(session().allocation());
        QCOMPARE(schemes().size(), std::size_t(210));
        QVERIFY(studio_->workspace().model().model());
    }

private slots:
    // As the demo makes it, with sensitivities that need no measurement.
    void initTestCase() {
        FRACBIT_REQUIRE_SAMPLE_MODEL();
        const auto model = checkpoint::Checkpoint::open(tests::sampleModelPath());
        profiling::writeProfile(
            folder_ / "p.json",
            pipeline::modelProfile(model->spec(), pipeline::allocationSchemes()));
        studio_ = std::make_unique<tests::OpenStudio>(folder_.path());
        writeProject("sample.fracbit");
        open("sample.fracbit");
    }
    void cleanupTestCase() { studio_.reset(); }

    void sliderMovesThroughItsRange() {
        dragThroughTheRange(*page().memory().findChild<QSlider*>());
    }

    void pinAndUndo() {
        const auto before = schemes();
        page().heatmap().selectLayers({9});
        window().findChild<QTableView*>()->selectRow(0);
        QVERIFY(studio_->click(QStringLiteral("Pin")));
        settle();
        QCOMPARE(session().decision().restrictions.size(), std::size_t(1));
        QTest::keyClick(&window(), Qt::Key_Z, Qt::ControlModifier);
        settle();
        QCOMPARE(schemes(), before);
    }

    void compare() {
        QVERIFY(studio_->click(QStringLiteral("Compare with this")));
        auto* slider = page().memory().findChild<QSlider*>();
        slider->setValue(slider->minimum());
        settle();
        QVERIFY(page().heatmap().data().meaning == CellValue::Difference);
        QVERIFY(studio_->click(QStringLiteral("End comparison")));
    }

    // Cancelled midway, taken up again, and proved at the end.
    void exportIsCancelledAndTakenUpAgain() {
        writeProject("quick.fracbit", "nuq-2");
        open("quick.fracbit");
        window().showPage(PageId::Export);
        window().exportPage().form().setFolder(path("quantized"));
        QVERIFY(studio_->click(QStringLiteral("Quantize")));
        QTRY_VERIFY_WITH_TIMEOUT(work().progress().share.value_or(0) > 0.2, tests::kPatience);
        QVERIFY(studio_->click(QStringLiteral("Cancel")));
        QVERIFY(work().cancelled());
        QVERIFY(!std::filesystem::exists(folder_ / "quantized/config.json"));
        QVERIFY(studio_->click(QStringLiteral("Quantize")));
        settle();
        QVERIFY2(work().failure().isEmpty(), qPrintable(work().failure()));
        QVERIFY(window().exportPage().audit().isVisible());
        QVERIFY(says(window().exportPage().audit(), QStringLiteral("From an earlier run")));
        QVERIFY(packed::PackedCheckpoint::open(folder_ / "quantized"));
    }
};

QTEST_MAIN(TestSampleProject)
#include "test_sample_project.moc"
