-- The Lua module as a rock: `luarocks make` in this folder. The command `glocal` is not part of it; see README.md.
rockspec_format = "3.0"
package = "glocal"
version = "0.1.0-1"
source = { url = "git+file://." }
description = {
  summary = "Analysis of cross-border phenomena: stores, rollups, estimates and briefs per zone",
  license = "GPL-3.0-or-later",
}
dependencies = { "lua ~> 5.4" }
build_dependencies = {}
build = {
  type = "command",
  -- iso-codes, lua-cjson, cmake, ninja and the libraries that scripts/setup names must be there
  build_command = "cmake -S . -B build/rock -G Ninja -DCMAKE_BUILD_TYPE=RelWithDebInfo -DGLOCAL_TESTS=OFF "
    .. "-DGLOCAL_LUA_DIR=lib -DCMAKE_INSTALL_PREFIX=\"$(PREFIX)\" && cmake --build build/rock",
  install_command = "cmake --install build/rock --component library --strip",
}
