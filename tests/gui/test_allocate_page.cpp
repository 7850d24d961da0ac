#include "gui/profile_studio.h"
#include "gui/watchdog.h"
#include "pages/export_page.h"
#include "pipeline/quantization_plan.h"
#include "views/budget_control.h"
#include "views/heatmap_view.h"
#include "views/readout_line.h"

#include <QAction>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QMenuBar>
#include <QSlider>
#include <QTableView>

#include <algorithm>
#include <ctime>

using namespace fracbit;
using namespace fracbit::app;

class TestAllocatePage : public QObject, private tests::WithProfileStudio {
    Q_OBJECT

private:
    QSlider& memorySlider() { return *page().memory().findChild<QSlider*>(); }
    double bits() {
        return 8.0 * double(session().allocation()->result.solution.memory) /
               double(session().profile()->weights);
    }

private slots:
    void init() {
        studio_ = std::make_unique<tests::ProfileStudio>(tests::smallProfile(32));
        QVERIFY(window().currentPage() == PageId::Allocate);
    }
    void cleanup() { studio_.reset(); }

    void sliderDrivesTheAllocation() {
        memorySlider().setValue(memorySlider().minimum());
        settle();
        const double least = bits();
        memorySlider().setValue(memorySlider().maximum());
        settle();
        QVERIFY(bits() > least);
        QVERIFY(page().readout().infeasibleText().isEmpty());
    }

    void exactEntry() {
        auto* entry = page().memory().findChild<QDoubleSpinBox*>();
        entry->setValue(3.333);
        settle();
        QCOMPARE(*session().decision().budgets.memory,
                 std::llround(3.333 * double(session().profile()->weights) / 8.0));
        QVERIFY(bits() <= 3.3331);
    }

    // From the movement of the slider to the picture of its result, all of it painted: in time of
    // the processor, which does not grow when the machine is busy. studio_benchmark takes the time
    // of a clock.
    void sliderStepTakesAFrame() {
        std::vector<double> milliseconds;
        for (int value = memorySlider().minimum(); value < memorySlider().maximum(); value += 40) {
            const std::clock_t start = std::clock();
            memorySlider().setValue(value);
            while (session().busy())
                QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
            QCoreApplication::processEvents();
            page().heatmap().repaint();
            milliseconds.push_back(1000.0 * double(std::clock() - start) / CLOCKS_PER_SEC);
        }
        std::sort(milliseconds.begin(), milliseconds.end());
        const double median = milliseconds[milliseconds.size() / 2];
        qInfo("slider to picture, 32 blocks: median %.1f ms, worst %.1f ms", median,
              milliseconds.back());
        QVERIFY2(median <= 16.0, qPrintable(QString::number(median)));
    }

    void draggingNeverBlocksTheWindow() {
        const qint64 longest = tests::longestBlockOf([this] {
            for (int value = 0; value <= memorySlider().maximum(); value += 20) {
                memorySlider().setValue(value);
                QCoreApplication::processEvents();
            }
            settle();
        });
        QVERIFY2(longest <= tests::kLongestBlock, qPrintable(QStringLiteral("%1 ms").arg(longest)));
    }

    void pinThroughTheInspectorAndUndo() {
        const auto before = session().allocation()->result.solution.schemes;
        page().heatmap().selectLayers({9});
        auto* table = window().findChild<QTableView*>();
        table->selectRow(0);
        QTest::mouseClick(studio_->button(QStringLiteral("Pin")), Qt::LeftButton);
        settle();
        QCOMPARE(session().decision().restrictions.size(), std::size_t(1));
        QVERIFY(page().heatmap().data().cell(2, 1).pinned);
        QTest::keyClick(&window(), Qt::Key_Z, Qt::ControlModifier);
        settle();
        QCOMPARE(session().allocation()->result.solution.schemes, before);
    }

    void comparison() {
        QTest::mouseClick(studio_->button(QStringLiteral("Compare with this")), Qt::LeftButton);
        memorySlider().setValue(memorySlider().maximum());
        settle();
        QVERIFY(page().heatmap().data().meaning == CellValue::Difference);
        QTest::mouseClick(studio_->button(QStringLiteral("End comparison")), Qt::LeftButton);
        QVERIFY(page().heatmap().data().meaning == CellValue::Bits);
    }

    void planIsSavedAndComplete() {
        window().showPage(PageId::Export);
        const QString path = studio_->path("plan.json");
        window().exportPage().savePlan(path);
        QTRY_COMPARE(window().exportPage().savedPath(), path);
        const pipeline::QuantizationPlan plan = pipeline::readPlan(path.toStdString());
        QCOMPARE(plan.layers.size(), session().profile()->problem->layers.size());
        QVERIFY(studio_->button(QStringLiteral("Copy command")));
    }

    void unwritablePlanSaysSo() {
        window().showPage(PageId::Export);
        window().exportPage().savePlan(studio_->path("none/plan.json"));
        QTest::qWait(200);
        QVERIFY(window().exportPage().savedPath().isEmpty());
        QVERIFY(!studio_->button(QStringLiteral("Copy command")));
    }
};

QTEST_MAIN(TestAllocatePage)
#include "test_allocate_page.moc"
