#include "network/torch/torch_support.h"

#include "base/parallel.h"
#include "network/forward/token_range.h"

#include <ATen/Context.h>
#include <ATen/Parallel.h>
#include <ATen/ops/empty.h>
#include <ATen/ops/from_blob.h>

#include <algorithm>
#include <atomic>
#include <dlfcn.h>
#include <mutex>
#include <semaphore>
#include <thread>
#include <unistd.h>

namespace fracbit::network {

namespace {

// OpenBLAS with threads of its own (Debian's libopenblas0-pthread) does not follow OpenMP's
// setting, which is all that libtorch sets. Its setting is the whole process's.
void setBlasThreads(int threads) {
    using Set = void (*)(int);
    static const auto set = reinterpret_cast<Set>(dlsym(RTLD_DEFAULT, "openblas_set_num_threads"));
    static std::atomic<int> current{0};
    if (set && current.exchange(threads) != threads)
        set(threads);
}

// GNU's OpenMP, which libtorch and OpenBLAS run on, lets threads that wait for others spin for some
// milliseconds, 300 times as long as when it manages more threads than there are processors
// (libgomp/config/linux/wait.h, gomp_throttled_spin_count_var): beside other programs most of a
// core's time is then spent so. Its environment variables are read before main(). A team that is
// never used again, one thread larger than the machine, brings the shorter time about.
void keepFromSpinning() {
    static std::once_flag once;
    std::call_once(once, [] {
        std::binary_semaphore parked{0};
        std::thread([&parked] {
            const int threads = hardwareThreads() + 1;
            at::set_num_threads(threads);
            at::parallel_for(0, threads, 1, [](std::int64_t, std::int64_t) {});
            parked.release();
            while (true)
                pause(); // its team ends with it
        }).detach();
        parked.acquire();
    });
}

} // namespace

void useThreads(const RunContext& context) {
    keepFromSpinning();
    const int threads = std::max(1, context.threads);
    at::set_num_threads(threads);
    setBlasThreads(threads);
}

at::ScalarType scalarType(Compute compute) {
    return compute == Compute::BFloat16 ? at::kBFloat16 : at::kFloat;
}

at::Tensor adopt(Tensor tensor) {
    auto* owner = new Tensor(std::move(tensor));
    return at::from_blob(
        owner->values.data(), owner->shape, [owner](void*) { delete owner; }, at::kFloat);
}

at::Tensor borrow(std::span<float> values, at::IntArrayRef shape) {
    return at::from_blob(values.data(), shape, at::kFloat);
}

Tensor toTensor(const at::Tensor& values) {
    Tensor tensor(Shape(values.sizes().begin(), values.sizes().end()));
    borrow(tensor.values, values.sizes()).copy_(values);
    return tensor;
}

at::Tensor tokenIndices(std::span<const TokenId> tokens, std::int64_t vocabulary) {
    requireInVocabulary(tokens, vocabulary);
    at::Tensor indices = at::empty({static_cast<std::int64_t>(tokens.size())}, at::kLong);
    std::ranges::copy(tokens, indices.data_ptr<std::int64_t>());
    return indices;
}

namespace {

// Which library the symbol sgemm_ of this process comes from tells: OpenBLAS, whatever the name
// of its file (Debian's alternatives call all of them libblas.so.3), also exports
// openblas_get_config.
bool usesReferenceBlas() {
    if (at::Context::hasMKL())
        return false;
    void* sgemm = dlsym(RTLD_DEFAULT, "sgemm_");
    Dl_info origin{};
    if (!sgemm || !dladdr(sgemm, &origin))
        return false; // linked statically into libtorch: its makers do not use the reference
    void* library = dlopen(origin.dli_fname, RTLD_LAZY | RTLD_NOLOAD);
    if (!library)
        return false;
    const bool optimised = dlsym(library, "openblas_get_config") || dlsym(library, "bli_init") ||
                           dlsym(library, "ATL_buildinfo") || dlsym(library, "mkl_get_version");
    dlclose(library);
    return !optimised;
}

} // namespace

void noteSlowBlas(const RunContext& context) {
    static std::atomic_flag checked;
    if (!checked.test_and_set() && usesReferenceBlas())
        context.note("libtorch runs on the reference BLAS and will be slow: install "
                     "libopenblas0-openmp");
}

} // namespace fracbit::network
