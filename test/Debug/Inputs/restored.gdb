set width 0
set debuginfod enabled off
break user-lines.c:33
run
backtrace
info locals
next
next
next
print total
continue
