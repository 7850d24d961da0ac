#include "profiling/latency_measurement.h"

#include "backend/cuda/backend.h"
#include "base/atomic_file.h"
#include "base/json_file.h"
#include "quantizer/palette.h"
#include "support/stopping_sink.h"
#include "support/synthetic_checkpoint.h"
#include "support/thrown.h"

#include <QTest>

using namespace fracbit;
using namespace fracbit::profiling;
using quantizer::schemeFromName;
using tests::StopAt;
using tests::TemporaryFolder;

namespace {

// q, k and v of one block, and a layer a thousand times as large.
Profile smallProfile() {
    Profile profile;
    const auto shape = [&](std::int64_t in, std::int64_t out) {
        LayerShapeOptions options{in, out, in * out, {}};
        for (const char* name : {"nuq-4", "vq-2.5", "tcq-3", "half-tcq-2.25", "ctcq-3.25"}) {
            ShapeOption option;
            option.scheme = schemeFromName(name);
            options.options.push_back(option);
        }
        profile.shapes.push_back(options);
    };
    shape(64, 64);
    shape(64, 32);
    shape(2048, 2048);
    const auto layer = [&](const char* name, const char* role, int index) {
        ProfileLayer entry;
        entry.name = name;
        entry.role = role;
        entry.shape = index;
        profile.layers.push_back(entry);
    };
    layer("blocks.0.attn.q", "q", 0);
    layer("blocks.0.attn.k", "k", 1);
    layer("blocks.0.attn.v", "v", 1);
    layer("blocks.0.mlp.down", "down", 2);
    profile.fusionGroups = {{{"blocks.0.attn.q", "blocks.0.attn.k", "blocks.0.attn.v"}, {}}};
    return profile;
}

CpuTimerOptions quick() {
    CpuTimerOptions options;
    options.secondsEach = 1e-4;
    options.coldBytes = 1 << 16;
    return options;
}

} // namespace

class TestLatencyMeasurement : public QObject {
    Q_OBJECT
private slots:
    void everyCallIsTimedOnce();
    void aLargerLayerTakesLonger();
    void batchesAreKeptApart();
    void anInterruptedMeasurementGoesOn();
    void damagedFilesAreRefused();
    void aCudaDeviceIsTimedOrItsAbsenceExplained();
};

void TestLatencyMeasurement::everyCallIsTimedOnce() {
    Profile profile = smallProfile();
    measureLatencies(profile, *cpuTimer(quick()), {});
    QCOMPARE(profile.measurements.size(), std::size_t{1});
    // 3 shapes, and the merges of 64 + 32, 32 + 32 and 64 + 32 + 32 outputs; 5 schemes.
    QCOMPARE(profile.measurements[0].calls.size(), std::size_t{30});
    for (const CallMeasurement& call : profile.measurements[0].calls)
        QVERIFY(call.seconds > 0 && call.spread >= 0);
    setLatencies(profile, *measuredLatencies(profile, cpuTimer(quick())->key()));
    QCOMPARE(profile.variants.size(), std::size_t{1});
    QVERIFY(profile.variants[0].starts_with("cpu-"));
    QCOMPARE(profile.fusionGroups[0].merges.size(), std::size_t{4});
    QCOMPARE(profile.provenance.at("latency_kind"), std::string("measured"));
    QCOMPARE(profile.provenance.at("latency_threads"), std::string("1"));

    TemporaryFolder folder;
    writeProfile(folder / "p.json", profile);
    QCOMPARE(readProfile(folder / "p.json"), profile);

    Profile again = profile;
    measureLatencies(again, *cpuTimer(quick()), {});
    QCOMPARE(again, profile);
}

void TestLatencyMeasurement::aLargerLayerTakesLonger() {
    Profile profile = smallProfile();
    measureLatencies(profile, *cpuTimer(quick()), {});
    setLatencies(profile, *measuredLatencies(profile, cpuTimer(quick())->key()));
    for (std::size_t i = 0; i < profile.shapes[0].options.size(); ++i)
        QVERIFY(profile.shapes[2].options[i].latency.begin()->second >
                10 * profile.shapes[0].options[i].latency.begin()->second);
}

void TestLatencyMeasurement::batchesAreKeptApart() {
    Profile profile = smallProfile();
    measureLatencies(profile, *cpuTimer(quick()), {});
    CpuTimerOptions batch = quick();
    batch.batch = 8;
    measureLatencies(profile, *cpuTimer(batch), {});
    QCOMPARE(profile.measurements.size(), std::size_t{2});
    QVERIFY(profile.measurements[0].key != profile.measurements[1].key);
    const KernelCall call{2048, {2048}, {"down"}};
    const auto seconds = [&](const CpuTimerOptions& options) {
        return measuredLatencies(profile, cpuTimer(options)->key())
            ->latency(call, schemeFromName("nuq-4"))
            .begin()
            ->second;
    };
    QVERIFY(seconds(batch) > seconds(quick()));
    batch.batch = 3; // not measured
    QVERIFY(measuredLatencies(profile, cpuTimer(batch)->key())
                ->latency(call, schemeFromName("nuq-4"))
                .empty());
}

void TestLatencyMeasurement::anInterruptedMeasurementGoesOn() {
    Profile profile = smallProfile();
    StopAt stop(12);
    FRACBIT_VERIFY_THROWS([&] { measureLatencies(profile, *cpuTimer(quick()), stop.context()); },
                          ErrorCode::Cancelled, "cancelled");
    const auto before = profile.measurements.at(0).calls;
    QVERIFY(before.size() >= 10 && before.size() < 30);
    measureLatencies(profile, *cpuTimer(quick()), {});
    const auto& after = profile.measurements.at(0).calls;
    QCOMPARE(after.size(), std::size_t{30});
    QVERIFY(std::equal(before.begin(), before.end(), after.begin()));
}

void TestLatencyMeasurement::damagedFilesAreRefused() {
    TemporaryFolder folder;
    Profile profile = smallProfile();
    profile.measurements = {{{"a processor", 2, 1}, 0.5, {}}};
    profile.measurements[0].calls = {{64, {32, 64}, schemeFromName("nuq-4"), "cpu", 1e-6, 1e-8}};
    const auto path = folder / "p.json";
    writeProfile(path, profile);
    QCOMPARE(readProfile(path), profile);
    const auto refuse = [&](auto&& damage, const char* field) {
        nlohmann::json document = readJsonFile(path);
        damage(document["measurements"][0]);
        writeFileAtomically(folder / "damaged.json", document.dump());
        FRACBIT_VERIFY_THROWS([&] { readProfile(folder / "damaged.json"); }, ErrorCode::InvalidFile,
                              "damaged.json", field);
    };
    refuse([](auto& entry) { entry["calls"][0]["outs"][0] = -1; }, "outs");
    refuse([](auto& entry) { entry["calls"][0]["scheme"] = "awq-4"; }, "scheme");
    refuse([](auto& entry) { entry["calls"][0]["seconds"] = -1; }, "seconds");
    refuse([](auto& entry) { entry["threads"] = 1e18; }, "threads");
    refuse([](auto& entry) { entry.erase("device"); }, "device");
}

void TestLatencyMeasurement::aCudaDeviceIsTimedOrItsAbsenceExplained() {
    const std::string absence = backend::cudaAbsence();
    if (!absence.empty()) {
        FRACBIT_VERIFY_THROWS([] { cudaTimer(1); }, ErrorCode::Device, absence.c_str());
        return;
    }
    const auto timer = cudaTimer(1);
    for (const std::string& variant : timer->variants(schemeFromName("nuq-4")))
        QVERIFY(timer->time(4096, {1024, 4096}, schemeFromName("nuq-4"), variant, {}).seconds > 0);
}

QTEST_APPLESS_MAIN(TestLatencyMeasurement)
#include "test_latency_measurement.moc"
