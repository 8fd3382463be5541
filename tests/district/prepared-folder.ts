import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll } from 'vitest';
import { openDatabase } from '../../src/district/database/database.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

/** Data folders of districts that were started once before, as copies of one: making each takes seconds. */
export function preparedFolders(): () => string {
  const template = mkdtempSync(join(tmpdir(), 'kiosk-prepared-'));
  beforeAll(async () => {
    const { close } = await openDatabase({ kind: 'pglite', folder: template }, () => {});
    await close();
  });
  afterAll(() => rmSync(template, { recursive: true, force: true }));
  return () => {
    const folder = join(temporaryFolder(), 'data');
    cpSync(template, folder, { recursive: true });
    return folder;
  };
}
