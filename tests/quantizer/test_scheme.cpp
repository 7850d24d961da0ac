#include "base/error.h"
#include "quantizer/palette.h"

#include <QTest>

using namespace fracbit;
using namespace fracbit::quantizer;

class TestScheme : public QObject {
    Q_OBJECT
private slots:
    void namesRoundTrip();
    void parsing_data();
    void parsing();
    void unknownNameSaysWhatThereIs();
};

void TestScheme::namesRoundTrip() {
    for (const Scheme scheme : standardSchemes())
        QCOMPARE(parseScheme(schemeName(scheme)), std::optional(scheme));
    for (int rate = 256; rate <= 2048; ++rate) {
        const Scheme scheme{familyFromName("ctcq"), rate};
        QCOMPARE(parseScheme(schemeName(scheme)), std::optional(scheme));
    }
}

void TestScheme::parsing_data() {
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("canonical"); // empty: there is no such scheme
    QTest::newRow("scalar") << "nuq-4"
                            << "nuq-4";
    QTest::newRow("trailing zero") << "tcq-3.50"
                                   << "tcq-3.5";
    QTest::newRow("sixteenths") << "ctcq-3.3125"
                                << "ctcq-3.3125";
    QTest::newRow("256ths") << "ctcq-3.00390625"
                            << "ctcq-3.00390625";
    QTest::newRow("half") << "half-tcq-3.25"
                          << "half-tcq-3.25";
    QTest::newRow("any mixture of two rates") << "half-tcq-3.3125"
                                              << "half-tcq-3.3125";
    QTest::newRow("a fraction of a scalar") << "nuq-4.5"
                                            << "";
    QTest::newRow("half-tcq at a whole rate") << "half-tcq-3.5"
                                              << "";
    QTest::newRow("too fine") << "ctcq-3.001"
                              << "";
    QTest::newRow("out of range") << "ctcq-9"
                                  << "";
    QTest::newRow("negative") << "nuq--4"
                              << "";
    QTest::newRow("not a number") << "nuq-nan"
                                  << "";
    QTest::newRow("huge") << "ctcq-1e300"
                          << "";
    QTest::newRow("no rate") << "nuq-"
                             << "";
    QTest::newRow("unknown family") << "awq-4"
                                    << "";
    QTest::newRow("garbage behind") << "nuq-4x"
                                    << "";
}

void TestScheme::parsing() {
    QFETCH(QString, name);
    QFETCH(QString, canonical);
    const auto scheme = parseScheme(name.toStdString());
    QCOMPARE(scheme ? QString::fromStdString(schemeName(*scheme)) : QString(), canonical);
}

void TestScheme::unknownNameSaysWhatThereIs() {
    try {
        (void)schemeFromName("awq-4");
        QFAIL("accepted");
    } catch (const Error& error) {
        QCOMPARE(error.code(), ErrorCode::InvalidArgument);
        QVERIFY(QString(error.what()).contains("awq-4"));
        QVERIFY(QString(error.what()).contains("half-tcq-1.00390625 to 4.99609375"));
    }
}

QTEST_APPLESS_MAIN(TestScheme)
#include "test_scheme.moc"
