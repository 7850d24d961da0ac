#include "gui/profile_file.h"
#include "models/scheme_table.h"
#include "views/color_scale.h"
#include "views/heatmap_view.h"
#include "views/row_list.h"

#include "allocation/solver.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QTreeWidget>

#include <utility>

using namespace fracbit;
using namespace fracbit::app;

class TestHeatmap : public QObject {
    Q_OBJECT

private:
    QTemporaryDir folder_;
    OpenedProfilePtr profile_;

    AllocationPtr solve(double bits, const std::vector<allocation::Restriction>& wishes = {}) {
        Decision decision;
        decision.budgets.memory =
            static_cast<allocation::Bytes>(bits * double(profile_->weights) / 8.0);
        decision.restrictions = wishes;
        const allocation::Solver solver(profile_->problem, {wishes, {}}, decision.fusion);
        return std::make_shared<const Allocation>(
            Allocation{decision, profile_->problem, solver.solve(decision.budgets)});
    }
    HeatmapData data(double bits = 3.5, CellValue meaning = CellValue::Bits) {
        return heatmapData(*profile_, *solve(bits), meaning, nullptr);
    }

private slots:
    void initTestCase() {
        const QString path =
            tests::writeSmallProfile(folder_.filePath(QStringLiteral("small.profile.json")));
        profile_ = openProfile(path.toStdString(), {});
    }

    void gridFollowsTheProfile() {
        const HeatmapData grid = data();
        QCOMPARE(grid.blocks, 4);
        QStringList names;
        for (const HeatmapRow& row : grid.roles)
            names << row.name;
        QCOMPARE(names.join(QLatin1Char(' ')), QStringLiteral("q k v o gate up down"));
        for (int row = 0; row < grid.rows(); ++row)
            for (int block = 0; block < grid.blocks; ++block) {
                const int layer = grid.cell(row, block).layer;
                QVERIFY(layer >= 0);
                const auto& info = profile_->problem->layers[std::size_t(layer)];
                QCOMPARE(info.block, block);
                QCOMPARE(QString::fromStdString(info.role), grid.roles[std::size_t(row)].name);
            }
    }

    void bitsAreOnTheScaleOfThePalette() {
        const HeatmapData low = data(2.5);
        const HeatmapData high = data(4.5);
        QCOMPARE(low.minimum, high.minimum);
        QCOMPARE(low.maximum, high.maximum);
        QCOMPARE(low.minimum, 2.0);
        QCOMPARE(low.maximum, 5.0);
    }

    void sharesOfTheLossSumToHundred() {
        double sum = 0;
        for (const HeatmapCell& cell : data(3.0, CellValue::LossShare).cells)
            sum += cell.value;
        QVERIFY(std::abs(sum - 100.0) < 1e-6);
    }

    void differenceIsAroundZero() {
        const AllocationPtr before = solve(3.0);
        const AllocationPtr after = solve(4.0);
        const HeatmapData grid =
            heatmapData(*profile_, *after, CellValue::Difference, before.get());
        QCOMPARE(grid.minimum, -grid.maximum);
        double sum = 0;
        for (const HeatmapCell& cell : grid.cells)
            sum += cell.value;
        QVERIFY(sum > 0);
    }

    void fusedLayersAreJoined() {
        Decision decision;
        decision.budgets.latency = profile_->latency->least + 1000;
        const allocation::Solver solver(profile_->problem, {}, allocation::Fusion::On);
        const Allocation fused{decision, profile_->problem, solver.solve(decision.budgets)};
        const HeatmapData grid = heatmapData(*profile_, fused, CellValue::Bits, nullptr);
        QVERIFY(grid.cell(0, 0).joinsBelow);  // q with k
        QVERIFY(!grid.cell(1, 0).joinsBelow); // k without v
    }

    void selectionByMouseAndKeyboard() {
        HeatmapView view;
        view.resize(600, 300);
        view.setData(data());
        view.show();
        QSignalSpy changed(&view, &HeatmapView::selectionChanged);
        QTest::mouseClick(&view, Qt::LeftButton, {}, view.cellRect(2, 1).center().toPoint());
        QCOMPARE(view.currentLayer(), profile_->layer(2, 1));
        QCOMPARE(view.selectedLayers().size(), std::size_t(1));
        QTest::keyClick(&view, Qt::Key_Right);
        QCOMPARE(view.currentLayer(), profile_->layer(2, 2));
        QTest::keyClick(&view, Qt::Key_Down, Qt::ShiftModifier);
        QCOMPARE(view.selectedLayers().size(), std::size_t(2));
        QTest::keyClick(&view, Qt::Key_A, Qt::ControlModifier);
        QCOMPARE(view.selectedLayers().size(), std::size_t(28));
        QTest::keyClick(&view, Qt::Key_Escape);
        QCOMPARE(view.selectedLayers().size(), std::size_t(1));
        QCOMPARE(changed.size(), 5);
    }

    void labelsSelectRowsAndColumns() {
        HeatmapView view;
        view.resize(600, 300);
        view.setData(data());
        const QPoint rowLabel(10, int(view.cellRect(3, 0).center().y()));
        QTest::mouseClick(&view, Qt::LeftButton, {}, rowLabel);
        QCOMPARE(view.selectedLayers().size(), std::size_t(4));
        const QPoint columnLabel(int(view.cellRect(0, 2).center().x()), 5);
        QTest::mouseClick(&view, Qt::LeftButton, Qt::ControlModifier, columnLabel);
        QCOMPARE(view.selectedLayers().size(), std::size_t(4 + 7 - 1));
    }

    void rubberBand() {
        HeatmapView view;
        view.resize(600, 300);
        view.setData(data());
        const QPoint from = view.cellRect(1, 0).center().toPoint();
        const QPoint to = view.cellRect(3, 1).center().toPoint();
        QTest::mousePress(&view, Qt::LeftButton, {}, from);
        QTest::mouseMove(&view, to);
        QMouseEvent move(QEvent::MouseMove, QPointF(to), QPointF(to), Qt::LeftButton,
                         Qt::LeftButton, Qt::NoModifier);
        QCoreApplication::sendEvent(&view, &move);
        QTest::mouseRelease(&view, Qt::LeftButton, {}, to);
        QCOMPARE(view.selectedLayers().size(), std::size_t(6));
    }

    void editsKeepTheSelection() {
        HeatmapView view;
        view.resize(600, 300);
        view.setData(data(3.0));
        view.selectLayers({profile_->layer(4, 2)});
        view.setData(data(4.0));
        QCOMPARE(view.currentLayer(), profile_->layer(4, 2));
    }

    void cellsStayInsideAt126Blocks() {
        HeatmapData wide = data();
        wide.blocks = 126;
        wide.cells.resize(std::size_t(7 * 126));
        HeatmapView view;
        view.resize(900, 260);
        view.setData(wide);
        QVERIFY(view.cellRect(0, 125).right() <= view.width());
        QVERIFY(view.cellRect(6, 0).bottom() <= view.height());
    }

    void everyColourCarriesReadableText() {
        for (Palette palette : {Palette::Viridis, Palette::Cividis, Palette::Diverging})
            for (int i = 0; i <= 100; ++i) {
                const QColor ground = paletteColor(palette, i / 100.0);
                QVERIFY(contrastRatio(ground, textOn(ground)) >= 4.5);
            }
    }

    void scalesMapTheirRange() {
        const ColorScale linear(Palette::Viridis, 2.0, 6.0);
        QCOMPARE(linear.position(4.0), 0.5);
        QCOMPARE(linear.position(100.0), 1.0);
        const ColorScale logarithmic(Palette::Viridis, 0.01, 1.0, true);
        QVERIFY(std::abs(logarithmic.position(0.1) - 0.5) < 1e-12);
        QVERIFY(std::abs(logarithmic.valueAt(0.5) - 0.1) < 1e-12);
        QCOMPARE(ColorScale(Palette::Viridis, 3.0, 3.0).position(3.0), 0.5);
    }

    // Experts are one row until unfolded; then every one has its own, and the picture scrolls.
    void expertsFoldIntoRows() {
        constexpr int kBlocks = 16;
        constexpr int kExperts = 64;
        const QString path = folder_.filePath(QStringLiteral("mixture.json"));
        profiling::writeProfile(path.toStdString(), tests::mixtureProfile(kBlocks, kExperts));
        const OpenedProfilePtr dense = std::exchange(profile_, openProfile(path.toStdString(), {}));
        const OpenedProfilePtr mixture = profile_;
        const AllocationPtr allocation = solve(3.0);
        profile_ = dense;
        const HeatmapData folded = heatmapData(*mixture, *allocation, CellValue::Bits, nullptr);
        QCOMPARE(folded.rows(), 7);
        QVERIFY(folded.roles[4].folded());
        QCOMPARE(folded.roles[4].name, QStringLiteral("experts.*.gate"));
        const std::vector<int> gates = layersOf(folded.cell(4, 3));
        QCOMPARE(gates.size(), std::size_t(kExperts));
        double bits = 0;
        for (const int layer : gates) {
            QCOMPARE(mixture->problem->layers[std::size_t(layer)].block, 3);
            bits += layerCost(*allocation->problem, layer,
                              allocation->result.solution.schemes[std::size_t(layer)])
                        .bits;
        }
        QVERIFY(std::abs(folded.cell(4, 3).value - bits / kExperts) < 1e-9);
        double share = 0;
        for (const HeatmapCell& cell :
             heatmapData(*mixture, *allocation, CellValue::LossShare, nullptr).cells)
            share += cell.value;
        QVERIFY(std::abs(share - 100) < 1e-6);

        RowChoice choice;
        choice.unfolded << folded.roles[4].name;
        choice.hidden << QStringLiteral("q") << QStringLiteral("experts.5.gate");
        const HeatmapData unfolded =
            heatmapData(*mixture, *allocation, CellValue::Bits, nullptr, choice);
        QCOMPARE(unfolded.rows(), 3 + (kExperts - 1) + 2);
        QCOMPARE(
            revealing(rowGroups(mixture->roles), {}, {QStringLiteral("experts.2.up")}).unfolded,
            QStringList{QStringLiteral("experts.*.up")});

        HeatmapView view;
        view.resize(900, 260);
        view.setData(folded);
        view.selectLayers({gates.front()});
        QCOMPARE(view.selectedLayers(), gates);
        QSignalSpy foldRequested(&view, &HeatmapView::foldRequested);
        QTest::keyClick(&view, Qt::Key_Return);
        QCOMPARE(foldRequested.size(), 1);
        QCOMPARE(foldRequested.front().front().toString(), folded.roles[4].name);
        view.setData(unfolded);
        QCOMPARE(view.selectedLayers().size(), std::size_t(kExperts - 1)); // not the hidden one
        QVERIFY(view.cellRect(unfolded.rows() - 1, 0).bottom() > view.height());
        view.selectLayers({mixture->layer(int(mixture->roles.size()) - 1, 0)}); // shows its row
        QVERIFY(view.cellRect(unfolded.rows() - 1, 0).bottom() <= view.height());
    }

    void rowListReportsOnce() {
        RowList list;
        list.setGroups(rowGroups({"q", "experts.0.up", "experts.1.up", "experts.2.up"}));
        QSignalSpy chosen(&list, &RowList::chosen);
        auto* tree = list.findChild<QTreeWidget*>();
        tree->topLevelItem(1)->setCheckState(0, Qt::Unchecked); // all three
        tree->topLevelItem(1)->setCheckState(1, Qt::Unchecked);
        QTRY_COMPARE(chosen.size(), 1);
        const auto choice = chosen.front().front().value<RowChoice>();
        QCOMPARE(choice.hidden.size(), 3);
        QCOMPARE(choice.unfolded, QStringList{QStringLiteral("experts.*.up")});
        list.setChoice({});
        QCOMPARE(tree->topLevelItem(1)->checkState(0), Qt::Checked);
        QCOMPARE(chosen.size(), 1); // shown, not reported
    }

    void schemeTableIsAModel() {
        SchemeTable table;
        QAbstractItemModelTester tester(&table,
                                        QAbstractItemModelTester::FailureReportingMode::QtTest);
        QCOMPARE(table.rowCount(), 0);
        const AllocationPtr allocation = solve(3.5);
        table.show(profile_, allocation, 5);
        QCOMPARE(table.rowCount(), 6);
        QCOMPARE(table.chosen(), allocation->result.solution.schemes[5]);
        QVERIFY(table.rowOf(table.chosen()) >= 0);
        table.show(profile_, solve(2.5), 5);
        table.show(nullptr, nullptr, -1);
        QCOMPARE(table.rowCount(), 0);
    }

    void gapIsZeroAtTheBound() {
        QVERIFY(std::abs(gapInDecibels(std::exp2(-6.0), 3.0)) < 1e-12);
        QVERIFY(std::abs(gapInDecibels(2 * std::exp2(-6.0), 3.0) - 3.0103) < 1e-3);
    }
};

QTEST_MAIN(TestHeatmap)
#include "test_heatmap.moc"
