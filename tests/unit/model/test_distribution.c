/* Tests of core/model/distribution.c and sampler.c: quantiles against R 4.2.2 (qunif, qnorm ... at the parameters given; 17 digits),
 * draws against their distribution by Kolmogorov and Smirnov's and the chi-square test at a million draws. */
#include "model/distribution.h"
#include "numeric/gamma.h"
#include "numeric/normal.h"
#include "numeric/vector.h"

#include "cmocka_here.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static const struct {
    glo_family family;
    double parameter[4], p, quantile;
} known[] = {
    {GLO_UNIFORM, {-2, 5, 0, 0}, 9.9999999999999995e-07, -1.9999929999999999},
    {GLO_UNIFORM, {-2, 5, 0, 0}, 0.001, -1.9930000000000001},
    {GLO_UNIFORM, {-2, 5, 0, 0}, 0.037100000000000001, -1.7403},
    {GLO_UNIFORM, {-2, 5, 0, 0}, 0.050000000000000003, -1.6499999999999999},
    {GLO_UNIFORM, {-2, 5, 0, 0}, 0.29999999999999999, 0.10000000000000009},
    {GLO_UNIFORM, {-2, 5, 0, 0}, 0.5, 1.5},
    {GLO_UNIFORM, {-2, 5, 0, 0}, 0.69999999999999996, 2.8999999999999995},
    {GLO_UNIFORM, {-2, 5, 0, 0}, 0.94999999999999996, 4.6499999999999995},
    {GLO_UNIFORM, {-2, 5, 0, 0}, 0.999, 4.9930000000000003},
    {GLO_UNIFORM, {-2, 5, 0, 0}, 0.99999899999999997, 4.9999929999999999},
    {GLO_NORMAL, {1000, 50, 0, 0}, 9.9999999999999995e-07, 762.32878455885509},
    {GLO_NORMAL, {1000, 50, 0, 0}, 0.001, 845.48838469160933},
    {GLO_NORMAL, {1000, 50, 0, 0}, 0.037100000000000001, 910.7310923939408},
    {GLO_NORMAL, {1000, 50, 0, 0}, 0.050000000000000003, 917.75731865242642},
    {GLO_NORMAL, {1000, 50, 0, 0}, 0.29999999999999999, 973.77997436459793},
    {GLO_NORMAL, {1000, 50, 0, 0}, 0.5, 1000},
    {GLO_NORMAL, {1000, 50, 0, 0}, 0.69999999999999996, 1026.220025635402},
    {GLO_NORMAL, {1000, 50, 0, 0}, 0.94999999999999996, 1082.2426813475736},
    {GLO_NORMAL, {1000, 50, 0, 0}, 0.999, 1154.5116153083907},
    {GLO_NORMAL, {1000, 50, 0, 0}, 0.99999899999999997, 1237.6712154408544},
    {GLO_LOGNORMAL, {6.9000000000000004, 0.191, 0, 0}, 9.9999999999999995e-07, 400.25264371521649},
    {GLO_LOGNORMAL, {6.9000000000000004, 0.191, 0, 0}, 0.001, 549.91604962010865},
    {GLO_LOGNORMAL, {6.9000000000000004, 0.191, 0, 0}, 0.037100000000000001, 705.56067677458952},
    {GLO_LOGNORMAL, {6.9000000000000004, 0.191, 0, 0}, 0.050000000000000003, 724.75448581813544},
    {GLO_LOGNORMAL, {6.9000000000000004, 0.191, 0, 0}, 0.29999999999999999, 897.70320058460152},
    {GLO_LOGNORMAL, {6.9000000000000004, 0.191, 0, 0}, 0.5, 992.27471560502624},
    {GLO_LOGNORMAL, {6.9000000000000004, 0.191, 0, 0}, 0.69999999999999996, 1096.8091799024883},
    {GLO_LOGNORMAL, {6.9000000000000004, 0.191, 0, 0}, 0.94999999999999996, 1358.5415895943916},
    {GLO_LOGNORMAL, {6.9000000000000004, 0.191, 0, 0}, 0.999, 1790.4716763753675},
    {GLO_LOGNORMAL, {6.9000000000000004, 0.191, 0, 0}, 0.99999899999999997, 2459.9690387766714},
    {GLO_EXPONENTIAL, {3, 0, 0, 0}, 9.9999999999999995e-07, 3.0000015000010004e-06},
    {GLO_EXPONENTIAL, {3, 0, 0, 0}, 0.001, 0.0030015010007506003},
    {GLO_EXPONENTIAL, {3, 0, 0, 0}, 0.037100000000000001, 0.11341714420769637},
    {GLO_EXPONENTIAL, {3, 0, 0, 0}, 0.050000000000000003, 0.15387988316265161},
    {GLO_EXPONENTIAL, {3, 0, 0, 0}, 0.29999999999999999, 1.0700248318161969},
    {GLO_EXPONENTIAL, {3, 0, 0, 0}, 0.5, 2.0794415416798357},
    {GLO_EXPONENTIAL, {3, 0, 0, 0}, 0.69999999999999996, 3.6119184129778077},
    {GLO_EXPONENTIAL, {3, 0, 0, 0}, 0.94999999999999996, 8.9871968206619695},
    {GLO_EXPONENTIAL, {3, 0, 0, 0}, 0.999, 20.723265836946407},
    {GLO_EXPONENTIAL, {3, 0, 0, 0}, 0.99999899999999997, 41.446531673806554},
    {GLO_WEIBULL, {1.7, 12, 0, 0}, 9.9999999999999995e-07, 0.0035462521252590754},
    {GLO_WEIBULL, {1.7, 12, 0, 0}, 0.001, 0.20634937158605496},
    {GLO_WEIBULL, {1.7, 12, 0, 0}, 0.037100000000000001, 1.7476333996110727},
    {GLO_WEIBULL, {1.7, 12, 0, 0}, 0.050000000000000003, 2.0911893558045018},
    {GLO_WEIBULL, {1.7, 12, 0, 0}, 0.29999999999999999, 6.5435313611772719},
    {GLO_WEIBULL, {1.7, 12, 0, 0}, 0.5, 9.6727322062310499},
    {GLO_WEIBULL, {1.7, 12, 0, 0}, 0.69999999999999996, 13.384520610236311},
    {GLO_WEIBULL, {1.7, 12, 0, 0}, 0.94999999999999996, 22.881112021063114},
    {GLO_WEIBULL, {1.7, 12, 0, 0}, 0.999, 37.403208640529286},
    {GLO_WEIBULL, {1.7, 12, 0, 0}, 0.99999899999999997, 56.232232745669165},
    {GLO_GAMMA, {2.5, 4, 0, 0}, 9.9999999999999995e-07, 0.025792320412994188},
    {GLO_GAMMA, {2.5, 4, 0, 0}, 0.001, 0.42042520525843835},
    {GLO_GAMMA, {2.5, 4, 0, 0}, 0.037100000000000001, 1.99169512907724},
    {GLO_GAMMA, {2.5, 4, 0, 0}, 0.050000000000000003, 2.290952452123538},
    {GLO_GAMMA, {2.5, 4, 0, 0}, 0.29999999999999999, 5.9998162655198133},
    {GLO_GAMMA, {2.5, 4, 0, 0}, 0.5, 8.7029203821910528},
    {GLO_GAMMA, {2.5, 4, 0, 0}, 0.69999999999999996, 12.128859968309808},
    {GLO_GAMMA, {2.5, 4, 0, 0}, 0.94999999999999996, 22.140995387032703},
    {GLO_GAMMA, {2.5, 4, 0, 0}, 0.999, 41.030011304865752},
    {GLO_GAMMA, {2.5, 4, 0, 0}, 0.99999899999999997, 71.776373759220846},
    {GLO_GAMMA, {0.29999999999999999, 4, 0, 0}, 9.9999999999999995e-07, 2.7890796385637634e-20},
    {GLO_GAMMA, {0.29999999999999999, 4, 0, 0}, 0.001, 2.7890796387133331e-10},
    {GLO_GAMMA, {0.29999999999999999, 4, 0, 0}, 0.037100000000000001, 4.7501929176772929e-05},
    {GLO_GAMMA, {0.29999999999999999, 4, 0, 0}, 0.050000000000000003, 0.00012844138798891847},
    {GLO_GAMMA, {0.29999999999999999, 4, 0, 0}, 0.29999999999999999, 0.05090663107979481},
    {GLO_GAMMA, {0.29999999999999999, 4, 0, 0}, 0.5, 0.29252454346780754},
    {GLO_GAMMA, {0.29999999999999999, 4, 0, 0}, 0.69999999999999996, 1.0262596532842081},
    {GLO_GAMMA, {0.29999999999999999, 4, 0, 0}, 0.94999999999999996, 5.4893997764035447},
    {GLO_GAMMA, {0.29999999999999999, 4, 0, 0}, 0.999, 18.475744171165335},
    {GLO_GAMMA, {0.29999999999999999, 4, 0, 0}, 0.99999899999999997, 43.939342528434508},
    {GLO_BETA, {2, 5, 0, 1}, 9.9999999999999995e-07, 0.00025828782935406378},
    {GLO_BETA, {2, 5, 0, 1}, 0.001, 0.0082554927877466801},
    {GLO_BETA, {2, 5, 0, 1}, 0.037100000000000001, 0.053448126435364354},
    {GLO_BETA, {2, 5, 0, 1}, 0.050000000000000003, 0.06284989170835438},
    {GLO_BETA, {2, 5, 0, 1}, 0.29999999999999999, 0.18180347131894911},
    {GLO_BETA, {2, 5, 0, 1}, 0.5, 0.26444998329565994},
    {GLO_BETA, {2, 5, 0, 1}, 0.69999999999999996, 0.36035769038002019},
    {GLO_BETA, {2, 5, 0, 1}, 0.94999999999999996, 0.58180340925202589},
    {GLO_BETA, {2, 5, 0, 1}, 0.999, 0.81861386691913385},
    {GLO_BETA, {2, 5, 0, 1}, 0.99999899999999997, 0.95557304802992427},
    {GLO_PERT, {10, 20, 60, 4}, 9.9999999999999995e-07, 10.006753594963444},
    {GLO_PERT, {10, 20, 60, 4}, 0.001, 10.31569870839235},
    {GLO_PERT, {10, 20, 60, 4}, 0.037100000000000001, 12.470573516551923},
    {GLO_PERT, {10, 20, 60, 4}, 0.050000000000000003, 12.948869380590864},
    {GLO_PERT, {10, 20, 60, 4}, 0.29999999999999999, 19.295812448711636},
    {GLO_PERT, {10, 20, 60, 4}, 0.5, 23.833612969625946},
    {GLO_PERT, {10, 20, 60, 4}, 0.69999999999999996, 29.114098898205668},
    {GLO_PERT, {10, 20, 60, 4}, 0.94999999999999996, 41.063836200809519},
    {GLO_PERT, {10, 20, 60, 4}, 0.999, 52.877578436933931},
    {GLO_PERT, {10, 20, 60, 4}, 0.99999899999999997, 58.65088674671874},
    {GLO_TRIANGULAR, {10, 20, 60, 0}, 9.9999999999999995e-07, 10.022360679774998},
    {GLO_TRIANGULAR, {10, 20, 60, 0}, 0.001, 10.707106781186548},
    {GLO_TRIANGULAR, {10, 20, 60, 0}, 0.037100000000000001, 14.306971093471606},
    {GLO_TRIANGULAR, {10, 20, 60, 0}, 0.050000000000000003, 15},
    {GLO_TRIANGULAR, {10, 20, 60, 0}, 0.29999999999999999, 22.583426132260584},
    {GLO_TRIANGULAR, {10, 20, 60, 0}, 0.5, 28.377223398316207},
    {GLO_TRIANGULAR, {10, 20, 60, 0}, 0.69999999999999996, 35.505102572168212},
    {GLO_TRIANGULAR, {10, 20, 60, 0}, 0.94999999999999996, 50},
    {GLO_TRIANGULAR, {10, 20, 60, 0}, 0.999, 58.585786437626908},
    {GLO_TRIANGULAR, {10, 20, 60, 0}, 0.99999899999999997, 59.955278640449365},
    {GLO_BERNOULLI, {0.29999999999999999, 0, 0, 0}, 9.9999999999999995e-07, 0},
    {GLO_BERNOULLI, {0.29999999999999999, 0, 0, 0}, 0.001, 0},
    {GLO_BERNOULLI, {0.29999999999999999, 0, 0, 0}, 0.037100000000000001, 0},
    {GLO_BERNOULLI, {0.29999999999999999, 0, 0, 0}, 0.050000000000000003, 0},
    {GLO_BERNOULLI, {0.29999999999999999, 0, 0, 0}, 0.29999999999999999, 0},
    {GLO_BERNOULLI, {0.29999999999999999, 0, 0, 0}, 0.5, 0},
    {GLO_BERNOULLI, {0.29999999999999999, 0, 0, 0}, 0.69999999999999996, 0},
    {GLO_BERNOULLI, {0.29999999999999999, 0, 0, 0}, 0.94999999999999996, 1},
    {GLO_BERNOULLI, {0.29999999999999999, 0, 0, 0}, 0.999, 1},
    {GLO_BERNOULLI, {0.29999999999999999, 0, 0, 0}, 0.99999899999999997, 1},
    {GLO_BINOMIAL, {40, 0.29999999999999999, 0, 0}, 9.9999999999999995e-07, 1},
    {GLO_BINOMIAL, {40, 0.29999999999999999, 0, 0}, 0.001, 4},
    {GLO_BINOMIAL, {40, 0.29999999999999999, 0, 0}, 0.037100000000000001, 7},
    {GLO_BINOMIAL, {40, 0.29999999999999999, 0, 0}, 0.050000000000000003, 7},
    {GLO_BINOMIAL, {40, 0.29999999999999999, 0, 0}, 0.29999999999999999, 10},
    {GLO_BINOMIAL, {40, 0.29999999999999999, 0, 0}, 0.5, 12},
    {GLO_BINOMIAL, {40, 0.29999999999999999, 0, 0}, 0.69999999999999996, 13},
    {GLO_BINOMIAL, {40, 0.29999999999999999, 0, 0}, 0.94999999999999996, 17},
    {GLO_BINOMIAL, {40, 0.29999999999999999, 0, 0}, 0.999, 21},
    {GLO_BINOMIAL, {40, 0.29999999999999999, 0, 0}, 0.99999899999999997, 27},
    {GLO_BINOMIAL, {1e+06, 0.01, 0, 0}, 9.9999999999999995e-07, 9531},
    {GLO_BINOMIAL, {1e+06, 0.01, 0, 0}, 0.001, 9694},
    {GLO_BINOMIAL, {1e+06, 0.01, 0, 0}, 0.037100000000000001, 9823},
    {GLO_BINOMIAL, {1e+06, 0.01, 0, 0}, 0.050000000000000003, 9837},
    {GLO_BINOMIAL, {1e+06, 0.01, 0, 0}, 0.29999999999999999, 9948},
    {GLO_BINOMIAL, {1e+06, 0.01, 0, 0}, 0.5, 10000},
    {GLO_BINOMIAL, {1e+06, 0.01, 0, 0}, 0.69999999999999996, 10052},
    {GLO_BINOMIAL, {1e+06, 0.01, 0, 0}, 0.94999999999999996, 10164},
    {GLO_BINOMIAL, {1e+06, 0.01, 0, 0}, 0.999, 10309},
    {GLO_BINOMIAL, {1e+06, 0.01, 0, 0}, 0.99999899999999997, 10476},
    {GLO_POISSON, {0.69999999999999996, 0, 0, 0}, 9.9999999999999995e-07, 0},
    {GLO_POISSON, {0.69999999999999996, 0, 0, 0}, 0.001, 0},
    {GLO_POISSON, {0.69999999999999996, 0, 0, 0}, 0.037100000000000001, 0},
    {GLO_POISSON, {0.69999999999999996, 0, 0, 0}, 0.050000000000000003, 0},
    {GLO_POISSON, {0.69999999999999996, 0, 0, 0}, 0.29999999999999999, 0},
    {GLO_POISSON, {0.69999999999999996, 0, 0, 0}, 0.5, 1},
    {GLO_POISSON, {0.69999999999999996, 0, 0, 0}, 0.69999999999999996, 1},
    {GLO_POISSON, {0.69999999999999996, 0, 0, 0}, 0.94999999999999996, 2},
    {GLO_POISSON, {0.69999999999999996, 0, 0, 0}, 0.999, 4},
    {GLO_POISSON, {0.69999999999999996, 0, 0, 0}, 0.99999899999999997, 7},
    {GLO_POISSON, {1234.5, 0, 0, 0}, 9.9999999999999995e-07, 1071},
    {GLO_POISSON, {1234.5, 0, 0, 0}, 0.001, 1127},
    {GLO_POISSON, {1234.5, 0, 0, 0}, 0.037100000000000001, 1172},
    {GLO_POISSON, {1234.5, 0, 0, 0}, 0.050000000000000003, 1177},
    {GLO_POISSON, {1234.5, 0, 0, 0}, 0.29999999999999999, 1216},
    {GLO_POISSON, {1234.5, 0, 0, 0}, 0.5, 1234},
    {GLO_POISSON, {1234.5, 0, 0, 0}, 0.69999999999999996, 1253},
    {GLO_POISSON, {1234.5, 0, 0, 0}, 0.94999999999999996, 1293},
    {GLO_POISSON, {1234.5, 0, 0, 0}, 0.999, 1344},
    {GLO_POISSON, {1234.5, 0, 0, 0}, 0.99999899999999997, 1405},
    {GLO_NEGATIVE_BINOMIAL, {30, 2.5, 0, 0}, 9.9999999999999995e-07, 0},
    {GLO_NEGATIVE_BINOMIAL, {30, 2.5, 0, 0}, 0.001, 0},
    {GLO_NEGATIVE_BINOMIAL, {30, 2.5, 0, 0}, 0.037100000000000001, 5},
    {GLO_NEGATIVE_BINOMIAL, {30, 2.5, 0, 0}, 0.050000000000000003, 6},
    {GLO_NEGATIVE_BINOMIAL, {30, 2.5, 0, 0}, 0.29999999999999999, 18},
    {GLO_NEGATIVE_BINOMIAL, {30, 2.5, 0, 0}, 0.5, 26},
    {GLO_NEGATIVE_BINOMIAL, {30, 2.5, 0, 0}, 0.69999999999999996, 37},
    {GLO_NEGATIVE_BINOMIAL, {30, 2.5, 0, 0}, 0.94999999999999996, 68},
    {GLO_NEGATIVE_BINOMIAL, {30, 2.5, 0, 0}, 0.999, 127},
    {GLO_NEGATIVE_BINOMIAL, {30, 2.5, 0, 0}, 0.99999899999999997, 223},
};

static double apart(double a, double b) {
    return fabs(a - b) / (b == 0 ? 1 : fabs(b));
}

/* R 4.2.2: punif, pnorm ... at the parameters given, lower and upper tail; the triangular one by its formula. */
static const struct {
    glo_family family;
    double parameter[4], x, below, above;
} known_shares[] = {
    {GLO_UNIFORM, {-2, 5, 0, 0}, -3, 0, 1},
    {GLO_UNIFORM, {-2, 5, 0, 0}, -2, 0, 1},
    {GLO_UNIFORM, {-2, 5, 0, 0}, 0.10000000000000001, 0.29999999999999999, 0.70000000000000007},
    {GLO_UNIFORM, {-2, 5, 0, 0}, 5, 1, 0},
    {GLO_UNIFORM, {-2, 5, 0, 0}, 6, 1, 0},
    {GLO_NORMAL, {1000, 50, 0, 0}, 500, 7.6198530241605269e-24, 1},
    {GLO_NORMAL, {1000, 50, 0, 0}, 990, 0.42074029056089696, 0.57925970943910299},
    {GLO_NORMAL, {1000, 50, 0, 0}, 1000, 0.5, 0.5},
    {GLO_NORMAL, {1000, 50, 0, 0}, 1375, 0.99999999999996814, 3.1908916729108963e-14},
    {GLO_LOGNORMAL, {6.9000000000000004, 0.191, 0, 0}, -1, 0, 1},
    {GLO_LOGNORMAL, {6.9000000000000004, 0.191, 0, 0}, 0, 0, 1},
    {GLO_LOGNORMAL, {6.9000000000000004, 0.191, 0, 0}, 200, 2.5196759708749287e-17, 1},
    {GLO_LOGNORMAL, {6.9000000000000004, 0.191, 0, 0}, 992, 0.49942165354708257, 0.50057834645291743},
    {GLO_LOGNORMAL, {6.9000000000000004, 0.191, 0, 0}, 5000, 1, 1.2591859189167084e-17},
    {GLO_EXPONENTIAL, {3, 0, 0, 0}, -1, 0, 1},
    {GLO_EXPONENTIAL, {3, 0, 0, 0}, 0, 0, 1},
    {GLO_EXPONENTIAL, {3, 0, 0, 0}, 0.001, 0.0003332777839501029, 0.99966672221604991},
    {GLO_EXPONENTIAL, {3, 0, 0, 0}, 3, 0.63212055882855767, 0.36787944117144233},
    {GLO_EXPONENTIAL, {3, 0, 0, 0}, 90, 0.99999999999990641, 9.3576229688401748e-14},
    {GLO_WEIBULL, {1.7, 12, 0, 0}, -1, 0, 1},
    {GLO_WEIBULL, {1.7, 12, 0, 0}, 0.01, 5.8262701314645626e-06, 0.99999417372986854},
    {GLO_WEIBULL, {1.7, 12, 0, 0}, 12, 0.63212055882855767, 0.36787944117144233},
    {GLO_WEIBULL, {1.7, 12, 0, 0}, 80, 0.99999999998812028, 1.1879705198979958e-11},
    {GLO_BETA, {2.5, 4, 0, 1}, -0.10000000000000001, 0, 1},
    {GLO_BETA, {2.5, 4, 0, 1}, 0.001, 4.5557626825123306e-07, 0.99999954442373173},
    {GLO_BETA, {2.5, 4, 0, 1}, 0.40000000000000002, 0.55580192155119446, 0.44419807844880554},
    {GLO_BETA, {2.5, 4, 0, 1}, 0.999, 0.99999999999098743, 9.0126116311817752e-12},
    {GLO_BETA, {2.5, 4, 0, 1}, 1, 1, 0},
    {GLO_BETA, {2.5, 4, 10, 30}, 10.02, 4.5557626825120887e-07, 0.99999954442373173},
    {GLO_BETA, {2.5, 4, 10, 30}, 18, 0.55580192155119446, 0.44419807844880554},
    {GLO_PERT, {10, 13, 30, 4}, 9, 0, 1},
    {GLO_PERT, {10, 13, 30, 4}, 10.5, 0.021477017937081691, 0.97852298206291832},
    {GLO_PERT, {10, 13, 30, 4}, 14, 0.40915609136437414, 0.59084390863562586},
    {GLO_PERT, {10, 13, 30, 4}, 29, 0.99999446163109051, 5.5383689094411076e-06},
    {GLO_GAMMA, {2.5, 4, 0, 0}, -1, 0, 1},
    {GLO_GAMMA, {2.5, 4, 0, 0}, 0, 0, 1},
    {GLO_GAMMA, {2.5, 4, 0, 0}, 0.01, 9.3863846829480648e-08, 0.99999990613615319},
    {GLO_GAMMA, {2.5, 4, 0, 0}, 10, 0.58411981300449201, 0.41588018699550794},
    {GLO_GAMMA, {2.5, 4, 0, 0}, 120, 0.99999999998784539, 1.2154569777183041e-11},
    {GLO_BERNOULLI, {0.29999999999999999, 0, 0, 0}, -0.5, 0, 1},
    {GLO_BERNOULLI, {0.29999999999999999, 0, 0, 0}, 0, 0.69999999999999996, 0.29999999999999999},
    {GLO_BERNOULLI, {0.29999999999999999, 0, 0, 0}, 0.5, 0.69999999999999996, 0.29999999999999999},
    {GLO_BERNOULLI, {0.29999999999999999, 0, 0, 0}, 1, 1, 0},
    {GLO_BINOMIAL, {40, 0.10000000000000001, 0, 0}, -1, 0, 1},
    {GLO_BINOMIAL, {40, 0.10000000000000001, 0, 0}, 0, 0.014780882941434594, 0.98521911705856535},
    {GLO_BINOMIAL, {40, 0.10000000000000001, 0, 0}, 4, 0.62901769653420081, 0.37098230346579919},
    {GLO_BINOMIAL, {40, 0.10000000000000001, 0, 0}, 4.5, 0.62901769653420081, 0.37098230346579919},
    {GLO_BINOMIAL, {40, 0.10000000000000001, 0, 0}, 39, 1, 1.0000000000000069e-40},
    {GLO_BINOMIAL, {40, 0.10000000000000001, 0, 0}, 40, 1, 0},
    {GLO_POISSON, {10, 0, 0, 0}, -1, 0, 1},
    {GLO_POISSON, {10, 0, 0, 0}, 0, 4.5399929762484854e-05, 0.99995460007023751},
    {GLO_POISSON, {10, 0, 0, 0}, 10, 0.58303975019298537, 0.41696024980701463},
    {GLO_POISSON, {10, 0, 0, 0}, 17, 0.9857223864029504, 0.014277613597049614},
    {GLO_POISSON, {10, 0, 0, 0}, 60, 1, 1.065828327658011e-27},
    {GLO_POISSON, {0, 0, 0, 0}, -1, 0, 1},
    {GLO_POISSON, {0, 0, 0, 0}, 0, 1, 0},
    {GLO_NEGATIVE_BINOMIAL, {3, 2, 0, 0}, -1, 0, 1},
    {GLO_NEGATIVE_BINOMIAL, {3, 2, 0, 0}, 0, 0.16, 0.83999999999999997},
    {GLO_NEGATIVE_BINOMIAL, {3, 2, 0, 0}, 3, 0.66304000000000007, 0.33695999999999993},
    {GLO_NEGATIVE_BINOMIAL, {3, 2, 0, 0}, 100, 1, 1.6228434607741719e-21},
    {GLO_TRIANGULAR, {10, 13, 30, 0}, 9, 0, 1},
    {GLO_TRIANGULAR, {10, 13, 30, 0}, 12, 0.066666666666666666, 0.93333333333333335},
    {GLO_TRIANGULAR, {10, 13, 30, 0}, 13, 0.14999999999999999, 0.84999999999999998},
    {GLO_TRIANGULAR, {10, 13, 30, 0}, 20, 0.70588235294117641, 0.29411764705882359},
    {GLO_TRIANGULAR, {10, 13, 30, 0}, 31, 1, 0},
};

static void test_shares(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof known_shares / sizeof *known_shares; i++) {
        glo_distribution d = {.family = known_shares[i].family};
        memcpy(d.parameter, known_shares[i].parameter, sizeof d.parameter);
        double below = glo_distribution_share(&d, known_shares[i].x, false),
               above = glo_distribution_share(&d, known_shares[i].x, true);
        if (apart(below, known_shares[i].below) > 1e-11 || apart(above, known_shares[i].above) > 1e-11)
            fail_msg("%s at %g: %.17g and %.17g, not %.17g and %.17g", glo_family_of(d.family)->name,
                     known_shares[i].x, below, above, known_shares[i].below, known_shares[i].above);
    }
    glo_distribution none = {.family = GLO_NORMAL, .parameter = {0, -1}}, sample = {.family = GLO_EMPIRICAL},
                     certain = {.family = GLO_NORMAL, .parameter = {3, 0}};
    assert_true(isnan(glo_distribution_share(&none, 0, false)));
    assert_true(isnan(glo_distribution_share(&sample, 0, false)));
    assert_true(isnan(glo_distribution_share(&certain, NAN, false)));
    assert_true(glo_distribution_share(&certain, 2.9, false) == 0 &&
                glo_distribution_share(&certain, 3, false) == 1);
    assert_true(glo_distribution_share(&certain, HUGE_VAL, true) == 0);
}

static void test_quantiles_of_r(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof known / sizeof known[0]; i++) {
        glo_distribution d = {.family = known[i].family};
        glo_sampler *sampler;
        double drawn;
        memcpy(d.parameter, known[i].parameter, sizeof d.parameter);
        assert_int_equal(glo_distribution_check(&d, "x"), GLO_OK);
        assert_true(apart(glo_distribution_quantile(&d, known[i].p), known[i].quantile) < 1e-11);
        assert_int_equal(glo_sampler_new(&d, &sampler), GLO_OK);
        glo_sampler_draw(sampler, &known[i].p, 1, &drawn);
        assert_true(apart(drawn, known[i].quantile) < 1e-9);
        glo_sampler_free(sampler);
    }
}

/* Draws with parameters by draw are those with fixed ones. */
static void test_parameters_by_draw(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof known / sizeof known[0]; i++) {
        glo_distribution d = {.family = known[i].family};
        double columns[4][2];
        const double *parameters[4] = {columns[0], columns[1], columns[2], columns[3]};
        for (int k = 0; k < 4; k++)
            columns[k][0] = columns[k][1] = known[i].parameter[k];
        double u[2] = {known[i].p, 0.5}, out[2];
        glo_distribution_draw(&d, parameters, u, 2, out);
        assert_true(apart(out[0], known[i].quantile) < 1e-9);
    }
    double wrong[2] = {0, 0}, sd[2] = {1, -1}, u[2] = {0.3, 0.3}, out[2];
    const double *parameters[4] = {wrong, sd, NULL, NULL};
    glo_distribution normal = {.family = GLO_NORMAL};
    glo_distribution_draw(&normal, parameters, u, 2, out);
    assert_true(isfinite(out[0]) && isnan(out[1]));
}

enum { DRAWS = 1000000, CELLS = 200 };

static int by_value(const void *a, const void *b) {
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static double *drawn(const glo_distribution *d) {
    double *values = malloc(DRAWS * sizeof *values), u[1000];
    glo_sampler *sampler;
    assert_non_null(values);
    assert_int_equal(glo_sampler_new(d, &sampler), GLO_OK);
    for (size_t i = 0; i < DRAWS; i += 1000) {
        glo_vector_uniform(2026, 77 + (uint64_t)d->family, i, 1000, u);
        glo_sampler_draw(sampler, u, 1000, values + i);
    }
    glo_sampler_free(sampler);
    return values;
}

/* The distribution function by halving the quantile function: apart from the tables that the draws came from. */
static double share_below(const glo_distribution *d, double x) {
    double low = 1e-12, high = 1 - 1e-12;
    for (int i = 0; i < 40; i++) {
        double middle = 0.5 * (low + high);
        if (glo_distribution_quantile(d, middle) <= x)
            low = middle;
        else
            high = middle;
    }
    return low;
}

/* Kolmogorov and Smirnov's statistic at every 500th of the sorted draws: p above 0.001 is sqrt(n) D below 1.95. */
static void assert_kolmogorov_smirnov(const glo_distribution *d) {
    double *values = drawn(d), most = 0;
    qsort(values, DRAWS, sizeof *values, by_value);
    for (size_t i = 0; i < DRAWS; i += 500) {
        double gap = fabs(share_below(d, values[i]) - ((double)i + 0.5) / DRAWS);
        most = gap > most ? gap : most;
    }
    assert_true(most * sqrt(DRAWS) < 1.95);
    free(values);
}

/* Over cells that are equally likely by the quantile function; p above 0.001. */
static void assert_chi_square(const glo_distribution *d) {
    double *values = drawn(d), edges[CELLS - 1], counts[CELLS] = {0}, statistic = 0;
    for (int i = 1; i < CELLS; i++)
        edges[i - 1] = glo_distribution_quantile(d, (double)i / CELLS);
    for (size_t k = 0; k < DRAWS; k++) {
        int low = 0, high = CELLS - 1;
        while (low < high) {
            int middle = (low + high) / 2;
            if (values[k] <= edges[middle])
                high = middle;
            else
                low = middle + 1;
        }
        counts[low]++;
    }
    double expected = (double)DRAWS / CELLS;
    for (int i = 0; i < CELLS; i++)
        statistic += (counts[i] - expected) * (counts[i] - expected) / expected;
    assert_true(glo_gamma_upper(statistic / 2, (CELLS - 1) / 2.0) > 0.001);
    free(values);
}

static void test_continuous_draws(void **state) {
    (void)state;
    static const double points[] = {1, 2, 4}, shares[] = {0.1, 0.5, 0.9};
    const glo_distribution all[] = {
        {.family = GLO_UNIFORM, .parameter = {-2, 5}},
        {.family = GLO_NORMAL, .parameter = {1000, 50}},
        {.family = GLO_LOGNORMAL, .parameter = {7, 0.2}},
        {.family = GLO_TRIANGULAR, .parameter = {0, 1, 5}},
        {.family = GLO_EXPONENTIAL, .parameter = {3}},
        {.family = GLO_WEIBULL, .parameter = {1.7, 12}},
        {.family = GLO_PERT, .parameter = {10, 20, 60, 4}},
        {.family = GLO_BETA, .parameter = {2, 5, 0, 1}},
        {.family = GLO_GAMMA, .parameter = {0.3, 4}},
        {.family = GLO_QUANTILES, .values = points, .weights = shares, .count = 3}};
    for (size_t i = 0; i < sizeof all / sizeof all[0]; i++) {
        assert_kolmogorov_smirnov(&all[i]);
        assert_chi_square(&all[i]);
    }
}

/* Whole numbers: each value with more than 20 expected draws is a cell, the rest another. */
static void test_counts(void **state) {
    (void)state;
    const glo_distribution all[] = {{.family = GLO_BERNOULLI, .parameter = {0.3}},
                                    {.family = GLO_BINOMIAL, .parameter = {40, 0.3}},
                                    {.family = GLO_POISSON, .parameter = {7.5}},
                                    {.family = GLO_NEGATIVE_BINOMIAL, .parameter = {30, 2.5}}};
    for (size_t n = 0; n < sizeof all / sizeof all[0]; n++) {
        double *values = drawn(&all[n]), counts[1000] = {0}, statistic = 0, rest = DRAWS,
               rest_expected = DRAWS, before = 0;
        int cells = 0;
        for (size_t i = 0; i < DRAWS; i++)
            counts[values[i] < 999 ? (int)values[i] : 999]++;
        for (int k = 0; k < 999 && before < 1 - 1e-9; k++) {
            double upto = share_below(&all[n], k), expected = (upto - before) * DRAWS;
            before = upto;
            if (expected < 20)
                continue;
            statistic += (counts[k] - expected) * (counts[k] - expected) / expected;
            rest -= counts[k];
            rest_expected -= expected;
            cells++;
        }
        if (rest_expected > 5)
            statistic += (rest - rest_expected) * (rest - rest_expected) / rest_expected;
        assert_true(cells >= 2);
        assert_true(glo_gamma_upper(statistic / 2, (cells - 1) / 2.0) > 0.001);
        free(values);
    }
}

static void test_values(void **state) {
    (void)state;
    static const double values[] = {3, 5, 9}, weights[] = {0.5, 0.3, 0.2};
    const glo_distribution discrete = {
        .family = GLO_DISCRETE, .values = values, .weights = weights, .count = 3};
    const glo_distribution empirical = {.family = GLO_EMPIRICAL, .values = values, .count = 3};
    glo_sampler *sampler;
    const double u[6] = {0.1, 0.499, 0.501, 0.79, 0.81, 0.999};
    const double wanted[6] = {3, 3, 5, 5, 9, 9}, of_equals[6] = {3, 5, 5, 9, 9, 9};
    double out[6];
    assert_int_equal(glo_sampler_new(&discrete, &sampler), GLO_OK);
    glo_sampler_draw(sampler, u, 6, out);
    assert_memory_equal(out, wanted, sizeof out);
    glo_sampler_free(sampler);
    assert_int_equal(glo_sampler_new(&empirical, &sampler), GLO_OK);
    glo_sampler_draw(sampler, u, 6, out);
    assert_memory_equal(out, of_equals, sizeof out);
    glo_sampler_free(sampler);
}

static void test_refuses(void **state) {
    (void)state;
    static const double falling[] = {3, 2}, shares[] = {0.5, 0.4}, odd[] = {0.5, 0.6};
    const glo_distribution wrong[] = {{.family = GLO_NORMAL, .parameter = {0, -1}},
                                      {.family = GLO_UNIFORM, .parameter = {2, 1}},
                                      {.family = GLO_TRIANGULAR, .parameter = {0, 6, 5}},
                                      {.family = GLO_PERT, .parameter = {0, 1, 5, 0}},
                                      {.family = GLO_BETA, .parameter = {0, 1, 0, 1}},
                                      {.family = GLO_GAMMA, .parameter = {NAN, 1}},
                                      {.family = GLO_BERNOULLI, .parameter = {1.5}},
                                      {.family = GLO_BINOMIAL, .parameter = {2.5, 0.5}},
                                      {.family = GLO_POISSON, .parameter = {-1}},
                                      {.family = GLO_NEGATIVE_BINOMIAL, .parameter = {3, 0}},
                                      {.family = GLO_EMPIRICAL, .values = falling, .count = 2},
                                      {.family = GLO_QUANTILES, .values = odd, .weights = shares, .count = 2},
                                      {.family = GLO_DISCRETE, .values = falling, .weights = odd, .count = 2},
                                      {.family = GLO_EMPIRICAL, .values = falling, .count = 0}};
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        assert_int_equal(glo_distribution_check(&wrong[i], "arrivals"), GLO_EINVAL);
        assert_non_null(strstr(glo_message(), "'arrivals'"));
    }
    glo_family family;
    assert_int_equal(glo_family_find("gauss", &family), GLO_ENOTFOUND);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_shares),
                                       cmocka_unit_test(test_quantiles_of_r),
                                       cmocka_unit_test(test_parameters_by_draw),
                                       cmocka_unit_test(test_continuous_draws),
                                       cmocka_unit_test(test_counts),
                                       cmocka_unit_test(test_values),
                                       cmocka_unit_test(test_refuses)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
