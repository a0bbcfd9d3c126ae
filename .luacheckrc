std = "lua54"
max_line_length = 130
max_comment_line_length = false
codes = true
files["tests/spec"] = { std = "+busted" }
exclude_files = { "tests/session/files" } -- scripts with faults on purpose
