#include "gui/model_folder.h"
#include "gui/watchdog.h"
#include "models/tensor_tree.h"
#include "pages/model_page.h"
#include "session/opened_model.h"
#include "shell/main_window.h"
#include "shell/studio.h"
#include "views/start_view.h"
#include "views/state_view.h"
#include "views/tensor_browser.h"
#include "views/tensor_details.h"

#include <QApplication>
#include <QClipboard>
#include <QDropEvent>
#include <QLabel>
#include <QLineEdit>
#include <QMimeData>
#include <QPushButton>
#include <QSettings>
#include <QTemporaryDir>
#include <QTest>
#include <QToolButton>
#include <QTreeView>

using namespace fracbit;
using namespace fracbit::app;

namespace {

QPushButton* buttonWithText(QWidget& parent, const QString& text) {
    for (QPushButton* button : parent.findChildren<QPushButton*>())
        if (button->text() == text && button->isVisible())
            return button;
    return nullptr;
}

} // namespace

class TestMainWindow : public QObject {
    Q_OBJECT

private:
    QTemporaryDir folder_;
    QString model_;
    QString broken_;
    std::unique_ptr<QSettings> store_;
    std::unique_ptr<Studio> studio_;

    MainWindow& window() { return studio_->window(); }
    Session& session() { return studio_->workspace().model(); }
    QTreeView& tree() { return *window().modelPage().findChild<QTreeView*>(); }

    void drop(const QString& path) {
        QMimeData data;
        data.setUrls({QUrl::fromLocalFile(path)});
        QDragEnterEvent enter(QPoint(400, 300), Qt::CopyAction, &data, Qt::LeftButton,
                              Qt::NoModifier);
        QApplication::sendEvent(&window(), &enter);
        QVERIFY(enter.isAccepted());
        QDropEvent event(QPointF(400, 300), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
        QApplication::sendEvent(&window(), &event);
    }

    void openModel() {
        session().open(model_);
        QTRY_VERIFY(session().phase() == Session::Phase::Ready);
    }

private slots:
    void initTestCase() {
        model_ = tests::writeModelFolder(folder_.filePath(QStringLiteral("Tiny")));
        broken_ = folder_.filePath(QStringLiteral("broken.gguf"));
        tests::writeFile(broken_, QByteArray("GGUF\3\0\0\0\xff\xff", 10));
    }

    void init() {
        QFile::remove(folder_.filePath(QStringLiteral("settings.ini")));
        store_ = std::make_unique<QSettings>(folder_.filePath(QStringLiteral("settings.ini")),
                                             QSettings::IniFormat);
        store_->setValue(QStringLiteral("appearance/language"), QStringLiteral("en"));
        studio_ = std::make_unique<Studio>(*store_);
        window().show();
        QVERIFY(QTest::qWaitForWindowExposed(&window()));
    }

    void cleanup() {
        studio_.reset();
        store_.reset();
    }

    void beginsWithAnInvitation() {
        QVERIFY(qobject_cast<StartView*>(window().modelPage().current()));
        QVERIFY(buttonWithText(window(), QStringLiteral("Open file…")));
        QVERIFY(buttonWithText(window(), QStringLiteral("Open folder…")));
    }

    void opensADroppedFolder() {
        drop(model_);
        QTRY_VERIFY(session().phase() == Session::Phase::Ready);
        QCOMPARE(tree().model()->rowCount(), 4);
        QCOMPARE(studio_->settings().recent, QStringList{model_});
        QVERIFY(window().windowTitle().startsWith(session().model()->name));
    }

    void showsWhatIsWrongWithABrokenFile() {
        drop(broken_);
        QTRY_VERIFY(session().phase() == Session::Phase::Failed);
        QCOMPARE(window().modelPage().current(), &window().modelPage().failure());
        QVERIFY(window().modelPage().failure().detail().contains(QStringLiteral("broken.gguf")));
        QVERIFY(studio_->settings().recent.isEmpty());
        QVERIFY(!buttonWithText(window(), QStringLiteral("Back"))); // there is nothing behind it
    }

    void missingFileFailsAndCanBeTriedAgain() {
        const QString path = folder_.filePath(QStringLiteral("later"));
        session().open(path);
        QTRY_VERIFY(session().phase() == Session::Phase::Failed);
        tests::writeModelFolder(path);
        QTest::mouseClick(buttonWithText(window(), QStringLiteral("Try again")), Qt::LeftButton);
        QTRY_VERIFY(session().phase() == Session::Phase::Ready);
    }

    void failureKeepsTheOpenModel() {
        openModel();
        session().open(broken_);
        QTRY_VERIFY(session().phase() == Session::Phase::Failed);
        QTest::mouseClick(buttonWithText(window(), QStringLiteral("Back")), Qt::LeftButton);
        QVERIFY(session().phase() == Session::Phase::Ready);
        QCOMPARE(session().path(), model_);
    }

    void newestRequestWins() {
        session().open(broken_);
        session().open(folder_.filePath(QStringLiteral("missing")));
        session().open(model_);
        QTRY_VERIFY(session().phase() == Session::Phase::Ready);
        QTest::qWait(50);
        QVERIFY(session().phase() == Session::Phase::Ready);
        QCOMPARE(session().path(), model_);
    }

    void cancelReturnsToTheInvitation() {
        session().open(model_);
        session().cancelOpening();
        QTest::qWait(100);
        QVERIFY(session().phase() == Session::Phase::Empty);
        QVERIFY(!session().model());
    }

    void pagesByKeyboard() {
        QTest::keyClick(&window(), Qt::Key_3, Qt::ControlModifier);
        QVERIFY(window().currentPage() == PageId::Allocate);
        QTest::keyClick(&window(), Qt::Key_1, Qt::ControlModifier);
        QVERIFY(window().currentPage() == PageId::Model);
        auto* bar = window().findChild<NavigationBar*>();
        bar->findChildren<QToolButton*>().constFirst()->setFocus();
        QTest::keyClick(bar, Qt::Key_Down);
        QVERIFY(window().currentPage() == PageId::Profile);
    }

    void treeByKeyboard() {
        openModel();
        QTRY_VERIFY(tree().hasFocus());
        QTest::keyClick(&tree(), Qt::Key_Down);
        const auto* details = window().findChild<TensorDetails*>();
        QVERIFY(details->text().startsWith(QStringLiteral("blocks.0.attn.norm.weight")));
        QTest::keyClick(&tree(), Qt::Key_C, Qt::ControlModifier);
        const QStringList lines = QApplication::clipboard()->text().split(QLatin1Char('\n'));
        QCOMPARE(lines.size(), 2);
        QCOMPARE(lines[1].split(QLatin1Char('\t')).size(), int(TensorTree::ColumnCount));
        QTest::keyClick(&window(), Qt::Key_F, Qt::ControlModifier);
        auto* filter = window().findChild<TensorBrowser*>()->findChild<QLineEdit*>();
        QTRY_VERIFY(filter->hasFocus());
        QTest::keyClicks(filter, QStringLiteral("mlp.down"));
        QCOMPARE(tree().model()->rowCount(), 3);
    }

    void narrowWindowKeepsTheNames() {
        openModel();
        window().resize(1600, 800);
        QTRY_VERIFY(!tree().isColumnHidden(TensorTree::Parameters));
        window().resize(900, 600);
        QTRY_VERIFY(tree().isColumnHidden(TensorTree::Parameters));
        QVERIFY(tree().columnWidth(TensorTree::Name) > 120);
        QVERIFY(!tree().isColumnHidden(TensorTree::Size));
    }

    void pagesSayWhatIsMissing() {
        openModel();
        for (PageId page : {PageId::Allocate, PageId::Export}) {
            window().showPage(page);
            QVERIFY(buttonWithText(window(), QStringLiteral("Open profile…")));
        }
        window().showPage(PageId::Allocate);
        QTest::mouseClick(buttonWithText(window(), QStringLiteral("Measure a profile")),
                          Qt::LeftButton);
        QVERIFY(window().currentPage() == PageId::Profile);
        QVERIFY(buttonWithText(window(), QStringLiteral("Measure the profile")));
    }

    void languageChangesAtOnceAndIsRemembered() {
        openModel();
        emit window().languageChosen(QStringLiteral("de"));
        QTRY_VERIFY(window().findChild<NavigationBar*>()->accessibleName() !=
                    QLatin1String("Pages"));
        QCOMPARE(studio_->settings().language, QStringLiteral("de"));
        QCOMPARE(tree().model()->rowCount(), 4);
    }

    void everyControlHasAnAccessibleName() {
        openModel();
        for (QWidget* widget : window().findChildren<QWidget*>()) {
            if (widget->focusPolicy() == Qt::NoFocus || !widget->isVisible())
                continue;
            const auto* button = qobject_cast<QAbstractButton*>(widget);
            const auto* label = qobject_cast<QLabel*>(widget);
            const bool named = !widget->accessibleName().isEmpty() ||
                               (button && !button->text().isEmpty()) ||
                               (label && !label->text().isEmpty()) ||
                               widget->inherits("QSplitterHandle") || widget->inherits("QMenuBar");
            QVERIFY2(named, widget->metaObject()->className());
        }
    }

    void openingNeverBlocksTheWindow() {
        const QString large = tests::writeModelFolder(folder_.filePath(QStringLiteral("Large")),
                                                      tests::smallConfig(126));
        const qint64 longest = tests::longestBlockOf([&] {
            session().open(large);
            QTRY_VERIFY(session().phase() == Session::Phase::Ready);
            QTest::qWait(100);
        });
        QVERIFY2(longest <= tests::kLongestBlock, qPrintable(QStringLiteral("%1 ms").arg(longest)));
    }

    void profilesAndModelsAreToldApartByName() {
        using Kind = Workspace::Kind;
        QVERIFY(Workspace::kindOf(QStringLiteral("/a/smol.profile.json")) == Kind::Profile);
        QVERIFY(Workspace::kindOf(QStringLiteral("/a/config.json")) == Kind::Model);
        QVERIFY(Workspace::kindOf(QStringLiteral("/a/model.safetensors.index.json")) ==
                Kind::Model);
        QVERIFY(Workspace::kindOf(QStringLiteral("/a/b.gguf")) == Kind::Model);
    }

    void geometryIsRestored() {
        window().resize(1000, 700);
        window().close();
        studio_ = std::make_unique<Studio>(*store_);
        QCOMPARE(window().size(), QSize(1000, 700));
    }
};

QTEST_MAIN(TestMainWindow)
#include "test_main_window.moc"
