# cmake -DNM=... -DOBJCOPY=... -DFROM=whole.o -DTO=ferry.o -P RenameSymbols.cmake
#
# For MIPS, whose calls go through GOT entries of global symbols only: what would be
# local on other machines stays global there, under a name of Ferry's own.
execute_process(COMMAND ${NM} -g --defined-only --format=posix ${FROM}
  OUTPUT_VARIABLE _symbols COMMAND_ERROR_IS_FATAL ANY)
string(REPLACE "\n" ";" _symbols "${_symbols}")
set(_renames "")
foreach(_line IN LISTS _symbols)
  string(REGEX REPLACE " .*" "" _name "${_line}")
  if(_name AND NOT _name MATCHES "^(__)?ferry_")
    string(APPEND _renames "${_name} __ferry_own_${_name}\n")
  endif()
endforeach()
file(WRITE ${TO}.renames "${_renames}")
execute_process(COMMAND ${OBJCOPY} --strip-debug --redefine-syms=${TO}.renames ${FROM} ${TO}
  COMMAND_ERROR_IS_FATAL ANY)
