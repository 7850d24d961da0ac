#include "profiling/profile_file.h"

#include "base/atomic_file.h"
#include "support/synthetic_checkpoint.h"
#include "support/thrown.h"

#include <QTest>

#include <nlohmann/json.hpp>

using namespace fracbit;
using namespace fracbit::profiling;
using namespace fracbit::tests;
using quantizer::Basis;
using quantizer::schemeFromName;

namespace {

LayerShapeOptions shape(std::int64_t in, std::int64_t out) {
    LayerShapeOptions result{in, out, in * out, {}};
    for (const char* scheme : {"nuq-3", "nuq-8"}) {
        ShapeOption option;
        option.scheme = schemeFromName(scheme);
        option.distortion = 0.01;
        option.codesBytes = in * out;
        result.options.push_back(option);
    }
    return result;
}

ProfileLayer layer(const char* name, const char* role, int shape) {
    ProfileLayer result;
    result.name = name;
    result.role = role;
    result.shape = shape;
    result.sensitivity = 2;
    return result;
}

// Everything that version 2 may say.
Profile fullProfile() {
    Profile profile;
    profile.source = "made for a test";
    profile.provenance = {{"checkpoint", "0123456789abcdef"}};
    profile.shapes = {shape(64, 32), shape(64, 320)};
    profile.shapes[1].options.push_back(profile.shapes[1].options[0]);
    profile.shapes[1].options[1].basis = Basis::None;
    profile.shapes[1].options[2].basis = Basis::BothSides;
    profile.layers = {layer("embedding", "embedding", 1), layer("head", "head", 1),
                      layer("blocks.3.experts.7.gate", "experts.7.gate", 0),
                      layer("blocks.3.shared_expert.gate", "shared_expert.gate", 0),
                      layer("blocks.3.router", "router", 0)};
    for (std::size_t i = 2; i < profile.layers.size(); ++i) {
        profile.layers[i].block = 3;
        profile.layers[i].feedback = LayerFeedback{0.5, 0.25};
    }
    profile.layers[2].expert = 7;
    profile.layers[2].segments = {{quantizer::Range{0, 16}, quantizer::Range{0, 64}, 1.5},
                                  {quantizer::Range{16, 32}, {}, 0.5}};
    return profile;
}

} // namespace

class TestProfileFile : public QObject {
    Q_OBJECT

    TemporaryFolder folder_{TemporaryFolder::Place::Memory};
    std::filesystem::path path() const { return folder_ / "p.profile"; }

private slots:
    void comesBackAsItWas() {
        writeProfile(path(), fullProfile());
        QVERIFY(readProfile(path()) == fullProfile());
        QCOMPARE(nlohmann::json::parse(readFile(path()))["version"].get<int>(), 2);
    }

    // Written by the last program that wrote version 1.
    void versionOneOpens() {
        const Profile profile = readProfile(FRACBIT_TEST_DATA_DIR "/version-1/llama.profile");
        QCOMPARE(profile.provenance.at("checkpoint"), std::string("7749f40d33559478"));
        QCOMPARE(profile.layers.size(), 21u);
        QCOMPARE(profile.shapes.size(), 4u);
        QCOMPARE(profile.shapes[3].in, 160);
        QCOMPARE(profile.shapes[3].options.size(), 92u);
        QVERIFY(profile.shapes[3].options[0].basis == Basis::Inputs);
        const ProfileLayer& first = profile.layers.front();
        QCOMPARE(first.name, std::string("blocks.0.attn.q"));
        QCOMPARE(first.role, std::string("q"));
        QCOMPARE(first.sensitivity, 7.831040286325178);
        QCOMPARE(first.standardError, 0.4629536053321912);
        QCOMPARE(first.measuredDistortion.at(schemeFromName("ctcq-3")), 0.017776864980031754);
        QCOMPARE(first.feedback->ratio, 0.934301341668015);
        QVERIFY(!first.expert && first.segments.empty());
        QVERIFY(profile.hasFeedback());
        QVERIFY(profile.constants.embeddingBytes == 61440);
        writeProfile(path(), profile); // as version 2
        QVERIFY(readProfile(path()) == profile);
    }

    // The block of layers beside the blocks need not be said.
    void vocabularyNeedsNoBlock() {
        writeProfile(path(), fullProfile());
        auto document = nlohmann::json::parse(readFile(path()));
        document["layers"][0].erase("block");
        document["layers"][1].erase("block");
        writeFileAtomically(path(), document.dump());
        QVERIFY(readProfile(path()) == fullProfile());
    }

    void vocabularyNeedsNoFeedback() {
        Profile profile = fullProfile();
        QVERIFY(profile.hasFeedback());
        profile.layers[4].feedback.reset();
        QVERIFY(!profile.hasFeedback());
        profile.layers.resize(2); // embedding and head
        QVERIFY(!profile.hasFeedback());
    }

    // What the program quantizes in is found whatever else is offered.
    void optionsAreToldApartByBasis() {
        const Profile profile = fullProfile();
        QVERIFY(profile.shapes[0].find(schemeFromName("nuq-8")));
        QVERIFY(profile.shapes[1].find(schemeFromName("nuq-8"))->basis != Basis::Inputs);
        QVERIFY(!profile.shapes[1].find(schemeFromName("tcq-5")));
        QVERIFY(profile.basis() == Basis::Inputs);
        QVERIFY(profile.shapes[1].find(schemeFromName("nuq-3")) == &profile.shapes[1].options[0]);
    }

    void wrongValuesNameTheField_data() {
        QTest::addColumn<QByteArray>("place"); // a JSON pointer
        QTest::addColumn<QByteArray>("value");
        QTest::addColumn<QByteArray>("field");
        const auto row = [](const char* name, const char* place, const char* value,
                            const char* field) {
            QTest::newRow(name) << QByteArray(place) << QByteArray(value) << QByteArray(field);
        };
        row("version 0", "/version", "0", "'version'");
        row("version 3", "/version", "3", "'version'");
        row("basis", "/shapes/1/options/0/basis", "\"left\"", "'shapes[1].options[0].basis'");
        row("basis is no text", "/shapes/1/options/0/basis", "1", "basis");
        row("same scheme and basis", "/shapes/1/options/2/basis", "\"inputs\"",
            "'shapes[1].options[2].scheme'");
        row("expert", "/layers/2/expert", "-1", "'layers[2].expert'");
        row("expert is no number", "/layers/2/expert", "\"7\"", "expert");
        row("segments", "/layers/2/segments", "3", "'layers[2].segments'");
        row("segment", "/layers/2/segments/1", "3", "layers[2].segments[1]");
        row("rows", "/layers/2/segments/0/rows", "[16, 16]", "'layers[2].segments[0].rows'");
        row("rows beyond", "/layers/2/segments/0/rows", "[0, 33]", "rows");
        row("rows negative", "/layers/2/segments/0/rows", "[-1, 16]", "rows");
        row("rows of three", "/layers/2/segments/0/rows", "[0, 1, 2]", "rows");
        row("columns beyond", "/layers/2/segments/0/columns", "[0, 65]", "columns");
        row("sensitivity", "/layers/2/segments/1/sensitivity", "-1", "sensitivity");
        row("block", "/layers/2/block", "null", "block");
    }
    void wrongValuesNameTheField() {
        QFETCH(QByteArray, place);
        QFETCH(QByteArray, value);
        QFETCH(QByteArray, field);
        writeProfile(path(), fullProfile());
        auto document = nlohmann::json::parse(readFile(path()));
        document[nlohmann::json::json_pointer(place.toStdString())] =
            nlohmann::json::parse(value.toStdString());
        writeFileAtomically(path(), document.dump());
        FRACBIT_VERIFY_THROWS([&] { (void)readProfile(path()); }, ErrorCode::InvalidFile,
                              "p.profile", field.constData());
    }
};

QTEST_APPLESS_MAIN(TestProfileFile)
#include "test_profile_file.moc"
