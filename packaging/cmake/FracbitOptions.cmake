# Options, compiler settings and output folders that hold for every target.
include(CMakeDependentOption)
include(FeatureSummary)

option(FRACBIT_BUILD_APP "Build fracbit-studio, the Qt application" ON)
option(FRACBIT_BUILD_TESTS "Build the tests" ON)
option(FRACBIT_CUDA "Build the CUDA kernels when the toolkit is there" ON)
option(FRACBIT_WERROR "Treat compiler warnings as errors" OFF)
set(FRACBIT_SANITIZE "" CACHE STRING
    "Sanitizers to build with: empty, \"address,undefined\" or \"thread\"")
option(FRACBIT_TIDY "Run clang-tidy (.clang-tidy) on every file that is compiled" OFF)
option(FRACBIT_UNITY "Compile several files of a target at a time: a first build in half the time" OFF)
option(FRACBIT_ASSERTIONS "Keep assert() in optimised builds" OFF)

add_feature_info(application FRACBIT_BUILD_APP "fracbit-studio, the desktop program")
add_feature_info(tests FRACBIT_BUILD_TESTS "ctest suites")

set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_POSITION_INDEPENDENT_CODE ON)
set(CMAKE_CXX_VISIBILITY_PRESET hidden)
set(CMAKE_VISIBILITY_INLINES_HIDDEN ON)
set(CMAKE_RUNTIME_OUTPUT_DIRECTORY "${CMAKE_BINARY_DIR}/bin")
if(NOT CMAKE_BUILD_TYPE)
    set(CMAKE_BUILD_TYPE Release CACHE STRING "Build type" FORCE)
endif()

# Headers, and what compilers make of templates in them, are most of the work: files share it. No two
# files of a target may then use a name twice that is meant for one file.
if(FRACBIT_UNITY)
    set(CMAKE_UNITY_BUILD ON)
    set(CMAKE_UNITY_BUILD_BATCH_SIZE 8)
endif()

find_program(FRACBIT_CCACHE ccache)
add_feature_info(ccache FRACBIT_CCACHE "compiles unchanged files once")
if(FRACBIT_CCACHE)
    # Depend mode: the compiler's own list of headers instead of a second run of the preprocessor,
    # which would make a first build longer than one without ccache.
    set(CMAKE_CXX_COMPILER_LAUNCHER env CCACHE_DEPEND=1 "${FRACBIT_CCACHE}")
    set(CMAKE_CUDA_COMPILER_LAUNCHER "${FRACBIT_CCACHE}")
endif()

if(FRACBIT_ASSERTIONS)
    string(REPLACE "-DNDEBUG" "" CMAKE_CXX_FLAGS_RELEASE "${CMAKE_CXX_FLAGS_RELEASE}")
    string(REPLACE "-DNDEBUG" "" CMAKE_CXX_FLAGS_RELWITHDEBINFO "${CMAKE_CXX_FLAGS_RELWITHDEBINFO}")
endif()
if(FRACBIT_SANITIZE)
    add_compile_options("$<$<COMPILE_LANGUAGE:CXX>:-fsanitize=${FRACBIT_SANITIZE};-fno-omit-frame-pointer>")
    if(FRACBIT_SANITIZE MATCHES undefined)
        add_compile_options($<$<COMPILE_LANGUAGE:CXX>:-fno-sanitize-recover=undefined>)
    endif()
    add_link_options(-fsanitize=${FRACBIT_SANITIZE})
endif()

# As many compilers at a time as fit into this machine's memory (Ninja counts the cores itself). No
# job needs more than 1.5 GB: packaging/compile-report.
cmake_host_system_information(RESULT memory_mib QUERY TOTAL_PHYSICAL_MEMORY)
math(EXPR compile_jobs "${memory_mib} / 1536")
if(compile_jobs LESS 1)
    set(compile_jobs 1)
endif()
set_property(GLOBAL PROPERTY JOB_POOLS compile=${compile_jobs} link=${compile_jobs})
set(CMAKE_JOB_POOL_COMPILE compile)
set(CMAKE_JOB_POOL_LINK link)

if(FRACBIT_TIDY)
    find_program(FRACBIT_CLANG_TIDY clang-tidy REQUIRED)
    set(CMAKE_CXX_CLANG_TIDY "${FRACBIT_CLANG_TIDY};--quiet;--extra-arg=-Wno-unknown-warning-option")
endif()

# Results must not depend on the machine that compiled them: no contraction into fused
# multiply-adds behind our back (kernels that want them write them).
add_compile_options($<$<COMPILE_LANGUAGE:CXX>:-ffp-contract=off>)

add_library(fracbit_warnings INTERFACE)
# -Wno-restrict: GCC 12 warns falsely about std::string concatenation (GCC bug 105651).
target_compile_options(fracbit_warnings INTERFACE
    -Wall -Wextra -Wpedantic -Wshadow -Wnon-virtual-dtor -Woverloaded-virtual -Wcast-qual
    $<$<CXX_COMPILER_ID:GNU>:-Wno-restrict>
    $<$<BOOL:${FRACBIT_WERROR}>:-Werror>)
