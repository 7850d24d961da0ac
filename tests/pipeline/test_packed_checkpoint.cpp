#include "base/atomic_file.h"
#include "packed/packed_checkpoint.h"
#include "pipeline/small_model.h"
#include "pipeline/verification.h"
#include "quantizer/palette.h"
#include "support/thrown.h"

#include <QTest>

#include <algorithm>

using namespace fracbit;
using namespace fracbit::pipeline;
using namespace fracbit::tests;
using nlohmann::json;

// Opening quantized folders, sound ones and others; verification.
class TestPackedCheckpoint : public QObject {
    Q_OBJECT
private slots:
    void initTestCase();
    void init();
    void soundFolderVerifies();
    void describesEveryLayer();
    void otherModelIsRefused();
    void planDisagreement();
    void damagedCodesAreFound();
    void truncatedFile_data();
    void truncatedFile();
    void hostileConfig_data();
    void hostileConfig();
    void missingFiles_data();
    void missingFiles();

private:
    void change(const std::function<void(json&)>& edit);
    json config() const { return readJsonFile(folder_ / "config.json"); }

    SmallModel model_;
    std::filesystem::path folder_;
};

void TestPackedCheckpoint::initTestCase() {
    (void)quantizeModel(*model_.checkpoint, mixedPlan(model_.checkpoint->spec()), model_.out(), {},
                        RunContext{});
    folder_ = model_.folder / "copy";
}

void TestPackedCheckpoint::init() {
    std::filesystem::remove_all(folder_);
    std::filesystem::copy(model_.out(), folder_);
}

void TestPackedCheckpoint::change(const std::function<void(json&)>& edit) {
    json document = config();
    edit(document);
    std::ofstream(folder_ / "config.json") << document;
}

void TestPackedCheckpoint::soundFolderVerifies() {
    const auto packed = packed::PackedCheckpoint::open(folder_);
    const auto alone = verifyCheckpoint(*packed, nullptr, RunContext{});
    QVERIFY(alone.ok());
    QVERIFY(!alone.layers.front().relativeError);
    const auto against = verifyCheckpoint(*packed, model_.checkpoint.get(), RunContext{});
    QVERIFY2(against.ok(), against.ok() ? "" : against.problems.front().c_str());
    for (const auto& layer : against.layers)
        QVERIFY(*layer.relativeError > 0.3 * *layer.expectedError);
}

void TestPackedCheckpoint::describesEveryLayer() {
    const auto packed = packed::openModel(folder_);
    QCOMPARE(packed->spec().layers.size(), model_.checkpoint->spec().layers.size());
    for (const auto& layer : packed->spec().layers) {
        const auto scheme = mixedPlan(packed->spec()).find(layer.name)->scheme;
        QCOMPARE(layer.bytes, quantizer::layerBytes(scheme, {layer.out, layer.in}) +
                                  static_cast<std::uint64_t>(2 * layer.out)); // row scales
    }
}

void TestPackedCheckpoint::otherModelIsRefused() {
    const SyntheticSource other(tinyConfig());
    const auto packed = packed::PackedCheckpoint::open(folder_);
    FRACBIT_VERIFY_THROWS([&] { (void)verifyCheckpoint(*packed, &other, RunContext{}); },
                          ErrorCode::InvalidArgument, "not the original");
}

void TestPackedCheckpoint::planDisagreement() {
    auto plan = readPlan(folder_ / "plan.json");
    plan.layers[2].scheme = quantizer::schemeFromName("nuq-7");
    writePlan(folder_ / "plan.json", plan);
    const auto result =
        verifyCheckpoint(*packed::PackedCheckpoint::open(folder_), nullptr, RunContext{});
    QCOMPARE(result.problems.size(), std::size_t{1});
    QVERIFY(QString::fromStdString(result.problems[0]).contains("nuq-7"));
    QVERIFY(QString::fromStdString(result.problems[0]).contains(plan.layers[2].name.c_str()));
}

void TestPackedCheckpoint::damagedCodesAreFound() {
    const auto path = folder_ / "model.safetensors";
    std::string bytes = contentsOf(path);
    std::fill(bytes.end() - 4000, bytes.end(), '\x5A'); // within the last layer's codes
    std::ofstream(path, std::ios::binary) << bytes;
    const auto result = verifyCheckpoint(*packed::PackedCheckpoint::open(folder_),
                                         model_.checkpoint.get(), RunContext{});
    QVERIFY(!result.ok());
    const auto mentions = [&](const char* text) {
        return std::ranges::any_of(result.problems, [text](const std::string& problem) {
            return problem.find(text) != std::string::npos;
        });
    };
    QVERIFY(mentions("checksum")); // exactly
    QVERIFY(mentions("relative error"));
}

void TestPackedCheckpoint::truncatedFile_data() {
    QTest::addColumn<double>("share");
    for (const double share : {0.0, 0.001, 0.1, 0.5, 0.999})
        QTest::addRow("%g", share) << share;
}

void TestPackedCheckpoint::truncatedFile() {
    QFETCH(double, share);
    const auto path = folder_ / "model.safetensors";
    const auto size = static_cast<double>(std::filesystem::file_size(path));
    std::filesystem::resize_file(path, static_cast<std::uintmax_t>(share * size));
    FRACBIT_VERIFY_THROWS([&] { (void)packed::openModel(folder_); }, ErrorCode::InvalidFile,
                          "model.safetensors");
}

void TestPackedCheckpoint::hostileConfig_data() {
    QTest::addColumn<QString>("pointer"); // within quantization_config
    QTest::addColumn<QString>("value");   // JSON; empty: removed
    QTest::addColumn<QString>("named");   // in the message
    const QString layer = "/layers/model.layers.0.self_attn.k_proj";
    QTest::newRow("newer version") << "/format_version"
                                   << "3"
                                   << "format_version";
    QTest::newRow("version of another type") << "/format_version"
                                             << "\"x\""
                                             << "format_version";
    QTest::newRow("unknown basis") << layer + "/basis"
                                   << "\"outputs\""
                                   << "basis";
    QTest::newRow("negative seed") << "/seed"
                                   << "-1"
                                   << "seed";
    QTest::newRow("bits") << "/kv_cache"
                          << R"({"bits": 1})"
                          << "kv_cache.bits";
    QTest::newRow("missing layer") << layer << ""
                                   << "model.layers.0.self_attn.k_proj";
    QTest::newRow("no segments") << layer + "/segments"
                                 << "[]"
                                 << "segments";
    QTest::newRow("scheme") << layer + "/segments/0/scheme"
                            << "\"awq-4\""
                            << "scheme";
    QTest::newRow("other scheme") << layer + "/segments/0/scheme"
                                  << "\"nuq-8\""
                                  << "model.layers.0.self_attn.k_proj";
    QTest::newRow("rows") << layer + "/segments/0/rows"
                          << "[0, 7]"
                          << "rows";
    QTest::newRow("scale") << layer + "/segments/0/scale"
                           << "0"
                           << "scale";
    QTest::newRow("layers") << "/layers"
                            << "[]"
                            << "layers";
}

void TestPackedCheckpoint::hostileConfig() {
    QFETCH(QString, pointer);
    QFETCH(QString, value);
    QFETCH(QString, named);
    change([&](json& document) {
        const json::json_pointer at("/quantization_config" + pointer.toStdString());
        if (value.isEmpty())
            document.at(at.parent_pointer()).erase(at.back());
        else
            document[at] = json::parse(value.toStdString());
    });
    const QByteArray name = named.toUtf8();
    FRACBIT_VERIFY_THROWS([&] { (void)packed::openModel(folder_); }, ErrorCode::InvalidFile,
                          name.constData());
}

void TestPackedCheckpoint::missingFiles_data() {
    QTest::addColumn<QString>("file");
    QTest::newRow("tensors") << "model.safetensors";
    QTest::newRow("configuration") << "config.json";
}

void TestPackedCheckpoint::missingFiles() {
    QFETCH(QString, file);
    std::filesystem::remove(folder_ / file.toStdString());
    const auto error = thrownBy([&] { (void)packed::openModel(folder_); });
    QVERIFY2(error && messageOf(error).contains(file), qPrintable(messageOf(error)));
}

QTEST_APPLESS_MAIN(TestPackedCheckpoint)
#include "test_packed_checkpoint.moc"
