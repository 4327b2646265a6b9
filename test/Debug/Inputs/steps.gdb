set width 0
set debuginfod enabled off
break user-lines.c:32
run
backtrace
print total
step
step
step
print n
backtrace
finish
step
step
step
info locals
finish
next
next
print total
next
