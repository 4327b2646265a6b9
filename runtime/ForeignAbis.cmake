# libferry.a for every ABI of cmake/abis whose compiler is installed: one build
# folder each, with the tool-chain file of that ABI.
file(GLOB _toolchains CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/cmake/abis/*.cmake)
set_property(GLOBAL APPEND PROPERTY JOB_POOLS ferry_foreign=1)
# Debug information would be stripped from libferry.a anyway.
string(REGEX REPLACE "^RelWithDebInfo$" "Release" _type "${CMAKE_BUILD_TYPE}")
foreach(_toolchain IN LISTS _toolchains)
  get_filename_component(_abi ${_toolchain} NAME_WE)
  file(STRINGS ${_toolchain} _line REGEX "^set\\(FERRY_TRIPLE ")
  string(REGEX REPLACE "^set\\(FERRY_TRIPLE ([^)]+)\\)$" "\\1" _triple "${_line}")
  find_program(FERRY_CXX_${_abi} ${_triple}-g++)
  if(NOT FERRY_CXX_${_abi})
    message(STATUS "No ${_triple}-g++: no libferry.a for ${_abi}")
    continue()
  endif()
  set(_folder ${PROJECT_BINARY_DIR}/abis/${_abi})
  add_custom_command(OUTPUT ${_folder}/CMakeCache.txt
    COMMAND ${CMAKE_COMMAND} -S ${CMAKE_CURRENT_SOURCE_DIR} -B ${_folder}
            -G ${CMAKE_GENERATOR} -Wno-dev
            -DCMAKE_TOOLCHAIN_FILE=${_toolchain}
            -DCMAKE_BUILD_TYPE=${_type}
            # Reading the C++ library's headers is most of the work: once, not 50 times.
            -DCMAKE_UNITY_BUILD=ON -DCMAKE_UNITY_BUILD_BATCH_SIZE=40
            -DCMAKE_CXX_COMPILER_LAUNCHER=${CMAKE_CXX_COMPILER_LAUNCHER}
            -DFERRY_LIBRARY_ROOT=${FERRY_LIBRARY_ROOT}
            -DFERRY_PRECOMPILE=${CMAKE_RUNTIME_OUTPUT_DIRECTORY}/ferry-precompile
    DEPENDS ${_toolchain} JOB_POOL ferry_foreign VERBATIM
    COMMENT "Configuring libferry.a for ${_abi}")
  # The inner build knows best what is out of date, and is quick to say so.
  add_custom_target(ferry_runtime_${_abi}
    COMMAND ${CMAKE_COMMAND} --build ${_folder}
    DEPENDS ${_folder}/CMakeCache.txt JOB_POOL ferry_foreign VERBATIM
    COMMENT "Building libferry.a for ${_abi}")
  add_dependencies(ferry_runtime_${_abi} ferry-precompile)
  add_dependencies(ferry_runtimes ferry_runtime_${_abi})
endforeach()
