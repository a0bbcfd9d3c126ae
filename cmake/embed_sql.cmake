# Writes OUT, a C header with the texts of FILES (a list) as `static const char *const migrations[]`.
# Example: cmake -DOUT=migrations.h "-DFILES=001_store.sql" -P cmake/embed_sql.cmake
set(text "/* Made from the files of core/store/migrations; do not edit. */\nstatic const char *const migrations[] = {\n")
foreach(file ${FILES})
  file(READ ${file} content)
  string(REPLACE "\\" "\\\\" content "${content}")
  string(REPLACE "\"" "\\\"" content "${content}")
  string(REPLACE "\n" "\\n\"\n\"" content "${content}")
  string(APPEND text "\"${content}\",\n")
endforeach()
string(APPEND text "};\n")
file(WRITE ${OUT} "${text}")
