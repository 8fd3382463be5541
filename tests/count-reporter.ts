import type { Reporter } from 'vitest/node';

/** Says why a test needed its second try, and ends the output with one plain line that any reader of logs can count by. */
export const countReporter: Reporter = {
  onTestCaseResult(test) {
    const { state, errors = [] } = test.result();
    if (state !== 'passed') return;
    for (const { message, stack = message, diff = '' } of errors) {
      console.log(`first try failed: ${test.fullName}\n${stack}\n${diff}`);
    }
  },
  onTestRunEnd(modules, errors) {
    const counts = { passed: 0, failed: 0, skipped: 0, pending: 0 };
    for (const module of modules) {
      for (const test of module.children.allTests()) counts[test.result().state] += 1;
      // A file that does not load has no tests to fail.
      if (module.errors().length > 0) counts.failed += 1;
    }
    const failed = counts.failed + counts.pending + errors.length;
    process.on('exit', () => {
      console.log(`tests: ${counts.passed} passed, ${failed} failed, ${counts.skipped} skipped`);
    });
  },
};
