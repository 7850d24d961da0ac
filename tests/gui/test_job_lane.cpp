#include "jobs/job_lane.h"

#include "base/mapped_file.h"

#include <QTemporaryFile>
#include <QTest>

#include <atomic>
#include <chrono>

using namespace fracbit;
using fracbit::app::Job;
using fracbit::app::JobFailure;
using fracbit::app::JobLane;

namespace {

// Works until it is stopped.
int spin(const RunContext& context) {
    while (true) {
        context.throwIfCancelled();
        std::this_thread::sleep_for(std::chrono::milliseconds(1));
    }
}

} // namespace

class TestJobLane : public QObject {
    Q_OBJECT

private slots:
    void deliversOnTheObjectsThread() {
        JobLane lane(JobLane::Replace::StopRunning);
        std::thread::id worker;
        std::thread::id receiver;
        Job<int> job;
        job.work = [&worker](const RunContext&) {
            worker = std::this_thread::get_id();
            return 7;
        };
        int result = 0;
        job.succeeded = [&](int value) {
            result = value;
            receiver = std::this_thread::get_id();
        };
        lane.start(job);
        QVERIFY(lane.busy());
        QTRY_COMPARE(result, 7);
        QVERIFY(!lane.busy());
        QVERIFY(receiver == std::this_thread::get_id());
        QVERIFY(worker != receiver);
    }

    void everyExceptionIsAFailure() {
        JobLane lane(JobLane::Replace::StopRunning);
        for (const bool standard : {true, false}) {
            std::optional<JobFailure> failure;
            Job<int> job;
            job.work = [standard](const RunContext&) -> int {
                if (standard)
                    throw std::runtime_error("shapes\nException raised from here (most recent "
                                             "call first):\nframe #0");
                throw 3;
            };
            job.failed = [&failure](const JobFailure& got) { failure = got; };
            lane.start(job);
            QTRY_VERIFY(failure);
            QVERIFY(failure->code == ErrorCode::Internal);
            QCOMPARE(failure->message, standard
                                           ? QStringLiteral("internal error: shapes")
                                           : QStringLiteral("internal error of an unknown kind"));
        }
    }

    // What is computed from a file that vanished meanwhile is no result, even if the work ends
    // well.
    void lostFileIsAFailure() {
        QTemporaryFile source;
        QVERIFY(source.open());
        source.write(QByteArray(1 << 16, 'x'));
        QVERIFY(source.flush());
        JobLane lane(JobLane::Replace::StopRunning);
        std::optional<JobFailure> failure;
        Job<int> job;
        job.work = [path = source.fileName().toStdString()](const RunContext&) {
            const MappedFile file(path);
            std::filesystem::resize_file(path, 0);
            return std::to_integer<int>(file.bytes()[1 << 15]);
        };
        job.failed = [&failure](const JobFailure& got) { failure = got; };
        job.succeeded = [](int) { QFAIL("shown as a result"); };
        lane.start(job);
        QTRY_VERIFY(failure);
        QVERIFY(failure->code == ErrorCode::Io);
        QVERIFY(failure->message.contains(QStringLiteral("cannot be read any more")));
        QVERIFY(failure->message.contains(source.fileName()));
        job.work = [](const RunContext&) { return 7; };
        int result = 0;
        job.succeeded = [&result](int value) { result = value; };
        lane.start(job);
        QTRY_COMPARE(result, 7); // the window goes on
    }

    void newestWins() {
        JobLane lane(JobLane::Replace::StopRunning);
        QList<int> results;
        const auto start = [&](int number, bool endless) {
            Job<int> job;
            job.work = [number, endless](const RunContext& context) {
                return endless ? spin(context) : number;
            };
            job.succeeded = [&results](int value) { results << value; };
            job.failed = [&results](const JobFailure&) { results << -1; };
            lane.start(job);
        };
        start(1, true);
        QTest::qWait(20);
        start(2, true);
        start(3, false);
        QTRY_COMPARE(results, QList<int>{3});
        QTRY_VERIFY(!lane.busy());
        QCOMPARE(results, QList<int>{3});
    }

    void finishingLaneShowsTheRunningAndTheNewestOnly() {
        JobLane lane(JobLane::Replace::FinishRunning);
        QList<int> results;
        std::atomic<bool> started = false;
        std::atomic<bool> release = false;
        const auto start = [&](int number) {
            Job<int> job;
            job.work = [&started, &release, number](const RunContext&) {
                started = true;
                while (!release)
                    std::this_thread::sleep_for(std::chrono::milliseconds(1));
                return number;
            };
            job.succeeded = [&results](int value) { results << value; };
            lane.start(job);
        };
        start(1);
        QTRY_VERIFY(started);
        for (int number = 2; number <= 9; ++number)
            start(number);
        release = true;
        QTRY_VERIFY(!lane.busy());
        QCOMPARE(results, (QList<int>{1, 9}));
    }

    void errorsArriveWithTheirCode() {
        JobLane lane(JobLane::Replace::StopRunning);
        Job<int> job;
        job.work = [](const RunContext&) -> int {
            throw Error(ErrorCode::InvalidFile, "a.gguf", "is truncated");
        };
        JobFailure failure;
        job.failed = [&failure](const JobFailure& error) { failure = error; };
        lane.start(job);
        QTRY_COMPARE(failure.message, QStringLiteral("a.gguf: is truncated"));
        QVERIFY(failure.code == ErrorCode::InvalidFile);
    }

    void otherExceptionsAreFailuresToo() {
        JobLane lane(JobLane::Replace::StopRunning);
        Job<int> job;
        job.work = [](const RunContext&) -> int { throw std::bad_alloc(); };
        bool failed = false;
        job.failed = [&failed](const JobFailure&) { failed = true; };
        lane.start(job);
        QTRY_VERIFY(failed);
    }

    void cancelStopsAndDeliversNothing() {
        JobLane lane(JobLane::Replace::StopRunning);
        Job<int> job;
        job.work = spin;
        bool delivered = false;
        job.succeeded = [&delivered](int) { delivered = true; };
        job.failed = [&delivered](const JobFailure&) { delivered = true; };
        lane.start(job);
        QTest::qWait(10);
        lane.cancel();
        QTRY_VERIFY(!lane.busy());
        QVERIFY(!delivered);
    }

    void progressIsThinnedOut() {
        JobLane lane(JobLane::Replace::StopRunning);
        Job<int> job;
        job.work = [](const RunContext& context) {
            for (std::uint64_t i = 1; i <= 100000; ++i)
                context.report({"test", {}, i, 100000, "steps"});
            return 1;
        };
        int reports = 0;
        bool done = false;
        job.progressed = [&reports](const Progress&) { ++reports; };
        job.succeeded = [&done](int) { done = true; };
        lane.start(job);
        QTRY_VERIFY(done);
        QVERIFY(reports >= 1);
        QVERIFY(reports < 1000);
    }

    void destructionJoinsARunningJob() {
        std::atomic<bool> ended = false;
        {
            JobLane lane(JobLane::Replace::StopRunning);
            Job<int> job;
            job.work = [&ended](const RunContext& context) {
                try {
                    return spin(context);
                } catch (...) {
                    ended = true;
                    throw;
                }
            };
            lane.start(job);
            QTest::qWait(10);
        }
        QVERIFY(ended);
    }
};

QTEST_GUILESS_MAIN(TestJobLane)
#include "test_job_lane.moc"
