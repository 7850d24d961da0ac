# fracbit_simd_objects(<variable> MODULE <name> SOURCES <files> [NEWEST])
#
# Compiles files once for each instruction set, a job for each pair: kernels are unrolled whole, and a
# compiler that is given all sets in one file (Highway's foreach_target.h) takes minutes and gigabytes.
# The files begin with base/one_target.h; a file of the module that includes foreach_target.h and
# nothing but their declarations chooses among them. <variable> receives the object files. NEWEST:
# also AVX-512 with VNNI and VBMI, which Highway leaves out unless HWY_WANT_AVX3_DL is defined.
#
# On other processors than x86 the set that the compiler assumes is the only one.
if(CMAKE_SYSTEM_PROCESSOR MATCHES "x86_64|AMD64|amd64")
    set(FRACBIT_SIMD_TARGETS HWY_STATIC_TARGET HWY_SSE4 HWY_AVX2 HWY_AVX3)
    set(FRACBIT_SIMD_NEWEST HWY_AVX3_DL)
else()
    set(FRACBIT_SIMD_TARGETS HWY_STATIC_TARGET)
    set(FRACBIT_SIMD_NEWEST)
endif()

# Highway as all files see it. SSSE3 (without SSE4: processors of 2006) runs what the compiler assumes.
add_library(fracbit_simd INTERFACE)
target_link_libraries(fracbit_simd INTERFACE hwy::hwy)
if(FRACBIT_SIMD_NEWEST)
    target_compile_definitions(fracbit_simd INTERFACE HWY_DISABLED_TARGETS=HWY_SSSE3)
else()
    target_compile_definitions(fracbit_simd INTERFACE HWY_COMPILE_ONLY_STATIC)
endif()

# Files that include foreach_target.h, and so themselves once more for each instruction set.
function(fracbit_simd_dispatchers)
    set_source_files_properties(${ARGN} PROPERTIES SKIP_UNITY_BUILD_INCLUSION ON)
endfunction()

function(fracbit_simd_objects variable)
    cmake_parse_arguments(ARG "NEWEST" "MODULE" "SOURCES" ${ARGN})
    set(targets ${FRACBIT_SIMD_TARGETS})
    set(definitions)
    string(TOUPPER "FRACBIT_INSIDE_${ARG_MODULE}" inside)
    if(ARG_NEWEST)
        list(APPEND targets ${FRACBIT_SIMD_NEWEST})
        set(definitions HWY_WANT_AVX3_DL)
    endif()
    set(objects)
    foreach(target IN LISTS targets)
        set(library fracbit_${ARG_MODULE}_${target})
        add_library(${library} OBJECT ${ARG_SOURCES})
        set_target_properties(${library} PROPERTIES UNITY_BUILD OFF)
        target_compile_definitions(${library} PRIVATE
            FRACBIT_KERNEL_TARGET=${target} ${inside} ${definitions})
        target_include_directories(${library} PRIVATE "${PROJECT_SOURCE_DIR}/engine")
        target_link_libraries(${library} PRIVATE fracbit::base fracbit::tensor fracbit_simd
            fracbit_warnings)
        # Every vector operation is a function that is inlined: where its variables are is ten times
        # as much to write down as the code itself.
        target_compile_options(${library} PRIVATE $<$<NOT:$<CONFIG:Release>>:-g1>)
        # ... and checks of each would be many times the code: the address sanitizer calls functions,
        # and of the others those are left out that look at pointers as it does.
        if(FRACBIT_SANITIZE MATCHES address)
            target_compile_options(${library} PRIVATE -O1
                --param=asan-instrumentation-with-call-threshold=0
                -fno-sanitize=null,alignment,object-size,vptr)
        endif()
        list(APPEND objects $<TARGET_OBJECTS:${library}>)
    endforeach()
    set(${variable} ${objects} PARENT_SCOPE)
endfunction()
