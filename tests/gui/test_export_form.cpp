// The form of the export page is made of what the registry of exporters says, of whatever is added
// to it as well.
#include "exporter/added_exporter.h"
#include "gui/open_studio.h"
#include "models/format.h"
#include "views/audit_view.h"
#include "views/export_form.h"

#include <QCheckBox>
#include <QComboBox>
#include <QSignalSpy>
#include <QSpinBox>
#include <QTranslator>

using namespace fracbit;
using namespace fracbit::app;

// What the exporters that are added take.
const std::vector<quantizer::Scheme> kTaken{quantizer::schemeFromName("nuq-3"),
                                            quantizer::schemeFromName("nuq-4")};

class TestExportForm : public QObject {
    Q_OBJECT

private:
    tests::TemporaryFolder folder_;
    std::unique_ptr<tests::OpenStudio> studio_;

    QString path(const char* name) const {
        return QString::fromStdString((folder_ / name).string());
    }
    ExportForm& form() { return studio_->window().exportPage().form(); }
    template <class Field>
    Field* field(const char* name) {
        return form().findChild<Field*>(QLatin1String(name));
    }
    void choose(const QString& format) {
        auto* formats = field<QComboBox>("format");
        const int index = formats->findText(format);
        QVERIFY2(index >= 0, qPrintable(format));
        formats->setCurrentIndex(index);
    }
    void settle() { QTRY_VERIFY_WITH_TIMEOUT(studio_->idle(), tests::kPatience); }
    void openExportPage() {
        studio_->workspace().open(path("model"));
        studio_->workspace().open(path("p.json"));
        settle();
        studio_->window().showPage(PageId::Export);
    }
    void writeInto(const char* folder) {
        form().setFolder(path(folder));
        settle();
        QVERIFY(studio_->click(QStringLiteral("Quantize")));
        settle();
        QVERIFY2(studio_->work().failure().isEmpty(), qPrintable(studio_->work().failure()));
        QVERIFY(studio_->window().exportPage().audit().isVisible());
    }

private slots:
    void initTestCase() {
        tests::writeTinyModelAndProfile(folder_.path());
        const auto model = checkpoint::Checkpoint::open(folder_ / "model");
        profiling::writeProfile(folder_ / "p.json", pipeline::modelProfile(model->spec(), kTaken));
        tests::addExporters();
    }
    void init() {
        studio_ = std::make_unique<tests::OpenStudio>(folder_.path());
        openExportPage();
    }
    void cleanup() { studio_.reset(); }

    void everyFormatIsListed() {
        auto* formats = field<QComboBox>("format");
        QStringList titles{QStringLiteral("Fracbit: packed bits")};
        for (const exporter::Exporter* exporter : exporter::exporters())
            titles << QString::fromStdString(exporter->title());
        QCOMPARE(titles.size(), 4);
        for (int i = 0; i < titles.size(); ++i)
            QCOMPARE(formats->itemText(i), titles[i]);
        QCOMPARE(formats->count(), int(titles.size()));
        QVERIFY(!form().format().exporter); // ours is the default
    }

    void optionsAreThoseOfTheFormat() {
        QVERIFY(!field<QComboBox>("dtype")->isVisible());
        choose(QStringLiteral("Hugging Face: de-quantized"));
        QVERIFY(field<QComboBox>("dtype")->isVisible());
        QCOMPARE(form().format().exporter->name(), std::string("huggingface"));
        QCOMPARE(form().format().options, (exporter::OptionTexts{{"dtype", "bfloat16"}}));
        QSignalSpy changed(&form(), &ExportForm::changed);
        field<QComboBox>("dtype")->setCurrentIndex(1);
        QCOMPARE(changed.count(), 1);
        QCOMPARE(form().format().options, (exporter::OptionTexts{{"dtype", "float16"}}));
    }

    void everyKindOfOptionHasAField() {
        choose(QStringLiteral("Added: added"));
        QVERIFY(!field<QComboBox>("dtype")->isVisible());
        QCOMPARE(
            form().format().options,
            (exporter::OptionTexts{{"names", "off"}, {"padding", "8"}, {"precision", "float32"}}));
        field<QComboBox>("precision")->setCurrentText(QStringLiteral("float16"));
        field<QSpinBox>("padding")->setValue(1000); // the most is 64
        field<QCheckBox>("names")->setChecked(true);
        QCOMPARE(
            form().format().options,
            (exporter::OptionTexts{{"names", "on"}, {"padding", "64"}, {"precision", "float16"}}));
    }

    // One that quantizes by itself is given the plan; the size is foretold.
    void planIsGivenToThoseThatTakeOne() {
        choose(QStringLiteral("Added: added"));
        writeInto("by-plan");
        QVERIFY(std::filesystem::exists(folder_ / "by-plan/plan.txt"));
        std::uint64_t bytes = 0;
        for (const auto& entry : std::filesystem::directory_iterator(folder_ / "by-plan"))
            bytes += entry.file_size();
        QVERIFY2(form().sizeText().startsWith(exactBytesText(bytes)),
                 qPrintable(form().sizeText()));
    }

    void othersAreGivenTheQuantizedModel() {
        choose(QStringLiteral("Added: repacked"));
        writeInto("repacked");
        QVERIFY(std::filesystem::exists(folder_ / "repacked/weights.added"));
        QVERIFY(!std::filesystem::exists(folder_ / "repacked/plan.txt"));
        QCOMPARE(form().sizeText(), QStringLiteral("known once the model is quantized"));
    }

    void textsAreTranslated_data() {
        QTest::addColumn<QString>("language");
        for (const char* language : {"de", "fr", "ko", "zh_CN"})
            QTest::newRow(language) << QString::fromLatin1(language);
    }
    // Of the exporters that are part of the program.
    void textsAreTranslated() {
        QFETCH(QString, language);
        QTranslator texts;
        QVERIFY(texts.load(QStringLiteral(":/i18n/fracbit-studio_%1.qm").arg(language)));
        const auto has = [&](const std::string& text) {
            return !texts.translate("Exporter", text.c_str()).isEmpty();
        };
        for (const exporter::Exporter* exporter : exporter::exporters()) {
            if (exporter->title().starts_with("Added"))
                continue;
            QVERIFY(has(exporter->title()) && has(exporter->description()));
            for (const exporter::ExporterOption& option : exporter->options())
                QVERIFY(has(option.description));
        }
    }
};

QTEST_MAIN(TestExportForm)
#include "test_export_form.moc"
