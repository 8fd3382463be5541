import { fdatasyncSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { folderDisk } from '../../../src/host/disk/disk.ts';
import { openJournal } from '../../../src/host/journal/file/journal-file.ts';
import { STAMP, TICKET } from '../../support/journal-drafts.ts';
import { spreadOf } from '../samples.ts';

const WARM_UP = 200;
const ROUNDS = 3_000;
const RATIO_MAX = 3;

/**
 * A recorded sale beside what the disk alone takes for the same bytes: one append, then one write and
 * fdatasync without any of our code, turn by turn in the same folder, so that the disk's mood is shared.
 */
export async function benchAppend(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'kiosk-bench-'));
  try {
    const journal = await openJournal(folderDisk(folder));
    const bare = openSync(join(folder, 'bare'), 'w');
    const ours: number[] = [];
    const alone: number[] = [];
    for (let round = 0; round < WARM_UP + ROUNDS; round += 1) {
      const startedMs = performance.now();
      const answer = await journal.append(TICKET, STAMP);
      const appendedMs = performance.now();
      if (!answer.ok) throw new Error(answer.fault.detail);
      const bytes = Buffer.from(`${JSON.stringify(answer.entry)}\n`);
      const bareMs = bareWriteMs(bare, bytes);
      if (round < WARM_UP) continue;
      ours.push(appendedMs - startedMs);
      alone.push(bareMs);
    }
    await journal.close();
    print(ours, alone);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function bareWriteMs(file: number, bytes: Uint8Array): number {
  const startedMs = performance.now();
  writeSync(file, bytes);
  fdatasyncSync(file);
  return performance.now() - startedMs;
}

function print(ours: readonly number[], alone: readonly number[]): void {
  const append = spreadOf(ours);
  const bare = spreadOf(alone);
  const ratio = append.p99Ms / bare.p99Ms;
  console.log(`journal append beside a bare write + fdatasync of the same bytes, ${ours.length} turns each`);
  console.log('what                        median ms   p95 ms   p99 ms');
  for (const [name, { medianMs, p95Ms, p99Ms }] of [
    ['append, answered', append],
    ['write + fdatasync', bare],
  ] as const) {
    const cells = [cell(medianMs, 9), cell(p95Ms, 8), cell(p99Ms, 8)];
    console.log(`${name.padEnd(27)} ${cells.join(' ')}`);
  }
  const verdict = ratio <= RATIO_MAX ? 'within' : 'ABOVE';
  console.log(`p99 of ours / bare: ${ratio.toFixed(2)}, ${verdict} ${RATIO_MAX}`);
}

function cell(ms: number, width: number): string {
  return ms.toFixed(3).padStart(width);
}
