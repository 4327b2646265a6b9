# find_package(Ferry): add_migratable_executable, and where Ferry's programs are.
#
# The build tree looks like the installed one (docs/design/0001), so this file is
# the same in both and finds everything relative to itself.
get_filename_component(FERRY_PREFIX "${CMAKE_CURRENT_LIST_DIR}/../../.." ABSOLUTE)
set(FERRY_CC "${FERRY_PREFIX}/bin/ferry-cc")
set(FERRY_CXX "${FERRY_PREFIX}/bin/ferry-c++")
set(FERRY_COMMAND "${FERRY_PREFIX}/bin/ferry")
set(FERRY_INCLUDE_DIR "${FERRY_PREFIX}/include")

set(_ferry_missing)
foreach(_ferry_file bin/ferry-cc bin/ferry-precompile include/ferry/generated.h)
  if(NOT EXISTS "${FERRY_PREFIX}/${_ferry_file}")
    list(APPEND _ferry_missing "${FERRY_PREFIX}/${_ferry_file}")
  endif()
endforeach()
if(_ferry_missing)
  set(Ferry_FOUND FALSE)
  set(Ferry_NOT_FOUND_MESSAGE "Ferry is not built or not whole: no ${_ferry_missing}")
  return()
endif()
include("${CMAKE_CURRENT_LIST_DIR}/MigratableExecutable.cmake")
