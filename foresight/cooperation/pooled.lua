--- pooled.lua: what partners cover together, and what of it is due to each: the Shapley value, exactly.
--
-- A cell is demand of one partner that some partners can meet. A coalition meets it where its owner and one who can are in it.
--
-- Example:  shares = pooled.shapley({{owner=1, amount=10, by=0x2}, {owner=2, amount=4, by=0x3}}, 2)
-- Reference: L. S. Shapley, "A value for n-person games", Contributions to the Theory of Games II (1953), 307-317.

local pooled = {}

--- Cells with the same owner and the same partners who can, added up.
function pooled.gather(cells)
  local of, list = {}, {}
  for _, cell in ipairs(cells) do
    local key = cell.owner << 32 | cell.by
    if not of[key] then
      of[key] = { owner = cell.owner, by = cell.by, amount = 0 }
      list[#list + 1] = of[key]
    end
    of[key].amount = of[key].amount + cell.amount
  end
  return list
end

--- What a coalition (a bit for each partner) meets.
function pooled.value(cells, coalition)
  local sum = 0
  for _, cell in ipairs(cells) do
    if coalition >> (cell.owner - 1) & 1 == 1 and cell.by & coalition ~= 0 then sum = sum + cell.amount end
  end
  return sum
end

local function factorial(n)
  local product = 1.0
  for i = 2, n do product = product * i end
  return product
end

local function size_of(coalition)
  local n = 0
  while coalition ~= 0 do
    n, coalition = n + 1, coalition & (coalition - 1)
  end
  return n
end

--- The Shapley value of each of n partners: its marginal contribution over all orders of joining. A cell that its owner can meet
--- alone is its own; for another the orders are counted in closed form: the owner's part and that of each of k partners who can.
function pooled.shapley(cells, n)
  local shares = {}
  for i = 1, n do shares[i] = 0.0 end
  for _, cell in ipairs(cells) do
    local k = size_of(cell.by)
    if cell.by >> (cell.owner - 1) & 1 == 1 then
      shares[cell.owner] = shares[cell.owner] + cell.amount
    elseif k > 0 then
      -- The owner completes the pair unless it comes before all k others: k of k + 1 places. The others share the rest alike.
      shares[cell.owner] = shares[cell.owner] + cell.amount * k / (k + 1)
      for i = 1, n do
        if cell.by >> (i - 1) & 1 == 1 then shares[i] = shares[i] + cell.amount / (k * (k + 1)) end
      end
    end
  end
  return shares
end

--- The same by its definition, over every coalition: for tests, and few partners.
function pooled.shapley_by_coalitions(cells, n)
  local shares = {}
  for i = 1, n do
    local bit, sum = 1 << (i - 1), 0.0
    for coalition = 0, (1 << n) - 1 do
      if coalition & bit == 0 then
        local size = size_of(coalition)
        local weight = factorial(size) * factorial(n - size - 1) / factorial(n)
        sum = sum + weight * (pooled.value(cells, coalition | bit) - pooled.value(cells, coalition))
      end
    end
    shares[i] = sum
  end
  return shares
end

return pooled
