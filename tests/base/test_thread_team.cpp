#include "base/thread_team.h"

#include <QTest>

#include <chrono>

using fracbit::ThreadTeam;

class TestThreadTeam : public QObject {
    Q_OBJECT
private slots:
    void everyItemOnce() {
        for (const int threads : {1, 2, 5}) {
            ThreadTeam team(threads);
            QCOMPARE(team.threads(), threads);
            for (const std::size_t count : {0, 1, 2, 3, 1000}) {
                std::vector<std::atomic<int>> calls(count);
                team.run(count, [&](std::size_t i) { ++calls[i]; });
                for (const auto& item : calls)
                    QCOMPARE(item.load(), 1);
            }
        }
    }

    // Loops follow each other at every distance: helpers spinning, late or asleep.
    void manyShortLoops() {
        ThreadTeam team(4);
        std::atomic<std::uint64_t> sum{0};
        for (std::size_t loop = 0; loop < 20000; ++loop) {
            const std::size_t count = 2 + loop % 7;
            const std::uint64_t before = sum;
            team.run(count, [&](std::size_t i) { sum += i + 1; });
            QCOMPARE(sum - before, count * (count + 1) / 2);
            if (loop % 5000 == 0)
                QTest::qSleep(5);
        }
    }

    void endsWhileHelpersSleep() {
        for (int i = 0; i < 20; ++i) {
            ThreadTeam team(3);
            if (i % 2)
                QTest::qSleep(2);
        }
    }
};

QTEST_APPLESS_MAIN(TestThreadTeam)
#include "test_thread_team.moc"
