#include "base/json_file.h"
#include "base/parallel.h"
#include "quantizer/palette.h"

#include <QTest>

#include <cmath>

using namespace fracbit;
using namespace fracbit::quantizer;

// What the encoders reach on N(0,1), against the built-in table, the reference's figures and the
// distortion-rate bound.
class TestDistortion : public QObject {
    Q_OBJECT
private slots:
    void tableIsMeasured_data();
    void tableIsMeasured();
    void tableMeetsTheReference();
    void computedCodeMeetsTheSpecification();
    void bestMembersMeetTheTargets();
    void polynomialsPay();
};

void TestDistortion::tableIsMeasured_data() {
    QTest::addColumn<QString>("name");
    for (const Scheme scheme : standardSchemes())
        QTest::newRow(schemeName(scheme).c_str()) << QString::fromStdString(schemeName(scheme));
    for (const char* between : {"half-tcq-2.125", "half-tcq-4.875", "ctcq-3.3125", "ctcq14-3.25"})
        QTest::newRow(between) << between;
}

void TestDistortion::tableIsMeasured() {
    QFETCH(QString, name);
    const Scheme scheme = schemeFromName(name.toStdString());
    RunContext context;
    context.threads = hardwareThreads();
    const auto measured = measureDistortion(scheme, 1 << 16, 99, context);
    const StoredDistortion stored = storedDistortion(scheme);
    const double tabulated = gaussianDistortion(scheme);
    QCOMPARE(stored.value.mean, tabulated);
    const double error = std::hypot(measured.standardError, stored.value.standardError);
    // Between the measured rates, curves are not quite straight.
    const double allowance = stored.samples > 0 ? 0 : 0.005 * tabulated;
    QVERIFY2(std::abs(measured.mean - tabulated) < 4.5 * error + allowance,
             qPrintable(QString("%1 against %2, standard error %3")
                            .arg(measured.mean)
                            .arg(tabulated)
                            .arg(error)));
    const double bound =
        std::pow(4, -scheme.rate() - (familyName(scheme.family) == "nf" ? 0.25 : 0));
    QVERIFY(measured.mean > bound - 4 * measured.standardError);
}

void TestDistortion::tableMeetsTheReference() {
    const auto reference = readJsonFile(FRACBIT_TEST_DATA_DIR "/quantizer_distortion.json");
    const auto worst = [&](const char* key, const char* name) {
        constexpr double kTolerance = 0.005;
        const double expected = reference.at(key).get<double>();
        const double ours = gaussianDistortion(schemeFromName(name));
        QVERIFY2(ours < (1 + kTolerance) * expected,
                 qPrintable(QString("%1: %2 against %3").arg(name).arg(ours).arg(expected)));
    };
    for (int bits = 2; bits <= 8; ++bits)
        worst(qPrintable(QString("ldlq_1_%1_none_1.0").arg(bits)),
              qPrintable(QString("nuq-%1").arg(bits)));
    for (int bits = 3; bits <= 12; ++bits)
        worst(qPrintable(QString("ldlq_2_%1_none_1.0").arg(bits)),
              qPrintable(QString("vq-%1").arg(bits / 2.0)));
    for (int m = 2; m <= 10; ++m)
        worst(qPrintable(QString("tcq_%1_none_0.9").arg(m)),
              qPrintable(QString("tcq-%1").arg(m / 2.0)));
    for (int m = 2; m <= 9; ++m)
        worst(qPrintable(QString("tcomb_%1_%2_0.5_none_0.9").arg(m).arg(m + 1)),
              qPrintable(QString("half-tcq-%1").arg((2 * m + 1) / 4.0)));
}

void TestDistortion::computedCodeMeetsTheSpecification() {
    const std::pair<const char*, double> expected[] = {
        {"ctcq-2", .0684},   {"ctcq-2.5", .0346},  {"ctcq-3", .0174},   {"ctcq-3.5", .00880},
        {"ctcq-4", .00446},  {"ctcq-4.5", .00226}, {"ctcq-5", .00115},  {"ctcq14-2", .0707},
        {"ctcq14-3", .0181}, {"ctcq14-4", .00471}, {"ctcq14-5", .00123}};
    for (const auto& [name, value] : expected)
        QVERIFY2(gaussianDistortion(schemeFromName(name)) < 1.01 * value, name);
}

void TestDistortion::bestMembersMeetTheTargets() {
    const std::pair<double, double> targets[] = {
        {2, .0685}, {3, .0175}, {4, .00447}, {4.5, .00227}, {5, .00116}};
    for (const auto& [bits, target] : targets) {
        double best = 1;
        for (const Family family : families()) {
            const Scheme scheme{family, static_cast<int>(256 * bits)};
            if (exists(scheme))
                best = std::min(best, gaussianDistortion(scheme));
        }
        QVERIFY2(best <= target, qPrintable(QString("%1 bits: %2").arg(bits).arg(best)));
    }
}

void TestDistortion::polynomialsPay() {
    for (int rate256 = 640; rate256 <= 2048; rate256 += 64) {
        const Scheme plain{familyFromName("ctcq"), rate256};
        const Scheme tuned{familyFromName("pctcq"), rate256};
        QVERIFY2(gaussianDistortion(tuned) < 0.997 * gaussianDistortion(plain),
                 schemeName(tuned).c_str());
    }
}

QTEST_APPLESS_MAIN(TestDistortion)
#include "test_distortion.moc"
