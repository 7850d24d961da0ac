// Memory for vectors: aligned to cache lines, and in huge pages when large.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <memory>
#include <new>
#include <span>
#include <sys/mman.h>
#include <utility>

namespace fracbit::backend {

// Owns `size` zeroed elements of a trivial type; copies are deep.
template <typename T>
class AlignedBuffer {
public:
    AlignedBuffer() = default;
    explicit AlignedBuffer(std::size_t size) : data_(allocate(size)), size_(size) {
        if (size > 0)
            std::memset(data_.get(), 0, size * sizeof(T));
    }
    AlignedBuffer(const AlignedBuffer& other) : data_(allocate(other.size_)), size_(other.size_) {
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
    static constexpr std::size_t kLine = 64; // a cache line, and the widest vector
    static constexpr std::size_t kHugePage = std::size_t{2} << 20;

    struct Free {
        std::size_t alignment = kLine;
        void operator()(T* data) const { ::operator delete[](data, std::align_val_t(alignment)); }
    };
    using Owner = std::unique_ptr<T[], Free>;

    static Owner allocate(std::size_t size) {
        const std::size_t bytes = size * sizeof(T);
        if (bytes == 0)
            return {};
        const std::size_t alignment = bytes >= 2 * kHugePage ? kHugePage : kLine;
        void* data = ::operator new[](bytes, std::align_val_t(alignment));
        if (alignment == kHugePage) // a hint: weights are read from end to end
            (void)::madvise(data, bytes / kHugePage * kHugePage, MADV_HUGEPAGE);
        return Owner(static_cast<T*>(data), Free{alignment});
    }

    Owner data_;
    std::size_t size_ = 0;
};

} // namespace fracbit::backend
