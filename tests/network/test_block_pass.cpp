#include "base/error.h"
#include "network/block_pass.h"
#include "support/synthetic_checkpoint.h"
#include "support/synthetic_source.h"
#include "support/thrown.h"

#include <QTest>

#include <mutex>

using namespace fracbit;
using namespace fracbit::tests;
using network::BlockPass;
using network::SingleBlock;
using network::TokenId;

class TestBlockPass : public QObject {
    Q_OBJECT

    SyntheticSource source_{tinyConfig()};
    TemporaryFolder folder_{TemporaryFolder::Place::Memory};
    std::vector<std::vector<TokenId>> sequences_{
        {1, 2, 3}, {7, 0, 9}, {30, 4, 4}, {2, 2, 2}, {5, 6, 7}};

    network::WorkFolder work() const { return network::WorkFolder(folder_ / "work"); }

private slots:
    void statesAreThoseOfTheBlocks() {
        RunContext context;
        context.threads = 2;
        BlockPass pass(source_, sequences_, work(), context);
        QCOMPARE(pass.blocks(), 2);
        pass.embed();
        const auto block = SingleBlock::load(source_, 0);
        pass.writeStates(1, [&](std::size_t s, const RunContext& each) {
            return block->forward(pass.states(0, s), each);
        });
        for (std::size_t s = 0; s < sequences_.size(); ++s) {
            const Tensor embedded = network::embedTokens(source_, sequences_[s]);
            QVERIFY(pass.states(0, s).values == embedded.values);
            QVERIFY(pass.states(1, s).values == block->forward(embedded, {}).values);
        }
        pass.dropStates(0);
        FRACBIT_VERIFY_THROWS([&] { (void)pass.states(0, 0); }, ErrorCode::Io, "states-0");
        pass.dropStates(0); // again
        pass.folder().remove();
        QVERIFY(!std::filesystem::exists(folder_ / "work"));
    }

    // Groups of as many sequences as there are threads; both ends on this thread, in order.
    void groupsAreWatched() {
        RunContext context;
        context.threads = 2;
        BlockPass pass(source_, sequences_, work(), context);
        std::vector<std::size_t> seen;
        std::mutex mutex;
        std::size_t running = 0;
        const auto compute = [&](std::size_t s, const RunContext& each) {
            const std::lock_guard lock(mutex);
            ++running;
            Tensor states({3, 24});
            states.values[0] = static_cast<float>(s) + 100.0f * static_cast<float>(each.threads);
            return states;
        };
        pass.writeGradients(2, compute,
                            {[&](std::size_t done) {
                                 QCOMPARE(running, done);
                                 seen.push_back(done);
                             },
                             [&](std::size_t first, std::size_t count) {
                                 QCOMPARE(running, first + count);
                                 seen.push_back(count);
                             }});
        QCOMPARE(seen, (std::vector<std::size_t>{0, 2, 2, 2, 4, 1}));
        for (std::size_t s = 0; s < sequences_.size(); ++s)
            QCOMPARE(pass.gradients(2, s).values[0], 100.0f + static_cast<float>(s));
        pass.dropGradients(2);
    }

    // What is not finished does not appear.
    void failuresLeaveNoStates() {
        BlockPass pass(source_, sequences_, work(), {});
        const auto fails = [&](std::size_t s, const RunContext&) {
            if (s == 3)
                throw Error(ErrorCode::Device, "the third fails");
            return Tensor({3, 24});
        };
        FRACBIT_VERIFY_THROWS([&] { pass.writeStates(1, fails); }, ErrorCode::Device, "third");
        FRACBIT_VERIFY_THROWS([&] { (void)pass.states(1, 0); }, ErrorCode::Io, "states-1");
        std::stop_source stop;
        stop.request_stop();
        const RunContext cancelled{stop.get_token(), nullptr, 1};
        BlockPass other(source_, sequences_, work(), cancelled);
        FRACBIT_VERIFY_THROWS([&] { other.embed(); }, ErrorCode::Cancelled, "");
        FRACBIT_VERIFY_THROWS([&] { (void)other.states(0, 0); }, ErrorCode::Io, "states-0");
    }
};

QTEST_GUILESS_MAIN(TestBlockPass)
#include "test_block_pass.moc"
