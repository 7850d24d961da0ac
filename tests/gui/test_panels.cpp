// The panels beside the picture, units of budgets, zoom, and what can be saved from the page.
#include "gui/profile_file.h"
#include "models/allocation_table.h"
#include "models/comparison_table.h"
#include "models/kept_table.h"
#include "pages/allocate_page.h"
#include "pages/export_page.h"
#include "session/opened_profile.h"
#include "shell/main_window.h"
#include "shell/studio.h"
#include "views/budget_control.h"
#include "views/front_plot.h"
#include "views/heatmap_view.h"

#include <QAbstractItemModelTester>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QFile>
#include <QImage>
#include <QLineEdit>
#include <QSettings>
#include <QTemporaryDir>
#include <QTest>
#include <QTreeWidget>
#include <QXmlStreamReader>

#include <nlohmann/json.hpp>

using namespace fracbit;
using namespace fracbit::app;

class TestPanels : public QObject {
    Q_OBJECT

private:
    QTemporaryDir folder_;
    std::unique_ptr<QSettings> store_;
    std::unique_ptr<Studio> studio_;

    MainWindow& window() { return studio_->window(); }
    AllocatePage& page() { return window().allocatePage(); }
    AllocationSession& session() { return studio_->workspace().allocation(); }
    HeatmapView& heatmap() { return page().heatmap(); }
    void settle() { QTRY_VERIFY(!session().busy()); }
    const std::vector<int>& schemes() { return session().allocation()->result.solution.schemes; }
    QByteArray saved(const char* name) {
        QFile file(folder_.filePath(QString::fromLatin1(name)));
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }

private slots:
    void init() {
        store_ = std::make_unique<QSettings>(folder_.filePath(QStringLiteral("s.ini")),
                                             QSettings::IniFormat);
        store_->setValue(QStringLiteral("appearance/language"), QStringLiteral("en"));
        studio_ = std::make_unique<Studio>(*store_);
        window().resize(1440, 900);
        window().show();
        window().open(tests::writeSmallProfile(folder_.filePath(QStringLiteral("p.json")), 8));
        settle();
    }
    void cleanup() {
        studio_.reset();
        store_.reset();
    }

    void excludedSchemesAreNotUsed() {
        const int used = schemes()[0];
        auto* tree = page().findChild<QTreeWidget*>();
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
        auto* field = page().findChild<QLineEdit*>();
        for (QLineEdit* candidate : page().findChildren<QLineEdit*>())
            if (candidate->accessibleName().contains(QStringLiteral("regular expression")))
                field = candidate;
        field->setText(QStringLiteral("blocks\\.[0-2]\\.mlp\\.down"));
        QTest::keyClick(field, Qt::Key_Return);
        QCOMPARE(heatmap().selectedLayers().size(), std::size_t(3));
        field->setText(QStringLiteral("("));
        QTest::keyClick(field, Qt::Key_Return); // says what is wrong; selects nothing else
        QCOMPARE(heatmap().selectedLayers().size(), std::size_t(3));
    }

    void familyAndLatencyColourTheCells() {
        const HeatmapData family =
            heatmapData(*session().profile(), *session().allocation(), CellValue::Family, nullptr);
        QCOMPARE(family.categories,
                 (QStringList{QStringLiteral("nuq"), QStringLiteral("vq"), QStringLiteral("tcq")}));
        for (const HeatmapCell& cell : family.cells)
            QCOMPARE(family.categories[int(cell.value)],
                     cell.scheme.left(cell.scheme.lastIndexOf(QLatin1Char('-'))));
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
        const std::string csv = allocationCsv(*session().profile(), *session().allocation());
        const std::size_t layers = session().profile()->problem->layers.size();
        QCOMPARE(std::size_t(std::count(csv.begin(), csv.end(), '\n')), layers + 1);
        const auto json =
            nlohmann::json::parse(allocationJson(*session().profile(), *session().allocation()));
        QCOMPARE(json["layers"].size(), layers);
        std::int64_t bytes = 0;
        for (const auto& layer : json["layers"])
            bytes += layer["bytes"].get<std::int64_t>();
        QCOMPARE(bytes, json["memory_bytes"].get<std::int64_t>());
    }

    void picturesAreWritten() {
        ExportPage& exports = window().exportPage();
        for (const char* name : {"a.svg", "a.pdf", "a.png"}) {
            emit exports.pictureRequested(folder_.filePath(QString::fromLatin1(name)));
            QTRY_VERIFY(!saved(name).isEmpty());
        }
        QVERIFY(saved("a.pdf").startsWith("%PDF"));
        QVERIFY(QImage::fromData(saved("a.png"), "PNG").width() > 1000);
        QXmlStreamReader xml(saved("a.svg"));
        int paths = 0;
        while (!xml.atEnd())
            if (xml.readNext() == QXmlStreamReader::StartElement)
                paths += xml.name() == QLatin1String("path");
        QVERIFY2(!xml.hasError(), qPrintable(xml.errorString()));
        QVERIFY(paths > 56); // a cell for each layer at least
        emit exports.pictureRequested(folder_.filePath(QStringLiteral("a.bmp")));
        QTRY_VERIFY(exports.resultText().contains(QStringLiteral("a.bmp")));
    }
};

QTEST_MAIN(TestPanels)
#include "test_panels.moc"
