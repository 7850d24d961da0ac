// Whatever the studio works on, the window never blocks for more than 50 ms.
#include "gui/open_studio.h"
#include "gui/reference_profile.h"
#include "gui/watchdog.h"
#include "pages/allocate_page.h"
#include "pages/profile_page.h"
#include "session/opened_profile.h"
#include "views/budget_control.h"
#include "views/export_form.h"
#include "views/latency_form.h"
#include "views/profile_form.h"

#include <QComboBox>
#include <QSlider>
#include <QThread>
#include <QTimer>

using namespace fracbit;
using namespace fracbit::app;

#define VERIFY_NEVER_BLOCKED(action)                                                               \
    do {                                                                                           \
        const qint64 longest = tests::longestBlockOf(action);                                      \
        qInfo("longest block: %lld ms", longest);                                                  \
        QVERIFY2(longest <= tests::kLongestBlock,                                                  \
                 qPrintable(QStringLiteral("%1 ms").arg(longest)));                                \
    } while (false)

class TestAlive : public QObject {
    Q_OBJECT

private:
    tests::TemporaryFolder folder_;
    std::unique_ptr<tests::OpenStudio> studio_;
    int runs_ = 0;

    QString path(const QString& name) const {
        return QString::fromStdString((folder_ / name.toStdString()).string());
    }
    // Each run of a job writes anew.
    QString freshPath(const char* name) {
        return path(QStringLiteral("%1-%2").arg(QLatin1String(name)).arg(++runs_));
    }
    MainWindow& window() { return studio_->window(); }
    Workspace& workspace() { return studio_->workspace(); }
    void settle() { QTRY_VERIFY_WITH_TIMEOUT(studio_->idle(), tests::kPatience); }
    void open(const QString& name) {
        window().open(path(name));
        settle();
    }
    void openLargeProfile() {
        tests::writeReferenceProfile(path(QStringLiteral("8b.json")));
        open(QStringLiteral("8b.json"));
        QCOMPARE(workspace().allocation().profile()->blocks, 32);
    }
    void exportAs(int format) {
        open(QStringLiteral("model"));
        open(QStringLiteral("p.json"));
        window().showPage(PageId::Export);
        ExportForm& form = window().exportPage().form();
        form.findChild<QComboBox*>(QStringLiteral("format"))->setCurrentIndex(format);
        VERIFY_NEVER_BLOCKED([&] {
            form.setFolder(freshPath("written"));
            QVERIFY(studio_->click(QStringLiteral("Quantize")));
            settle();
            QVERIFY2(studio_->work().failure().isEmpty(), qPrintable(studio_->work().failure()));
        });
    }

private slots:
    void initTestCase() { tests::writeTinyModelAndProfile(folder_.path()); }
    void init() { studio_ = std::make_unique<tests::OpenStudio>(folder_.path()); }
    void cleanup() { studio_.reset(); }

    // The measure itself: it sees a handler that sleeps.
    void blocksAreSeen() {
        const tests::Watchdog watchdog;
        QTimer::singleShot(20, this, [] { QThread::msleep(80); });
        QTest::qWait(150);
        QVERIFY2(watchdog.longestBlock() >= 75,
                 qPrintable(QString::number(watchdog.longestBlock())));
    }

    void whileProfiling() {
        open(QStringLiteral("model"));
        VERIFY_NEVER_BLOCKED([&] {
            window().showPage(PageId::Profile);
            if (QPushButton* again = studio_->button(QStringLiteral("Measure a new one…")))
                QTest::mouseClick(again, Qt::LeftButton);
            ProfileForm& form = window().profilePage().form();
            form.setFile(freshPath("measured.json"));
            form.setSample(2, 16);
            form.setMoments(false); // minutes, and the same threads as the rest
            form.latency().chooseNone();
            QVERIFY(studio_->click(QStringLiteral("Measure the profile")));
            settle();
            QVERIFY2(studio_->work().failure().isEmpty(), qPrintable(studio_->work().failure()));
        });
    }

    void whileQuantizing() { exportAs(0); }
    void whileWritingForOtherPrograms() { exportAs(1); }

    void whileAnEightBillionProfileOpens() {
        openLargeProfile();
        VERIFY_NEVER_BLOCKED([this] { open(QStringLiteral("8b.json")); });
    }

    void whileTheSliderMovesThroughItsRange() {
        openLargeProfile();
        auto* slider = window().allocatePage().memory().findChild<QSlider*>();
        VERIFY_NEVER_BLOCKED([&] {
            for (int value = slider->minimum(); value <= slider->maximum(); value += 10) {
                slider->setValue(value);
                QCoreApplication::processEvents();
            }
            settle();
        });
    }

    void whilePagesAreTurned() {
        openLargeProfile();
        VERIFY_NEVER_BLOCKED([this] {
            for (const PageId page : kPages) {
                window().showPage(page);
                QTest::qWait(20);
            }
            settle();
        });
    }

    void whileAPictureIsSaved_data() {
        QTest::addColumn<QString>("ending");
        for (const char* ending : {"svg", "pdf", "png"})
            QTest::newRow(ending) << QString::fromLatin1(ending);
    }
    void whileAPictureIsSaved() {
        QFETCH(QString, ending);
        openLargeProfile();
        window().showPage(PageId::Export);
        VERIFY_NEVER_BLOCKED([&] {
            const QString file = freshPath("picture") + QLatin1Char('.') + ending;
            emit window().exportPage().pictureRequested(file);
            QTRY_VERIFY_WITH_TIMEOUT(window().exportPage().resultText().contains(file),
                                     tests::kPatience);
            QVERIFY(QFileInfo::exists(file));
        });
    }
};

QTEST_MAIN(TestAlive)
#include "test_alive.moc"
