# damaged.sh BUILD FOLDER REGEX: a build tree whose precompiler leaves out of every
# source the first thing that REGEX names (`ferry-precompile --droppable`), so that
# tests of moves can be seen to fail.
set -euo pipefail
build=$(realpath "$1") folder=$2
rm -rf "$folder"
mkdir -p "$folder/bin"
cp "$build"/bin/ferry "$build"/bin/ferry-c* "$folder/bin"
ln -s "$build/include" "$build/lib" "$folder"
cat >"$folder/bin/ferry-precompile" <<END
#!/bin/bash
real=$build/bin/ferry-precompile
case " \$* " in
*" --merge "*) exec "\$real" "\$@" ;;
esac
listing=()
for word; do case \$word in --output=*) ;; *) listing+=("\$word") ;; esac; done
drop=\$("\$real" --droppable "\${listing[@]}" | grep -nE -m1 '$3' | cut -d: -f1)
exec "\$real" \${drop:+--drop=\$drop} "\$@"
END
chmod +x "$folder/bin/ferry-precompile"
