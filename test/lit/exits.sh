#!/bin/bash
# exits.sh N COMMAND...: succeeds when COMMAND exits with status N.
wanted=$1
shift
"$@"
got=$?
[ $got -eq "$wanted" ] && exit 0
echo "exits: status $got instead of $wanted: $*" >&2
exit 1
