# add_migratable_executable(NAME [SOURCES] SOURCE...
#                           [ABIS ABI...] [DETERMINISTIC_FP] [POLLS auto|explicit])
#
# NAME is an ordinary executable target of this machine's ABI: target_link_libraries,
# target_compile_definitions and the like work on it. The compiler is the project's
# own; ferry-cc stands in front of it as its launcher.
#
# ABIS            also builds NAME-<abi> (nbody-s390x) for each, through the cross
#                 compiler, with NAME's definitions, include folders, options, C
#                 standard and plain link libraries (-lm). Default: ${FERRY_ABIS}.
#                 For this machine's own ABI, NAME-<abi> is a link to NAME.
# DETERMINISTIC_FP  adds what floating point needs to round alike everywhere:
#                 --ferry-fp=strict.
# POLLS explicit  polls stand only where the program calls ferry_poll().
#
# The cross compiler for an ABI is FERRY_<ABI>_CC (FERRY_S390X_CC), else Debian's
# name for it. CMAKE_C_FLAGS and the build type's flags are used for every ABI;
# FERRY_<ABI>_C_FLAGS only for that one.

# _ferry_triples: "s390x=s390x-linux-gnu;...", made from Ferry's list of ABIs.
include("${CMAKE_CURRENT_LIST_DIR}/FerryAbis.cmake")

function(_ferry_triple abi result)
  foreach(_pair IN LISTS _ferry_triples)
    if(_pair MATCHES "^${abi}=(.*)$")
      set(${result} ${CMAKE_MATCH_1} PARENT_SCOPE)
      return()
    endif()
  endforeach()
  list(TRANSFORM _ferry_triples REPLACE "=.*" "" OUTPUT_VARIABLE _known)
  list(JOIN _known ", " _known)
  message(FATAL_ERROR "add_migratable_executable: ABI '${abi}' is not known; "
                      "there are ${_known}")
endfunction()

# What the project's C compiler builds for, without the vendor.
function(_ferry_native_triple result)
  if(NOT DEFINED CACHE{FERRY_NATIVE_TRIPLE})
    execute_process(COMMAND ${CMAKE_C_COMPILER} -dumpmachine
                    OUTPUT_VARIABLE _triple OUTPUT_STRIP_TRAILING_WHITESPACE)
    string(REGEX REPLACE "^([^-]+)-[^-]+-([^-]+-[^-]+)$" "\\1-\\2" _triple "${_triple}")
    set(FERRY_NATIVE_TRIPLE "${_triple}" CACHE INTERNAL "what C_COMPILER builds for")
  endif()
  set(${result} ${FERRY_NATIVE_TRIPLE} PARENT_SCOPE)
endfunction()

function(add_migratable_executable name)
  cmake_parse_arguments(PARSE_ARGV 1 arg "DETERMINISTIC_FP" "POLLS" "SOURCES;ABIS")
  set(_sources ${arg_UNPARSED_ARGUMENTS} ${arg_SOURCES})
  if(NOT _sources)
    message(FATAL_ERROR "add_migratable_executable(${name}): no sources")
  endif()
  set(_abis ${arg_ABIS})
  if(NOT _abis)
    set(_abis ${FERRY_ABIS})
  endif()
  set(_options)
  if(arg_DETERMINISTIC_FP)
    list(APPEND _options --ferry-fp=strict)
  endif()
  if(arg_POLLS)
    if(NOT arg_POLLS MATCHES "^(auto|explicit)$")
      message(FATAL_ERROR "add_migratable_executable(${name}): POLLS is auto or "
                          "explicit, not '${arg_POLLS}'")
    endif()
    list(APPEND _options --ferry-polls=${arg_POLLS})
  endif()

  _ferry_native_triple(_native)
  set(_runtime "${FERRY_PREFIX}/lib/ferry/${_native}/libferry.a")
  if(NOT EXISTS "${_runtime}")
    message(FATAL_ERROR "add_migratable_executable(${name}): Ferry's runtime was "
                        "not built for ${_native}: no ${_runtime}")
  endif()
  add_executable(${name} ${_sources})
  set(_launcher "${FERRY_CC}" ${_options} --ferry-launch)
  set(_linker_launcher ${_launcher})
  get_target_property(_before ${name} C_COMPILER_LAUNCHER)
  if(_before)
    list(PREPEND _launcher ${_before})
  endif()
  set_target_properties(${name} PROPERTIES
    C_COMPILER_LAUNCHER "${_launcher}"
    C_LINKER_LAUNCHER "${_linker_launcher}"
    LINKER_LANGUAGE C
    LINK_DEPENDS "${_runtime};${FERRY_PREFIX}/bin/ferry-precompile")
  set_property(TARGET ${name} APPEND PROPERTY ADDITIONAL_CLEAN_FILES
    "$<TARGET_FILE:${name}>.ferry")
  # A new Ferry makes new objects.
  set_property(SOURCE ${_sources} APPEND PROPERTY OBJECT_DEPENDS
    "${FERRY_PREFIX}/bin/ferry-precompile;${FERRY_PREFIX}/include/ferry/generated.h")

  list(REMOVE_DUPLICATES _abis)
  set(_files)
  foreach(_abi IN LISTS _abis)
    _ferry_triple(${_abi} _triple)
    if(_triple STREQUAL _native)
      add_custom_command(TARGET ${name} POST_BUILD
        COMMAND ${CMAKE_COMMAND} -E create_symlink $<TARGET_FILE_NAME:${name}>
                $<TARGET_FILE_DIR:${name}>/${name}-${_abi} VERBATIM)
    else()
      _ferry_foreign_executable(${name} ${_abi} ${_triple} _file)
      list(APPEND _files ${_file})
    endif()
  endforeach()
  if(_files)
    add_custom_target(${name}-abis ALL DEPENDS ${_files})
  endif()
endfunction()

# NAME-<abi>: the custom commands that compile and link it. Uses _sources and
# _options of add_migratable_executable.
function(_ferry_foreign_executable name abi triple result)
  string(TOUPPER ${abi} _upper)
  set(_cc ${triple}-gcc)
  if(FERRY_${_upper}_CC)
    set(_cc ${FERRY_${_upper}_CC})
  endif()
  find_program(FERRY_${_upper}_CC_FOUND ${_cc} NO_CACHE)
  if(NOT FERRY_${_upper}_CC_FOUND)
    message(FATAL_ERROR
      "add_migratable_executable(${name}): no compiler '${_cc}' for ABI ${abi}; "
      "install it (Debian: gcc-${triple}) or set FERRY_${_upper}_CC")
  endif()
  set(_runtime "${FERRY_PREFIX}/lib/ferry/${triple}/libferry.a")
  if(NOT EXISTS "${_runtime}")
    message(FATAL_ERROR
      "add_migratable_executable(${name}): Ferry's runtime was not built for ABI "
      "${abi}: no ${_runtime}")
  endif()

  # NAME's own settings, so that there is one place to say them.
  macro(_ferry_property variable property prefix)
    set(${variable} "$<TARGET_PROPERTY:${name},${property}>")
    set(${variable}
      "$<$<BOOL:${${variable}}>:${prefix}$<JOIN:${${variable}},$<SEMICOLON>${prefix}>>")
  endmacro()
  _ferry_property(_definitions COMPILE_DEFINITIONS -D)
  _ferry_property(_includes INCLUDE_DIRECTORIES -I)
  _ferry_property(_compile COMPILE_OPTIONS "")
  _ferry_property(_link LINK_OPTIONS "")
  # Link libraries that are targets or files are this machine's.
  set(_libraries
    "$<FILTER:$<TARGET_PROPERTY:${name},LINK_LIBRARIES>,INCLUDE,^(-l)?[A-Za-z0-9_]+$>")
  set(_libraries
    "$<$<BOOL:${_libraries}>:-l$<JOIN:$<FILTER:${_libraries},EXCLUDE,^-l>,$<SEMICOLON>-l>>")
  set(_standard "$<TARGET_PROPERTY:${name},C_STANDARD>")
  set(_dialect "$<IF:$<STREQUAL:$<TARGET_PROPERTY:${name},C_EXTENSIONS>,OFF>,c,gnu>")
  set(_standard "$<$<BOOL:${_standard}>:-std=${_dialect}${_standard}>")
  string(TOUPPER "${CMAKE_BUILD_TYPE}" _type)
  separate_arguments(_flags NATIVE_COMMAND
    "${CMAKE_C_FLAGS} ${CMAKE_C_FLAGS_${_type}} ${FERRY_${_upper}_C_FLAGS}")
  set(_command "${FERRY_CC}" "--ferry-cc=${FERRY_${_upper}_CC_FOUND}" ${_options} ${_flags})

  set(_folder "${CMAKE_CURRENT_BINARY_DIR}/CMakeFiles/${name}-${abi}.dir")
  set(_objects)
  foreach(_source IN LISTS _sources)
    get_filename_component(_absolute "${_source}" ABSOLUTE)
    file(RELATIVE_PATH _relative "${CMAKE_CURRENT_SOURCE_DIR}" "${_absolute}")
    string(REPLACE ".." "__" _relative "${_relative}")
    set(_object "${_folder}/${_relative}.o")
    get_filename_component(_object_folder "${_object}" DIRECTORY)
    file(MAKE_DIRECTORY "${_object_folder}")
    add_custom_command(OUTPUT "${_object}"
      COMMAND ${_command} "${_definitions}" "${_includes}" "${_standard}" "${_compile}"
              -MD -MT "${_object}" -MF "${_object}.d" -o "${_object}" -c "${_absolute}"
      DEPENDS "${_absolute}" "${FERRY_PREFIX}/bin/ferry-precompile"
              "${FERRY_PREFIX}/include/ferry/generated.h"
      DEPFILE "${_object}.d"
      COMMENT "Building C object ${name}-${abi} ${_relative}"
      COMMAND_EXPAND_LISTS VERBATIM)
    list(APPEND _objects "${_object}")
  endforeach()

  set(_output "${CMAKE_CURRENT_BINARY_DIR}/${name}-${abi}")
  if(CMAKE_RUNTIME_OUTPUT_DIRECTORY)
    set(_output "${CMAKE_RUNTIME_OUTPUT_DIRECTORY}/${name}-${abi}")
  endif()
  add_custom_command(OUTPUT "${_output}"
    COMMAND ${_command} "${_compile}" "${_link}" ${_objects} -o "${_output}" "${_libraries}"
    DEPENDS ${_objects} "${_runtime}"
    COMMENT "Linking ${name}-${abi}"
    COMMAND_EXPAND_LISTS VERBATIM)
  set_property(DIRECTORY APPEND PROPERTY ADDITIONAL_CLEAN_FILES "${_output}.ferry")
  set(${result} "${_output}" PARENT_SCOPE)
endfunction()
