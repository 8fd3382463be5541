import { spawn } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { signCatalogue } from '../../src/domain/catalogue/catalogue-file.ts';
import { DEVELOPMENT_ROOT } from '../../src/domain/trust/development-keys.ts';
import { changed } from '../domain/newer-catalogue.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

/** A start of PGlite and a few rounds with the district, on a machine with other work. */
const RUN_MS_MAX = 120_000;
const FOLDER = join(import.meta.dirname, 'desk');
const AT = ['--at', '2026-11-25T10:00'];

/** An answer with an open order of a court. */
const CourtAnswer = z.object({
  desk: z.string(),
  screen: z.object({ order: z.object({ choice: z.object({ courts: z.array(z.int()) }) }) }),
});

const DeskAnswer = z.object({
  screen: z.object({
    deskRecords: z.array(z.object({ status: z.string(), start: z.string(), isOwn: z.boolean() })),
  }),
});

interface Run {
  readonly code: number | null;
  readonly answers: readonly unknown[];
  readonly complained: string;
}

/** Runs the command with these lines as its standard input. */
function play(input: string | Buffer, args: readonly string[]): Promise<Run> {
  const child = spawn(process.execPath, [join('src', 'cli', 'desk.ts'), ...args]);
  let said = '';
  let complained = '';
  child.stdout.on('data', (chunk) => (said += chunk));
  child.stderr.on('data', (chunk) => (complained += chunk));
  child.stdin.end(input);
  return new Promise((resolve) => {
    child.on('close', (code) => resolve({ code, complained, answers: linesOf(said) }));
  });
}

function linesOf(text: string): readonly unknown[] {
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line));
}

describe('a desk without a window', { timeout: RUN_MS_MAX }, () => {
  test.each([
    ['pool-sale', ['--site', 'xijiao-pool'], 0],
    ['hospital-priority', ['--site', 'liwan-central-hospital'], 0],
    ['gym-slot', ['--site', 'liwan-gymnasium'], 0],
    ['pass-sale', ['--site', 'youth-sports-club'], 0],
    ['court-moved', ['--site', 'fangcun-sports-centre'], 0],
    ['pass-admitted', ['--site', 'youth-sports-club'], 0],
    ['past-midnight', ['--site', 'liwan-library'], 1],
    ['refused-cards', ['--site', 'xijiao-pool'], 1],
    ['matter-days', ['--desk', 'a=service-hall', '--desk', 'b=service-hall'], 1],
    ['agreement-year', ['--desk', 'a=community-health-centre', '--desk', 'b=community-health-centre'], 1],
    [
      'followed',
      [
        ...['--desk', 'a=talent-service', '--desk', 'd=talent-service'],
        ...['--desk', 'b=business-registration', '--desk', 'c=business-registration'],
      ],
      0,
    ],
    ['tasks', ['--desk', 'a=service-hall', '--desk', 'b=service-hall', '--desk', 'p=youth-sports-club'], 1],
    ['two-desks', ['--desk', 'a=liwan-gymnasium', '--desk', 'b=liwan-gymnasium'], 1],
  ])('plays %s', async (name, desks, code) => {
    const expected = linesOf(readFileSync(join(FOLDER, `${name}.expected.jsonl`), 'utf8'));
    const run = await play(readFileSync(join(FOLDER, `${name}.jsonl`), 'utf8'), [...desks, ...AT]);
    expect(run.complained).toBe('');
    expect(run.answers).toMatchObject(expected);
    expect(run.code).toBe(code);
  });

  test('books a court, moves and cancels it; another desk books the same hour without a line, on another court', async () => {
    const desks = ['--desk', 'a=fangcun-sports-centre', '--desk', 'b=fangcun-sports-centre'];
    const run = await play(readFileSync(join(FOLDER, 'two-courts.jsonl'), 'utf8'), [...desks, ...AT]);
    expect(run.complained).toBe('');
    expect(run.answers).toMatchObject(
      linesOf(readFileSync(join(FOLDER, 'two-courts.expected.jsonl'), 'utf8')),
    );
    expect(run.code).toBe(0);
    // Which desk has which courts follows from the names of their journals, and these are drawn anew in each run.
    const courtsOf = (desk: string) =>
      run.answers.flatMap((answer) => {
        const { success, data } = CourtAnswer.safeParse(answer);
        return success && data.desk === desk ? data.screen.order.choice.courts : [];
      });
    expect(courtsOf('a')).not.toEqual([]);
    expect(courtsOf('b')).not.toEqual([]);
    expect(courtsOf('a').filter((court) => courtsOf('b').includes(court))).toEqual([]);
    // The district has both bookings; their order follows from names that are drawn as well.
    const { screen } = DeskAnswer.parse(run.answers.at(-1));
    const told = screen.deskRecords.toSorted((one, other) => one.status.localeCompare(other.status));
    expect(told).toEqual([
      { status: 'cancelled', start: '2026-11-25T20:00', isOwn: true },
      { status: 'open', start: '2026-11-25T20:00', isOwn: false },
    ]);
  });

  test('practises, and neither its journal nor the district has anything of it', async () => {
    const folder = temporaryFolder();
    const script = (name: string) => readFileSync(join(FOLDER, name), 'utf8');
    const run = await play(script('practice.jsonl'), [
      ...['--site', 'fangcun-sports-centre', '--data', folder],
      ...AT,
    ]);
    expect(run.complained).toBe('');
    expect(run.answers).toMatchObject(linesOf(script('practice.expected.jsonl')));
    expect(run.code).toBe(0);
    // The one booking is that of the end, which was made at work, without a telephone number.
    const kiosk = join(folder, 'desks', 'desk', 'kiosk');
    const [journal = '', ...more] = readdirSync(kiosk).filter((file) => /^journal-.*\.jsonl$/.test(file));
    expect(more).toEqual([]);
    const entries = linesOf(readFileSync(join(kiosk, journal), 'utf8'));
    expect(entries).toMatchObject([{ seq: 1, body: { kind: 'booking-opened' } }]);
    const district = await PGlite.create({ dataDir: join(folder, 'district', 'pgdata') });
    const held = await district.query(`
      select (select count(*) from journal_entry)::int as entries, (select count(*) from record)::int as records,
        (select count(*) from counted_use)::int as uses, (select count(*) from note)::int as notes,
        (select count(*) from office_case)::int as discrepancies`);
    await district.close();
    expect(held.rows).toEqual([{ entries: 1, records: 1, uses: 1, notes: 0, discrepancies: 0 }]);
  });

  test('knows its cards in the next run, without a line', async () => {
    const data = ['--data', temporaryFolder(), '--site', 'xijiao-pool'];
    const scan = '{"do":"scan","text":"LWTEST0001E"}\n';
    const sale = `${scan}{"do":"choose","item":1}\n{"do":"confirm"}\n`;
    expect((await play(sale, [...data, ...AT])).code).toBe(0);
    const later = await play(`${scan}{"do":"today"}\n`, [...data, '--offline', '--at', '2026-11-25T11:00']);
    expect(later).toMatchObject({
      code: 0,
      answers: [
        { screen: { verdict: 'yes', line: 'down', card: { holder: '贾*玉' }, story: [{ seq: 1 }] } },
        { screen: { today: [{ seq: 1, voidedBySeq: null }] } },
      ],
    });
  });

  test('gives the card that took the place of another nothing that its holder had with the old one', async () => {
    const folder = temporaryFolder();
    const desks = ['a=liwan-central-hospital', 'b=liwan-peoples-hospital', 'pool=xijiao-pool'];
    const data = [...desks.flatMap((desk) => ['--desk', desk]), '--data', folder];
    const script = (name: string) => readFileSync(join(FOLDER, name), 'utf8');
    const before = await play(script('old-card.jsonl'), [...data, ...AT]);
    expect(before.answers).toMatchObject(linesOf(script('old-card.expected.jsonl')));
    const replace = ['cards', 'replace', 'LWTEST0001E', '--data', join(folder, 'district')];
    const office = spawn(process.execPath, [join('src', 'cli', 'district.ts'), ...replace]);
    expect(await new Promise((resolve) => office.once('close', resolve))).toBe(0);
    // Each desk has a round at its start, and no line after it.
    const after = await play(script('new-card.jsonl'), [...data, '--at', '2026-11-25T11:00']);
    expect(after.complained).toBe('');
    expect(after.answers).toMatchObject(linesOf(script('new-card.expected.jsonl')));
  });

  test('asks about what only a newer release knows of its catalogue, and sells the rest', async () => {
    const folder = temporaryFolder();
    const payload = changed(({ payload: whole, item }) => {
      Object.assign(whole, { version: 1 + Number(whole['version']), lotteries: [] });
      Object.assign(item('outdoor-ticket'), { season: 'summer' });
      whole.items.push({ id: 'raffle', siteIds: ['xijiao-pool'], workflow: 'raffle' });
    });
    writeFileSync(join(folder, 'catalogue.json'), JSON.stringify(signCatalogue(payload, DEVELOPMENT_ROOT)));
    copyFileSync('resources/trusted-keys.json', join(folder, 'roots.json'));
    const lines = [
      '{"do":"scan","text":"LWTEST0001E"}',
      '{"do":"choose","item":1}',
      '{"do":"confirm"}',
      '{"do":"choose","item":2}',
      '{"do":"confirm"}',
    ].join('\n');
    const roots = ['--roots', join(folder, 'roots.json')];
    const { answers } = await play(lines, ['--site', 'xijiao-pool', ...roots, ...AT]);
    expect(answers).toMatchObject([
      {
        screen: {
          notUnderstood: expect.arrayContaining(['lotteries', 'items/outdoor-ticket/season']),
          items: [
            { id: 'outdoor-ticket', kind: 'ask', price: null, asks: [{ kind: 'unknown-part' }] },
            { id: 'indoor-ticket', kind: 'yes' },
            { id: 'raffle', kind: 'ask', price: null, asks: [{ kind: 'unknown-part' }] },
          ],
        },
      },
      { ok: true, screen: { order: { enter: { kind: 'blocked' } } } },
      { ok: false, error: { kind: 'not-possible' } },
      { ok: true },
      { ok: true, screen: { entry: { body: { itemId: 'indoor-ticket', totalFen: 4000 } } } },
    ]);
  });

  test('says that a damaged journal takes no record, and goes on', async () => {
    const folder = temporaryFolder();
    const data = ['--data', folder, '--site', 'xijiao-pool'];
    const sale = '{"do":"scan","text":"LWTEST0001E"}\n{"do":"choose","item":1}\n{"do":"confirm"}\n';
    expect((await play(sale, [...data, ...AT])).code).toBe(0);
    const profile = join(folder, 'desks', 'desk', 'kiosk');
    const journal = readdirSync(profile).find((name) => /^journal-.*\.jsonl$/.test(name)) ?? '';
    const bytes = readFileSync(join(profile, journal), 'utf8');
    writeFileSync(join(profile, journal), bytes.replace('outdoor-ticket', 'another-ticket'));
    const { code, answers } = await play(`${sale}{"do":"today"}\n`, [...data, '--offline', ...AT]);
    expect(answers).toMatchObject([
      { ok: true, screen: { troubles: [{ kind: 'damaged' }] } },
      { ok: true },
      { ok: false, error: { kind: 'not-recorded' }, screen: { kind: 'not-recorded' } },
      { ok: true, screen: { over: { kind: 'today' } } },
    ]);
    expect(code).toBe(1);
  });

  test('takes no desk of another district over for a demo', async () => {
    const folder = temporaryFolder();
    const profile = join(folder, 'desks', 'desk', 'kiosk');
    mkdirSync(profile, { recursive: true });
    writeFileSync(join(profile, 'enrolment.sealed'), 'of another district');
    const run = await play('{"do":"screen"}\n', ['--data', folder, '--site', 'xijiao-pool']);
    expect(run).toMatchObject({ code: 2, answers: [] });
    expect(run.complained).toContain('--district');
    expect(existsSync(join(folder, 'district'))).toBe(false);
  });

  test('answers a line that is no text, and ends', async () => {
    const gbk = Buffer.from([0xd6, 0xd0, 0xce, 0xc4, 0x0a]);
    const { code, answers } = await play(gbk, ['--site', 'xijiao-pool', ...AT]);
    expect(answers).toMatchObject([{ ok: false, error: { kind: 'not-text' } }]);
    expect(code).toBe(1);
  });

  test('leaves nothing behind where it is told to stop', async () => {
    const temporary = temporaryFolder();
    const child = spawn(process.execPath, [join('src', 'cli', 'desk.ts'), '--site', 'xijiao-pool'], {
      env: { ...process.env, TMPDIR: temporary },
    });
    const answered = new Promise((resolve) => child.stdout.once('data', resolve));
    child.stdin.write('{"do":"screen"}\n');
    await answered;
    expect(readdirSync(temporary)).toHaveLength(1);
    child.kill('SIGTERM');
    await new Promise((resolve) => child.once('close', resolve));
    expect(readdirSync(temporary)).toEqual([]);
  });

  test('says what is possible now, with the schema of each argument', async () => {
    const { answers } = await play('{"do":"commands"}\n', ['--site', 'xijiao-pool', ...AT]);
    const [answer] = answers as [{ commands: { do: string; args: unknown }[] }];
    const ids = answer.commands.map((command) => command.do);
    expect(ids).toContain('scan');
    expect(ids).not.toContain('confirm');
    expect(answer.commands.find((command) => command.do === 'scan')?.args).toMatchObject({
      type: 'object',
      required: ['text'],
      additionalProperties: false,
    });
  });

  test.each([
    [[], '--site'],
    [['--site', 'nowhere'], 'xijiao-pool'],
    [['--desk', 'a=xijiao-pool', '--desk', 'a=xijiao-pool'], 'twice'],
    [['--site', 'xijiao-pool', '--at', 'noon'], 'YYYY-MM-DDTHH:MM'],
    [['--site', 'xijiao-pool', '--at', '9999-12-31T23:59'], '2000 … 2099'],
    [['--site', 'xijiao-pool', '--data', ''], '--data'],
    [['--site', 'xijiao-pool', '--offline'], 'not enrolled'],
    [['--site', 'xijiao-pool', '--district', 'http://127.0.0.1:9', '--code-file', '/nowhere'], '/nowhere'],
  ])('says what is wrong with %j', async (args, words) => {
    const run = await play('{"do":"screen"}\n', args);
    expect(run.complained).toContain(words);
    expect(run).toMatchObject({ code: 2, answers: [] });
  });
});
