// Long computations beside the interpreter: the lock is free, and Ctrl-C stops them.
#pragma once

#include <pybind11/pybind11.h>

#include <chrono>
#include <future>
#include <optional>
#include <stop_token>
#include <thread>

namespace verdet::python {

/// Runs `compute(stop_token)` on a thread of its own with the interpreter's lock released, and
/// returns its result or rethrows its error. Signals are looked at twenty times a second: one that
/// raises in Python (Ctrl-C) requests the stop, and its exception is raised once the computation
/// ended.
template <class F>
auto interruptible(F&& compute) -> decltype(compute(std::stop_token{})) {
  namespace py = pybind11;
  using Result = decltype(compute(std::stop_token{}));
  std::promise<Result> promise;
  std::future<Result> future = promise.get_future();
  std::stop_source stop;
  std::jthread worker([&] {
    try {
      promise.set_value(compute(stop.get_token()));
    } catch (...) {
      promise.set_exception(std::current_exception());
    }
  });
  // Before any exit of this function the worker is told to stop; jthread then waits for it.
  const auto ready = [&] {
    const py::gil_scoped_release unlocked;
    return future.wait_for(std::chrono::milliseconds(50)) == std::future_status::ready;
  };
  while (!ready()) {
    if (PyErr_CheckSignals() == 0) continue;
    py::error_already_set interrupt;
    stop.request_stop();
    {
      const py::gil_scoped_release unlocked;
      future.wait();
    }
    throw interrupt;
  }
  return future.get();
}

}  // namespace verdet::python
