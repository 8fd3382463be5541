import { format } from 'node:util';
import { afterEach, expect } from 'vitest';

// Runs before every test file. What React and Ant Design complain of on the console is a fault of a component, such as
// two children with one key. Nobody reads it in the log of a long run.
if ('document' in globalThis) {
  const complaints: string[] = [];
  console.error = (...said: unknown[]) => complaints.push(format(...said));
  afterEach(() => {
    expect(complaints.splice(0)).toEqual([]);
  });
}
