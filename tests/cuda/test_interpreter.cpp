// The interpreter, on which the tests of kernels rest: its threads, and fp16 as the compiler has
// it.
#include "cuda/interpreter.h"
#include "kernels/machine.h"

#include <QTest>

#include <algorithm>
#include <cmath>
#include <cstring>
#include <numeric>
#include <stdexcept>
#include <vector>

using namespace fracbit_cuda;
using fracbit_cuda::test::interpret;
using fracbit_cuda::test::Order;

namespace {

__extension__ using Half = _Float16;

std::uint32_t roundedByCompiler(float value) {
    const auto half = static_cast<Half>(value);
    std::uint16_t bits;
    std::memcpy(&bits, &half, sizeof bits);
    return bits;
}

} // namespace

class TestInterpreter : public QObject {
    Q_OBJECT
private slots:
    void threadsTakeTurnsInOrder();
    void collectivesReachTheirWarp();
    void deadlocksAreFound();
    void failuresOfAThreadAreRethrown();
    void sharedMemoryIsGuarded();
    void halvesAreRead();
    void numbersAreRounded();
    void operationsAreRoundedOnce();
};

void TestInterpreter::threadsTakeTurnsInOrder() {
    for (const Order order : {Order::Forward, Order::Backward}) {
        std::vector<int> turns;
        interpret({1, 1, 64, 0}, order, [&] {
            turns.push_back(machine::threadIndex());
            machine::syncThreads();
            turns.push_back(64 + machine::threadIndex());
        });
        QCOMPARE(turns.size(), std::size_t{128});
        std::vector<int> first(turns.begin(), turns.begin() + 64);
        if (order == Order::Backward)
            std::reverse(first.begin(), first.end());
        std::vector<int> expected(64);
        std::iota(expected.begin(), expected.end(), 0);
        QVERIFY(first == expected);
        for (std::size_t i = 64; i < 128; ++i) // nobody passes the barrier before all are there
            QVERIFY(turns[i] >= 64);
    }
}

void TestInterpreter::collectivesReachTheirWarp() {
    std::vector<std::uint32_t> seen(64);
    interpret({1, 1, 64, 0}, Order::Backward, [&] {
        const auto own = static_cast<std::uint32_t>(machine::threadIndex());
        seen[own] = 100 * machine::shuffle(own, 5) + machine::shuffleXor(own, 3);
    });
    for (std::uint32_t i = 0; i < 64; ++i)
        QCOMPARE(seen[i], 100 * (i / 32 * 32 + 5) + (i ^ 3));
}

void TestInterpreter::deadlocksAreFound() {
    const auto kernel = [] {
        if (machine::threadIndex() != 7)
            machine::syncThreads();
    };
    QVERIFY_EXCEPTION_THROWN(interpret({1, 1, 32, 0}, Order::Forward, kernel), std::logic_error);
}

void TestInterpreter::failuresOfAThreadAreRethrown() {
    const auto kernel = [] {
        if (machine::threadIndex() == 7)
            throw std::out_of_range("thread 7");
        machine::syncThreads();
    };
    QVERIFY_EXCEPTION_THROWN(interpret({1, 1, 32, 0}, Order::Forward, kernel), std::out_of_range);
}

void TestInterpreter::sharedMemoryIsGuarded() {
    const auto writesAt = [](std::size_t place) {
        return [place] { machine::sharedMemory()[place] = 1; };
    };
    interpret({1, 1, 32, 256}, Order::Forward, writesAt(255));
    QVERIFY_EXCEPTION_THROWN(interpret({1, 1, 32, 256}, Order::Forward, writesAt(256)),
                             std::logic_error);
}

void TestInterpreter::halvesAreRead() {
    QCOMPARE(machine::lowHalf(0x0001u), 0x1p-24f);
    QCOMPARE(machine::highHalf(0x3C000000u), 1.0f);
    QCOMPARE(machine::lowHalf(0xFBFFu), -65504.0f);
    QCOMPARE(machine::lowHalf(0x7C00u), HUGE_VALF);
    QVERIFY(std::isnan(machine::highHalf(0x7C010000u)));
}

// Every finite number, and for each the halfway point to the next one and its neighbours.
void TestInterpreter::numbersAreRounded() {
    for (std::uint32_t bits = 0; bits < 0x7C00; ++bits) {
        const float value = machine::lowHalf(bits);
        const float next = bits < 0x7BFF ? machine::lowHalf(bits + 1) : 65536.0f;
        const float halfway = 0.5f * (value + next);
        for (const float number :
             {value, std::nextafter(halfway, 0.0f), halfway, std::nextafter(halfway, 1e6f)})
            QCOMPARE(machine::packHalves(number, -number),
                     roundedByCompiler(number) | roundedByCompiler(-number) << 16);
    }
    QCOMPARE(machine::packHalves(1e-30f, 1e30f), 0x7C000000u);
    QVERIFY(std::isnan(machine::lowHalf(machine::packHalves(std::nanf(""), 0))));
}

void TestInterpreter::operationsAreRoundedOnce() {
    const std::uint32_t third = machine::packHalves(1.0f / 3, -1.0f / 3);
    const float value = machine::lowHalf(third);
    // The square's lower half is lost in a product alone.
    const std::uint32_t square = machine::multiplyHalves(third, third);
    const std::uint32_t rest = machine::fuseHalves(third, third, square ^ 0x80008000u);
    QCOMPARE(machine::lowHalf(rest), value * value - machine::lowHalf(square));
    QVERIFY(machine::lowHalf(rest) != 0.0f);
    QCOMPARE(machine::addHalves(third, third), machine::packHalves(2 * value, -2 * value));
    QCOMPARE(machine::subtractHalves(third, third), 0u);
    QCOMPARE(machine::minimumHalves(third, square), machine::packHalves(value * value, -value));
}

QTEST_APPLESS_MAIN(TestInterpreter)
#include "test_interpreter.moc"
