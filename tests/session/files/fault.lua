print "before"
local z = zones "BEE"
print "after"
