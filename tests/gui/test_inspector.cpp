// What is said of a layer and what it may be run by: charts, kernels, rows of experts.
#include "gui/profile_studio.h"
#include "models/scheme_bars.h"
#include "views/bar_chart.h"
#include "views/heatmap_view.h"
#include "views/layer_facts.h"

#include <QLabel>
#include <QTableView>
#include <QTreeWidget>

using namespace fracbit;
using namespace fracbit::app;

class TestInspector : public QObject, private tests::WithProfileStudio {
    Q_OBJECT

private slots:
    void cleanup() { studio_.reset(); }

    void leftOutKernelsAreNotUsed() {
        studio_ = std::make_unique<tests::ProfileStudio>(tests::withSimt(tests::smallProfile()));
        const auto variantOf = [this](const char* name) {
            const auto& variants = session().profile()->problem->variants;
            return int(std::find(variants.begin(), variants.end(), name) - variants.begin());
        };
        const auto uses = [this](int variant) {
            const std::vector<int>& used = studio_->solution().variants;
            return std::find(used.begin(), used.end(), variant) != used.end();
        };
        session().setLatencyBudget(session().profile()->latency->most);
        settle();
        QVERIFY(uses(variantOf("tensor")));
        auto* tree = tests::named<QTreeWidget>(
            page(), QStringLiteral("Schemes and kernels that may be used"));
        for (QTreeWidgetItem* item :
             tree->findItems(QStringLiteral("tensor cores"), Qt::MatchRecursive | Qt::MatchExactly))
            item->setCheckState(0, Qt::Unchecked);
        const std::vector<int> excluded{variantOf("tensor")};
        QTRY_COMPARE(session().decision().excludedVariants, excluded);
        settle();
        QVERIFY(session().infeasible().isEmpty());
        QVERIFY(!uses(variantOf("tensor")));
        for (std::size_t i = 0; i < schemes().size(); ++i) // trellises have no other kernel
            QVERIFY(
                !studio_->allocation().problem->schemes[std::size_t(schemes()[i])].name.starts_with(
                    "tcq"));
        QVERIFY(describeLayers(session(), {0}).contains(QStringLiteral("CUDA cores")));
        const auto* table =
            tests::named<QTableView>(page(), QStringLiteral("Schemes of the layer"));
        for (int row = 0; row < table->model()->rowCount(); ++row) {
            const QModelIndex scheme = table->model()->index(row, 0);
            QCOMPARE(scheme.data(Qt::FontRole).value<QFont>().strikeOut(),
                     scheme.data().toString().startsWith(QStringLiteral("tcq")));
        }
        session().setExcludedVariants({0, 1});
        settle();
        QVERIFY(session().infeasible().contains(QStringLiteral("kernel variants")));
        session().history().undo();
        session().history().undo();
        settle();
        QVERIFY(uses(variantOf("tensor")));
    }

    // What the profile says of a layer is what the charts show, and a click chooses a scheme.
    void chartsShowErrorsAndTimes() {
        profiling::Profile profile = tests::smallProfile();
        profile.layers[0].measuredDistortion[quantizer::schemeFromName("tcq-3")] =
            1.3 * std::exp2(-6.0) * 1.1;
        studio_ = std::make_unique<tests::ProfileStudio>(profile);
        heatmap().selectLayers({0});
        auto* errors =
            tests::named<BarChart>(page(), QStringLiteral("Error of each scheme above the bound"));
        auto* times =
            tests::named<BarChart>(page(), QStringLiteral("Time of a call with each scheme"));
        QCOMPARE(errors->bars().size(), std::size_t(6));
        QCOMPARE(times->bars().size(), std::size_t(6));
        const auto& names = session().profile()->problem->schemes;
        int chosen = 0;
        for (const SchemeBar& bar : errors->bars()) {
            QVERIFY(std::abs(*bar.value - 10 * std::log10(1.3)) < 1e-9);
            QCOMPARE(bar.found.has_value(), names[std::size_t(bar.scheme)].name == "tcq-3");
            if (bar.found)
                QVERIFY(std::abs(*bar.found - *bar.value - 10 * std::log10(1.1)) < 1e-9);
            chosen += bar.chosen;
        }
        QCOMPARE(chosen, 1);
        for (const SchemeBar& bar : times->bars())
            QVERIFY(std::abs(*bar.value - 1e-3 * 64 * 64 * (1 + bar.bits / 8)) < 1e-5);
        auto* table = tests::named<QTableView>(page(), QStringLiteral("Schemes of the layer"));
        QTest::mouseClick(times, Qt::LeftButton, {}, times->barRect(5).center().toPoint());
        QCOMPARE(table->selectionModel()->selectedRows().front().row(), 5);
    }

    void withoutTimesTheInspectorSaysWhatToDo() {
        profiling::Profile profile = tests::smallProfile();
        profile.variants.clear();
        profile.fusedKernels.clear();
        profile.fusionGroups.clear();
        for (profiling::LayerShapeOptions& shape : profile.shapes)
            for (profiling::ShapeOption& option : shape.options)
                option.latency.clear();
        studio_ = std::make_unique<tests::ProfileStudio>(profile);
        auto* times =
            tests::named<BarChart>(page(), QStringLiteral("Time of a call with each scheme"));
        QVERIFY(times->isHidden());
        QVERIFY(times->bars().empty());
        bool told = false;
        for (const QLabel* label : page().findChildren<QLabel*>())
            told = told || label->text().startsWith(QStringLiteral("This profile has no times"));
        QVERIFY(told);
    }

    // The layers that match get rows of their own; others are not touched by what follows.
    void selectionUnfoldsExperts() {
        studio_ = std::make_unique<tests::ProfileStudio>(tests::mixtureProfile(4, 8));
        QCOMPARE(heatmap().data().rows(), 7);
        auto* field = tests::named<QLineEdit>(
            page(), QStringLiteral("Select layers by a regular expression"));
        field->setText(QStringLiteral("experts\\.3\\.up"));
        QTest::keyClick(field, Qt::Key_Return);
        QCOMPARE(heatmap().selectedLayers().size(), std::size_t(4));
        QCOMPARE(heatmap().data().rows(), 4 + 1 + 8 + 1);
        QVERIFY(describeLayers(session(), layersOf(heatmap().data().cell(4, 0)))
                    .startsWith(QStringLiteral("8 layers of block 0")));
    }
};

QTEST_MAIN(TestInspector)
#include "test_inspector.moc"
