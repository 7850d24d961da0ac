// Which devices a build's kernels serve.
#include "fracbit_cuda/architectures.h"

#include <QTest>

using namespace fracbit_cuda;

class TestArchitectures : public QObject {
    Q_OBJECT
private slots:
    void machineCodeAndPtxServeWhatTheyCan_data();
    void machineCodeAndPtxServeWhatTheyCan();
    void devicesThatCannotRunAreNamed();
    void absenceHasAReason();
};

void TestArchitectures::machineCodeAndPtxServeWhatTheyCan_data() {
    QTest::addColumn<QByteArray>("architectures");
    QTest::addColumn<int>("capability");
    QTest::addColumn<bool>("runs");
    const auto add = [](const char* architectures, int capability, bool runs) {
        QTest::addRow("%s on %d", architectures, capability)
            << QByteArray(architectures) << capability << runs;
    };
    const char* all = "80-real,89-real,90,120"; // what is built unless told otherwise
    add(all, 75, false);
    for (const int capability : {80, 86, 89, 90, 100, 103, 110, 120, 121, 130})
        add(all, capability, true);
    // PTX of 12.0 alone does not serve a B200.
    add("80-real,89-real,90-real,120", 100, false);
    add("80-real,89-real,90-real,120", 103, false);
    add("80-real,89-real,90-real,120", 130, true);
    add("90", 80, false);
    add("90", 100, true);
    add("89-real", 86, false);
    add("80-virtual", 75, false);
    add("80-virtual", 80, true);
    add("80-virtual", 120, true);
    add("90a", 90, true);
    add("90a", 100, false);
    add("100f", 103, true);
    add("100f", 110, false);
    add("native", 90, false);
    add("", 90, false);
}

void TestArchitectures::machineCodeAndPtxServeWhatTheyCan() {
    QFETCH(QByteArray, architectures);
    QFETCH(int, capability);
    QFETCH(bool, runs);
    QCOMPARE(canRun(architectures.toStdString(), capability / 10, capability % 10), runs);
}

void TestArchitectures::devicesThatCannotRunAreNamed() {
    DeviceInfo turing{0, "Tesla T4", 7, 5, 40, 0, 0, 0, 0};
    DeviceInfo ampere{1, "A100", 8, 0, 108, 0, 0, 0, 0};
    DeviceInfo hopper{2, "H100", 9, 0, 132, 0, 0, 0, 0};
    const DeviceQuery query = usableDevices({turing, ampere, hopper}, "90-real");
    QCOMPARE(query.devices.size(), std::size_t{1});
    QCOMPARE(query.devices[0].index, 2);
    QCOMPARE(query.unusable.size(), std::size_t{2});
    QCOMPARE(QString::fromStdString(query.unusable[0]),
             QString("Tesla T4 has compute capability 7.5, the kernels need 8.0"));
    QCOMPARE(QString::fromStdString(query.unusable[1]),
             QString("A100 has compute capability 8.0, the kernels of this build are for 90-real "
                     "(CMAKE_CUDA_ARCHITECTURES)"));
    QVERIFY(query.reason.empty());
}

void TestArchitectures::absenceHasAReason() {
    QCOMPARE(QString::fromStdString(usableDevices({}, "90").reason), QString("no CUDA device"));
    const DeviceQuery old = usableDevices({{0, "Tesla T4", 7, 5, 40, 0, 0, 0, 0}}, "80-real");
    QVERIFY(old.devices.empty());
    QCOMPARE(old.reason, old.unusable[0]);
}

QTEST_APPLESS_MAIN(TestArchitectures)
#include "test_architectures.moc"
