#!/bin/bash
# build-unit-tests.sh COMPILER SOURCE-TREE OUT-FOLDER
# typeinfo and its unit tests for another ABI, with GoogleTest from its sources
# (Debian has no cross packages of it). libferry.a is of no use here: it hides
# all C++ names.
set -eu
compiler=$1 source=$2 out=$3
googletest=/usr/src/googletest/googletest
mkdir -p "$out/include"
# Not -I/usr/include: that has the host's headers.
cp /usr/include/xxhash.h "$out/include"
cache=$(command -v ccache || true)
objects=()
for file in "$googletest"/src/gtest-all.cc "$googletest"/src/gtest_main.cc \
    "$source"/test/Unit/typeinfo/*.cpp "$source"/typeinfo/lib/*.cpp; do
  object=$out/$(basename "${file%.*}").o
  $cache "$compiler" -std=c++20 -O1 -c "$file" -o "$object" -I"$out/include" \
    -I"$googletest" -I"$googletest/include" -I"$source/typeinfo/include"
  objects+=("$object")
done
"$compiler" -o "$out/tests" "${objects[@]}" -lpthread
