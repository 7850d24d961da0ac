// Owners of what CUDA lends: memory, streams, events, graphs. Each frees what it holds; errors of
// freeing are ignored, all others become exceptions. Movable, not copyable; an object belongs to
// the device that was current when it was made, and must be used with that device current.
#pragma once

#include <cuda_runtime_api.h>

#include <cstddef>
#include <stdexcept>
#include <string>
#include <utility>

namespace fracbit_cuda {

class CudaError : public std::runtime_error {
public:
    CudaError(cudaError_t error, const std::string& doing)
        : std::runtime_error(doing + ": " + cudaGetErrorString(error)), error_(error) {}
    cudaError_t error() const noexcept { return error_; }

private:
    cudaError_t error_;
};

// Throws unless the call succeeded; `doing` says what was tried ("allocating device memory").
inline void check(cudaError_t error, const char* doing) {
    if (error != cudaSuccess)
        throw CudaError(error, doing);
}

class Stream {
public:
    Stream();
    ~Stream();
    Stream(Stream&& other) noexcept : stream_(std::exchange(other.stream_, nullptr)) {}
    Stream& operator=(Stream&&) = delete;
    cudaStream_t get() const { return stream_; }
    void synchronize() const; // errors of earlier work appear here

private:
    cudaStream_t stream_ = nullptr;
};

class Event {
public:
    Event();
    ~Event();
    Event(Event&& other) noexcept : event_(std::exchange(other.event_, nullptr)) {}
    Event& operator=(Event&&) = delete;
    void record(const Stream& stream);
    void synchronize() const;
    double secondsSince(const Event& earlier) const; // both must have been reached

private:
    cudaEvent_t event_ = nullptr;
};

// Bytes of device memory, aligned to 256 bytes.
class DeviceBytes {
public:
    DeviceBytes() = default;
    explicit DeviceBytes(std::size_t size); // not initialised
    ~DeviceBytes();
    DeviceBytes(DeviceBytes&& other) noexcept
        : data_(std::exchange(other.data_, nullptr)), size_(std::exchange(other.size_, 0)) {}
    DeviceBytes& operator=(DeviceBytes&& other) noexcept {
        std::swap(data_, other.data_);
        std::swap(size_, other.size_);
        return *this;
    }
    void* data() const { return data_; }
    std::size_t size() const { return size_; }

private:
    void* data_ = nullptr;
    std::size_t size_ = 0;
};

// `count` numbers of type T. Copies from and to pageable host memory are complete, for the host,
// when the functions return or, for downloads, when the stream has been synchronized.
template <class T>
class DeviceArray {
public:
    DeviceArray() = default;
    explicit DeviceArray(std::size_t count) : bytes_(count * sizeof(T)), count_(count) {}

    T* data() const { return static_cast<T*>(bytes_.data()); }
    std::size_t size() const { return count_; }
    void upload(const T* from, std::size_t count, const Stream& stream) {
        check(
            cudaMemcpyAsync(data(), from, count * sizeof(T), cudaMemcpyHostToDevice, stream.get()),
            "copying to the device");
    }
    void download(T* to, std::size_t count, const Stream& stream) const {
        check(cudaMemcpyAsync(to, data(), count * sizeof(T), cudaMemcpyDeviceToHost, stream.get()),
              "copying from the device");
    }
    void clear(const Stream& stream) {
        if (count_)
            check(cudaMemsetAsync(data(), 0, count_ * sizeof(T), stream.get()),
                  "clearing device memory");
    }

private:
    DeviceBytes bytes_;
    std::size_t count_ = 0;
};

// What was enqueued on a stream between begin and end, to be launched as one.
class Graph {
public:
    // Captures what `enqueue` enqueues on the stream, which must have no other user meanwhile.
    template <class Enqueue>
    static Graph capture(const Stream& stream, Enqueue&& enqueue) {
        check(cudaStreamBeginCapture(stream.get(), cudaStreamCaptureModeThreadLocal),
              "capturing a graph");
        try {
            enqueue();
        } catch (...) {
            abandonCapture(stream);
            throw;
        }
        return Graph(stream);
    }
    ~Graph();
    Graph(Graph&& other) noexcept
        : graph_(std::exchange(other.graph_, nullptr)),
          executable_(std::exchange(other.executable_, nullptr)) {}
    Graph& operator=(Graph&&) = delete;
    void launch(const Stream& stream) const;

private:
    explicit Graph(const Stream& stream); // ends the capture
    static void abandonCapture(const Stream& stream) noexcept;
    cudaGraph_t graph_ = nullptr;
    cudaGraphExec_t executable_ = nullptr;
};

} // namespace fracbit_cuda
