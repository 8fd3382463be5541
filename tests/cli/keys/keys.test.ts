import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { CommandFault } from '../../../src/cli/input/terminal.ts';
import { readKeyArguments } from '../../../src/cli/keys/key-arguments.ts';
import { readKeyFolder } from '../../../src/cli/keys/key-folder.ts';
import { linesAsPassphrases } from '../../../src/cli/keys/passphrase.ts';
import { runKeys } from '../../../src/cli/keys/run-keys.ts';
import { openKey, SealedKey } from '../../../src/cli/keys/sealed-key.ts';
import { plusDays, wallDateOf } from '../../../src/domain/base/wall-time.ts';
import { TrustedKeys } from '../../../src/domain/catalogue/catalogue-file.ts';
import { isDevelopmentKey } from '../../../src/domain/trust/development-keys.ts';
import { readKeyList } from '../../../src/domain/trust/key-list.ts';
import { fingerprintOf } from '../../../src/domain/trust/signing-key.ts';
import { sharedTemporaryFolder, temporaryFolder } from '../../support/temporary-folder.ts';

const PASSPHRASE = 'correct horse battery';

/** Within this process, and cheap to guess: what a process of its own adds is tested below. */
async function keys(args: readonly string[], input = `${PASSPHRASE}\n`) {
  const said: string[] = [];
  const lines = input.split(/\r?\n/);
  if (lines.at(-1) === '') lines.pop();
  const passphrases = linesAsPassphrases(lines.values(), 'standard input');
  try {
    const ceremony = {
      passphrases,
      today: today(),
      say: (line: string) => said.push(line),
      scryptCost: 2 ** 14,
    };
    await runKeys(readKeyArguments(args), ceremony);
    return { said: said.join('\n'), fault: '' };
  } catch (thrown) {
    if (!(thrown instanceof CommandFault)) throw thrown;
    return { said: said.join('\n'), fault: thrown.message };
  }
}

async function done(args: readonly string[], input?: string): Promise<string> {
  const { fault, said } = await keys(args, input);
  expect(fault).toBe('');
  return said;
}

/** The real command line. */
function command(args: readonly string[], input: string) {
  const { stdout, stderr, status } = spawnSync(process.execPath, ['src/cli/keys.ts', ...args], {
    input,
    encoding: 'utf8',
  });
  return { stdout, stderr, status };
}

async function init(...more: string[]): Promise<string> {
  const folder = join(temporaryFolder(), 'keys');
  await done(['init', folder, ...more]);
  return folder;
}

const read = (file: string) => SealedKey.parse(JSON.parse(readFileSync(file, 'utf8')));
const today = () => wallDateOf(Date.now());

test('of commands at the same time one changes the keys, and each key that was told is on the list', async () => {
  const folder = await init();
  const answers = await Promise.all([
    keys(['roll', folder, 'catalogue']),
    keys(['issue', folder, 'card']),
    keys(['withdraw', folder, 'district-1']),
  ]);
  const told = answers.filter(({ fault }) => fault === '');
  expect(told).toHaveLength(1);
  expect(answers.filter(({ fault }) => fault.includes('另一个命令'))).toHaveLength(2);
  expect(readKeyFolder(folder).list.keys.map(({ id }) => id)).toContain('catalogue-2');
  expect(await done(['issue', folder, 'card'])).toContain('card-2');
  expect(readKeyFolder(folder).list).toMatchObject({ serial: 3 });
});

describe('init', () => {
  const shared = sharedTemporaryFolder();
  const folder = () => join(shared(), 'keys');

  test('makes roots on each stick, a card, a catalogue and a server key, and the list that the root signed', async () => {
    const sticks = ['a', 'b'].map((stick) => join(shared(), stick));
    const [a = '', b = ''] = sticks;
    const said = await done(['init', folder(), '--offline', a, '--offline', b, '--roots', '2']);
    const { roots, list, signed } = readKeyFolder(folder());
    expect(roots.keys.map(({ id }) => id)).toEqual(['root-1', 'root-2']);
    expect(signed.keyId).toBe('root-1');
    expect(list.keys.map(({ id, purposes }) => [id, purposes])).toEqual([
      ['card-1', ['card']],
      ['catalogue-1', ['catalogue']],
      ['district-1', ['roster', 'denied', 'lease']],
    ]);
    for (const { id, publicKeyHex } of roots.keys) {
      expect(said).toContain(`fingerprint of ${id}: ${fingerprintOf(publicKeyHex)}`);
      for (const stick of sticks) expect(read(join(stick, `${id}.key.json`)).publicKeyHex).toBe(publicKeyHex);
    }
    expect([...roots.keys, ...list.keys].some(isDevelopmentKey)).toBe(false);
    // Nothing of a root stays on the machine.
    expect(existsSync(join(folder(), 'offline'))).toBe(false);
  });

  test.runIf(process.platform !== 'win32')(
    'lets its owner alone read the files and the folders',
    async () => {
      for (const name of [
        'office/card-1.key.json',
        'office/catalogue-1.key.json',
        'district/district-1.key.json',
      ]) {
        expect(statSync(join(folder(), name)).mode & 0o777).toBe(0o600);
      }
      expect(statSync(join(folder(), 'office')).mode & 0o777).toBe(0o700);
    },
  );

  test('keeps each secret under its passphrase: another one and a changed file open nothing', async () => {
    const file = read(join(folder(), 'office/card-1.key.json'));
    const signer = openKey(file, PASSPHRASE);
    expect(signer?.keyId).toBe('card-1');
    expect(readFileSync(join(folder(), 'office/card-1.key.json'), 'utf8')).not.toContain(
      Buffer.from(signer?.secretKey ?? []).toString('hex'),
    );
    expect(openKey(file, `${PASSPHRASE}.`)).toBeNull();
    expect(openKey({ ...file, role: 'root' }, PASSPHRASE)).toBeNull();
    expect(openKey({ ...file, keyId: 'card-2' }, PASSPHRASE)).toBeNull();
  });

  test('overwrites nothing, and says what is there', async () => {
    const before = readFileSync(join(folder(), 'district/roots.json'), 'utf8');
    expect((await keys(['init', folder()])).fault).toContain('is there already; nothing was changed');
    expect(readFileSync(join(folder(), 'district/roots.json'), 'utf8')).toBe(before);
    expect(existsSync(join(folder(), 'offline'))).toBe(false);
  });

  test('takes a passphrase for each key, in the order of asking', async () => {
    const own = join(temporaryFolder(), 'keys');
    const lines = ['root passphrase', 'card passphrase', 'catalogue passphrase', 'server passphrase'];
    await done(['init', own], lines.join('\r\n'));
    const files = ['offline/root-1', 'office/card-1', 'office/catalogue-1', 'district/district-1'];
    for (const [index, file] of files.entries()) {
      expect(openKey(read(join(own, `${file}.key.json`)), lines[index] ?? '')?.keyId).toBe(
        file.split('/')[1],
      );
    }
  });

  test.each([
    ['too short', 'short\n', [], 'needs 12 characters'],
    ['empty', '\n', [], 'is empty'],
    ['missing', '', [], 'Lines of passphrases: 0; 4 passphrases are asked for'],
    [
      'one of too few',
      `${PASSPHRASE}\n`.repeat(2),
      [],
      '有 2 行口令，要问 4 个口令，应有 4 行，按这个次序：root-1, card-1, catalogue-1, district-1；',
    ],
    [
      'one of too many',
      `${PASSPHRASE}\n`.repeat(5),
      [],
      '5; 4 passphrases are asked for, a line each in this order: root-1, card-1, catalogue-1, district-1; or one line',
    ],
    ['one of very many', `${PASSPHRASE}\n`.repeat(500), [], '≥ 24; 4 passphrases are asked for'],
    ['one line short of two roots', `${PASSPHRASE}\n`.repeat(4), ['--roots', '2'], 'root-1, root-2, card-1'],
    ['on the command line', '', ['--passphrase', PASSPHRASE], '没有选项'],
  ])('a passphrase that is %s makes nothing', async (_name, input, args, words) => {
    const own = join(temporaryFolder(), 'keys');
    expect((await keys(['init', own, ...args], input)).fault).toContain(words);
    expect(existsSync(own)).toBe(false);
  });
});

test.each([
  ['issue', ['card'], 3, '2 passphrases are asked for, a line each in this order: root-1, card-2'],
  ['roll', ['catalogue'], 4, 'in this order: root-1, catalogue-2'],
  ['roll', ['root'], 2, 'needed is one line, the passphrase of root-2'],
  ['withdraw', ['card-1'], 2, '应只有一行，root-1 的口令'],
])(
  'keys %s %j changes nothing where there are %i lines of passphrases',
  async (command, what, count, words) => {
    const folder = await init();
    const files = () => readdirSync(folder, { recursive: true }).filter((name) => name !== 'keys.lock');
    const before = files();
    const { fault, said } = await keys([command, folder, ...what], `${PASSPHRASE}\n`.repeat(count));
    expect(fault).toContain(words);
    expect([said, files().toSorted(), readKeyFolder(folder).list.serial]).toEqual(['', before.toSorted(), 1]);
    // Blank lines at the end are none.
    await done([command, folder, ...what], `${PASSPHRASE}\n\n\n`);
  },
);

describe('a list of keys', () => {
  test('gets one more key, with the next number and serial', async () => {
    const folder = await init();
    await done(['issue', folder, 'card']);
    const { list } = readKeyFolder(folder);
    expect([list.serial, list.keys.at(-1)?.id, list.keys.at(-1)?.purposes]).toEqual([2, 'card-2', ['card']]);
    expect(list.keys[0]?.validUntil).toBe(list.keys.at(-1)?.validUntil);
    expect(openKey(read(join(folder, 'office/card-2.key.json')), PASSPHRASE)).not.toBeNull();
  });

  test('rolls a catalogue key with an overlap, and a card key without an end for printed cards', async () => {
    const folder = await init();
    await done(['roll', folder, 'catalogue', '--overlap', '7']);
    await done(['roll', folder, 'card']);
    const until = new Map(readKeyFolder(folder).list.keys.map(({ id, validUntil }) => [id, validUntil]));
    expect(until.get('catalogue-1')).toBe(plusDays(today(), 7));
    expect(until.get('catalogue-2')).toBe(until.get('card-2'));
    expect(until.get('card-1')).toBe(until.get('card-2'));
  });

  test.each([
    ['init', []],
    ['issue', ['card']],
    ['roll', ['catalogue']],
  ])('keys %s makes no key that ends before it begins, and one that ends today', async (command, role) => {
    const folder = command === 'init' ? join(temporaryFolder(), 'keys') : await init();
    const yesterday = plusDays(today(), -1);
    const { fault, said } = await keys([command, folder, ...role, '--until', yesterday]);
    expect(fault).toMatch(/--until：.*已经过去.*is past.*nothing was made/s);
    expect(said).toBe('');
    if (command === 'init') expect(existsSync(folder)).toBe(false);
    else expect(readKeyFolder(folder).list.serial).toBe(1);
    await done([command, folder, ...role, '--until', today()]);
    expect(readKeyFolder(folder).list.keys.at(-1)?.validUntil).toBe(today());
  });

  test('withdraws a key from today on, and never forgets it', async () => {
    const folder = await init();
    await done(['withdraw', folder, 'card-1']);
    const [card] = readKeyFolder(folder).list.keys;
    expect([card?.id, card?.validUntil]).toEqual(['card-1', plusDays(today(), -1)]);
    expect(await done(['show', folder], '')).toMatch(/card-1 {2}已停用 withdrawn/);
    expect((await keys(['withdraw', folder, 'card-9'])).fault).toContain(
      'there is no key card-9; there are: card-1',
    );
  });

  test('a withdrawal only shortens: no later day brings a key back, and nothing is signed', async () => {
    const folder = await init();
    const lastDayOf = () => readKeyFolder(folder).list.keys[0]?.validUntil;
    const made = lastDayOf();
    const longer = await keys(['withdraw', folder, 'card-1', '--last-day', '2099-01-01']);
    expect(longer.fault).toMatch(/停用只能提前.*only shortens.*2099-01-01/s);
    expect(longer.fault).toContain(`its last day is ${made}`);
    expect([lastDayOf(), longer.said]).toEqual([made, '']);

    const soon = plusDays(today(), 5);
    const said = await done(['withdraw', folder, 'card-1', '--last-day', soon]);
    expect(said).toMatch(
      new RegExp(`${soon} 为止（含当天）仍然有效.*goes on being believed until the end of ${soon}`),
    );
    expect(said).not.toContain('is not believed after');
    expect(await done(['withdraw', folder, 'card-1', '--last-day', today()])).toContain(
      `goes on being believed until the end of ${today()}`,
    );

    const past = plusDays(today(), -3);
    expect(await done(['withdraw', folder, 'card-1', '--last-day', past])).toContain(
      `is not believed after ${past}`,
    );
    for (const later of [['--last-day', '2099-01-01'], ['--last-day', today()], []]) {
      const { fault } = await keys(['withdraw', folder, 'card-1', ...later]);
      expect(fault).toContain(`withdrawn already: its last day is ${past}`);
    }
    expect([lastDayOf(), readKeyFolder(folder).list.serial]).toEqual([past, 4]);
  });

  test('takes no last day for a root, which leaves the roots at once', async () => {
    const folder = await init('--roots', '2');
    const { fault } = await keys(['withdraw', folder, 'root-2', '--last-day', '2099-01-01']);
    expect(fault).toContain('A root has no last day');
    expect(readKeyFolder(folder).roots.keys).toHaveLength(2);
  });

  test('rolls a root: kiosks with the old roots believe the list until the old root is withdrawn', async () => {
    const folder = await init();
    const old = readKeyFolder(folder).roots;
    await done(['roll', folder, 'root']);
    await done(['issue', folder, 'server'], `${PASSPHRASE}\n`);
    const between = readKeyFolder(folder);
    expect(between.roots.keys.map(({ id }) => id)).toEqual(['root-1', 'root-2']);
    const believedBy = (roots: TrustedKeys) =>
      readKeyList(readKeyFolder(folder).signed, { roots, date: today(), knownSerial: 0 }).ok;
    expect([believedBy(old), believedBy(between.roots)]).toEqual([true, true]);
    await done(['withdraw', folder, 'root-1', '--root', join(folder, 'offline/root-2.key.json')]);
    const after = readKeyFolder(folder);
    expect(after.roots.keys.map(({ id }) => id)).toEqual(['root-2']);
    expect([believedBy(old), believedBy(between.roots), believedBy(after.roots)]).toEqual([
      false,
      true,
      true,
    ]);
    expect(after.list.serial).toBe(between.list.serial + 1);
    expect((await keys(['withdraw', folder, 'root-2'])).fault).toContain('is the only root');
  });

  test('is signed by none but its own root, and not with a wrong passphrase', async () => {
    const [folder, other] = [await init(), await init()];
    const foreign = await keys(['issue', folder, 'card', '--root', join(other, 'offline/root-1.key.json')]);
    expect(foreign.fault).toContain('is none of the roots');
    const wrong = await keys(['withdraw', folder, 'card-1'], 'another passphrase\n');
    expect(wrong.fault).toContain('passphrase of root-1 is wrong');
    expect(readKeyFolder(folder).list.serial).toBe(1);
    expect(existsSync(join(folder, 'office/card-2.key.json'))).toBe(false);
  });

  test('of a hand that is no root is refused', async () => {
    const folder = await init();
    const file = join(folder, 'district/key-list.json');
    writeFileSync(file, readFileSync(file, 'utf8').replace('catalogue', 'catalogua'));
    expect((await keys(['show', folder])).fault).toContain('bad-signature');
  });
});

test('roots prints the fingerprints and writes the file for packaging, once', async () => {
  const folder = await init();
  const out = join(temporaryFolder(), 'roots.json');
  const said = await done(['roots', folder, '--out', out], '');
  const roots = TrustedKeys.parse(JSON.parse(readFileSync(out, 'utf8')));
  expect(roots).toEqual(readKeyFolder(folder).roots);
  expect(said).toContain(fingerprintOf(roots.keys[0]?.publicKeyHex ?? ''));
  expect((await keys(['roots', folder, '--out', out])).fault).toContain('is there already');
});

test.each([
  [['show'], 'needs one FOLDER'],
  [['what'], 'there is no command what'],
  [['what', 'x'], 'there is no command what'],
  [['issue', 'x', 'root'], 'card, catalogue, server or export'],
  [['init', 'x', '--roots', '0'], '--roots must be'],
  [['init', 'x', '--until', '2026-13-01'], '--until must be a day'],
  [['roll', 'x', 'root', '--until', '2099-01-01'], 'A root has no last day'],
  [['roll', 'x', 'card', '--overlap', '-1'], '--overlap'],
  [['withdraw', 'x', 'card-1', '--until', '2027-01-01'], 'keys withdraw does not take --until'],
  [['issue', 'x', 'card', '--overlap', '7'], 'keys issue does not take --overlap'],
  [['show', '/nonexistent/keys'], 'cannot be read: 没有这个文件'],
])('says what is wrong with %j', async (args, words) => {
  expect((await keys(args)).fault).toContain(words);
});

test('a wrong day is told in one line, and not before a page of usage', async () => {
  expect((await keys(['withdraw', 'x', 'card-1', '--last-day', '2026-02-30'])).fault).toBe(
    '--last-day：2026-02-30 不是日历上的日期，应写成 2026-11-23 这样。--last-day must be a day of the calendar like 2026-11-23, not 2026-02-30.',
  );
});

describe('as a process', () => {
  test('takes passphrases from a pipe or a file, and warns where others can read that', () => {
    const file = join(temporaryFolder(), 'passphrase');
    writeFileSync(file, `\uFEFF${PASSPHRASE}\r\n`, { mode: 0o644 });
    const own = join(temporaryFolder(), 'keys');
    const made = command(['init', own, '--passphrase-file', file], '');
    expect(made.status).toBe(0);
    if (process.platform !== 'win32') expect(made.stderr).toContain('chmod 600');
    const root = read(join(own, 'offline/root-1.key.json'));
    expect(openKey(root, PASSPHRASE)).not.toBeNull();
    // Guessing must be slow on real files.
    expect(root.scrypt.cost).toBeGreaterThanOrEqual(2 ** 17);
    const more = command(['issue', own, 'card'], `${PASSPHRASE}\n`);
    expect([more.status, more.stderr]).toEqual([0, '']);
  });

  test('makes nothing where a file or a pipe has a line more than is asked for', () => {
    const own = join(temporaryFolder(), 'keys');
    const lines = `${PASSPHRASE}\n`.repeat(5);
    const file = join(temporaryFolder(), 'passphrases');
    writeFileSync(file, lines, { mode: 0o600 });
    for (const [args, input] of [
      [['--passphrase-file', file], ''],
      [[], lines],
    ] as const) {
      const { status, stdout, stderr } = command(['init', own, ...args], input);
      expect([status, stdout]).toEqual([2, '']);
      expect(stderr).toContain('Lines of passphrases: 5; 4 passphrases are asked for');
      expect(existsSync(own)).toBe(false);
    }
  });

  test('says what is wrong on standard error, without a stack, and exits with 2', () => {
    const { status, stderr, stdout } = command(['show', '/nonexistent/keys'], '');
    expect(stderr).toContain('cannot be read: 没有这个文件');
    expect(stderr).not.toMatch(/\n {4}at /);
    expect([status, stdout]).toEqual([2, '']);
  });

  test.runIf(existsSync('/usr/bin/script'))(
    'shows nothing of what a person types, and asks twice',
    async () => {
      const folder = join(temporaryFolder(), 'keys');
      const line = `${process.execPath} src/cli/keys.ts init ${folder}`;
      const terminal = spawn('script', ['-qefc', line, '/dev/null']);
      let seen = '';
      let asked = 0;
      terminal.stdout.on('data', (chunk) => {
        seen += chunk;
        const prompts = seen.match(/Passphrase of |The same again/g)?.length ?? 0;
        for (; asked < prompts; asked += 1) terminal.stdin.write(`${PASSPHRASE}\r`);
      });
      await once(terminal, 'close');
      expect([asked, seen.includes(PASSPHRASE)]).toEqual([8, false]);
      expect(openKey(read(join(folder, 'offline/root-1.key.json')), PASSPHRASE)).not.toBeNull();
    },
  );
});
