local watch = require "route_watch"

-- Without figures in the store there is nothing to judge, and that is said.
print(select(2, pcall(watch.route, { route = "RT-CHANNEL" })))
