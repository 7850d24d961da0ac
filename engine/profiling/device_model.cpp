#include "profiling/device_model.h"

#include "base/error.h"
#include "quantizer/palette.h"

#include <algorithm>
#include <locale>
#include <sstream>

namespace fracbit::profiling {

namespace {

using quantizer::DecodeRates;
using quantizer::Family;
using quantizer::Scheme;

constexpr double kGiga = 1e9;
constexpr double kTera = 1e12;
constexpr std::int64_t kHalfBytes = 2; // 16-bit activations and row scales

// Least-squares fits of launch + bytes / bandwidth to the reference code's table for the RTX 4090
// (spec 1, section 4; relative errors, 588 entries): launches of 4.3 us (simt) and 5.6 us (tensor)
// and 0.94 of the memory's nominal bandwidth; the median error of such a model is 6%. Its constant
// part leaves, behind the reading of the head, 15 us a block.
constexpr double kSimtLaunch = 4.3e-6;
constexpr double kTensorLaunch = 5.6e-6;
constexpr double kReachedBandwidth = 0.94;
constexpr double kBlockSeconds = 15e-6;

// What the families' descriptors say of one kind of kernel, times `unit`.
std::map<Family, double> decodeRates(double DecodeRates::*kernel, double unit) {
    std::map<Family, double> rates;
    for (const Family family : quantizer::families())
        if (const double rate = familyInfo(family).decodeRates.*kernel; rate > 0)
            rates[family] = rate * unit;
    return rates;
}

// Nominal figures of NVIDIA's data sheets: memory bandwidth in GB/s, dense fp16 tensor throughput
// with fp32 sums and fp32 throughput in TFLOPS. Instructions of lanes, in which the families count,
// are half the fp32 figure, which counts two operations; a weight takes about one (the table cannot
// tell it from less).
DeviceModel gpu(std::string name, std::string description, double bandwidth, double tensor,
                double simt) {
    DeviceModel device{std::move(name),
                       std::move(description),
                       "nominal bandwidth and throughput of the data sheet; launch costs and "
                       "reached bandwidth as on the RTX 4090",
                       kReachedBandwidth * bandwidth * kGiga,
                       kBlockSeconds,
                       {}};
    const double lanes = simt * kTera / 2;
    device.kernels = {
        {"tensor", kTensorLaunch, tensor * kTera, decodeRates(&DecodeRates::tensor, lanes)},
        {"simt", kSimtLaunch, simt * kTera, decodeRates(&DecodeRates::simt, lanes)}};
    return device;
}

// A processor with AVX-512: weights decoded a second and core as the families say (DecodeRates);
// two fused multiply-adds of 16 lanes a cycle at 4 GHz. Waking the threads for a call takes about 5
// us.
DeviceModel processor(std::string name, std::string description, double bandwidth, int cores) {
    const double perCore = kGiga * cores;
    return {std::move(name),
            std::move(description),
            "nominal bandwidth of the memory; decode rates of a Zen 4 core",
            0.8 * bandwidth * kGiga, // what STREAM reaches on such machines
            20e-6,
            {{"cpu", 5e-6, 256 * perCore, decodeRates(&DecodeRates::processor, perCore)}}};
}

std::vector<DeviceModel> makeModels() {
    std::vector<DeviceModel> models{
        gpu("rtx-3060", "NVIDIA GeForce RTX 3060", 360, 25.6, 12.7),
        gpu("rtx-3090", "NVIDIA GeForce RTX 3090", 936, 71, 35.6),
        gpu("rtx-4060-ti", "NVIDIA GeForce RTX 4060 Ti", 288, 44.1, 22.1),
        gpu("rtx-4090", "NVIDIA GeForce RTX 4090", 1008, 165.2, 82.6),
        gpu("rtx-5090", "NVIDIA GeForce RTX 5090", 1792, 209.5, 104.8),
        gpu("l4", "NVIDIA L4", 300, 121, 30.3),
        gpu("l40s", "NVIDIA L40S", 864, 362, 91.6),
        gpu("a100-80gb", "NVIDIA A100 80GB SXM", 2039, 312, 19.5),
        gpu("h100-sxm", "NVIDIA H100 SXM", 3350, 989.4, 66.9),
        gpu("h200", "NVIDIA H200", 4800, 989.4, 66.9),
        processor("desktop-ddr4", "8 cores with AVX-512, two channels of DDR4-3200", 51.2, 8),
        processor("desktop-ddr5", "8 cores with AVX-512, two channels of DDR5-5600", 89.6, 8),
        processor("server-ddr5", "32 cores with AVX-512, eight channels of DDR5-4800", 307.2, 32)};
    return models;
}

class ModelLatencies final : public LatencySource {
public:
    ModelLatencies(DeviceModel device, int batch) : device_(std::move(device)), batch_(batch) {
        if (batch < 1)
            throw Error(ErrorCode::InvalidArgument, "a batch has at least one sequence");
    }

    std::vector<std::string> variants() const override {
        std::vector<std::string> names;
        for (const KernelModel& kernel : device_.kernels)
            names.push_back(kernel.variant);
        return names;
    }

    LatencyByVariant latency(const KernelCall& call, Scheme scheme) override {
        LatencyByVariant result;
        const auto bytes = static_cast<double>(bytesOf(call, scheme));
        double weights = 0;
        for (const std::int64_t out : call.outs)
            weights += static_cast<double>(call.in) * static_cast<double>(out);
        for (const KernelModel& kernel : device_.kernels) {
            const auto rate = kernel.decodeRate.find(scheme.family);
            if (rate == kernel.decodeRate.end())
                continue;
            result[kernel.variant] =
                kernel.launchSeconds + std::max({bytes / device_.bandwidth, weights / rate->second,
                                                 2 * weights * batch_ / kernel.flops});
        }
        return result;
    }

    std::optional<double> constant(const Profile& profile) override {
        int blocks = 0;
        for (const ProfileLayer& layer : profile.layers)
            blocks = std::max(blocks, layer.block + 1);
        // A head of no bytes of its own is the embedding (tied).
        const std::int64_t head = profile.constants.headBytes.value_or(0);
        const std::int64_t read = head > 0 ? head : profile.constants.embeddingBytes.value_or(0);
        return static_cast<double>(read) / device_.bandwidth + blocks * device_.blockSeconds;
    }

    std::map<std::string, std::string> provenance() const override {
        std::ostringstream text;
        text.imbue(std::locale::classic()); // it goes into a file
        text << "roofline model, not measured: " << device_.description << ", "
             << device_.bandwidth / kGiga << " GB/s";
        for (const KernelModel& kernel : device_.kernels)
            text << ", " << kernel.variant << " launch " << kernel.launchSeconds * 1e6 << " us";
        return {{"latency", text.str()},
                {"latency_kind", "model"},
                {"latency_device", device_.name},
                {"latency_batch", std::to_string(batch_)},
                {"latency_origin", device_.origin}};
    }

private:
    std::int64_t bytesOf(const KernelCall& call, Scheme scheme) const {
        const auto& quantizer = quantizer::quantizer(scheme);
        std::int64_t bytes = call.in * kHalfBytes * batch_;
        for (const std::int64_t out : call.outs)
            bytes += static_cast<std::int64_t>(quantizer.codesBytes({out, call.in}) +
                                               quantizer.tableBytes()) +
                     out * kHalfBytes * (batch_ + 1);
        return bytes;
    }

    DeviceModel device_;
    int batch_;
};

void requirePositive(const std::optional<double>& value, const char* what) {
    if (value && !(*value > 0))
        throw Error(ErrorCode::InvalidArgument, std::string(what) + " has to be above zero");
}

} // namespace

const std::vector<DeviceModel>& deviceModels() {
    static const std::vector<DeviceModel> models = makeModels();
    return models;
}

DeviceModel deviceModel(const std::string& name, const DeviceOverrides& overrides) {
    const auto found = std::ranges::find(deviceModels(), name, &DeviceModel::name);
    if (found == deviceModels().end()) {
        std::string names;
        for (const DeviceModel& model : deviceModels())
            names += (names.empty() ? "" : ", ") + model.name;
        throw Error(ErrorCode::InvalidArgument,
                    "there is no model of a device '" + name + "'; there are " + names);
    }
    requirePositive(overrides.bandwidth, "the bandwidth");
    requirePositive(overrides.launchSeconds, "the launch cost");
    requirePositive(overrides.decodeRate, "the decode rate");
    DeviceModel device = *found;
    device.bandwidth = overrides.bandwidth.value_or(device.bandwidth);
    for (KernelModel& kernel : device.kernels) {
        kernel.launchSeconds = overrides.launchSeconds.value_or(kernel.launchSeconds);
        for (auto& [family, rate] : kernel.decodeRate)
            rate = overrides.decodeRate.value_or(rate);
    }
    return device;
}

std::unique_ptr<LatencySource> modelLatencies(const DeviceModel& device, int batch) {
    return std::make_unique<ModelLatencies>(device, batch);
}

} // namespace fracbit::profiling
