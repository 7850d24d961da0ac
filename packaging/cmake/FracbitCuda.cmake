# The CUDA compiler of the toolkit that was found, and the architectures to compile for: the A100's,
# the RTX 40 series', the H100's, and the RTX 50 series'. PTX is kept of the last two: a driver
# compiles the H100's for the B200 (sm_100), which the later one's does not serve, and the RTX 50
# series' for what comes after it.
if(NOT CMAKE_CUDA_COMPILER)
    set(CMAKE_CUDA_COMPILER "${CUDAToolkit_NVCC_EXECUTABLE}")
endif()
if(NOT CMAKE_CUDA_ARCHITECTURES)
    set(CMAKE_CUDA_ARCHITECTURES 80-real 89-real 90 120
        CACHE STRING "GPU architectures to compile the kernels for" FORCE)
endif()
enable_language(CUDA)
if(CMAKE_CUDA_ARCHITECTURES STREQUAL "native")
    set(CMAKE_CUDA_ARCHITECTURES ${CMAKE_CUDA_ARCHITECTURES_NATIVE})
endif()
foreach(architecture IN LISTS CMAKE_CUDA_ARCHITECTURES)
    if(NOT architecture MATCHES "^[0-9]+[af]?(-real|-virtual)?$")
        message(FATAL_ERROR "CMAKE_CUDA_ARCHITECTURES: ${architecture} is not an architecture; the "
            "kernels need 80 or newer, for example \"80-real;90\", or \"native\"")
    endif()
endforeach()
