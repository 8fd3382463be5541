import { renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { jsonIn } from '../disk/json-file.ts';
import { ADDRESS_PATH } from './loopback-server.ts';

const FILE = 'open-door.json';
const ANSWER_MS_MAX = 5_000;

const Door = z.object({ pid: z.int(), origin: z.string(), secret: z.string() });
const Address = z.object({ address: z.string() });

/**
 * Writes a file that tells a later `npm start` of the same user how to reach this kiosk. Nobody else may read the file.
 * Throws on disk errors.
 */
export function leaveDoorOpen(
  profileFolder: string,
  { origin, secret }: { readonly origin: string; readonly secret: string },
): { close(): void } {
  const path = join(profileFolder, FILE);
  const draft = `${path}.${process.pid}`;
  rmSync(draft, { force: true });
  writeFileSync(draft, JSON.stringify({ pid: process.pid, origin, secret }), { mode: 0o600, flag: 'wx' });
  renameSync(draft, path);
  return { close: () => rmSync(path, { force: true }) };
}

/**
 * A one-time address of the kiosk that has the profile open; null if it gives none, or if another process wrote the
 * file.
 *
 * @param ownerPid - the process that holds the profile; null if that cannot be told
 */
export async function addressOfRunning(
  profileFolder: string,
  ownerPid: number | null,
): Promise<string | null> {
  const door = doorIn(profileFolder);
  if (door === null || (ownerPid !== null && door.pid !== ownerPid)) return null;
  try {
    const answer = await fetch(door.origin + ADDRESS_PATH, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: door.origin },
      body: JSON.stringify({ secret: door.secret }),
      signal: AbortSignal.timeout(ANSWER_MS_MAX),
    });
    return answer.ok ? Address.parse(await answer.json()).address : null;
  } catch {
    return null; // it is ending, or hangs: the claim says who has the profile
  }
}

/** Null in Electron, which has no such address. */
function doorIn(profileFolder: string): z.infer<typeof Door> | null {
  return jsonIn(join(profileFolder, FILE), Door);
}
