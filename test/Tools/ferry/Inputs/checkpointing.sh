#!/bin/bash
# Makes a "checkpoint" on the signal that FERRY_ON_SIGNAL names.
mkdir -p "$FERRY_DIR"
number=0
checkpoint() {
  number=$((number + 1))
  echo > "$FERRY_DIR/checkpoint-$number.ferry"
  ln -sfn "checkpoint-$number.ferry" "$FERRY_DIR/latest.new"
  mv -T "$FERRY_DIR/latest.new" "$FERRY_DIR/latest"
}
trap checkpoint "$FERRY_ON_SIGNAL"
for _ in $(seq 600); do
  sleep 0.05
done
