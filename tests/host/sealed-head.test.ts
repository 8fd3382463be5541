import {
  appendFileSync,
  cpSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { hashOfEntry, JournalEntry } from '../../src/domain/journal/journal-entry.ts';
import type { HostOptions, KioskHost } from '../../src/host/host-options.ts';
import { startTestDistrict, type TestDistrict } from '../district/test-district.ts';
import { TICKET } from '../support/journal-drafts.ts';
import { hostOptions, startedHost } from '../support/started-host.ts';

const ROUNDS_MAX = 12;
let started: TestDistrict | null = null;

beforeAll(async () => {
  started = await startTestDistrict({ kind: 'pglite', folder: null });
});

afterAll(() => started?.district.close());

/** What a hand does to a journal of four sales, of which the district has the first; which entries are left. */
const HANDS: readonly {
  readonly name: string;
  readonly left: number;
  readonly does: (kiosk: Closed) => void;
}[] = [
  { name: 'the last two are cut off', left: 2, does: ({ file }) => truncateSync(file, lineStart(file, 3)) },
  {
    name: 'the last one is cut within its line',
    left: 3,
    does: ({ file }) => truncateSync(file, lineStart(file, 4) + 99),
  },
  { name: 'all are cut off', left: 0, does: ({ file }) => truncateSync(file, 0) },
  {
    name: 'an amount is changed, and hashed anew',
    left: 4,
    does: ({ file }) =>
      rewrite(file, (entry, index) =>
        index === 2 ? { ...entry, body: { ...entry.body, totalFen: 1 } } : entry,
      ),
  },
  {
    name: 'one is taken out, and the rest hashed anew',
    left: 3,
    does: ({ file }) => rewrite(file, (entry, index) => (index === 1 ? null : entry)),
  },
  {
    name: 'an amount is changed, hashed anew, and garbage put behind it',
    left: 4,
    does: ({ file }) => {
      rewrite(file, (entry, index) =>
        index === 2 ? { ...entry, body: { ...entry.body, totalFen: 1 } } : entry,
      );
      appendFileSync(file, 'garbage\n');
    },
  },
  {
    name: 'the last two are written anew as an earlier release would, and the seal is gone',
    left: 4,
    does: ({ file, seal }) => {
      rewrite(file, (entry, index) => {
        const { staff: _, ...older } = { ...entry, format: 2, body: { ...entry.body, totalFen: 1 } };
        return index > 1 ? older : entry;
      });
      rmSync(seal);
    },
  },
  {
    name: 'a folder lies where the seal was',
    left: 4,
    does: ({ seal }) => {
      rmSync(seal);
      mkdirSync(seal);
    },
  },
  { name: 'the seal is gone', left: 4, does: ({ seal }) => rmSync(seal) },
  {
    name: 'the seal is changed',
    left: 4,
    does: ({ seal }) => writeFileSync(seal, readFileSync(seal).fill(7, 40, 44)),
  },
  {
    name: 'the seal is gone and the last two as well',
    left: 2,
    does: ({ seal, file }) => {
      rmSync(seal);
      truncateSync(file, lineStart(file, 3));
    },
  },
];

describe('a journal that does not fit its sealed head', () => {
  test.each(HANDS)(
    'is told, kept and goes to quarantine, and the kiosk records on: $name',
    async ({ left, does }) => {
      const kiosk = await closedKiosk({ sent: 1, unsent: 3 });
      does(kiosk);
      const kept = readFileSync(kiosk.file);
      const host = await startedHost(kiosk.options);
      expect(await kindsFound(host)).toContain('journal-unfit');
      const next = await sell(host);
      expect(next).toBeGreaterThan(left);
      expect(await settle(host)).toMatchObject({ headSeq: next, acknowledgedSeq: next });
      expect(readFileSync(kiosk.file).subarray(0, kept.lastIndexOf('\n') + 1)).toEqual(
        kept.subarray(0, kept.lastIndexOf('\n') + 1),
      );
      // The first sale counts, and the one in the new journal; what else the old one says waits for an officer.
      expect(await heldOf(kiosk)).toEqual({ waiting: Math.max(0, left - 1), open: 1 });
      await host.close();
      const again = await startedHost(kiosk.options);
      expect(await kindsFound(again)).not.toContain('journal-unfit');
      expect(await sell(again)).toBe(next + 1);
      expect(await settle(again)).toMatchObject({ headSeq: next + 1, acknowledgedSeq: next + 1 });
    },
  );

  test('gives no number again that was sealed', async () => {
    const kiosk = await closedKiosk({ sent: 1, unsent: 3 });
    truncateSync(kiosk.file, lineStart(kiosk.file, 3));
    expect(await sell(await startedHost(kiosk.options))).toBe(5);
  });

  test('gives no number again that was sealed where the disk has garbled a line before it', async () => {
    const kiosk = await closedKiosk({ sent: 4, unsent: 0 });
    truncateSync(kiosk.file, lineStart(kiosk.file, 3));
    appendFileSync(kiosk.file, 'garbage\n');
    const host = await startedHost(kiosk.options);
    await settle(host);
    expect(await sell(host)).toBe(5);
  });

  test('is told to the district also where it is called forked already, and nothing is left of it', async () => {
    const kiosk = await closedKiosk({ sent: 0, unsent: 1 });
    const note = join(kiosk.options.profileFolder, 'acknowledged.json');
    const known: unknown = JSON.parse(readFileSync(note, 'utf8'));
    writeFileSync(note, JSON.stringify({ ...Object(known), isForked: true }));
    truncateSync(kiosk.file, 0);
    await settle(await startedHost(kiosk.options));
    expect(await heldOf(kiosk)).toEqual({ waiting: 0, open: 1 });
  });

  test('is told again at each start until the district has it', async () => {
    const kiosk = await closedKiosk({ sent: 1, unsent: 3 });
    truncateSync(kiosk.file, 0);
    await (await startedHost(kiosk.options)).close();
    const host = await startedHost(kiosk.options);
    expect(await kindsFound(host)).toContain('journal-unfit');
  });
});

describe('a journal that fits', () => {
  test('is not told: after a sale that was not sealed yet, after none, and set back together with its seal', async () => {
    const kiosk = await closedKiosk({ sent: 1, unsent: 1 });
    const [file, seal] = [readFileSync(kiosk.file), readFileSync(kiosk.seal)];
    const host = await startedHost(kiosk.options);
    await sell(host);
    await host.close();
    // The end of the process came before the seal.
    writeFileSync(kiosk.seal, seal);
    const second = await startedHost(kiosk.options);
    expect(await kindsFound(second)).toEqual([]);
    await second.close();
    writeFileSync(kiosk.seal, seal);
    writeFileSync(kiosk.file, file);
    expect(await kindsFound(await startedHost(kiosk.options))).toEqual([]);
  });

  test('is sealed within a second after a sale, while the kiosk runs', async () => {
    const kiosk = await closedKiosk({ sent: 0, unsent: 1 });
    const host = await startedHost(kiosk.options);
    await sell(host);
    const before = readFileSync(kiosk.seal);
    await expect.poll(() => readFileSync(kiosk.seal).equals(before), { timeout: 1_000 }).toBe(false);
    // Killed here: a copy of the profile as it lies on the disk.
    const folder = `${kiosk.options.profileFolder}-killed`;
    cpSync(kiosk.options.profileFolder, folder, { recursive: true });
    truncateSync(kiosk.file.replace(kiosk.options.profileFolder, folder), lineStart(kiosk.file, 2));
    const killed = await startedHost({ ...kiosk.options, profileFolder: folder });
    expect(await kindsFound(killed)).toEqual(['journal-unfit']);
  });
});

interface Closed {
  readonly options: HostOptions;
  readonly file: string;
  readonly seal: string;
  readonly journalId: string;
}

async function closedKiosk({
  sent,
  unsent,
}: {
  readonly sent: number;
  readonly unsent: number;
}): Promise<Closed> {
  const options = hostOptions({ districtUrl: running().district.url });
  const host = await startedHost(options);
  const code = await running().district.createEnrolmentCode({ siteIds: ['xijiao-pool'] });
  await host.call('kiosk.enrol', { code, districtUrl: null });
  for (let sold = 0; sold < sent; sold += 1) await sell(host);
  await settle(host);
  for (let sold = 0; sold < unsent; sold += 1) await sell(host);
  await host.close();
  const [name = ''] = readdirSync(options.profileFolder).filter((one) => one.endsWith('.jsonl'));
  const journalId = name.slice('journal-'.length, -'.jsonl'.length);
  const at = (file: string) => join(options.profileFolder, file);
  return { options, file: at(name), seal: at(`journal-${journalId}.head.sealed`), journalId };
}

/** Each line as the hand wants it, in a chain that looks whole. */
function rewrite(file: string, change: (entry: JournalEntry, index: number) => JournalEntry | null): void {
  const entries = readFileSync(file, 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => JournalEntry.parse(JSON.parse(line)))
    .flatMap((entry, index) => change(entry, index) ?? []);
  let parent = entries[0]?.parent ?? '';
  const lines = entries.map((entry, index) => {
    const { hash: _, ...rest } = { ...entry, seq: index + 1, parent };
    parent = hashOfEntry(rest);
    return JSON.stringify({ ...rest, hash: parent });
  });
  writeFileSync(file, `${lines.join('\n')}\n`);
}

function lineStart(file: string, line: number): number {
  const bytes = readFileSync(file);
  let start = 0;
  for (let before = 1; before < line; before += 1) start = bytes.indexOf('\n', start) + 1;
  return start;
}

async function sell(host: KioskHost): Promise<number> {
  const answer = await host.call('journal.append', TICKET);
  if (!answer.ok) throw new Error(answer.fault.detail);
  return answer.entry.seq;
}

async function settle(host: KioskHost) {
  for (let round = 0; round < ROUNDS_MAX; round += 1) {
    await host.call('district.push', {});
    const { headSeq, acknowledgedSeq } = await host.call('journal.status', {});
    if (round > 2 && headSeq === acknowledgedSeq) break;
  }
  return host.call('journal.status', {});
}

async function kindsFound(host: KioskHost): Promise<string[]> {
  return (await host.call('kiosk.health', {})).troubles.map(({ kind }) => kind);
}

/** How many entries of the journal wait in quarantine, and how many discrepancies about it are open. */
async function heldOf({ journalId }: Closed) {
  const { district } = running();
  const headers = { authorization: `Bearer ${district.officeToken}` };
  const asked = await fetch(`${district.url}/v1/office/quarantine`, { headers });
  const { journals } = (await asked.json()) as {
    journals: readonly { readonly journalId: string; readonly waiting: number }[];
  };
  const own = journals.filter((one) => one.journalId === journalId);
  return { waiting: own[0]?.waiting ?? 0, open: own.length };
}

function running(): TestDistrict {
  if (started === null) throw new Error('only within a test');
  return started;
}
