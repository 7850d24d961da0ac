// Everything is a saved project: autosaved, restored, and nothing is lost when files are not what
// they should be.
#include "base/checksum.h"
#include "gui/model_folder.h"
#include "gui/profile_file.h"
#include "pages/allocate_page.h"
#include "pipeline/project_file.h"
#include "session/opened_profile.h"
#include "shell/main_window.h"
#include "shell/studio.h"
#include "views/heatmap_view.h"
#include "views/notice_bar.h"

#include <QSettings>
#include <QTemporaryDir>
#include <QTest>

using namespace fracbit;
using namespace fracbit::app;

class TestProject : public QObject {
    Q_OBJECT

private:
    std::unique_ptr<QTemporaryDir> folder_;
    std::unique_ptr<QSettings> store_;
    std::unique_ptr<Studio> studio_;

    QString path(const char* name) const { return folder_->filePath(QString::fromLatin1(name)); }
    MainWindow& window() { return studio_->window(); }
    Workspace& workspace() { return studio_->workspace(); }
    AllocationSession& session() { return workspace().allocation(); }
    ProjectSession& project() { return workspace().project(); }
    void settle() { QTRY_VERIFY(!workspace().busy()); }

    void start() {
        studio_.reset();
        store_ = std::make_unique<QSettings>(path("s.ini"), QSettings::IniFormat);
        store_->setValue(QStringLiteral("appearance/language"), QStringLiteral("en"));
        studio_ = std::make_unique<Studio>(*store_);
        project().setFolder(path("projects"));
        window().show();
    }
    void openProfile() {
        window().open(tests::writeSmallProfile(path("small.profile.json")));
        settle();
    }
    void save() {
        project().saveNow();
        settle();
    }
    pipeline::Project saved() { return pipeline::readProject(project().path().toStdString()); }
    // A project of the small profile with an edit and a snapshot; its path.
    QString makeProject() {
        openProfile();
        session().pin({0}, 0);
        settle();
        session().addSnapshot(QStringLiteral("A"));
        save();
        return project().path();
    }

private slots:
    void init() {
        folder_ = std::make_unique<QTemporaryDir>();
        start();
    }
    void cleanup() {
        studio_.reset();
        store_.reset();
        folder_.reset();
    }

    void lookingAloneMakesNoProject() {
        openProfile();
        window().showPage(PageId::Export);
        save();
        QVERIFY(project().path().isEmpty());
        QVERIFY(!QFileInfo::exists(path("projects")));
    }

    void firstEditMakesOneByItself() {
        openProfile();
        session().pin({0}, 0);
        QTRY_VERIFY(QFileInfo::exists(path("projects/small.fracbit")));
        settle();
        QCOMPARE(saved().decision.restrictions.size(), std::size_t(1));
        QVERIFY(window().windowTitle().startsWith(QStringLiteral("small")));
        QCOMPARE(studio_->settings().recent.first(), project().path());
    }

    void aSecondProjectOfTheProfileGetsItsOwnName() {
        const QString first = makeProject();
        openProfile();
        session().ban({1}, 0);
        save();
        QVERIFY(project().path() != first);
        QVERIFY(pipeline::readProject(first.toStdString()).decision.restrictions.front().kind ==
                pipeline::ProjectRestriction::Kind::Pin);
    }

    void comesBackAsItWas() {
        openProfile();
        session().pin({3}, 2);
        session().limitBits({5}, allocation::Restriction::Kind::MinBits, 3.5);
        session().setExcludedSchemes({1});
        session().setFeedback(pipeline::Feedback::Off);
        session().setMemoryBudget(session().profile()->memory.most);
        session().setLatencyBudget(session().profile()->latency->most);
        settle();
        session().addSnapshot(QStringLiteral("A"));
        save();
        const Decision before = session().decision();
        const auto schemes = session().snapshots().front().allocation->result.solution.schemes;
        const QString file = project().path();
        start();
        window().open(file);
        settle();
        settle();
        QVERIFY(sameConstraints(session().decision(), before));
        QVERIFY(session().decision().budgets.memory == before.budgets.memory);
        QVERIFY(session().decision().budgets.latency == before.budgets.latency);
        QCOMPARE(session().snapshots().size(), std::size_t(1));
        QCOMPARE(session().snapshots().front().allocation->result.solution.schemes, schemes);
        QCOMPARE(project().path(), file);
        QVERIFY(session().infeasible().isEmpty());
    }

    // What nothing here obeys yet must not get lost, either.
    void wishesAreKept() {
        const QString file = makeProject();
        QCOMPARE(saved().profileFingerprint,
                 fileFingerprint(path("small.profile.json").toStdString()));
        pipeline::Project wished = saved();
        for (pipeline::ProjectDecision* decision :
             {&wished.decision, &wished.snapshots.front().decision}) {
            decision->deviceMemoryBytes = 8589934592;
            decision->context = 8192;
            decision->keyValueBits = 8;
        }
        pipeline::writeProject(file.toStdString(), wished);
        start();
        window().open(file);
        settle();
        settle();
        session().ban({1}, 0);
        settle();
        save();
        for (const pipeline::ProjectDecision& decision :
             {saved().decision, saved().snapshots.front().decision}) {
            QVERIFY(decision.deviceMemoryBytes == 8589934592);
            QVERIFY(decision.context == 8192);
            QVERIFY(decision.keyValueBits == 8);
        }
        QCOMPARE(saved().decision.restrictions.size(), std::size_t(2));
    }

    // Embedding and head are layers as any other where the profile has them.
    void vocabularyIsAllocated() {
        profiling::Profile profile = tests::smallProfile();
        profile.provenance["checkpoint"] = "0123456789abcdef";
        for (const char* name : {"embedding", "head"}) {
            profiling::ProfileLayer layer = profile.layers.front();
            layer.name = layer.role = name;
            layer.block = 0;
            profile.layers.push_back(layer);
        }
        profiling::writeProfile(path("v.profile.json").toStdString(), profile);
        window().open(path("v.profile.json"));
        settle();
        QVERIFY(session().allocation());
        const auto plan = planOf(*session().profile(), *session().allocation());
        QCOMPARE(plan.layers.size(), profile.layers.size());
        QVERIFY(plan.find("embedding") && plan.find("head"));
        QCOMPARE(plan.source, std::string("0123456789abcdef"));
        QCOMPARE(plan.profile, fileFingerprint(path("v.profile.json").toStdString()));
        const auto layers = int(profile.layers.size());
        for (int layer : {layers - 2, layers - 1}) {
            session().pin({layer}, 0);
            window().allocatePage().heatmap().selectLayers({layer});
        }
        settle();
        save();
        QCOMPARE(saved().decision.restrictions.back().layer, std::string("head"));
    }

    void rowsOfThePictureComeBack() {
        const RowChoice rows{{QStringLiteral("k"), QStringLiteral("up")}, {}};
        makeProject();
        window().allocatePage().setRows(rows);
        save();
        const QString file = project().path();
        start();
        window().open(file);
        settle();
        settle();
        QVERIFY(window().allocatePage().rows() == rows);
        QCOMPARE(window().allocatePage().heatmap().data().rows(), 5);
        openProfile(); // alone: a project of its own, with all rows
        QVERIFY(window().allocatePage().rows() == RowChoice());
        save();
        QVERIFY(pipeline::readProject(file.toStdString()).view.at("rows.hidden") == "k\nup");
    }

    void crashIsNotTheEnd() {
        const QString file = makeProject();
        QCOMPARE(QSettings(path("s.ini"), QSettings::IniFormat)
                     .value(QStringLiteral("files/openProject"))
                     .toString(),
                 file);
        start(); // the window was never closed
        studio_->reopenAfterCrash();
        settle();
        settle();
        QCOMPARE(project().path(), file);
        QVERIFY(!window().notice().text().isEmpty());
        window().close();
        start();
        studio_->reopenAfterCrash();
        settle();
        QVERIFY(project().path().isEmpty());
    }

    void closingSavesTheLastEdit() {
        makeProject();
        const std::string file = project().path().toStdString();
        session().ban({1}, 0);
        window().close();
        QCOMPARE(pipeline::readProject(file).decision.restrictions.size(), std::size_t(2));
    }

    void brokenProjectSaysSoAndChangesNothing() {
        const QString good = makeProject();
        tests::writeFile(path("broken.fracbit"), "{\"format\": \"fracbit-project\"");
        window().open(path("broken.fracbit"));
        settle();
        QVERIFY(window().notice().text().contains(QStringLiteral("broken.fracbit")));
        QCOMPARE(project().path(), good);
        QVERIFY(session().phase() == AllocationSession::Phase::Ready);
    }

    void vanishedProfileLeavesBothProjectsAlone() {
        makeProject();
        const QString good = project().path();
        QVERIFY(QFile::copy(good, path("other.fracbit")));
        pipeline::Project other = saved();
        other.profile = "/no/such/profile.json";
        pipeline::writeProject(path("other.fracbit").toStdString(), other);
        window().open(path("other.fracbit"));
        settle();
        settle();
        QVERIFY(session().phase() == AllocationSession::Phase::Failed);
        QVERIFY(session().failureMessage().contains(QStringLiteral("/no/such/profile.json")));
        session().returnToProfile();
        session().ban({1}, 0);
        save();
        QVERIFY(pipeline::readProject(path("other.fracbit").toStdString()) == other);
        QCOMPARE(project().path(), good);
    }

    void vanishedModelDoesNotStopTheAllocation() {
        makeProject();
        pipeline::Project other = saved();
        other.model = "/no/such/model";
        pipeline::writeProject(path("other.fracbit").toStdString(), other);
        window().open(path("other.fracbit"));
        settle();
        settle();
        QVERIFY(session().phase() == AllocationSession::Phase::Ready);
        QVERIFY(workspace().model().failureMessage().contains(QStringLiteral("/no/such/model")));
        save();
        session().ban({1}, 0);
        save();
        QCOMPARE(saved().model.string(), std::string("/no/such/model")); // not forgotten
    }

    void projectOfAnotherProfileIsRefused() {
        makeProject();
        pipeline::Project other = saved();
        other.decision.restrictions.front().layer = "blocks.99.attn.q";
        pipeline::writeProject(path("other.fracbit").toStdString(), other);
        window().open(path("other.fracbit"));
        settle();
        settle();
        QVERIFY(session().failureMessage().contains(QStringLiteral("blocks.99.attn.q")));
    }

    // As on a full disk: the write fails.
    void failedSaveIsToldAndCanGoElsewhere() {
        openProfile();
        tests::writeFile(path("file"), "x");
        project().setFolder(path("file"));
        session().pin({0}, 0);
        save();
        QVERIFY(window().notice().text().contains(path("file")));
        project().saveAs(path("elsewhere"));
        settle();
        QVERIFY(window().notice().text().isEmpty());
        QCOMPARE(project().path(), path("elsewhere.fracbit"));
        QCOMPARE(saved().decision.restrictions.size(), std::size_t(1));
    }
};

QTEST_MAIN(TestProject)
#include "test_project.moc"
