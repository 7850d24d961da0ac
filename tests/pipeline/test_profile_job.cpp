#include "pipeline/profile_job.h"

#include "pipeline/small_model.h"
#include "support/stopping_sink.h"
#include "support/thrown.h"

#include <QTest>

using namespace fracbit;
using namespace fracbit::tests;
using pipeline::LatencyRequest;
using pipeline::ProfileRequest;
using profiling::Profile;

namespace {

ProfileRequest smallRequest() {
    ProfileRequest request;
    request.sample.sequences = 2;
    request.sample.length = 12;
    request.sample.seed = 3;
    return request;
}

} // namespace

// What a profile holds is measured once, and an interrupted run loses nothing that was finished.
class TestProfileJob : public QObject {
    Q_OBJECT
private slots:
    void momentsAreTakenOnce();
    void everythingIsThere();
    void aSecondRunKeepsWhatIsMeasured();
    void anotherRequestMeasuresAnew();
    void interruptedRunsGiveTheSame_data();
    void interruptedRunsGiveTheSame();
    void latenciesAreAddedLater();
    void contradictionsAreRefused();
    void oneRunAtATime();

private:
    Profile make(const ProfileRequest& request, const char* name, bool* reused = nullptr) {
        const auto result =
            pipeline::makeProfile(*model_.checkpoint, request, model_.folder / name, {});
        if (reused)
            *reused = result.reused;
        return result.profile;
    }
    SmallModel model_;
};

void TestProfileJob::oneRunAtATime() {
    class Second final : public ProgressSink {
    public:
        explicit Second(std::function<void()> run) : run_(std::move(run)) {}
        void report(const Progress&) override {
            if (!error)
                error = thrownBy(run_);
        }
        std::optional<Error> error;

    private:
        std::function<void()> run_;
    };
    const auto path = model_.folder / "busy.json";
    Second second([&] { make(smallRequest(), "busy.json"); });
    (void)pipeline::makeProfile(*model_.checkpoint, smallRequest(), path, {{}, &second, 1});
    QVERIFY(messageOf(second.error).contains("another run is writing this folder"));
    QVERIFY(!std::filesystem::exists(model_.folder / "busy.json.work"));
    make(smallRequest(), "busy.json");
}

void TestProfileJob::everythingIsThere() {
    const Profile profile = make(smallRequest(), "whole.json");
    QCOMPARE(profile.layers.size(), std::size_t{14});
    for (const auto& layer : profile.layers) {
        QVERIFY(layer.sensitivity > 0);
        QVERIFY(layer.standardError > 0);
        QVERIFY(!layer.measuredDistortion.empty());
    }
    QCOMPARE(profiling::readProfile(model_.folder / "whole.json"), profile);
    QVERIFY(!std::filesystem::exists(model_.folder / "whole.json.work"));
}

void TestProfileJob::aSecondRunKeepsWhatIsMeasured() {
    const Profile first = make(smallRequest(), "kept.json");
    // A mark that only survives when nothing is measured again.
    Profile marked = first;
    marked.layers[3].sensitivity *= 2;
    profiling::writeProfile(model_.folder / "kept.json", marked);
    bool reused = false;
    QCOMPARE(make(smallRequest(), "kept.json", &reused), marked);
    QVERIFY(reused);
    ProfileRequest again = smallRequest();
    again.again = true;
    QCOMPARE(make(again, "kept.json", &reused).layers, first.layers);
    QVERIFY(!reused);
}

void TestProfileJob::anotherRequestMeasuresAnew() {
    const Profile first = make(smallRequest(), "other.json");
    ProfileRequest seed = smallRequest();
    seed.sample.seed = 4;
    bool reused = true;
    QVERIFY(make(seed, "other.json", &reused).layers != first.layers);
    QVERIFY(!reused);
    std::ofstream(model_.folder / "other.json") << "not a profile";
    QCOMPARE(make(smallRequest(), "other.json", &reused).layers, first.layers);
    QVERIFY(!reused);
}

void TestProfileJob::interruptedRunsGiveTheSame_data() {
    QTest::addColumn<QString>("stage");
    QTest::addColumn<int>("reports");
    QTest::newRow("forward") << "fisher" << 4;
    QTest::newRow("backward") << "fisher" << 10;
    QTest::newRow("distortion") << "distortion" << 3;
}

void TestProfileJob::interruptedRunsGiveTheSame() {
    QFETCH(QString, stage);
    QFETCH(int, reports);
    const std::string name = "interrupted-" + stage.toStdString() + std::to_string(reports);
    const Profile whole = make(smallRequest(), "uninterrupted.json");
    StopAt stop(reports, stage.toStdString());
    FRACBIT_VERIFY_THROWS(
        [&] {
            pipeline::makeProfile(*model_.checkpoint, smallRequest(), model_.folder / name,
                                  stop.context());
        },
        ErrorCode::Cancelled, "cancelled");
    QCOMPARE(make(smallRequest(), name.c_str()).layers, whole.layers);
}

void TestProfileJob::latenciesAreAddedLater() {
    const Profile before = make(smallRequest(), "latency.json");
    QVERIFY(before.variants.empty());
    ProfileRequest request = smallRequest();
    request.latency.kind = LatencyRequest::Kind::Model;
    request.latency.device = profiling::deviceModel("rtx-4090");
    bool reused = false;
    const Profile modelled = make(request, "latency.json", &reused);
    QVERIFY(reused);
    QCOMPARE(modelled.layers, before.layers);
    QCOMPARE(modelled.variants, (std::vector<std::string>{"tensor", "simt"}));
    QVERIFY(modelled.constants.latencySeconds.value() > 0);
    QCOMPARE(modelled.fusionGroups[0].merges.size(), std::size_t{4});
    QCOMPARE(modelled.provenance.at("latency_kind"), std::string("model"));
    // They stay when nothing else is asked for.
    QCOMPARE(make(smallRequest(), "latency.json"), modelled);
    // And serve another profile as a file.
    request.latency.kind = LatencyRequest::Kind::File;
    request.latency.file = model_.folder / "latency.json";
    request.latency.smooth = true;
    const Profile taken = make(request, "taken.json");
    QCOMPARE(taken.fusedKernels.size(), modelled.fusedKernels.size());
    QVERIFY(taken.provenance.contains("latency_smoothed"));
}

void TestProfileJob::momentsAreTakenOnce() {
    ProfileRequest request = smallRequest();
    request.moments = true;
    request.momentSequences = 3;
    request.momentLength = 16;
    const Profile profile = make(request, "p");
    QVERIFY(profile.hasFeedback());
    QCOMPARE(profile.provenance.at("moments"), std::string("the model's own text, seed 3, 3 x 16"));
    const auto file = model_.folder / "p.moments";
    const std::string before = contentsOf(file);
    request.momentSequences = 4;
    QCOMPARE(make(request, "p"), profile); // those that are there are taken
    QVERIFY(contentsOf(file) == before);
    request.again = true;
    QVERIFY(make(request, "p").provenance.at("moments") != profile.provenance.at("moments"));
    QVERIFY(contentsOf(file) != before);
    QVERIFY(!std::filesystem::exists(file.string() + ".work"));
}

void TestProfileJob::contradictionsAreRefused() {
    ProfileRequest request = smallRequest();
    request.coefficients = model_.folder / "no.json";
    FRACBIT_VERIFY_THROWS([&] { make(request, "never.json"); }, ErrorCode::InvalidArgument,
                          "imported");
}

QTEST_APPLESS_MAIN(TestProfileJob)
#include "test_profile_job.moc"
