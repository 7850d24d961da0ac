#include "profiling/latency.h"

#include "base/atomic_file.h"
#include "profiling/device_model.h"
#include "profiling/latency_table.h"
#include "support/synthetic_checkpoint.h"
#include "support/thrown.h"

#include <QTest>

#include <cmath>

using namespace fracbit;
using namespace fracbit::profiling;
using quantizer::schemeFromName;
using tests::TemporaryFolder;

namespace {

// One block of LLaMA-3.1-8B; k and v share a shape, gate and up as well.
Profile eightB() {
    Profile profile;
    const auto shape = [&](std::int64_t in, std::int64_t out) {
        LayerShapeOptions options{in, out, in * out, {}};
        for (const char* name : {"nuq-3", "nuq-4", "vq-3.5", "tcq-2.5", "tcq-3", "tcq-3.5"}) {
            ShapeOption option;
            option.scheme = schemeFromName(name);
            options.options.push_back(option);
        }
        profile.shapes.push_back(options);
    };
    shape(4096, 4096);
    shape(4096, 1024);
    shape(4096, 14336);
    shape(14336, 4096);
    const auto layer = [&](const std::string& role, int index) {
        ProfileLayer entry;
        entry.name = "blocks.0." + role;
        entry.role = role;
        entry.shape = index;
        profile.layers.push_back(entry);
    };
    layer("q", 0);
    layer("k", 1);
    layer("v", 1);
    layer("o", 0);
    layer("gate", 2);
    layer("up", 2);
    layer("down", 3);
    profile.fusionGroups = {{{"blocks.0.q", "blocks.0.k", "blocks.0.v"}, {}},
                            {{"blocks.0.gate", "blocks.0.up"}, {}}};
    profile.constants.headBytes = std::int64_t{128256} * 4096 * 2;
    return profile;
}

std::string tableText() {
    return R"({"constant": 0.5,
        "q_tcq_6_none_0.9_False": 10, "o_tcq_6_none_0.9_False": 20,
        "k_tcq_6_none_0.9_False": 3, "v_tcq_6_none_0.9_False": 5,
        "u_tcq_6_none_0.9_False": 30, "g_tcq_6_none_0.9_False": 30, "d_tcq_6_none_0.9_False": 40,
        "q_ldlq_1_4_none_1.0_True": 7, "ug_tcq_6_none_0.9_False": 50,
        "qkv_tcq_6_none_0.9_False": 15, "qkv_ldlq_1_4_none_1.0_True": 9})";
}

const ShapeOption& option(const Profile& profile, int shape, const char* scheme) {
    const auto& options = profile.shapes.at(static_cast<std::size_t>(shape)).options;
    return *std::ranges::find(options, schemeFromName(scheme), &ShapeOption::scheme);
}

} // namespace

class TestLatency : public QObject {
    Q_OBJECT
private slots:
    void aTableGoesOntoAnyProfile();
    void aProfileGoesOntoAnother();
    void aTableThatLacksALayerIsRefused();
    void moreBitsAreMadeNeverFaster();
    void monotoneIsTheNearestSequence();
    void theModelIsTheRoofline();
    void everyDeviceHasEveryTrellisCode();
    void batchesCostMoreWhenArithmeticLimits();
    void overridesReplaceTheTable();
    void anUnknownDeviceNamesTheKnown();
    void theModelResemblesTheMeasuredTable();
};

void TestLatency::aTableGoesOntoAnyProfile() {
    TemporaryFolder folder;
    writeFileAtomically(folder / "table.json", tableText());
    Profile profile = eightB();
    setLatencies(profile, *openLatencies(folder / "table.json"));
    QCOMPARE(profile.variants, (std::vector<std::string>{"tensor", "simt"}));
    QCOMPARE(profile.constants.latencySeconds.value(), 0.5);
    // Layers of one shape share the mean of their roles.
    QCOMPARE(option(profile, 0, "tcq-3").latency, (LatencyByVariant{{"tensor", 15}}));
    QCOMPARE(option(profile, 1, "tcq-3").latency, (LatencyByVariant{{"tensor", 4}}));
    QCOMPARE(option(profile, 0, "nuq-4").latency, (LatencyByVariant{{"simt", 7}}));
    QVERIFY(option(profile, 0, "nuq-3").latency.empty());
    QCOMPARE(profile.fusionGroups[0].merges.size(), std::size_t{1});
    QCOMPARE(profile.fusionGroups[0].merges[0].layers.size(), std::size_t{3});
    QCOMPARE(profile.fusionGroups[1].merges.size(), std::size_t{1});
    const auto& fused =
        profile.fusedKernels.at(static_cast<std::size_t>(profile.fusionGroups[0].merges[0].kernel));
    QCOMPARE(fused.size(), std::size_t{2});
    QVERIFY(profile.provenance.at("latency").find("table.json") != std::string::npos);
}

void TestLatency::aProfileGoesOntoAnother() {
    TemporaryFolder folder;
    Profile profile = eightB();
    setLatencies(profile, *modelLatencies(deviceModel("rtx-4090")));
    writeProfile(folder / "first.json", profile);
    Profile second = eightB();
    setLatencies(second, *openLatencies(folder / "first.json"));
    QCOMPARE(second.shapes, profile.shapes);
    QCOMPARE(second.fusedKernels, profile.fusedKernels);
    QCOMPARE(second.fusionGroups, profile.fusionGroups);
    QCOMPARE(second.constants, profile.constants);
    QCOMPARE(second.provenance.at("latency_kind"), std::string("model"));
    // Without latencies there is nothing to take over.
    writeProfile(folder / "none.json", eightB());
    FRACBIT_VERIFY_THROWS([&] { openLatencies(folder / "none.json"); }, ErrorCode::InvalidFile,
                          "none.json");
    // Another shape is another time.
    Profile other = eightB();
    other.shapes[3].in = 14335;
    FRACBIT_VERIFY_THROWS([&] { setLatencies(other, *latenciesOf(profile)); },
                          ErrorCode::InvalidArgument, "14335");
}

void TestLatency::aTableThatLacksALayerIsRefused() {
    TemporaryFolder folder;
    writeFileAtomically(folder / "table.json", R"({"q_tcq_6_none_0.9_False": 10})");
    Profile profile = eightB();
    const auto source = openLatencies(folder / "table.json");
    FRACBIT_VERIFY_THROWS([&] { setLatencies(profile, *source); }, ErrorCode::InvalidArgument,
                          "1024");
    profile = eightB();
    profile.shapes[0].in = 0;
    FRACBIT_VERIFY_THROWS([&] { setLatencies(profile, *source); }, ErrorCode::InvalidArgument,
                          "blocks.0.q");
}

void TestLatency::moreBitsAreMadeNeverFaster() {
    Profile profile = eightB();
    setLatencies(profile, *modelLatencies(deviceModel("rtx-4090")));
    for (ShapeOption& entry : profile.shapes[0].options) {
        if (entry.scheme == schemeFromName("tcq-3"))
            entry.latency["tensor"] = 20e-6;
        if (entry.scheme == schemeFromName("tcq-3.5"))
            entry.latency["tensor"] = 16e-6;
    }
    const double before = option(profile, 0, "nuq-4").latency.at("simt");
    smoothLatencies(profile);
    QCOMPARE(option(profile, 0, "tcq-3").latency.at("tensor"), 18e-6);
    QCOMPARE(option(profile, 0, "tcq-3.5").latency.at("tensor"), 18e-6);
    QVERIFY(option(profile, 0, "tcq-2.5").latency.at("tensor") < 18e-6);
    QCOMPARE(option(profile, 0, "nuq-4").latency.at("simt"), before);
}

void TestLatency::monotoneIsTheNearestSequence() {
    QCOMPARE(monotone({1, 2, 3}), (std::vector<double>{1, 2, 3}));
    QCOMPARE(monotone({3, 2, 1}), (std::vector<double>{2, 2, 2}));
    QCOMPARE(monotone({1, 4, 2, 3, 9}), (std::vector<double>{1, 3, 3, 3, 9}));
    QVERIFY(monotone({}).empty());
}

void TestLatency::theModelIsTheRoofline() {
    DeviceModel device = deviceModel("rtx-4090");
    device.bandwidth = 1e12;
    device.kernels = {{"tensor", 1e-6, 1e15, {{quantizer::familyFromName("nuq"), 1e12}}}};
    const auto source = modelLatencies(device);
    // 1 Mi weights: 1.05 us to decode at 1e12 a second, 0.53 us to read at 4 bits.
    const KernelCall call{1024, {1024}, {"q"}};
    const double seconds = source->latency(call, schemeFromName("nuq-4")).at("tensor");
    QVERIFY(std::abs(seconds - (1e-6 + 1024 * 1024 / 1e12)) < 1e-12);
    QVERIFY(source->latency(call, schemeFromName("tcq-4")).empty());
    // Reading limits when decoding is free.
    device.kernels[0].decodeRate[quantizer::familyFromName("nuq")] = 1e18;
    const double reading =
        modelLatencies(device)->latency(call, schemeFromName("nuq-4")).at("tensor");
    const double bytes = 1024 * 1024 / 2 + 32 + 3 * 1024 * 2;
    QVERIFY(std::abs(reading - (1e-6 + bytes / 1e12)) < 1e-12);
    // One call instead of two saves a launch.
    const KernelCall both{1024, {1024, 1024}, {"gate", "up"}};
    const double fused =
        modelLatencies(device)->latency(both, schemeFromName("nuq-4")).at("tensor");
    QVERIFY(fused < 2 * reading && fused > 2 * reading - 1.1e-6);
    QVERIFY(source->provenance().at("latency").find("not measured") != std::string::npos);
}

void TestLatency::everyDeviceHasEveryTrellisCode() {
    const KernelCall call{4096, {4096}, {"q"}};
    for (const DeviceModel& device : deviceModels())
        for (const char* scheme :
             {"tcq-3.5", "half-tcq-3.25", "ctcq-3.25", "ctcq14-3.25", "pctcq-3.25"})
            QCOMPARE(modelLatencies(device)->latency(call, schemeFromName(scheme)).size(),
                     std::size_t{1});
}

void TestLatency::batchesCostMoreWhenArithmeticLimits() {
    const DeviceModel device = deviceModel("rtx-4090");
    const KernelCall call{4096, {4096}, {"q"}};
    const auto seconds = [&](int batch) {
        return modelLatencies(device, batch)->latency(call, schemeFromName("nuq-4")).at("simt");
    };
    QVERIFY(seconds(4) < 1.05 * seconds(1)); // still limited by reading
    QVERIFY(seconds(512) > 10 * seconds(1));
    FRACBIT_VERIFY_THROWS([&] { modelLatencies(device, 0); }, ErrorCode::InvalidArgument, "batch");
}

void TestLatency::overridesReplaceTheTable() {
    const DeviceModel device =
        deviceModel("l4", {.bandwidth = 5e9, .launchSeconds = 2e-6, .decodeRate = 7e9});
    QCOMPARE(device.bandwidth, 5e9);
    for (const KernelModel& kernel : device.kernels) {
        QCOMPARE(kernel.launchSeconds, 2e-6);
        QCOMPARE(kernel.decodeRate.at(quantizer::familyFromName("vq")), 7e9);
    }
    const DeviceOverrides wrong{.bandwidth = 0, .launchSeconds = {}, .decodeRate = {}};
    FRACBIT_VERIFY_THROWS([&] { deviceModel("l4", wrong); }, ErrorCode::InvalidArgument,
                          "bandwidth");
}

void TestLatency::anUnknownDeviceNamesTheKnown() {
    FRACBIT_VERIFY_THROWS([] { deviceModel("abacus"); }, ErrorCode::InvalidArgument, "abacus",
                          "rtx-4090");
}

void TestLatency::theModelResemblesTheMeasuredTable() {
    const std::filesystem::path path =
        FRACBIT_TEST_DATA_DIR "/llama31_8b/latency_rtx4090_batch1.json";
    Profile measured = eightB();
    Profile modelled = eightB();
    setLatencies(measured, *openLatencies(path));
    setLatencies(modelled, *modelLatencies(deviceModel("rtx-4090")));
    std::vector<double> ratios;
    for (int shape = 0; shape < 4; ++shape)
        for (const ShapeOption& entry : measured.shapes[static_cast<std::size_t>(shape)].options)
            for (const auto& [variant, seconds] : entry.latency)
                ratios.push_back(
                    option(modelled, shape, schemeName(entry.scheme).c_str()).latency.at(variant) /
                    seconds);
    std::ranges::sort(ratios);
    QVERIFY(ratios.size() >= 20);
    const double median = ratios[ratios.size() / 2];
    QVERIFY2(median > 0.9 && median < 1.1, qPrintable(QString::number(median)));
    QVERIFY2(ratios.front() > 0.7 && ratios.back() < 1.4,
             qPrintable(QString("%1 %2").arg(ratios.front()).arg(ratios.back())));
    // One block of 32: the table's constant is that of the whole model.
    const double head = static_cast<double>(*modelled.constants.headBytes) / (0.94 * 1008e9);
    const double whole = head + 32 * (modelled.constants.latencySeconds.value() - head);
    QVERIFY(std::abs(whole / measured.constants.latencySeconds.value() - 1) < 0.05);
}

QTEST_APPLESS_MAIN(TestLatency)
#include "test_latency.moc"
