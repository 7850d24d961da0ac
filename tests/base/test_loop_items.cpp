#include "base/loop_items.h"

#include "base/interleavings.h"

#include <QTest>

#include <algorithm>
#include <memory>

using fracbit::LoopItems;
using namespace fracbit::tests;

namespace {

// What was there before LoopItems: the number of items is no part of the word that is claimed from,
// so that a helper which is late for its loop can take an item of the next one for one of its own.
template <template <class> class Atomic>
class SeparateCount {
public:
    void open(std::uint32_t loop, std::uint32_t count) {
        done_.store(0, std::memory_order_relaxed);
        count_.store(count, std::memory_order_relaxed);
        next_.store(std::uint64_t{loop} << 32, std::memory_order_release);
    }
    std::uint32_t claim(std::uint32_t loop) {
        std::uint64_t next = next_.load(std::memory_order_acquire);
        while (next >> 32 == loop &&
               static_cast<std::uint32_t>(next) < count_.load(std::memory_order_relaxed))
            if (next_.compare_exchange_weak(next, next + 1, std::memory_order_acq_rel))
                return count_.load(std::memory_order_relaxed) - static_cast<std::uint32_t>(next);
        return 0;
    }
    void finish() { done_.fetch_add(1, std::memory_order_release); }
    std::uint32_t done() const { return done_.load(std::memory_order_acquire); }
    void waitForMore(std::uint32_t known) const { done_.wait(known, std::memory_order_acquire); }

private:
    Atomic<std::uint64_t> next_{0};
    Atomic<std::uint32_t> count_{0};
    Atomic<std::uint32_t> done_{0};
};

// What a ThreadTeam does with its items: an owner that runs loops of the given sizes, and a helper
// that takes part in whichever it comes to know of.
template <class Items>
struct Team {
    explicit Team(std::vector<std::uint32_t> loops) : counts(std::move(loops)) {
        for (const std::uint32_t each : counts)
            calls.emplace_back(each);
    }

    void takeItems(std::uint32_t loop) {
        while (const std::uint32_t left = items.claim(loop)) {
            // Read as late as the body is: after the claim.
            const std::uint32_t running = current;
            const std::uint32_t item = count - left;
            early |= returned >= running;
            interleave(); // within the body
            early |= returned >= running;
            if (item < count)
                ++calls[running - 1][item];
            items.finish();
        }
    }
    void own() {
        for (std::uint32_t loop = 1; loop <= counts.size(); ++loop) {
            current = loop;
            count = counts[loop - 1];
            items.open(loop, count);
            known.store(loop, std::memory_order_release);
            takeItems(loop);
            for (std::uint32_t done; (done = items.done()) < count;)
                items.waitForMore(done);
            returned = loop;
        }
        known.store(kEnd, std::memory_order_release);
    }
    void help() {
        for (std::uint32_t loop = 0;;) {
            known.wait(loop, std::memory_order_acquire);
            loop = known.load(std::memory_order_acquire);
            if (loop == kEnd)
                return;
            takeItems(loop);
        }
    }
    bool everyItemOnce() const {
        return std::ranges::all_of(calls, [](const auto& loop) {
            return std::ranges::all_of(loop, [](int times) { return times == 1; });
        });
    }

    static constexpr std::uint32_t kEnd = 0xFFFFFFFF;
    std::vector<std::uint32_t> counts;
    std::vector<std::vector<int>> calls;
    std::uint32_t current = 0;
    std::uint32_t count = 0;
    std::uint32_t returned = 0;
    bool early = false; // a body ran although the owner had returned
    Items items;
    CheckedAtomic<std::uint32_t> known{0};
};

struct Outcome {
    std::size_t interleavings = 0;
    std::size_t wrong = 0;
};

template <class Items>
Outcome explore(const std::vector<std::uint32_t>& loops) {
    std::unique_ptr<Team<Items>> team;
    Outcome outcome;
    const auto build = [&] {
        team = std::make_unique<Team<Items>>(loops);
        return Program{[&] { team->own(); }, [&] { team->help(); }};
    };
    outcome.interleavings = forEveryInterleaving(
        build, [&] { outcome.wrong += !team->everyItemOnce() || team->early; });
    return outcome;
}

} // namespace

class TestLoopItems : public QObject {
    Q_OBJECT

private slots:
    // Counts that grow, shrink and stay. A helper that is late for a loop neither runs items of the
    // next one twice nor is still at work when the owner has returned.
    void everyInterleaving() {
        for (const std::vector<std::uint32_t>& loops :
             {std::vector<std::uint32_t>{1, 2}, {2, 1}, {1, 1}, {2, 3, 1}}) {
            const Outcome outcome = explore<LoopItems<CheckedAtomic>>(loops);
            QVERIFY(outcome.interleavings > 1000);
            QCOMPARE(outcome.wrong, 0u);
        }
    }

    void findsTheFaultOfASeparateCount() {
        QVERIFY(explore<SeparateCount<CheckedAtomic>>({1, 2}).wrong > 0);
    }

    // The explorer itself: two increments that are no atomic operation lose one in some orders.
    void explorerFindsLostUpdates() {
        std::unique_ptr<CheckedAtomic<int>> value;
        std::size_t lost = 0;
        const auto increment = [&] {
            const int before = value->load(std::memory_order_relaxed);
            value->store(before + 1, std::memory_order_relaxed);
        };
        const std::size_t count = forEveryInterleaving(
            [&] {
                value = std::make_unique<CheckedAtomic<int>>(0);
                return Program{increment, increment};
            },
            [&] { lost += value->load(std::memory_order_relaxed) != 2; });
        QVERIFY(lost > 0 && lost < count);
    }
};

QTEST_APPLESS_MAIN(TestLoopItems)
#include "test_loop_items.moc"
