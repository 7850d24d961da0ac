// The panels beside the picture, units of budgets, zoom, and what can be saved from the page.
#include "gui/profile_studio.h"
#include "models/allocation_table.h"
#include "models/comparison_table.h"
#include "models/kept_table.h"
#include "pages/export_page.h"
#include "views/budget_control.h"
#include "views/budget_units.h"
#include "views/front_plot.h"
#include "views/heatmap_view.h"
#include "views/readout_line.h"

#include <QAbstractItemModelTester>
#include <QAbstractSpinBox>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QImage>
#include <QLabel>
#include <QScrollArea>
#include <QTabWidget>
#include <QTreeWidget>
#include <QXmlStreamReader>

#include <nlohmann/json.hpp>

using namespace fracbit;
using namespace fracbit::app;

class TestPanels : public QObject, private tests::WithProfileStudio {
    Q_OBJECT

private slots:
    void init() { studio_ = std::make_unique<tests::ProfileStudio>(tests::smallProfile(8)); }
    void cleanup() { studio_.reset(); }

    void excludedSchemesAreNotUsed() {
        const int used = schemes()[0];
        auto* tree = tests::named<QTreeWidget>(
            page(), QStringLiteral("Schemes and kernels that may be used"));
        const QString name =
            QString::fromStdString(session().profile()->problem->schemes[std::size_t(used)].name);
        for (QTreeWidgetItem* item : tree->findItems(name, Qt::MatchRecursive | Qt::MatchExactly))
            item->setCheckState(0, Qt::Unchecked);
        QTRY_COMPARE(session().decision().excludedSchemes, std::vector<int>{used});
        settle();
        QVERIFY(std::find(schemes().begin(), schemes().end(), used) == schemes().end());
        session().history().undo();
        settle();
        QVERIFY(session().decision().excludedSchemes.empty());
    }

    void limitsHold() {
        session().limitBits({0, 1}, allocation::Restriction::Kind::MinBits, 4.0);
        settle();
        for (std::size_t layer : {0, 1})
            QVERIFY(session().profile()->problem->schemes[std::size_t(schemes()[layer])].bits >= 4);
        session().limitBits({0, 1}, allocation::Restriction::Kind::MinBits, 3.0);
        QCOMPARE(session().decision().restrictions.size(), std::size_t(2)); // replaced
    }

    void snapshotsCompareAndComeBack() {
        session().addSnapshot(QStringLiteral("A"));
        const auto before = schemes();
        session().setMemoryBudget(session().profile()->memory.most);
        settle();
        KeptTable kept;
        const QAbstractItemModelTester keptTester(&kept);
        kept.show(session().profile(), session().snapshots(), session().measurements());
        QCOMPARE(kept.rowCount(), 1);
        ComparisonTable differences;
        const QAbstractItemModelTester tester(&differences);
        differences.show(session().profile(), session().snapshots().front().allocation,
                         session().allocation());
        int changed = 0;
        for (std::size_t i = 0; i < before.size(); ++i)
            changed += before[i] != schemes()[i];
        QCOMPARE(differences.rowCount(), changed);
        QVERIFY(changed > 0);
        session().restoreSnapshot(0);
        settle();
        QCOMPARE(schemes(), before);
    }

    void entryInOtherUnits() {
        auto* unit = page().memory().findChild<QComboBox*>();
        auto* entry = page().memory().findChild<QDoubleSpinBox*>();
        unit->setCurrentIndex(unit->findText(QStringLiteral("MiB")));
        const double before = entry->value();
        entry->setValue(before * 1.1);
        settle();
        const double mebibytes = double(*session().decision().budgets.memory) / (1 << 20);
        QVERIFY(std::abs(mebibytes - entry->value()) < 0.011);
        auto* speed = page().latency().findChild<QComboBox*>();
        session().setLatencyBudget(session().profile()->latency->most);
        auto* time = page().latency().findChild<QDoubleSpinBox*>();
        const double milliseconds = time->value();
        speed->setCurrentIndex(1);
        QVERIFY(std::abs(time->value() - 1000 / milliseconds) < 0.01 * time->value());
    }

    // What is under the pointer stays there, and an edit does not move it.
    void zoomKeepsItsPlace() {
        session().pin({1}, 0); // the marks of pins are there from the beginning
        settle();
        QTest::qWait(50); // the layout has come to rest
        const QPointF point = heatmap().cellRect(2, 4).center();
        heatmap().setZoom(4, point);
        QVERIFY(heatmap().cellRect(2, 4).adjusted(-1, -1, 1, 1).contains(point));
        const QRectF before = heatmap().cellRect(2, 4);
        session().pin({0}, 0);
        settle();
        QCOMPARE(heatmap().zoom(), 4.0);
        QCOMPARE(heatmap().cellRect(2, 4), before);
        QTest::keyClick(&heatmap(), Qt::Key_0);
        QCOMPARE(heatmap().zoom(), 1.0);
    }

    void selectionByRegularExpression() {
        auto* field = tests::named<QLineEdit>(
            page(), QStringLiteral("Select layers by a regular expression"));
        field->setText(QStringLiteral("blocks\\.[0-2]\\.mlp\\.down"));
        QTest::keyClick(field, Qt::Key_Return);
        QCOMPARE(heatmap().selectedLayers().size(), std::size_t(3));
        field->setText(QStringLiteral("("));
        QTest::keyClick(field, Qt::Key_Return); // says what is wrong; selects nothing else
        QCOMPARE(heatmap().selectedLayers().size(), std::size_t(3));
    }

    void axesFollowTheUnitOfTheBudget() {
        auto* unit = tests::named<QComboBox>(page(), QStringLiteral("Unit of the Latency budget"));
        auto* front = tests::named<QWidget>(page(), QStringLiteral("Front of loss and latency"))
                          ->parentWidget();
        auto& plot = *qobject_cast<FrontPlot*>(front);
        const std::int64_t cost = *studio_->solution().latency;
        const double milliseconds = plot.coordinate(cost);
        unit->setCurrentIndex(1);
        QVERIFY(std::abs(plot.coordinate(cost) - 1000 / milliseconds) < 1e-9);
        for (const double x : {-100.0, 0.0, 5000.0}) { // also beyond the axis
            const std::int64_t budget = plot.budgetAt(x);
            QVERIFY(budget >= session().profile()->latency->least);
            QVERIFY(budget <= session().profile()->latency->most);
        }
        QVERIFY(plot.budgetAt(5000) < plot.budgetAt(-100)); // quicker to the right
    }

    void aLittleMoreIsWorthWhatIsSaid() {
        const auto& next = studio_->allocation().nextMemory;
        QVERIFY(next);
        const double before = studio_->solution().objective;
        const QString text = nextStepText(studio_->allocation());
        const auto layer = std::size_t(next->layers.front());
        QVERIFY(text.contains(
            QString::fromStdString(studio_->allocation().problem->layers[layer].name)));
        session().setMemoryBudget(studio_->solution().memory + next->extraMemory);
        settle();
        QVERIFY(before - studio_->solution().objective >= next->lossSaved * (1 - 1e-9));
    }

    void memoryThatEverythingFits() {
        OpenedProfile profile;
        constexpr double kGibibyte = 1024.0 * 1024 * 1024;
        QVERIFY(!memoryText(profile, kGibibyte, 8192).contains(QStringLiteral("fits")));
        profile.profile.constants.embeddingBytes = std::int64_t(kGibibyte);
        profile.profile.constants.kvBytesPerToken = 131072; // 8192 tokens: 1 GiB
        QVERIFY(memoryText(profile, kGibibyte, 8192).endsWith(QStringLiteral("fits 3 GB")));
        QVERIFY(memoryText(profile, kGibibyte + 1, 8192).endsWith(QStringLiteral("fits 4 GB")));
    }

    void historySaysHowMuch() {
        session().setMemoryBudget(session().profile()->memory.least);
        session().setMemoryBudget(session().profile()->memory.most);
        QCOMPARE(session().history().count(), 1);
        QCOMPARE(session().history().text(0),
                 QStringLiteral("Memory: at most %1")
                     .arg(QLocale().formattedDataSize(session().profile()->memory.most, 2,
                                                      QLocale::DataSizeIecFormat)));
    }

    void everyControlOfThePageHasAnAccessibleName() {
        for (QWidget* widget : page().findChildren<QWidget*>()) {
            if (widget->focusPolicy() == Qt::NoFocus || !widget->isVisible() ||
                widget->inherits("QSplitterHandle") || widget->inherits("QTabBar"))
                continue;
            const auto* button = qobject_cast<QAbstractButton*>(widget);
            const auto* label = qobject_cast<QLabel*>(widget);
            const bool named =
                !widget->accessibleName().isEmpty() || (button && !button->text().isEmpty()) ||
                (label && !label->text().isEmpty()) || qobject_cast<QTabWidget*>(widget) ||
                qobject_cast<QScrollArea*>(widget) ||
                qobject_cast<QAbstractSpinBox*>(widget->parentWidget());
            QVERIFY2(named, qPrintable(QString::fromLatin1(widget->metaObject()->className()) +
                                       widget->objectName()));
        }
    }

    void familyAndLatencyColourTheCells() {
        const HeatmapData family =
            heatmapData(*session().profile(), *session().allocation(), CellValue::Family, nullptr);
        QCOMPARE(family.categories,
                 (QStringList{QStringLiteral("nuq"), QStringLiteral("vq"), QStringLiteral("tcq")}));
        constexpr CellShape kShapes[] = {CellShape::Circle, CellShape::Rounded, CellShape::Square};
        for (const HeatmapCell& cell : family.cells) {
            QCOMPARE(family.categories[int(cell.value)],
                     cell.scheme.left(cell.scheme.lastIndexOf(QLatin1Char('-'))));
            QVERIFY(cell.shape == kShapes[int(cell.value)]);
        }
        const HeatmapData latency =
            heatmapData(*session().profile(), *session().allocation(), CellValue::Latency, nullptr);
        double sum = 0; // microseconds
        for (const HeatmapCell& cell : latency.cells)
            sum += cell.value;
        const double whole =
            allocation::secondsFromFemtoseconds(*session().allocation()->result.solution.latency -
                                                session().profile()->problem->constantLatency);
        QVERIFY(std::abs(sum * 1e-6 - whole) < 1e-9);
    }

    void tablesHaveEveryLayer() {
        const std::string csv = allocationCsv(*session().allocation());
        const std::size_t layers = session().profile()->problem->layers.size();
        QCOMPARE(std::size_t(std::count(csv.begin(), csv.end(), '\n')), layers + 1);
        const auto json = nlohmann::json::parse(allocationJson(*session().allocation()));
        QCOMPARE(json["layers"].size(), layers);
        std::int64_t bytes = 0;
        for (const auto& layer : json["layers"])
            bytes += layer["bytes"].get<std::int64_t>();
        QCOMPARE(bytes, json["memory_bytes"].get<std::int64_t>());
    }

    void picturesAreWritten() {
        ExportPage& exports = window().exportPage();
        for (const char* name : {"a.svg", "a.pdf", "a.png"}) {
            emit exports.pictureRequested(studio_->path(name));
            QTRY_VERIFY(!studio_->contents(name).isEmpty());
        }
        QVERIFY(studio_->contents("a.pdf").startsWith("%PDF"));
        QVERIFY(QImage::fromData(studio_->contents("a.png"), "PNG").width() > 1000);
        QXmlStreamReader xml(studio_->contents("a.svg"));
        int paths = 0;
        while (!xml.atEnd())
            if (xml.readNext() == QXmlStreamReader::StartElement)
                paths += xml.name() == QLatin1String("path");
        QVERIFY2(!xml.hasError(), qPrintable(xml.errorString()));
        QVERIFY(paths > 56); // a cell for each layer at least
        emit exports.pictureRequested(studio_->path("a.bmp"));
        QTRY_VERIFY(exports.resultText().contains(QStringLiteral("a.bmp")));
    }
};

QTEST_MAIN(TestPanels)
#include "test_panels.moc"
