import { createHash } from 'node:crypto';
import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { z } from 'zod';
import { jsonIn } from '../disk/json-file.ts';

const NAME = 'talent-card-kiosk';

/** What is known about a profile outside of it: that there was one in this folder, and which journal it had. */
const ProfileTrace = z.object({ format: z.literal(1), folder: z.string(), journalId: z.uuid() });

/** Kept in the user's own configuration, so that a profile that is deleted or moved does not take it along. */
export interface ProfileTraces {
  /** The journal that was in this profile folder at its last start; null if nothing is known. */
  journalIdOf(profileFolder: string): string | null;
  /** Never fails: without a trace a vanished profile is merely not noticed. */
  keep(profileFolder: string, journalId: string): void;
}

/** `folder` is made with the first trace. */
export function profileTraces(folder: string): ProfileTraces {
  const fileOf = (profileFolder: string) =>
    join(folder, `${createHash('sha256').update(resolve(profileFolder)).digest('hex')}.json`);
  const journalIdOf = (profileFolder: string) =>
    jsonIn(fileOf(profileFolder), ProfileTrace)?.journalId ?? null;
  return {
    journalIdOf,
    keep(profileFolder, journalId) {
      if (journalIdOf(profileFolder) === journalId) return;
      try {
        mkdirSync(folder, { recursive: true, mode: 0o700 });
        const file = fileOf(profileFolder);
        const trace = { format: 1, folder: resolve(profileFolder), journalId };
        writeFileSync(`${file}.new`, JSON.stringify(trace), { mode: 0o600, flush: true });
        renameSync(`${file}.new`, file);
      } catch {
        // a home that cannot be written keeps no kiosk shut
      }
    },
  };
}

/** Where the traces of this user are; `KIOSK_TRACES` moves them. */
export function traceFolderOf(environment: Readonly<Record<string, string | undefined>>): string {
  if (environment['KIOSK_TRACES']) return environment['KIOSK_TRACES'];
  if (process.platform === 'win32' && environment['APPDATA'])
    return join(environment['APPDATA'], NAME, 'profiles');
  return join(environment['XDG_CONFIG_HOME'] || join(homedir(), '.config'), NAME, 'profiles');
}
