-- R 4.2: qpois(c(0.025, 0.975), 10), qpois(0.999, 3.2), qpois(0.975, 2500), qnorm(0.975)
local benchmark = require "peer_benchmark"

assert(benchmark.poisson_quantile(0.025, 10) == 4)
assert(benchmark.poisson_quantile(0.975, 10) == 17)
assert(benchmark.poisson_quantile(0.999, 3.2) == 10)
assert(benchmark.poisson_quantile(0.975, 2500) == 2598)
assert(math.abs(benchmark.normal_quantile(0.975) - 1.959963984540054) < 1e-9)
