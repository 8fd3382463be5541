import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, onTestFinished } from 'vitest';

/** A new folder that is gone when the test ends. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'kiosk-'));
  onTestFinished(() => remove(folder));
  return folder;
}

/** One new folder for all tests of a file, gone when they have run. */
export function sharedTemporaryFolder(): () => string {
  let folder = '';
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'kiosk-'));
  });
  afterAll(() => remove(folder));
  return () => folder;
}

function remove(folder: string): void {
  rmSync(folder, { recursive: true, force: true });
}
