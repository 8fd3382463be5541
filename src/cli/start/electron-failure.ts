import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { DAY_MS } from '../../domain/base/duration.ts';
import { jsonIn } from '../../host/disk/json-file.ts';
import { PROJECT_FOLDER } from './build-app.ts';

/** In the cache that `npm ci` throws away with everything else. */
const FILE = join(PROJECT_FOLDER, 'node_modules', '.cache', 'talent-card-kiosk', 'electron-failure.json');
const REMEMBERED_MS = DAY_MS;

const Failure = z.strictObject({ atMs: z.int().min(0), source: z.string(), reason: z.string() });

/** Why Electron could not be fetched from there within the last day; null if it is worth another try. */
export function rememberedFailure(source: string, nowMs: number, file = FILE): string | null {
  const failure = jsonIn(file, Failure);
  if (failure?.source !== source) return null;
  const ageMs = nowMs - failure.atMs;
  return ageMs >= 0 && ageMs < REMEMBERED_MS ? failure.reason : null;
}

/** Null removes the note. If the cache cannot be written, the next start tries again, and nothing else happens. */
export function rememberFailure(failure: z.infer<typeof Failure> | null, file = FILE): void {
  try {
    rmSync(file, { force: true });
    if (failure === null) return;
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, JSON.stringify(failure));
  } catch {
    // read-only or full
  }
}
