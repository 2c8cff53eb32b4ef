// Rodas5P: the coefficients of Steinebach's Rosenbrock-Wanner method of order 5 with 8 stages,
// L-stable and stiffly accurate, in the transformed variables of Hairer and Wanner (1996, IV.7).
#pragma once

#include <array>

namespace verdet {

/// One step from x with W = I/gamma - h J, in stages i = 1..8:
///
///     W k_i = h f(t + c_i h, x + sum_j a_ij k_j) + sum_j b_ij k_j + h^2 d_i df/dt ,
///
/// x_1 = x + sum_j a_8j k_j + k_8, local error estimate k_8 (order 4). Stages 7 and 8 add their
/// predecessor to its argument: a_7 = (a_6, 1), a_8 = (a_7, 1). `kMix` holds b, which the sources
/// call C. Dense output of order 4 at t + theta h, with the rows D_m = sum_j dense_mj k_j:
///
///     (1 - theta) x + theta (x_1 + (1 - theta) (D_1 + theta (D_2 + theta D_3))) .
///
/// Source: Steinebach2023 (BIT 63, 27; appendix), decimals as published there.
struct Rodas5P {
  static constexpr int kStages = 8;
  static constexpr int kOrder = 5;
  static constexpr int kTimeStages = 5;  ///< d_i = 0 beyond
  static constexpr double kGamma = 0.21193756319429014;

  static constexpr std::array<std::array<double, 5>, 6> kArgument = {{
      {0, 0, 0, 0, 0},
      {3.0, 0, 0, 0, 0},
      {2.849394379747939, 0.45842242204463923, 0, 0, 0},
      {-6.954028509809101, 2.489845061869568, -10.358996098473584, 0, 0},
      {2.8029986275628964, 0.5072464736228206, -0.3988312541770524, -0.04721187230404641, 0},
      {-7.502846399306121, 2.561846144803919, -11.627539656261098, -0.18268767659942256,
       0.030198172008377946},
  }};
  static constexpr std::array<std::array<double, 7>, 8> kMix = {{
      {0, 0, 0, 0, 0, 0, 0},
      {-14.155112264123755, 0, 0, 0, 0, 0, 0},
      {-17.97296035885952, -2.859693295451294, 0, 0, 0, 0, 0},
      {147.12150275711716, -1.41221402718213, 71.68940251302358, 0, 0, 0, 0},
      {165.43517024871676, -0.4592823456491126, 42.90938336958603, -5.961986721573306, 0, 0, 0},
      {24.854864614690072, -3.0009227002832186, 47.4931110020768, 5.5814197821558125,
       -0.6610691825249471, 0, 0},
      {30.91273214028599, -3.1208243349937974, 77.79954646070892, 34.28646028294783,
       -19.097331116725623, -28.087943162872662, 0},
      {37.80277123390563, -3.2571969029072276, 112.26918849496327, 66.9347231244047,
       -40.06618937091002, -54.66780262877968, -9.48861652309627},
  }};
  static constexpr std::array<double, 8> kNode = {
      0, 0.6358126895828704, 0.4095798393397535, 0.9769306725060716, 0.4288403609558664, 1, 1, 1};
  static constexpr std::array<double, 5> kTime = {0.21193756319429014, -0.42387512638858027,
                                                  -0.3384627126235924, 1.8046452872882734,
                                                  2.325825639765069};
  static constexpr std::array<std::array<double, 8>, 3> kDense = {{
      {25.948786856663858, -2.5579724845846235, 10.433815404888879, -2.3679251022685204,
       0.524948541321073, 1.1241088310450404, 0.4272876194431874, -0.17202221070155493},
      {-9.91568850695171, -0.9689944594115154, 3.0438037242978453, -24.495224566215796,
       20.176138334709044, 15.98066361424651, -6.789040303419874, -6.710236069923372},
      {11.419903575922262, 2.8879645146136994, 72.92137995996029, 80.12511834622643,
       -52.072871366152654, -59.78993625266729, -0.15582684282751913, 4.883087185713722},
  }};
};

}  // namespace verdet
