// Order conditions of Runge-Kutta and Rosenbrock methods, generated from rooted trees
// (Hairer, Norsett and Wanner 1993, II.2; Hairer and Wanner 1996, IV.7).
#pragma once

#include <Eigen/Dense>
#include <vector>

namespace verdet::test {

struct Tree {
  std::vector<Tree> branches;

  int order() const {
    int n = 1;
    for (const Tree& branch : branches) n += branch.order();
    return n;
  }
  double gamma() const {
    double g = order();
    for (const Tree& branch : branches) g *= branch.gamma();
    return g;
  }
};

/// All rooted trees with `order` nodes: forests of smaller trees in a fixed order of size and rank.
inline std::vector<Tree> trees(int order);

inline void add_forests(int nodes, int largest, std::size_t rank, Tree& tree,
                        std::vector<Tree>& found) {
  if (nodes == 0) {
    found.push_back(tree);
    return;
  }
  for (int size = std::min(nodes, largest); size >= 1; --size) {
    const std::vector<Tree> branches = trees(size);
    const std::size_t last =
        size == largest ? std::min(rank, branches.size() - 1) : branches.size() - 1;
    for (std::size_t k = 0; k <= last; ++k) {
      tree.branches.push_back(branches[k]);
      add_forests(nodes - size, size, k, tree, found);
      tree.branches.pop_back();
    }
  }
}

inline std::vector<Tree> trees(int order) {
  std::vector<Tree> found;
  Tree root;
  add_forests(order - 1, order - 1, SIZE_MAX, root, found);
  return found;
}

/// Elementary weight of each stage: a lone branch sees alpha + gamma (the Jacobian acts on it),
/// several see alpha. With gamma = 0 this is the Runge-Kutta case.
inline Eigen::VectorXd stage_weights(const Tree& tree, const Eigen::MatrixXd& alpha,
                                     const Eigen::MatrixXd& beta) {
  const Eigen::MatrixXd& coupling = tree.branches.size() == 1 ? beta : alpha;
  Eigen::VectorXd weights = Eigen::VectorXd::Ones(alpha.rows());
  for (const Tree& branch : tree.branches)
    weights = weights.cwiseProduct(coupling * stage_weights(branch, alpha, beta));
  return weights;
}

/// Largest violation of the conditions of exactly this order.
inline double violation(int order, const Eigen::VectorXd& b, const Eigen::MatrixXd& alpha,
                        const Eigen::MatrixXd& beta) {
  double worst = 0;
  for (const Tree& tree : trees(order))
    worst = std::max(worst, std::abs(b.dot(stage_weights(tree, alpha, beta)) - 1 / tree.gamma()));
  return worst;
}

}  // namespace verdet::test
