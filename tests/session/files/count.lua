-- How many routes the store has figures of.
local n = store:sql("select count(distinct zone) as n from observations").n[1]
local file = io.open("count.txt", "w")
file:write(("%s: %d routes\n"):format(today(), n))
file:close()
print "counted"
