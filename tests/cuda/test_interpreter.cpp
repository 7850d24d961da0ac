// The interpreter's arithmetic, on which the tests of kernels rest: fp16 as the compiler has it.
#include "kernels/machine.h"

#include <QTest>

#include <cmath>
#include <cstring>

using namespace fracbit_cuda;

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
    void halvesAreRead();
    void numbersAreRounded();
    void operationsAreRoundedOnce();
};

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
