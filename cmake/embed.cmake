# Writes a text file as a C array: cmake -DINPUT=x.sql -DOUTPUT=x.h -DNAME=symbol -P embed.cmake
# Bytes, not a string literal: compilers need not take literals of more than 4095 bytes.
file(READ ${INPUT} hex HEX)
string(REGEX REPLACE "([0-9a-f][0-9a-f])" "'\\\\x\\1'," bytes "${hex}")
string(REPEAT "'....'," 16 line)
string(REGEX REPLACE "(${line})" "\\1\n    " bytes "${bytes}")
get_filename_component(name ${INPUT} NAME)
file(WRITE ${OUTPUT} "/* Generated from ${name}. */\nstatic const char ${NAME}[] = {\n    ${bytes}'\\0'};\n")
