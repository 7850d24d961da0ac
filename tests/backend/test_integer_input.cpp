// Inputs of integer kernels: what block floating point promises.
#include "backend/cpu/integer_input.h"
#include "base/random.h"
#include "support/instruction_sets.h"

#include <QTest>

#include <cmath>
#include <vector>

using namespace fracbit;
using namespace fracbit::backend;

namespace {

std::vector<float> gaussians(std::size_t size) {
    std::vector<float> values(size);
    fillGaussian(values, 1);
    return values;
}

std::int32_t integerAt(const IntegerInput& input, std::size_t column) {
    const std::size_t inPanel = column % kTileSide;
    return input.pairs[inPanel % 8][column / kTileSide][inPanel / 8];
}

} // namespace

class TestIntegerInput : public QObject {
    Q_OBJECT
private slots:
    void roundsToHalfAUnitOfEachPanel() {
        tests::forEachInstructionSet([](const char* name) {
            auto columns = gaussians(64);
            for (std::size_t i = 16; i < 32; ++i)
                columns[i] *= 1e20f; // panels do not disturb each other
            IntegerInput input;
            toIntegers(columns, input);
            for (std::size_t panel = 0; panel < 4; ++panel)
                checkPanel(std::span(columns).subspan(16 * panel, 16), input, panel, name);
        });
    }

    void missingColumnsAreZero() {
        tests::forEachInstructionSet([](const char* name) {
            IntegerInput input;
            toIntegers(gaussians(21), input);
            for (std::size_t column = 21; column < 64; ++column)
                QVERIFY2(integerAt(input, column) == 0, name);
            QVERIFY2(input.scales[3] == 0 && input.sums[3] == 0, name);
        });
    }

    void tinyPanelsBecomeZero() {
        tests::forEachInstructionSet([](const char* name) {
            IntegerInput input;
            toIntegers(std::vector<float>(64, 1e-38f), input);
            for (std::size_t column = 0; column < 64; ++column)
                QVERIFY2(integerAt(input, column) == 0, name);
            QVERIFY2(input.scales[0] == 0, name);
        });
    }

    void numbersThatAreNotFiniteSpoilTheirPanelOnly() {
        tests::forEachInstructionSet([](const char* name) {
            for (const float bad : {INFINITY, -INFINITY, NAN}) {
                auto columns = gaussians(64);
                columns[20] = bad;
                IntegerInput input;
                toIntegers(columns, input);
                QVERIFY2(std::isnan(input.scales[1]), name);
                QVERIFY2(input.scales[0] > 0 && input.scales[2] > 0 && input.scales[3] > 0, name);
            }
        });
    }

private:
    static void checkPanel(std::span<const float> columns, const IntegerInput& input,
                           std::size_t panel, const char* name) {
        const auto scale = static_cast<double>(input.scales[panel]);
        std::int32_t sum = 0;
        std::int32_t largest = 0;
        for (std::size_t i = 0; i < columns.size(); ++i) {
            const std::int32_t integer = integerAt(input, 16 * panel + i);
            sum += integer;
            largest = std::max(largest, std::abs(integer));
            const double error = static_cast<double>(columns[i]) - scale * integer;
            QVERIFY2(std::abs(error) <= 0.5001 * scale, name);
        }
        QVERIFY2(largest == kLargestInteger, name);
        QVERIFY2(sum == input.sums[panel], name);
    }
};

QTEST_APPLESS_MAIN(TestIntegerInput)
#include "test_integer_input.moc"
