#include "backend/devices.h"

#include <QTest>

using namespace fracbit::backend;

class TestDevices : public QObject {
    Q_OBJECT
private slots:
    void processorIsDescribed();
    void absenceOfAGpuIsExplained();
};

void TestDevices::processorIsDescribed() {
    const auto list = listDevices();
    QVERIFY(!list.devices.empty());
    QVERIFY(list.devices[0].kind == Device::Kind::Cpu);
    QVERIFY(list.devices[0].threads >= 1);
    QVERIFY(list.devices[0].memoryBytes > (std::uint64_t{1} << 28));
    QVERIFY(!list.devices[0].instructionSet.empty());
}

void TestDevices::absenceOfAGpuIsExplained() {
    const auto list = listDevices();
    const bool present = list.devices.size() > 1;
    QCOMPARE(list.cudaAbsent.empty(), present);
    for (std::size_t i = 1; i < list.devices.size(); ++i)
        QVERIFY(QString::fromStdString(list.devices[i].instructionSet).startsWith("sm_"));
}

QTEST_APPLESS_MAIN(TestDevices)
#include "test_devices.moc"
