import { join } from 'node:path';
import { pushJournal } from '../../../src/app/sync/push-journal.ts';
import { openDatabase, type Storage } from '../../../src/district/database/database.ts';
import { sqlStore } from '../../../src/district/database/sql-store.ts';
import type { JournalEntry } from '../../../src/domain/journal/journal-entry.ts';
import type { HostOptions, KioskHost } from '../../../src/host/host-options.ts';
import { createHost } from '../../../src/host/kiosk-host.ts';
import { fileSecretStore } from '../../../src/host/profile/secret-store.ts';
import { type Command, runCommand } from '../../support/command.ts';
import { developmentTrust } from '../../support/development-trust.ts';
import { DRAIN_SECONDS_MAX, type Drain } from './drain.ts';
import { type LineShape, shapedLine } from './shaped-line.ts';
import { fillJournal } from './waiting-journal.ts';

export interface OwnDrainOptions {
  /** An empty folder for both sides. */
  readonly folder: string;
  readonly entries: number;
  readonly shape: LineShape | null;
  /** A PostgreSQL database that is empty; null for PGlite in the folder. */
  readonly databaseUrl: string | null;
}

export interface OwnDrain extends Drain {
  /** As the kiosk wrote them. */
  readonly written: readonly JournalEntry[];
  /** As the district's database holds them once its process has ended. */
  readonly held: readonly JournalEntry[];
}

/**
 * A kiosk's host with so many waiting entries in its journal's files, the app's own push over it, and a district
 * in a process of its own at the other end of the line.
 */
export async function drainOwn({ folder, entries, shape, databaseUrl }: OwnDrainOptions): Promise<OwnDrain> {
  const data = join(folder, 'district');
  const district = runCommand('district', ['--json', '--demo', '--port', '0', '--data', data], {
    DATABASE_URL: databaseUrl ?? '',
  });
  try {
    const { url, code } = await readyOf(district);
    const profileFolder = join(folder, 'profile');
    const kioskId = await enrol(optionsOf(folder, url), code);
    const written = await fillJournal(profileFolder, {
      entries,
      kioskId,
      secrets: optionsOf(folder, url).secretStore,
    });
    const line = await shapedLine(url, shape);
    const host = await startHost(optionsOf(folder, line.url));
    const startedMs = performance.now();
    await drain(host);
    const seconds = (performance.now() - startedMs) / 1_000;
    const traffic = line.traffic();
    await host.close();
    await line.close();
    await district.end('SIGTERM');
    const storage: Storage =
      databaseUrl === null ? { kind: 'pglite', folder: data } : { kind: 'postgresql', url: databaseUrl };
    const held = await heldIn(storage, written);
    return { ...traffic, seconds, arrived: held.length, written, held };
  } finally {
    await district.end('SIGKILL');
  }
}

async function drain(host: KioskHost): Promise<void> {
  const late = AbortSignal.timeout(DRAIN_SECONDS_MAX * 1_000);
  const ports = {
    journal: { status: () => host.call('journal.status', {}) },
    district: { push: () => host.call('district.push', {}) },
  };
  while (!late.aborted) {
    const outcome = await pushJournal(ports, late, () => undefined);
    if (outcome.kind === 'drained') return;
    if (outcome.kind !== 'more') throw new Error(`the drain ended: ${JSON.stringify(outcome)}`);
  }
}

async function enrol(options: HostOptions, code: string): Promise<string> {
  const host = await startHost(options);
  const answer = await host.call('kiosk.enrol', { code, districtUrl: null });
  await host.close();
  if (!answer.ok) throw new Error(`not enrolled: ${JSON.stringify(answer.fault)}`);
  return answer.value.enrolment?.kioskId ?? '';
}

async function startHost(options: HostOptions): Promise<KioskHost> {
  const start = await createHost(options);
  if (start.kind !== 'ready') throw new Error(`the host did not start: ${JSON.stringify(start)}`);
  return start.host;
}

function optionsOf(folder: string, districtUrl: string): HostOptions {
  return {
    profileFolder: join(folder, 'profile'),
    appVersion: '0.0.0-bench',
    binding: 'loopback',
    pinnedTrust: developmentTrust(),
    secretStore: fileSecretStore(join(folder, 'key')),
    districtUrl,
  };
}

async function readyOf(district: Command): Promise<{ readonly url: string; readonly code: string }> {
  const [line] = await district.line(/^\{.*"code".*\}$/);
  return JSON.parse(line);
}

async function heldIn(storage: Storage, written: readonly JournalEntry[]): Promise<readonly JournalEntry[]> {
  const [first] = written;
  if (first === undefined) return [];
  const { database, close } = await openDatabase(storage, () => undefined);
  try {
    return await sqlStore(database, storage.kind).read((reads) =>
      reads.entriesFrom(first.journalId, 1, written.length + 1),
    );
  } finally {
    await close();
  }
}
