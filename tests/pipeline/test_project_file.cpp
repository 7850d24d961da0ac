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
    project.decision.memoryBytes = 12345;
    project.decision.latencySeconds = 0.5;
    project.decision.fusion = false;
    project.decision.excludedSchemes = {"nuq-2"};
    project.decision.excludedVariants = {"simt"};
    project.decision.restrictions = {
        {ProjectRestriction::Kind::Pin, "blocks.0.attn.q", "tcq-3", 0},
        {ProjectRestriction::Kind::MaxBits, "blocks.1.attn.q", "", 4.5}};
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

    void brokenFilesNameTheField_data() {
        QTest::addColumn<QByteArray>("patch");
        QTest::addColumn<QByteArray>("field");
        QTest::newRow("format") << QByteArray(R"({"format": "x"})") << QByteArray("format");
        QTest::newRow("version") << QByteArray(R"({"version": 2})") << QByteArray("version");
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
