#include <QDir>
#include <QFile>
#include <QProcess>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>
#include <QXmlStreamReader>

namespace {

struct Message {
    QString context;
    QString source;
    QStringList translations; // one, or one for each plural form
    bool finished = true;
    bool operator==(const Message&) const = default;
};

// The text of a <translation>, or of each of its plural forms.
QStringList readForms(QXmlStreamReader& xml) {
    QStringList forms;
    QString text;
    while (!xml.atEnd() && xml.readNext() != QXmlStreamReader::EndElement) {
        if (xml.isStartElement())
            forms << xml.readElementText();
        else
            text += xml.text();
    }
    return forms.isEmpty() && !text.isEmpty() ? QStringList{text} : forms;
}

Message readMessage(QXmlStreamReader& xml, const QString& context) {
    Message message{context, {}, {}, true};
    while (xml.readNextStartElement()) {
        if (xml.name() == QLatin1String("source")) {
            message.source = xml.readElementText();
        } else if (xml.name() == QLatin1String("translation")) {
            message.finished = !xml.attributes().hasAttribute(QLatin1String("type"));
            message.translations = readForms(xml);
        } else {
            xml.skipCurrentElement();
        }
    }
    return message;
}

QList<Message> readMessages(const QString& path) {
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return {};
    QXmlStreamReader xml(&file);
    QList<Message> messages;
    QString context;
    while (!xml.atEnd()) {
        if (xml.readNext() != QXmlStreamReader::StartElement)
            continue;
        if (xml.name() == QLatin1String("name"))
            context = xml.readElementText();
        else if (xml.name() == QLatin1String("message"))
            messages << readMessage(xml, context);
    }
    return messages;
}

QSet<QString> placeholders(const QString& text) {
    static const QRegularExpression pattern(QStringLiteral("%[0-9n]"));
    QSet<QString> found;
    for (auto match = pattern.globalMatch(text); match.hasNext();)
        found << match.next().captured();
    return found;
}

QString translationFile(const QString& folder, const QString& language) {
    return QStringLiteral("%1/fracbit-studio_%2.ts").arg(folder, language);
}

const QString kFolder = QStringLiteral(FRACBIT_SOURCE_DIR "/translations");
const QStringList kLanguages{QStringLiteral("de"), QStringLiteral("fr"), QStringLiteral("ko"),
                             QStringLiteral("zh_CN")};

} // namespace

class TestTranslations : public QObject {
    Q_OBJECT

private:
    QTemporaryDir scratch_;

    // What lupdate finds in the sources now.
    QList<Message> messagesOfSources(const QString& language, const QStringList& options) {
        const QString copy = translationFile(scratch_.path(), language);
        QFile::remove(copy);
        QFile::copy(translationFile(kFolder, language), copy);
        const QStringList arguments =
            options + QStringList{QStringLiteral("-no-obsolete"),
                                  QStringLiteral("-locations"),
                                  QStringLiteral("none"),
                                  QStringLiteral("-silent"),
                                  QStringLiteral("-tr-function-alias"),
                                  QStringLiteral("QT_TRANSLATE_NOOP=translatable"),
                                  QStringLiteral(FRACBIT_SOURCE_DIR "/app"),
                                  QStringLiteral(FRACBIT_SOURCE_DIR "/engine/exporter"),
                                  QStringLiteral("-ts"),
                                  copy};
        if (QProcess::execute(QStringLiteral(FRACBIT_LUPDATE), arguments) != 0)
            return {};
        return readMessages(copy);
    }

private slots:
    void complete_data() {
        QTest::addColumn<QString>("language");
        for (const QString& language : kLanguages)
            QTest::newRow(qPrintable(language)) << language;
        QTest::newRow("en") << QStringLiteral("en");
    }
    void complete() {
        QFETCH(QString, language);
        const bool english = language == QLatin1String("en");
        const QList<Message> messages = readMessages(translationFile(kFolder, language));
        QVERIFY(messages.size() >= (english ? 3 : 50));
        for (const Message& message : messages) {
            QVERIFY2(message.finished && !message.translations.isEmpty(),
                     qPrintable(message.source));
            for (const QString& text : message.translations)
                QVERIFY2(placeholders(text) == placeholders(message.source), qPrintable(text));
        }
    }

    void upToDateWithTheSources_data() { complete_data(); }
    void upToDateWithTheSources() {
        QFETCH(QString, language);
        const QStringList options = language == QLatin1String("en")
                                        ? QStringList{QStringLiteral("-pluralonly")}
                                        : QStringList();
        const QList<Message> found = messagesOfSources(language, options);
        QVERIFY(!found.isEmpty());
        QVERIFY2(found == readMessages(translationFile(kFolder, language)),
                 "run the target update_translations and translate what is new");
    }
};

QTEST_GUILESS_MAIN(TestTranslations)
#include "test_translations.moc"
