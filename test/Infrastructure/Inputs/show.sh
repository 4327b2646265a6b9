#!/bin/bash
# Stands for ferry-precompile: copies the source it was given to --output=.
for word; do
  case $word in
  --output=*) out=${word#--output=} ;;
  --) break ;;
  -*) ;;
  *) in=$word ;;
  esac
done
cp "$in" "$out"
