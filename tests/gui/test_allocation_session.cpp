#include "base/atomic_file.h"
#include "gui/profile_file.h"
#include "models/heatmap_data.h"
#include "profiling/moments_file.h"
#include "session/allocation_session.h"
#include "session/opened_profile.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <limits>
#include <set>

using namespace fracbit;
using namespace fracbit::app;

class TestAllocationSession : public QObject {
    Q_OBJECT

private:
    QTemporaryDir folder_;
    QString path_;
    std::unique_ptr<AllocationSession> session_;

    const allocation::Solution& solution() { return session_->allocation()->result.solution; }
    int scheme(const char* name) {
        const auto& schemes = session_->profile()->problem->schemes;
        for (std::size_t i = 0; i < schemes.size(); ++i)
            if (schemes[i].name == name)
                return int(i);
        qFatal("no scheme %s", name);
    }
    void settle() { QTRY_VERIFY(!session_->busy()); }

private slots:
    void initTestCase() {
        path_ = tests::writeSmallProfile(folder_.filePath(QStringLiteral("small.profile.json")));
    }
    void init() {
        session_ = std::make_unique<AllocationSession>();
        session_->open(path_);
        settle();
        QVERIFY(session_->phase() == AllocationSession::Phase::Ready);
    }

    void beginsWithinABudgetAndProven() {
        QVERIFY(session_->allocation());
        QVERIFY(session_->allocation()->result.proven);
        QVERIFY(solution().memory <= *session_->decision().budgets.memory);
        QVERIFY(session_->fronts());
        QVERIFY(session_->fronts()->latency);
        QCOMPARE(session_->fronts()->uniform.size(), std::size_t(6));
        QCOMPARE(session_->profile()->name, QStringLiteral("small"));
    }

    void moreMemoryIsLessLoss() {
        const double before = solution().objective;
        session_->setMemoryBudget(session_->profile()->memory.most);
        settle();
        QVERIFY(solution().objective < before);
    }

    void newestBudgetIsTheOneThatIsShown() {
        const Extent range = session_->profile()->memory;
        for (int i = 0; i <= 100; ++i)
            session_->setMemoryBudget(range.least + (range.most - range.least) * i / 100);
        settle();
        QCOMPARE(*session_->allocation()->decision.budgets.memory, range.most);
        QCOMPARE(session_->history().count(), 1); // a drag is one step
    }

    // What is shown before the proof is an allocation of the same decision, and none is worse than
    // the one before.
    void refinesToTheProof() {
        session_->open(tests::writeSmallProfile(folder_.filePath(QStringLiteral("80.json")), 80));
        settle();
        std::vector<AllocationPtr> shown;
        connect(session_.get(), &AllocationSession::allocationChanged, this,
                [&] { shown.push_back(session_->allocation()); });
        const Extent memory = session_->profile()->memory;
        const Extent latency = *session_->profile()->latency;
        session_->setMemoryBudget(memory.least + (memory.most - memory.least) / 3);
        session_->setLatencyBudget(latency.least + (latency.most - latency.least) / 2);
        settle();
        QVERIFY(!shown.empty() && session_->infeasible().isEmpty());
        double objective = std::numeric_limits<double>::infinity();
        for (const AllocationPtr& allocation : shown) {
            if (allocation->decision.budgets != session_->decision().budgets)
                continue; // of the memory budget alone
            const auto& found = allocation->result.solution;
            QVERIFY(found.memory <= *session_->decision().budgets.memory);
            QVERIFY(*found.latency <= *session_->decision().budgets.latency);
            QVERIFY(found.objective <= objective);
            objective = found.objective;
        }
        QVERIFY(shown.back()->result.proven);
        QVERIFY(shown.back()->decision.budgets == session_->decision().budgets);
    }

    void pinBanReleaseAndUndo() {
        const auto original = solution().schemes;
        session_->pin({0, 1}, scheme("nuq-2"));
        settle();
        QCOMPARE(solution().schemes[0], scheme("nuq-2"));
        QCOMPARE(solution().schemes[1], scheme("nuq-2"));
        session_->ban({5}, original[5]);
        settle();
        QVERIFY(solution().schemes[5] != original[5]);
        QVERIFY(session_->history().undoText().contains(QStringLiteral("blocks.0.mlp.up")));
        session_->history().undo();
        session_->history().undo();
        settle();
        QCOMPARE(solution().schemes, original);
        session_->history().redo();
        settle();
        QCOMPARE(solution().schemes[0], scheme("nuq-2"));
        session_->release({0, 1});
        settle();
        QCOMPARE(solution().schemes, original);
    }

    void contradictionExplainsItselfAndCanBeUndone() {
        for (const char* name : {"nuq-2", "vq-2.5", "tcq-3", "tcq-3.5", "tcq-4", "nuq-5"})
            session_->ban({3}, scheme(name));
        settle();
        QVERIFY(session_->infeasible().contains(QStringLiteral("blocks.0.attn.o")));
        QVERIFY(!session_->fronts());
        session_->history().undo();
        settle();
        QVERIFY(session_->infeasible().isEmpty());
        QVERIFY(session_->fronts());
    }

    void impossibleBudgetExplainsItself() {
        session_->setMemoryBudget(session_->profile()->memory.least - 1000);
        settle();
        QVERIFY(!session_->infeasible().isEmpty());
        session_->setMemoryBudget(session_->profile()->memory.most);
        settle();
        QVERIFY(session_->infeasible().isEmpty());
    }

    void oneBudgetAlwaysHolds() {
        session_->setMemoryBudget(std::nullopt);
        QVERIFY(session_->decision().budgets.memory);
        session_->setLatencyBudget(session_->profile()->latency->most);
        session_->setMemoryBudget(std::nullopt);
        QVERIFY(!session_->decision().budgets.memory);
        settle();
        QVERIFY(*solution().latency <= session_->profile()->latency->most);
    }

    void withoutFusionNoCallIsShared() {
        session_->setFusion(allocation::Fusion::Off);
        settle();
        const std::set<int> calls(solution().calls.begin(), solution().calls.end());
        QCOMPARE(calls.size(), solution().calls.size());
    }

    // Sizes stay what they were; loss, fronts and plan follow, and every step can be undone.
    void feedbackIsADecisionLikeOthers() {
        const std::filesystem::path path =
            folder_.filePath(QStringLiteral("gains.json")).toStdString();
        profiling::writeProfile(path, tests::withFeedback(tests::smallProfile()));
        session_->open(QString::fromStdString(path.string()));
        settle();
        QVERIFY(!session_->profile()->feedbackProblem); // gains alone carry nothing out
        writeFileAtomically(profiling::momentsPath(path), "looked at when it is used");
        session_->retry();
        settle();
        QVERIFY(session_->profile()->feedbackProblem);
        const AllocationPtr with = session_->allocation();
        const double front = session_->fronts()->memory.points.front().solution.objective;
        QVERIFY(planOf(*session_->profile(), *with).feedback == pipeline::Feedback::On);
        QVERIFY(!planOf(*session_->profile(), *with).moments.empty());
        session_->setFeedback(pipeline::Feedback::Off);
        settle();
        const AllocationPtr without = session_->allocation();
        QVERIFY(without->result.solution.objective > with->result.solution.objective);
        QVERIFY(without->result.solution.schemes != with->result.solution.schemes);
        QVERIFY(session_->fronts()->memory.points.front().solution.objective > front);
        QVERIFY(planOf(*session_->profile(), *without).feedback == pipeline::Feedback::Off);
        QVERIFY(planOf(*session_->profile(), *without).moments.empty());
        const auto loss = [this](const AllocationPtr& allocation) {
            double sum = 0;
            for (const HeatmapCell& cell :
                 heatmapData(*session_->profile(), *allocation, CellValue::Sensitivity, nullptr)
                     .cells)
                sum += cell.value;
            return sum;
        };
        QVERIFY(loss(with) < loss(without));
        session_->history().undo();
        settle();
        QCOMPARE(session_->allocation()->result.solution.objective,
                 with->result.solution.objective);
    }

    void brokenFileKeepsTheOpenProfile() {
        const QString broken = folder_.filePath(QStringLiteral("broken.json"));
        QFile file(broken);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("{\"format\": \"something else\"}");
        file.close();
        session_->open(broken);
        settle();
        QVERIFY(session_->phase() == AllocationSession::Phase::Failed);
        QVERIFY(session_->failureMessage().contains(QStringLiteral("broken.json")));
        session_->returnToProfile();
        QVERIFY(session_->phase() == AllocationSession::Phase::Ready);
        QCOMPARE(session_->path(), path_);
    }
};

QTEST_GUILESS_MAIN(TestAllocationSession)
#include "test_allocation_session.moc"
