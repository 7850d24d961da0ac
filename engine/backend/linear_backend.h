// What a back end does for linear layers: prepare those that read the same input as one group,
// multiply with it, and encode panels. The packed network and quantization go through this
// interface alone; a further device is a further LinearBackend and a line of openBackend().
//
// Activations are float32 in the processor's memory. Errors: Error(Device) when a device or its
// driver refuses, naming what was being done.
#pragma once

#include "backend/devices.h"
#include "base/thread_team.h"
#include "quantizer/packed_layer.h"
#include "quantizer/panel_encoder.h"
#include "rotation/rotation.h"

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace fracbit::backend {

// Layers that read the same input. Their schemes may differ; codes and rotation are copied.
struct GroupSource {
    std::optional<rotation::Rotation> rotation; // of the input; none: it is multiplied as it comes
    std::vector<quantizer::PackedLayerView> layers;
};

// Buffers of a caller, and the threads that it lends: one for each thread that calls. Must not
// outlive the team.
class LinearWorkspace {
public:
    virtual ~LinearWorkspace() = default;
};

// The matrices of q, k and v, or gate and up, or a single one. Immutable; safe to use from any
// thread, each with a workspace of its own. Must not outlive its back end.
class LinearGroup {
public:
    virtual ~LinearGroup() = default;

    virtual std::int64_t columns() const = 0; // of an input
    virtual std::int64_t rows() const = 0;    // of all matrices together
    virtual std::size_t bytes() const = 0;    // of the device's memory
    // out[i] = the products of all matrices with x[i] (rotated, where the group has a rotation),
    // one after another: `count` inputs of columns() numbers, `count` outputs of rows(). The
    // workspace is one of this back end's. The result does not depend on the number of threads.
    virtual void multiply(std::span<const float> x, std::int64_t count, std::span<float> out,
                          LinearWorkspace& workspace) const = 0;
};

// Safe to use from any thread.
class LinearBackend {
public:
    virtual ~LinearBackend() = default;

    virtual std::string deviceName() const = 0;
    // On RunContext::threads threads; the views may go afterwards. Throws Error(InvalidFile) when
    // codes, codebooks or row scales are damaged, Error(Unsupported) when the device has no kernels
    // for a scheme or a size, Error(Internal) when the layers' inputs differ in size,
    // Error(Cancelled).
    virtual std::unique_ptr<LinearGroup> prepare(const GroupSource& source,
                                                 const RunContext& context) = 0;
    virtual std::unique_ptr<LinearWorkspace> makeWorkspace(ThreadTeam& team) = 0;
    // Throws Error(Unsupported) for schemes that are not encoded on the device.
    virtual std::unique_ptr<quantizer::PanelEncoder> encoder(quantizer::Scheme scheme) = 0;
};

// A device to work on.
struct DeviceChoice {
    Device::Kind kind = Device::Kind::Cpu;
    int index = 0; // among those of a kind
    bool operator==(const DeviceChoice&) const = default;
};

// "cpu", "cuda" or "cuda:1". Throws Error(InvalidArgument) for other names.
DeviceChoice deviceFromName(const std::string& name);
// Throws Error(Device) with the reason when there is no such device.
std::unique_ptr<LinearBackend> openBackend(const DeviceChoice& device);

} // namespace fracbit::backend
