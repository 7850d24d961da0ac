# fracbit_module(NAME <name> [PRIVATE_FOLDERS <folders>]
#                SOURCES <files> [PUBLIC <targets>] [PRIVATE <targets>])
#
# One static library a folder of engine/. PUBLIC names what the module's headers use, PRIVATE what
# only its implementation uses; a module can include nothing it does not name, which is how the
# dependency rule of the architecture is enforced (tests/architecture checks it as well).
#
# Headers in PRIVATE_FOLDERS are the module's own: they begin with
#     #ifndef FRACBIT_INSIDE_<NAME>
#     #error "private to engine/<name>"
#     #endif
# and so compile in the module's sources only. A test of a private part says so by linking
# fracbit::<name>_private instead of fracbit::<name>.
function(fracbit_module)
    cmake_parse_arguments(ARG "" "NAME" "SOURCES;PUBLIC;PRIVATE;PRIVATE_FOLDERS" ${ARGN})
    add_library(fracbit_${ARG_NAME} STATIC ${ARG_SOURCES})
    add_library(fracbit::${ARG_NAME} ALIAS fracbit_${ARG_NAME})
    target_include_directories(fracbit_${ARG_NAME} PUBLIC "${PROJECT_SOURCE_DIR}/engine")
    target_link_libraries(fracbit_${ARG_NAME}
        PUBLIC ${ARG_PUBLIC}
        PRIVATE ${ARG_PRIVATE} fracbit_warnings)
    if(ARG_PRIVATE_FOLDERS)
        string(TOUPPER "FRACBIT_INSIDE_${ARG_NAME}" inside)
        target_compile_definitions(fracbit_${ARG_NAME} PRIVATE ${inside})
        add_library(fracbit_${ARG_NAME}_private INTERFACE)
        add_library(fracbit::${ARG_NAME}_private ALIAS fracbit_${ARG_NAME}_private)
        target_compile_definitions(fracbit_${ARG_NAME}_private INTERFACE ${inside})
        target_link_libraries(fracbit_${ARG_NAME}_private INTERFACE fracbit_${ARG_NAME})
    endif()
endfunction()

# Executables that link the module export what base/shared.h marks, to libraries that they load.
function(fracbit_lend_to_libraries target)
    target_link_options(${target} INTERFACE "LINKER:--export-dynamic-symbol=*7fracbit*")
endfunction()

# libtorch for implementation files: its headers are system headers (their warnings are not ours),
# and its targets never become part of a module's public interface.
function(fracbit_use_torch target)
    target_include_directories(${target} SYSTEM PRIVATE ${TORCH_INCLUDE_DIRS})
    target_link_libraries(${target} PRIVATE ${TORCH_LIBRARIES})
    if(TORCH_CXX_FLAGS)
        separate_arguments(flags UNIX_COMMAND "${TORCH_CXX_FLAGS}")
        target_compile_options(${target} PRIVATE ${flags})
    endif()
endfunction()
