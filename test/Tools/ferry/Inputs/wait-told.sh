#!/bin/bash
# wait-told.sh PID: until `ferry run` has become the program, at most 30 s.
for _ in $(seq 600); do
  tr '\0' '\n' < "/proc/$1/environ" | grep -q '^FERRY_ON_SIGNAL=' && exit 0
  sleep 0.05
done
exit 1
