"""flip.py FROM TO BYTE: a copy with one bit of one byte turned."""
import sys

with open(sys.argv[1], "rb") as file:
    data = bytearray(file.read())
data[int(sys.argv[3])] ^= 0x10
with open(sys.argv[2], "wb") as file:
    file.write(data)
