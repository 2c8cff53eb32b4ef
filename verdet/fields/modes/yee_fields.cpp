#include "verdet/fields/modes/yee_fields.hpp"

namespace verdet {
namespace {

using Complex = std::complex<double>;

bool shorted(const YeeAxis& a, int k) {
  return (k == 0 && a.conductor_low) || (k == a.cells() && a.conductor_high);
}

void spread(const Unknowns& u, const Vector<Complex>& v, YeeFields& f) {
  for (std::size_t k = 0; k < u.ex.size(); ++k) f.ex.value[k] = u.ex[k] < 0 ? 0 : v[u.ex[k]];
  for (std::size_t k = 0; k < u.ey.size(); ++k) f.ey.value[k] = u.ey[k] < 0 ? 0 : v[u.ey[k]];
}

// Hz = -i phi, phi = h (d_x Ey - d_y Ex).
void fill_hz(const YeeGrid& g, YeeFields& f) {
  for (int j = 0; j < g.ny(); ++j)
    for (int i = 0; i < g.nx(); ++i)
      f.hz(i, j) = Complex(0, -1) * g.curvature_centre[i] *
                   ((f.ey(i + 1, j) - f.ey(i, j)) / g.x.width[i] -
                    (f.ex(i, j + 1) - f.ex(i, j)) / g.y.width[j]);
}

void fill_ez(const YeeGrid& g, const NodeMedia& m, Complex n, YeeFields& f) {
  const int nx = g.nx(), ny = g.ny();
  const auto dx = [&](int i, int j) { return m.epsilon_x(i, j) * f.ex(i, j); };
  const auto dy = [&](int i, int j) { return m.epsilon_y(i, j) * f.ey(i, j); };
  for (int j = 0; j <= ny; ++j)
    for (int i = 0; i <= nx; ++i) {
      if (shorted(g.x, i) || shorted(g.y, j)) continue;
      const Complex x = (i < nx ? dx(i, j) : 0.0) - (i > 0 ? dx(i - 1, j) : 0.0);
      const Complex y = (j < ny ? dy(i, j) : 0.0) - (j > 0 ? dy(i, j - 1) : 0.0);
      f.ez(i, j) = Complex(0, 1) / n * (x / g.x.dual[i] + y / g.y.dual[j]) / m.epsilon_z(i, j);
    }
}

void fill_transverse_h(const YeeGrid& g, const NodeMedia& m, Complex n, YeeFields& f) {
  const int nx = g.nx(), ny = g.ny();
  const auto phi = [&](int i, int j) { return Complex(0, 1) * f.hz(i, j); };
  for (int j = 0; j <= ny; ++j)
    for (int i = 0; i < nx; ++i) {
      if (shorted(g.y, j)) {
        // On a conductor the tangential Hy is free and Ex = 0: n Hy = -d_y phi has no second side;
        // take Hy from the neighbouring row instead, filled below.
        continue;
      }
      const Complex jump = (j < ny ? phi(i, j) : 0.0) - (j > 0 ? phi(i, j - 1) : 0.0);
      f.hy(i, j) = (m.epsilon_x(i, j) * f.ex(i, j) - jump / g.y.dual[j]) / n;
    }
  for (int j = 0; j < ny; ++j)
    for (int i = 0; i <= nx; ++i) {
      if (shorted(g.x, i)) continue;
      const Complex jump = (i < nx ? phi(i, j) : 0.0) - (i > 0 ? phi(i - 1, j) : 0.0);
      f.hx(i, j) = -(m.epsilon_y(i, j) * f.ey(i, j) + jump / g.x.dual[i]) / n;
    }
}

}  // namespace

YeeFields recover_fields(const YeeGrid& g, const NodeMedia& m, const Unknowns& u,
                         const Vector<Complex>& transverse, Complex n) {
  const int nx = g.nx(), ny = g.ny();
  YeeFields f{NodeField(nx, ny + 1), NodeField(nx + 1, ny), NodeField(nx + 1, ny + 1),
              NodeField(nx + 1, ny), NodeField(nx, ny + 1), NodeField(nx, ny)};
  spread(u, transverse, f);
  fill_hz(g, f);
  fill_ez(g, m, n, f);
  fill_transverse_h(g, m, n, f);
  return f;
}

Complex group_index(const YeeGrid& g, const NodeMedia& m, const YeeFields& f) {
  const int nx = g.nx(), ny = g.ny();
  Complex energy, power;
  for (int j = 0; j <= ny; ++j)
    for (int i = 0; i < nx; ++i) {
      const Complex area = g.x.width[i] * g.y.dual[j], e = f.ex(i, j), h = f.hy(i, j);
      energy += area * (m.dispersion_x(i, j) * e * e + g.curvature_centre[i] * h * h);
      power += area * e * h;
    }
  for (int j = 0; j < ny; ++j)
    for (int i = 0; i <= nx; ++i) {
      const Complex area = g.x.dual[i] * g.y.width[j], e = f.ey(i, j), h = f.hx(i, j);
      energy += area * (m.dispersion_y(i, j) * e * e + g.curvature_line[i] * h * h);
      power -= area * e * h;
    }
  for (int j = 0; j <= ny; ++j)
    for (int i = 0; i <= nx; ++i)
      energy -= g.x.dual[i] * g.y.dual[j] * m.dispersion_z(i, j) * f.ez(i, j) * f.ez(i, j);
  for (int j = 0; j < ny; ++j)
    for (int i = 0; i < nx; ++i)
      energy -= g.x.width[i] * g.y.width[j] / g.curvature_centre[i] * f.hz(i, j) * f.hz(i, j);
  return energy / (2.0 * power);
}

}  // namespace verdet
