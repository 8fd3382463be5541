import { randomUUID } from 'node:crypto';
import { mkdtemp, open, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Database } from '../database/database.ts';
import type { DistrictStore } from '../storage/store.ts';
import type { BackupManifest } from './backup-file.ts';
import { dumpDatabase } from './dump.ts';

const PART_BYTES_MAX = 4 * 1024 * 1024;

interface Spooled {
  readonly backupId: string;
  readonly folder: string;
  readonly file: string;
  readonly bytes: number;
  readonly manifest: BackupManifest;
}

/** Backups of a running district, for who fetches them over the line: one at a time lies in a folder of its own. */
export interface BackupDesk {
  make(): Promise<{ readonly backupId: string; readonly bytes: number; readonly sha256: string }>;
  /** Null for a backup that is not here: another process made it, or a later one took its place. */
  part(backupId: string, from: number): Promise<{ readonly base64: string; readonly more: boolean } | null>;
  /** It was fetched and checked: notes when it was made, and drops it here. Null as for `part`. */
  kept(backupId: string): Promise<{ readonly madeAtMs: number } | null>;
  close(): Promise<void>;
}

export function createBackupDesk(parts: {
  readonly database: Database;
  readonly store: DistrictStore;
  readonly version: string;
  readonly now: () => number;
}): BackupDesk {
  const { database, store } = parts;
  let held: Spooled | null = null;
  let making: Promise<Spooled> | null = null;

  async function drop(): Promise<void> {
    const { folder } = held ?? {};
    held = null;
    if (folder !== undefined) await rm(folder, { recursive: true, force: true });
  }

  async function spool(): Promise<Spooled> {
    await drop();
    // The system makes it for this user alone.
    const folder = await mkdtemp(join(tmpdir(), 'district-backup-'));
    const file = join(folder, 'backup');
    try {
      const manifest = await dumpDatabase(database, file, parts);
      held = { backupId: randomUUID(), folder, file, manifest, bytes: (await stat(file)).size };
      return held;
    } catch (thrown) {
      await rm(folder, { recursive: true, force: true });
      throw thrown;
    }
  }

  return {
    async make() {
      making ??= spool().finally(() => {
        making = null;
      });
      const { backupId, bytes, manifest } = await making;
      return { backupId, bytes, sha256: manifest.sha256 };
    },
    async part(backupId, from) {
      if (held?.backupId !== backupId) return null;
      const handle = await open(held.file, 'r');
      try {
        const { bytesRead, buffer } = await handle.read(
          Buffer.alloc(PART_BYTES_MAX),
          0,
          PART_BYTES_MAX,
          from,
        );
        const base64 = buffer.subarray(0, bytesRead).toString('base64');
        return { base64, more: from + bytesRead < held.bytes };
      } finally {
        await handle.close();
      }
    },
    async kept(backupId) {
      if (held?.backupId !== backupId) return null;
      const { madeAtMs, sha256 } = held.manifest;
      await store.transaction((writes) => writes.noteBackup({ madeAt: madeAtMs, sha256 }));
      await drop();
      return { madeAtMs };
    },
    async close() {
      await making?.catch(() => undefined);
      await drop();
    },
  };
}
