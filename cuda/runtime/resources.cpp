#include "fracbit_cuda/resources.h"

namespace fracbit_cuda {

Stream::Stream() {
    check(cudaStreamCreateWithFlags(&stream_, cudaStreamNonBlocking), "creating a stream");
}

Stream::~Stream() {
    if (stream_)
        cudaStreamDestroy(stream_);
}

void Stream::synchronize() const {
    check(cudaStreamSynchronize(stream_), "running kernels");
}

Event::Event() {
    check(cudaEventCreate(&event_), "creating an event");
}

Event::~Event() {
    if (event_)
        cudaEventDestroy(event_);
}

void Event::record(const Stream& stream) {
    check(cudaEventRecord(event_, stream.get()), "recording an event");
}

void Event::synchronize() const {
    check(cudaEventSynchronize(event_), "running kernels");
}

double Event::secondsSince(const Event& earlier) const {
    float milliseconds = 0;
    check(cudaEventElapsedTime(&milliseconds, earlier.event_, event_), "timing kernels");
    return 1e-3 * static_cast<double>(milliseconds);
}

DeviceBytes::DeviceBytes(std::size_t size) : size_(size) {
    if (size)
        check(cudaMalloc(&data_, size), "allocating device memory");
}

DeviceBytes::~DeviceBytes() {
    if (data_)
        cudaFree(data_);
}

Graph::Graph(const Stream& stream) {
    check(cudaStreamEndCapture(stream.get(), &graph_), "capturing a graph");
    if (const cudaError_t error = cudaGraphInstantiate(&executable_, graph_, 0);
        error != cudaSuccess) {
        cudaGraphDestroy(graph_);
        throw CudaError(error, "making a graph");
    }
}

Graph::~Graph() {
    if (executable_)
        cudaGraphExecDestroy(executable_);
    if (graph_)
        cudaGraphDestroy(graph_);
}

void Graph::launch(const Stream& stream) const {
    check(cudaGraphLaunch(executable_, stream.get()), "launching a graph");
}

void Graph::abandonCapture(const Stream& stream) noexcept {
    cudaGraph_t graph = nullptr;
    if (cudaStreamEndCapture(stream.get(), &graph) == cudaSuccess && graph)
        cudaGraphDestroy(graph);
}

} // namespace fracbit_cuda
