#!/bin/bash
# build.sh ABI COMPILER SOURCE-TREE BUILD-TREE OUT-FOLDER HOUSE...
# The unit tests of each house (a folder of test/Unit) for another ABI, as
# OUT-FOLDER/HOUSE. What they test is what goes into libferry.a of that ABI, but
# before all C++ names are hidden. GoogleTest is built from its sources: Debian has
# no cross packages of it.
set -eu
abi=$1 compiler=$2 source=$3 build=$4 out=$5
shift 5
googletest=/usr/src/googletest/googletest
parts=$build/abis/$abi
cache=$(command -v ccache || true)
mkdir -p "$out/include"
# Not -I/usr/include: that has the host's headers.
cp /usr/include/xxhash.h "$out/include"

compile() { # object source; GoogleTest's own speed does not matter
  case $2 in "$googletest"/*) level=-O0 ;; *) level=-O1 ;; esac
  $cache "$compiler" -std=c++20 $level -D_FILE_OFFSET_BITS=64 -D_GNU_SOURCE \
    -c "$2" -o "$1" -I"$out/include" -isystem "$googletest" \
    -isystem "$googletest/include" -I"$source/typeinfo/include" \
    -I"$source/runtime/image/include" -I"$source/runtime/image" \
    -I"$source/runtime/include" -I"$source/runtime"
}
export -f compile
export abi compiler source out googletest cache

compiled=() # pairs of object and source
for file in gtest-all gtest_main; do
  compiled+=("$out/$file.o" "$googletest/src/$file.cc")
done
for house; do
  mkdir -p "$out/objects/$house"
  for file in "$source/test/Unit/$house"/*.cpp; do
    case $file in *Tool.cpp) continue ;; esac # another program
    compiled+=("$out/objects/$house/$(basename "$file" .cpp).o" "$file")
  done
done
printf '%s\0' "${compiled[@]}" | xargs -0 -n2 -P"$(nproc)" bash -c 'compile "$@"' -

for house; do
  "$compiler" -o "$out/$house" "$out"/gtest-all.o "$out"/gtest_main.o \
    "$out/objects/$house"/*.o "$parts/libferry_runtime_parts.a" \
    "$parts/image/libferry_image.a" "$parts/typeinfo/libferry_typeinfo.a" -lpthread
done
