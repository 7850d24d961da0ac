// Memory for vectors: aligned to cache lines, and to huge pages when large.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <memory>
#include <new>
#include <span>
#include <utility>

namespace fracbit::backend {

// Owns `size` zeroed elements of a trivial type; copies are deep.
template <typename T>
class AlignedBuffer {
public:
    static constexpr std::size_t kAlignment = 64; // a cache line, and the widest vector

    AlignedBuffer() = default;
    explicit AlignedBuffer(std::size_t size) : data_(allocate(size)), size_(size) {
        if (size > 0)
            std::memset(data_.get(), 0, size * sizeof(T));
    }
    AlignedBuffer(const AlignedBuffer& other) : AlignedBuffer(other.size_) {
        if (size_ > 0)
            std::memcpy(data_.get(), other.data_.get(), size_ * sizeof(T));
    }
    AlignedBuffer(AlignedBuffer&& other) noexcept
        : data_(std::move(other.data_)), size_(std::exchange(other.size_, 0)) {}
    AlignedBuffer& operator=(AlignedBuffer other) noexcept {
        data_ = std::move(other.data_);
        size_ = other.size_;
        return *this;
    }

    T* data() { return data_.get(); }
    const T* data() const { return data_.get(); }
    std::size_t size() const { return size_; }
    T& operator[](std::size_t i) { return data_[i]; }
    const T& operator[](std::size_t i) const { return data_[i]; }
    std::span<T> span() { return {data_.get(), size_}; }
    std::span<const T> span() const { return {data_.get(), size_}; }

private:
    struct Free {
        void operator()(T* data) const { ::operator delete[](data, std::align_val_t(kAlignment)); }
    };
    static T* allocate(std::size_t size) {
        return size == 0 ? nullptr
                         : static_cast<T*>(
                               ::operator new[](size * sizeof(T), std::align_val_t(kAlignment)));
    }
    std::unique_ptr<T[], Free> data_;
    std::size_t size_ = 0;
};

} // namespace fracbit::backend
