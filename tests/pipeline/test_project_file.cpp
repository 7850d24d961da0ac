#include "pipeline/project_file.h"
#include "support/synthetic_checkpoint.h"

#include "base/atomic_file.h"
#include "base/error.h"

#include <QTest>

#include <nlohmann/json.hpp>

using namespace fracbit;
using namespace fracbit::pipeline;

namespace {

Project fullProject() {
    Project project;
    project.model = "/models/tiny";
    project.modelFingerprint = "0123456789abcdef";
    project.profile = "/profiles/tiny.json";
    project.profileFingerprint = "fedcba9876543210";
    project.decision.memoryBytes = 12345;
    project.decision.latencySeconds = 0.5;
    project.decision.deviceMemoryBytes = 8589934592;
    project.decision.context = 8192;
    project.decision.keyValueBits = 8;
    project.decision.fusion = false;
    project.decision.excludedSchemes = {"nuq-2"};
    project.decision.excludedVariants = {"simt"};
    project.decision.restrictions = {
        {ProjectRestriction::Kind::Pin, "blocks.0.attn.q", "tcq-3", 0},
        {ProjectRestriction::Kind::MaxBits, "blocks.1.attn.q", "", 4.5},
        {ProjectRestriction::Kind::Pin, "embedding", "nuq-8", 0}};
    project.snapshots = {{"A", project.decision, {{"blocks.0.attn.q", "tcq-3"}}}};
    project.measurements = {
        {"B", {{"blocks.0.attn.q", "tcq-3"}}, 0.1, 0.01, 20, 0.9, 100, "t", "f"}};
    project.view = {{"page", "allocate"}};
    return project;
}

} // namespace

class TestProjectFile : public QObject {
    Q_OBJECT

private:
    tests::TemporaryFolder folder_;
    std::filesystem::path path() const { return folder_ / "p.fracbit"; }

    void writeChanged(const std::function<void(nlohmann::json&)>& change) {
        writeProject(path(), fullProject());
        auto document = nlohmann::json::parse(readFile(path()));
        change(document);
        writeFileAtomically(path(), document.dump());
    }

private slots:
    void comesBackAsItWas() {
        writeProject(path(), fullProject());
        QVERIFY(readProject(path()) == fullProject());
    }

    void pathsNeedNotBeUtf8() {
        Project project = fullProject();
        project.model = "/models/M-\xe9t\xe9";
        project.profile = "/profiles/\xff.json";
        project.measurements.front().folder = "/cache/\xfe";
        writeProject(path(), project);
        QVERIFY(nlohmann::json::accept(readFile(path())));
        QVERIFY(readProject(path()) == project);
    }

    void relativePathsAreRelativeToTheFile() {
        writeChanged([](nlohmann::json& json) { json["profile"]["path"] = "../here.json"; });
        QCOMPARE(readProject(path()).profile.string(),
                 (folder_.path().parent_path() / "here.json").string());
    }

    // Written by hand after the description of version 1.
    void versionOneOpens() {
        const std::filesystem::path folder(FRACBIT_TEST_DATA_DIR "/version-1");
        const Project project = readProject(folder / "llama.fracbit");
        QVERIFY(project.model == (folder / "../models/llama").lexically_normal());
        QCOMPARE(project.modelFingerprint, std::string("7749f40d33559478"));
        QVERIFY(project.profile == folder / "llama.profile");
        QVERIFY(project.profileFingerprint.empty());
        const ProjectDecision& decision = project.decision;
        QVERIFY(decision.memoryBytes == 93313 && !decision.latencySeconds);
        QVERIFY(!decision.deviceMemoryBytes && !decision.context && !decision.keyValueBits);
        QVERIFY(decision.fusion && !decision.feedback);
        using Kind = ProjectRestriction::Kind;
        const std::vector<ProjectRestriction> expected{{Kind::Pin, "blocks.0.attn.q", "nuq-4", 0},
                                                       {Kind::Ban, "blocks.0.attn.k", "tcq-1", 0},
                                                       {Kind::MinBits, "blocks.1.mlp.down", "", 3},
                                                       {Kind::MaxBits, "blocks.2.mlp.up", "", 4.5}};
        QVERIFY(decision.restrictions == expected);
        QCOMPARE(project.snapshots.size(), 1u);
        QVERIFY(project.snapshots[0].decision.latencySeconds == 0.005);
        QCOMPARE(project.snapshots[0].schemes.at("blocks.0.attn.k"), std::string("vq-3.5"));
        QCOMPARE(project.measurements.at(0).perplexity, 34.8);
        QCOMPARE(project.view.at("page"), std::string("allocate"));
        writeProject(path(), project); // as version 2
        QVERIFY(readProject(path()) == project);
    }

    void brokenFilesNameTheField_data() {
        QTest::addColumn<QByteArray>("patch");
        QTest::addColumn<QByteArray>("field");
        QTest::newRow("format") << QByteArray(R"({"format": "x"})") << QByteArray("format");
        for (const char* version : {"0", "3", "\"2\""})
            QTest::addRow("version %s", version)
                << QByteArray("{\"version\": ") + version + "}" << QByteArray("version");
        for (const char* wish :
             {R"("kv_cache_bits": 1)", R"("kv_cache_bits": 33)", R"("context": -1)",
              R"("device_memory_bytes": -1)", R"("device_memory_bytes": "8")"})
            QTest::addRow("%s", wish)
                << QByteArray(R"({"decision": {"memory_bytes": 1, )") + wish + "}}"
                << QByteArray(wish).split('"')[1];
        QTest::newRow("profile's fingerprint")
            << QByteArray(R"({"profile": {"path": "p", "fingerprint": "12"}})")
            << QByteArray("profile.fingerprint");
        QTest::newRow("profile") << QByteArray(R"({"profile": null})") << QByteArray("profile");
        QTest::newRow("budget") << QByteArray(R"({"decision": {"fusion": true}})")
                                << QByteArray("memory_bytes");
        QTest::newRow("kind") << QByteArray(
                                     R"({"decision": {"memory_bytes": 1, "restrictions":
                                         [{"kind": "x", "layer": "y"}]}})")
                              << QByteArray("kind");
        QTest::newRow("kl") << QByteArray(R"({"measurements": [{"name": "a", "kl": -1}]})")
                            << QByteArray("kl");
        QTest::newRow("view") << QByteArray(R"({"view": {"page": 3}})") << QByteArray("page");
    }
    void brokenFilesNameTheField() {
        QFETCH(QByteArray, patch);
        QFETCH(QByteArray, field);
        writeChanged([&patch](nlohmann::json& json) {
            json.update(nlohmann::json::parse(patch.toStdString()));
        });
        try {
            readProject(path());
            QFAIL("a broken project was read");
        } catch (const Error& error) {
            QVERIFY(error.code() == ErrorCode::InvalidFile);
            QVERIFY2(std::string(error.what()).find(field.toStdString()) != std::string::npos,
                     error.what());
        }
    }

    void truncatedFileIsRefused() {
        writeProject(path(), fullProject());
        const std::string whole = readFile(path());
        for (std::size_t length = 0; length < whole.size() - 2; length += 37) {
            writeFileAtomically(path(), whole.substr(0, length));
            QVERIFY_EXCEPTION_THROWN(readProject(path()), Error);
        }
    }

    void failedWriteLeavesWhatWasThere() {
        writeProject(path(), fullProject());
        QVERIFY_EXCEPTION_THROWN(writeProject(folder_ / "none" / "p.fracbit", fullProject()),
                                 Error);
        QVERIFY(readProject(path()) == fullProject());
    }
};

QTEST_APPLESS_MAIN(TestProjectFile)
#include "test_project_file.moc"
