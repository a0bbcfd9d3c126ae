--- distribution_spec.lua: quantiles and cumulative probabilities as scripts and packs call them. The families one by one are tested in
-- tests/unit/model/test_distribution.c.

local glocal = require "glocal"
local support = require "tests.spec.support"

local message_of, near = support.message_of, support.near

describe("distribution_quantile", function()
  it("gives whole numbers for what counts", function()
    -- R 4.2: qpois(c(0.025, 0.975), 10), qpois(0.975, 2500)
    assert.equal("integer", math.type(glocal.distribution_quantile("poisson", 0.025, { mean = 10 })))
    assert.equal(4, glocal.distribution_quantile("poisson", 0.025, { mean = 10 }))
    assert.equal(17, glocal.distribution_quantile("poisson", 0.975, { mean = 10 }))
    assert.equal(2598, glocal.distribution_quantile("poisson", 0.975, { mean = 2500 }))
    assert.equal(0, glocal.distribution_quantile("poisson", 0.975, { mean = 0 }))
  end)

  it("takes what a family assumes where it is not told", function()
    near(1e-12)(glocal.distribution_quantile("gamma", 0.9, { shape = 2, scale = 1 }),
      glocal.distribution_quantile("gamma", 0.9, { shape = 2 }))
  end)

  it("says which name is wrong, and the nearest right one", function()
    local quantile = glocal.distribution_quantile
    assert.equal("no distribution is called \"poison\", did you mean 'poisson'?",
      message_of(quantile, "poison", 0.5, { mean = 1 }))
    assert.equal("'men': no parameter of poisson, did you mean 'mean'?", message_of(quantile, "poisson", 0.5, { men = 1 }))
    assert.equal("the parameters of poisson are named, such as {mean=1}", message_of(quantile, "poisson", 0.5, { 1 }))
    assert.equal("normal needs 'sd'", message_of(quantile, "normal", 0.5, { mean = 1 }))
    assert.equal("'mean' of poisson must be a number", message_of(quantile, "poisson", 0.5, { mean = "many" }))
    assert.equal("'poisson': mean of poisson must be from 0 to 1e12, got -1",
      message_of(quantile, "poisson", 0.5, { mean = -1 }))
    assert.equal("empirical is a sample of values, not a distribution with parameters",
      message_of(quantile, "empirical", 0.5, {}))
    assert.truthy(message_of(quantile, "poisson", 1, { mean = 1 }):find("the probability must be between 0 and 1", 1, true))
  end)
end)

describe("distribution_tail", function()
  -- R 4.2: pchisq(c(0.5, 3.841459, 20, 30.8, 9.21034), c(1, 1, 5, 19, 2), lower.tail = FALSE)
  it("is that of the chi-square, as a gamma distribution", function()
    for _, each in ipairs { { 3.841458820694124, 1, 0.05 }, { 9.210340371976182, 2, 0.01 }, { 18.307038053275146, 10, 0.05 },
      { 30.14352720564616, 19, 0.05 }, { 0.7107230213973239, 4, 0.95 }, { 124.34211340400407, 100, 0.05 } } do
      near(1e-10)(each[3], glocal.distribution_tail("gamma", each[1], { shape = each[2] / 2, scale = 2 }))
    end
  end)

  it("keeps its digits where it is small, and adds up to 1 with the cumulative probability", function()
    near(1e-36)(7.619853024160527e-24, glocal.distribution_tail("normal", 10, { mean = 0, sd = 1 })) -- R 4.2: pnorm(-10)
    for _, x in ipairs { -1, 0, 0.5, 3, 40 } do
      local at = { mean = 3, size = 2 }
      near(1e-14)(1, glocal.distribution_tail("negative_binomial", x, at) + glocal.distribution_cdf("negative_binomial", x, at))
    end
  end)
end)
