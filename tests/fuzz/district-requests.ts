import { type ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { EnrolReply } from '../../src/protocol/wire.ts';
import { acknowledgedBy, entriesAfter, kioskWith, postEnrol } from '../district/test-kiosk.ts';
import { type HostileTarget, ROUTES } from './district-hostility.ts';
import { attack, honestStatus } from './district-hostility-run.ts';
import { proofOf } from './district-proof.ts';

const PROGRAM = fileURLToPath(new URL('../../src/cli/district.ts', import.meta.url));
const HELD_ENTRIES = 3;
/** What the process of the district may take at most, however it is treated: PGlite alone takes half of it. */
const RSS_MIB_MAX = 1_024;
const RSS_PERIOD_MS = 100;
const Ready = z.object({ url: z.string(), code: z.string(), officeToken: z.string() });

await main();

/**
 * `node tests/fuzz/district-requests.ts [--count N] [--seed S] [--route R]`: N hostile requests a route to a
 * district of its own process. Exits with 1 where one was answered 5xx or not at all, the memory went past its
 * bound, or the district holds another journal than before.
 */
async function main(): Promise<void> {
  const { values } = parseArgs({
    options: { count: { type: 'string' }, seed: { type: 'string' }, route: { type: 'string' } },
  });
  const count = Number(values.count ?? 10_000);
  const seed = Number(values.seed ?? 1);
  const folder = mkdtempSync(join(tmpdir(), 'kiosk-hostile-'));
  const child = spawn(process.execPath, [PROGRAM, '--json', '--demo', '--port', '0', '--data', folder], {
    env: { ...process.env, DATABASE_URL: process.env['DATABASE_URL'] ?? '' },
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  try {
    const { target, acknowledgedSeq } = await enrolledTarget(child);
    const memory = watchMemory(child);
    let faults = 0;
    for (const route of values.route === undefined ? Object.keys(ROUTES) : [values.route]) {
      const report = await attack(target, { route, count, seed });
      faults += report.faults;
      console.log(`${route}: ${report.requests} requests, ${JSON.stringify(report.byStatus)}`);
      for (const example of report.examples) console.log(`  ${example}`);
    }
    const peakMiB = memory.stop();
    const held = await acknowledgedSeq();
    const health = await honestStatus(target, 'health');
    console.log(`5xx or no answer: ${faults}; entries held: ${held} of ${HELD_ENTRIES}; health: ${health}`);
    console.log(`memory of the district: at most ${peakMiB} MiB (bound ${RSS_MIB_MAX})`);
    const isGood = faults === 0 && held === HELD_ENTRIES && health === '200' && peakMiB <= RSS_MIB_MAX;
    process.exitCode = isGood ? 0 : 1;
  } finally {
    child.kill('SIGKILL');
    rmSync(folder, { recursive: true, force: true });
  }
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

/** The largest resident size of a process while it was watched; 0 where the system does not tell. */
function watchMemory(child: ChildProcess): { stop(): number } {
  let peakKiB = 0;
  const look = (): void => {
    try {
      const status = readFileSync(`/proc/${child.pid}/status`, 'utf8');
      peakKiB = Math.max(peakKiB, Number(/VmRSS:\s+([0-9]+) kB/.exec(status)?.[1] ?? 0));
    } catch {
      // Not Linux, or the district is gone, which its health then tells.
    }
  };
  const timer = setInterval(look, RSS_PERIOD_MS);
  return {
    stop() {
      look();
      clearInterval(timer);
      return Math.round(peakKiB / 1024);
    },
  };
}
