#include "models/tensor_tree.h"

#include "gui/model_folder.h"

#include <QAbstractItemModelTester>
#include <QTemporaryDir>
#include <QTest>

using namespace fracbit;
using app::TensorFilter;
using app::TensorTree;

class TestTensorTree : public QObject {
    Q_OBJECT

private:
    QTemporaryDir folder_;
    app::OpenedModelPtr model_;

private slots:
    void initTestCase() {
        QLocale::setDefault(QLocale::c());
        const QString path = tests::writeModelFolder(folder_.filePath(QStringLiteral("Tiny")));
        model_ = app::openModel(path.toStdString(), {});
    }

    void obeysTheRulesOfItemModels() {
        TensorTree tree(model_);
        QAbstractItemModelTester tester(&tree,
                                        QAbstractItemModelTester::FailureReportingMode::QtTest);
        TensorFilter filter;
        QAbstractItemModelTester filterTester(
            &filter, QAbstractItemModelTester::FailureReportingMode::QtTest);
        filter.setSourceModel(&tree);
        filter.setText(QStringLiteral("down"));
        filter.sort(TensorTree::Size, Qt::DescendingOrder);
        filter.setText({});
    }

    void nullModelIsEmpty() {
        TensorTree tree(nullptr);
        QAbstractItemModelTester tester(&tree,
                                        QAbstractItemModelTester::FailureReportingMode::QtTest);
        QCOMPARE(tree.rowCount(), 0);
    }

    void blocksThenTheOthers() {
        TensorTree tree(model_);
        QCOMPARE(tree.rowCount(), 4);
        QCOMPARE(tree.index(0, 0).data().toString(), QStringLiteral("Block 0"));
        const QModelIndex others = tree.index(3, 0);
        QCOMPARE(others.data().toString(), QStringLiteral("Outside the blocks"));
        QCOMPARE(tree.rowCount(others), 3); // embedding, norm, head
        QCOMPARE(tree.rowCount(tree.index(1, 0)), 9);
        const QModelIndex norm = tree.index(0, 0, tree.index(1, 0));
        QCOMPARE(norm.data().toString(), QStringLiteral("attn.norm.weight"));
    }

    void sumsAgreeWithTheModel() {
        TensorTree tree(model_);
        qlonglong parameters = 0;
        for (int row = 0; row < tree.rowCount(); ++row)
            parameters +=
                tree.index(row, TensorTree::Parameters).data(TensorTree::SortRole).toLongLong();
        QCOMPARE(parameters, qlonglong(model_->parameters));
        QCOMPARE(model_->bytes, std::uint64_t(4 * model_->parameters));
        QCOMPARE(tree.index(0, TensorTree::Bits).data().toString(), QStringLiteral("32.00"));
    }

    void numbersAreRightAligned() {
        TensorTree tree(model_);
        for (int column = 0; column < TensorTree::ColumnCount; ++column) {
            const int alignment = tree.index(0, column).data(Qt::TextAlignmentRole).toInt();
            QCOMPARE(bool(alignment & Qt::AlignRight), column >= TensorTree::Parameters);
        }
    }

    void filterKeepsMatchesAndTheirBlocks() {
        TensorTree tree(model_);
        TensorFilter filter;
        filter.setSourceModel(&tree);
        filter.setText(QStringLiteral("MLP down"));
        QCOMPARE(filter.rowCount(), 3);
        QCOMPARE(filter.rowCount(filter.index(0, 0)), 1);
        filter.setText(QStringLiteral("blocks.2"));
        QCOMPARE(filter.rowCount(), 1);
        QCOMPARE(filter.rowCount(filter.index(0, 0)), 9);
        filter.setText(QStringLiteral("lm_head"));
        QCOMPARE(filter.rowCount(), 1);
        filter.setText(QStringLiteral("nothing of the kind"));
        QCOMPARE(filter.rowCount(), 0);
    }

    void sortsByNumberAndBackToTheOrderOfUse() {
        TensorTree tree(model_);
        TensorFilter filter;
        filter.setSourceModel(&tree);
        filter.sort(TensorTree::Parameters, Qt::AscendingOrder);
        const QModelIndex block = filter.index(0, 0);
        qlonglong before = 0;
        for (int row = 0; row < filter.rowCount(block); ++row) {
            const qlonglong count = filter.index(row, TensorTree::Parameters, block)
                                        .data(TensorTree::SortRole)
                                        .toLongLong();
            QVERIFY(count >= before);
            before = count;
        }
        filter.sort(TensorTree::Name, Qt::AscendingOrder);
        QCOMPARE(filter.index(0, 0).data().toString(), QStringLiteral("Block 0"));
    }
};

QTEST_GUILESS_MAIN(TestTensorTree)
#include "test_tensor_tree.moc"
