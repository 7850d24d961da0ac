// Missing data is skipped, and fails in continuous integration.
#include "support/required_data.h"

using fracbit::tests::missingDataFails;

class TestRequiredData : public QObject {
    Q_OBJECT
private slots:
    void init() { ci_ = qgetenv("CI"); }
    void cleanup() { qputenv("CI", ci_); }
    void missingDataFailsInContinuousIntegration_data();
    void missingDataFailsInContinuousIntegration();
    void dataThatIsThereIsUsed();

private:
    QByteArray ci_;
};

void TestRequiredData::missingDataFailsInContinuousIntegration_data() {
    QTest::addColumn<QByteArray>("value");
    QTest::addColumn<bool>("fails");
    QTest::newRow("true") << QByteArray("true") << true;
    QTest::newRow("one") << QByteArray("1") << true;
    QTest::newRow("false") << QByteArray("false") << false;
    QTest::newRow("zero") << QByteArray("0") << false;
    QTest::newRow("empty") << QByteArray("") << false;
}

void TestRequiredData::missingDataFailsInContinuousIntegration() {
    QFETCH(QByteArray, value);
    QFETCH(bool, fails);
    qputenv("CI", value);
    QCOMPARE(missingDataFails(), fails);
}

void TestRequiredData::dataThatIsThereIsUsed() {
    qputenv("CI", "true");
    bool reached = false;
    [&] {
        FRACBIT_REQUIRE_DATA(FRACBIT_TEST_DATA_DIR "/README.md", "it is in the repository");
        reached = true;
    }();
    QVERIFY(reached);
}

QTEST_APPLESS_MAIN(TestRequiredData)
#include "test_required_data.moc"
