import { type ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import type { Storage } from '../../src/district/database/database.ts';
import { EnrolReply } from '../../src/protocol/wire.ts';
import { acknowledgedBy, entriesAfter, kioskWith, postEnrol } from '../district/test-kiosk.ts';
import { type HostileTarget, ROUTES } from './district-hostility.ts';
import { attack, honestStatus } from './district-hostility-run.ts';
import { proofOf } from './district-proof.ts';
import { rowsIn } from './journal-rows.ts';

const PROGRAM = fileURLToPath(new URL('../../src/cli/district.ts', import.meta.url));
const HELD_ENTRIES = 3;
/** What the process of the district may take at most, however it is treated: PGlite alone takes half of it. */
const RSS_MIB_MAX = 1_024;
const Ready = z.object({ url: z.string(), code: z.string(), officeToken: z.string() });

await main();

/**
 * `node tests/fuzz/district-requests.ts [--count N] [--seed S] [--route R]`: N hostile requests a route to a
 * district of its own process. Exits with 1 where one was answered 5xx or not at all, the memory went past its
 * bound, or the district has one row of entries more than before, taken or in quarantine.
 */
async function main(): Promise<void> {
  const { values } = parseArgs({
    options: { count: { type: 'string' }, seed: { type: 'string' }, route: { type: 'string' } },
  });
  const count = Number(values.count ?? 10_000);
  const seed = Number(values.seed ?? 1);
  const folder = mkdtempSync(join(tmpdir(), 'kiosk-hostile-'));
  const databaseUrl = process.env['DATABASE_URL'] ?? '';
  const storage: Storage =
    databaseUrl === '' ? { kind: 'pglite', folder } : { kind: 'postgresql', url: databaseUrl };
  const before = await rowsIn(storage);
  const child = spawn(process.execPath, [PROGRAM, '--json', '--demo', '--port', '0', '--data', folder], {
    env: { ...process.env, DATABASE_URL: databaseUrl },
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  try {
    const { target, acknowledgedSeq } = await enrolledTarget(child);
    let faults = 0;
    for (const route of values.route === undefined ? Object.keys(ROUTES) : [values.route]) {
      const report = await attack(target, { route, count, seed });
      faults += report.faults;
      console.log(`${route}: ${report.requests} requests, ${JSON.stringify(report.byStatus)}`);
      for (const example of report.examples) console.log(`  ${example}`);
    }
    const held = await acknowledgedSeq();
    const health = await honestStatus(target, 'health');
    const peakMiB = peakMiBOf(child);
    await ended(child);
    const after = await rowsIn(storage);
    const taken = after.entries - before.entries - HELD_ENTRIES;
    const forked = after.forked - before.forked;
    console.log(`5xx, no answer, or cut off though it was not too large: ${faults}; health: ${health}`);
    console.log(
      `head: ${held} of ${HELD_ENTRIES}; rows: ${taken} entries and ${forked} in quarantine more than before`,
    );
    console.log(`memory of the district: at most ${peakMiB ?? 'unknown'} MiB (bound ${RSS_MIB_MAX})`);
    const isUntouched = held === HELD_ENTRIES && taken === 0 && forked === 0;
    const isGood = faults === 0 && isUntouched && health === '200' && (peakMiB ?? 0) <= RSS_MIB_MAX;
    process.exitCode = isGood ? 0 : 1;
  } finally {
    child.kill('SIGKILL');
    rmSync(folder, { recursive: true, force: true });
  }
}

async function ended(child: ChildProcess): Promise<void> {
  const exit = once(child, 'exit');
  child.kill('SIGKILL');
  await exit;
}

async function enrolledTarget(
  child: ChildProcess,
): Promise<{ readonly target: HostileTarget; readonly acknowledgedSeq: () => Promise<number> }> {
  const lines = createInterface({ input: child.stdout ?? process.stdin });
  const { value: line } = await lines[Symbol.asyncIterator]().next();
  const { url, code, officeToken } = Ready.parse(JSON.parse(String(line)));
  const journalId = randomUUID();
  const enrolment = EnrolReply.parse((await postEnrol({ url }, { code, journalId })).body);
  const held = entriesAfter(null, HELD_ENTRIES, { journalId });
  const kiosk = kioskWith(url, enrolment, journalId);
  await kiosk.push(held);
  return {
    target: { url, officeToken, journalId, held, proveKiosk: proofOf(kiosk) },
    acknowledgedSeq: async () => acknowledgedBy(await kiosk.push([])).seq,
  };
}

/** The most memory that a process ever held, as Linux counts it; null where the system does not tell. */
function peakMiBOf({ pid }: ChildProcess): number | null {
  try {
    const [, peakKiB] = /VmHWM:\s+([0-9]+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
    return peakKiB === undefined ? null : Math.round(Number(peakKiB) / 1024);
  } catch {
    return null; // not Linux, or the district is gone, which its health then tells
  }
}
