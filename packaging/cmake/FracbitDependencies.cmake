# Every dependency, with its purpose. All are Debian 12 packages; packaging/setup installs them.
find_package(Threads REQUIRED)

find_package(nlohmann_json 3.11 REQUIRED)
set_package_properties(nlohmann_json PROPERTIES TYPE REQUIRED
    PURPOSE "JSON: checkpoint headers, configurations, profiles, plans, command-line output")

find_package(CLI11 2.1 REQUIRED)
set_package_properties(CLI11 PROPERTIES TYPE REQUIRED
    PURPOSE "command-line parsing and help texts of fracbit")

find_package(ICU 70 REQUIRED COMPONENTS uc i18n)
set_package_properties(ICU PROPERTIES TYPE REQUIRED
    PURPOSE "Unicode in the tokenizer: NFC and the pre-tokenizers' regular expressions")

# A libtorch built with CUDA takes the architectures over and adds its flags: ours are for kernels of
# our own, which have nothing to do with it.
set(fracbit_cuda_architectures "${CMAKE_CUDA_ARCHITECTURES}")
set(fracbit_cuda_flags "${CMAKE_CUDA_FLAGS}")
find_package(Torch REQUIRED)
if(fracbit_cuda_architectures)
    set(CMAKE_CUDA_ARCHITECTURES "${fracbit_cuda_architectures}")
else()
    unset(CMAKE_CUDA_ARCHITECTURES) # set to nothing it would hide the cache's, which comes later
endif()
set(CMAKE_CUDA_FLAGS "${fracbit_cuda_flags}")
set_package_properties(Torch PROPERTIES TYPE REQUIRED
    PURPOSE "libtorch: forward passes, losses and gradients of the network, and PyTorch files")

find_package(HWY 1.0.3 CONFIG REQUIRED)
set_package_properties(HWY PROPERTIES TYPE REQUIRED
    PURPOSE "Highway: portable SIMD with run-time dispatch for encoders and run-time kernels")

# Debian's package has no CMake file of its own.
find_path(XXHASH_INCLUDE_DIR xxhash.h)
find_library(XXHASH_LIBRARY xxhash)
if(NOT XXHASH_INCLUDE_DIR OR NOT XXHASH_LIBRARY)
    message(FATAL_ERROR "xxHash not found (libxxhash-dev): packaging/setup installs it")
endif()
mark_as_advanced(XXHASH_INCLUDE_DIR XXHASH_LIBRARY)
add_library(xxHash::xxhash UNKNOWN IMPORTED)
set_target_properties(xxHash::xxhash PROPERTIES
    IMPORTED_LOCATION "${XXHASH_LIBRARY}"
    INTERFACE_INCLUDE_DIRECTORIES "${XXHASH_INCLUDE_DIR}")
set_property(GLOBAL APPEND PROPERTY PACKAGES_FOUND xxHash)
set_package_properties(xxHash PROPERTIES TYPE REQUIRED
    PURPOSE "XXH3: checksums of tensors, fingerprints of files")

find_package(CUDAToolkit 12 QUIET)
set_package_properties(CUDAToolkit PROPERTIES TYPE OPTIONAL
    PURPOSE "finding GPUs (without it the program works on the processor alone)")

if(FRACBIT_BUILD_APP)
    # The plot library's target names Qt's print support without finding it.
    find_package(Qt6 6.4 REQUIRED COMPONENTS Core Gui Widgets PrintSupport LinguistTools)
    set_package_properties(Qt6 PROPERTIES TYPE REQUIRED PURPOSE "the desktop program")
    find_package(QCustomPlotQt6 REQUIRED)
    set_package_properties(QCustomPlotQt6 PROPERTIES TYPE REQUIRED
        PURPOSE "plots: accuracy-memory and accuracy-latency fronts, histograms")
endif()
if(FRACBIT_BUILD_TESTS)
    find_package(Qt6 6.4 REQUIRED COMPONENTS Core Test)
endif()
