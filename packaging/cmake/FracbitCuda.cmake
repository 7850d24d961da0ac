# The CUDA compiler of the toolkit that was found, and the architectures to compile for: the A100's,
# the RTX 40 series', the H100's, and Blackwell's (with PTX for what comes after it).
if(NOT CMAKE_CUDA_COMPILER)
    set(CMAKE_CUDA_COMPILER "${CUDAToolkit_NVCC_EXECUTABLE}")
endif()
if(NOT CMAKE_CUDA_ARCHITECTURES)
    set(CMAKE_CUDA_ARCHITECTURES 80-real 89-real 90-real 120
        CACHE STRING "GPU architectures to compile the kernels for" FORCE)
endif()
enable_language(CUDA)
