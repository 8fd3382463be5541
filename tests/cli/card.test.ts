import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import { IssuedCard } from '../../src/cli/card/issued-card.ts';
import { makeKey } from '../../src/cli/keys/sealed-key.ts';
import { hasValidCheckCharacter } from '../../src/domain/card/card-number.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

function card(args: readonly string[], input = '') {
  const { stdout, stderr, status } = spawnSync(process.execPath, ['src/cli/card.ts', ...args], {
    input,
    encoding: 'utf8',
  });
  return { stdout, stderr, status, lines: stdout.split('\n').filter((line) => line !== '') };
}

const issued = (...args: string[]) => {
  const { lines, status, stderr } = card(['issue', ...args]);
  if (status !== 0) throw new Error(stderr);
  return lines.map((line) => IssuedCard.parse(JSON.parse(line)));
};

const PASSPHRASE = 'correct horse battery';
const PERIOD = ['--valid-from', '2026-11-23', '--valid-until', '2029-11-22'];

describe('issue', () => {
  test('makes different numbers with a right check character, and a text for each that verifies', () => {
    const cards = issued('--count', '20', '--seed', 's', '--tier', '3', '--serial', '100', ...PERIOD);
    expect(new Set(cards.map(({ cardNumber }) => cardNumber)).size).toBe(20);
    expect(cards.every(({ cardNumber }) => hasValidCheckCharacter(cardNumber))).toBe(true);
    expect(cards.map(({ issueSerial }) => issueSerial)).toEqual(
      Array.from({ length: 20 }, (_, n) => 100 + n),
    );
    const verified = card(['verify', '--date', '2026-11-23'], cards.map(({ qr }) => `${qr}\n`).join(''));
    expect(verified.status).toBe(0);
    expect(verified.lines.map((line) => JSON.parse(line))).toEqual(
      cards.map(({ qr, keyId, ...claim }) => ({ good: true, kind: 'signed', ...claim })),
    );
  });

  test('makes the same cards of the same seed, and others of another', () => {
    const one = issued('--count', '3', '--seed', 'a', ...PERIOD);
    expect(issued('--count', '3', '--seed', 'a', ...PERIOD)).toEqual(one);
    expect(issued('--count', '3', '--seed', 'b', ...PERIOD)).not.toEqual(one);
    expect(issued('--count', '1', ...PERIOD)).not.toEqual(issued('--count', '1', ...PERIOD));
  });

  test('issues a given number anew under another serial', () => {
    const [again] = issued('--number', 'LW20260001I', '--serial', '7', ...PERIOD);
    expect(again).toMatchObject({ cardNumber: 'LW20260001I', issueSerial: 7, keyId: 'card-1' });
  });

  test('signs with the sealed key of a file, which the development list does not know', () => {
    const file = join(temporaryFolder(), 'card-7.key.json');
    writeFileSync(file, JSON.stringify(makeKey({ keyId: 'card-7', role: 'card' }, PASSPHRASE).sealed));
    const args = ['issue', '--seed', 's', '--key', file, ...PERIOD];
    const made = IssuedCard.parse(JSON.parse(card(args, PASSPHRASE).stdout));
    expect(made.keyId).toBe('card-7');
    const { status, lines } = card(['verify', made.qr]);
    expect(status).toBe(1);
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({ good: false, fault: 'unknown-key' });
    const wrong = card(args, 'another passphrase');
    expect([wrong.status, wrong.stdout]).toEqual([2, '']);
    expect(wrong.stderr).toContain('passphrase of card-7 is wrong');
  });

  test('does not sign cards with a key for something else', () => {
    const file = join(temporaryFolder(), 'root-1.key.json');
    writeFileSync(file, JSON.stringify(makeKey({ keyId: 'root-1', role: 'root' }, PASSPHRASE).sealed));
    const { status, stderr } = card(['issue', '--key', file], PASSPHRASE);
    expect([status, stderr]).toEqual([2, expect.stringContaining('is a root key')]);
  });

  test.each([
    ['--count must be', ['--count', '100001']],
    ['--count must be', ['--count', 'x']],
    ['--count must be a whole number from 1 to', ['--count', '0']],
    ['--tier must be', ['--tier', '256']],
    ['--prefix must be', ['--prefix', 'lw']],
    ['--valid-from must be', ['--valid-from', '2026-02-30']],
    ['must not be before', ['--valid-from', '2026-02-02', '--valid-until', '2026-02-01']],
    ['right check character', ['--number', 'LW20260001J']],
    ['cannot be read', ['--key', '/nonexistent/key.json']],
    ['没有选项', ['--colour', 'red']],
  ])('says %s, on standard error, and exits with 2', (words, args) => {
    const { status, stderr, stdout } = card(['issue', ...args]);
    expect(stderr).toContain(words);
    expect(stderr).not.toMatch(/\n {4}at /);
    expect([status, stdout]).toEqual([2, '']);
  });

  test('tells what is wrong in a key file, and nothing that is in it', () => {
    const file = join(temporaryFolder(), 'key.json');
    writeFileSync(file, JSON.stringify({ keyId: 'card-7', secretKeyHex: 'cafe' }));
    const { status, stderr } = card(['issue', '--key', file]);
    expect(status).toBe(2);
    expect(stderr).toContain('secretKeyHex');
    expect(stderr.trim().split('\n')).toHaveLength(1);
    expect(stderr).not.toContain('cafe');
  });
});

describe('verify', () => {
  const [made] = issued('--seed', 's', ...PERIOD);
  const qr = made?.qr ?? '';

  test.each([
    ['a number', ['LW20260001I'], { good: true, kind: 'card', cardNumber: 'LW20260001I' }, 0],
    ['a swap', ['WL20260001I'], { good: false, kind: 'wrong-check', suggestion: 'LW20260001I' }, 1],
    ['no card', ['https://example.org/'], { good: false, kind: 'not-a-card', why: 'characters' }, 1],
    ['a signed text on its last day', [qr, '--date', '2029-11-22'], { good: true, kind: 'signed' }, 0],
    ['one past it', [qr, '--date', '2029-11-23'], { good: false, fault: 'expired' }, 1],
    ['one before it', [qr, '--date', '2026-11-22'], { good: false, fault: 'not-yet-valid' }, 1],
    ['a changed text', [qr.replace(/.$/, '1')], { good: false, kind: 'signed' }, 1],
  ])('says what %s is', (_, args, verdict, exitCode) => {
    const { status, lines } = card(['verify', ...args]);
    expect(lines).toHaveLength(1);
    expect(JSON.parse(lines[0] ?? '')).toMatchObject(verdict);
    expect(status).toBe(exitCode);
  });

  test('answers every line of standard input, the good ones too', () => {
    const { status, lines } = card(
      ['verify', '--date', '2026-11-23'],
      `LW20260001I\n\n${qr}\nnonsense text\n`,
    );
    expect(lines.map((line) => JSON.parse(line).good)).toEqual([true, true, false]);
    expect(status).toBe(1);
  });

  test('goes by a list of keys only where a pinned root signed it', () => {
    const file = join(temporaryFolder(), 'keys.json');
    writeFileSync(file, JSON.stringify({ keyId: 'a stranger', signatureHex: '00'.repeat(64), text: '{}' }));
    const { status, stderr } = card(['verify', qr, '--keys', file]);
    expect(status).toBe(2);
    expect(stderr).toContain('unknown-root');
  });
});

describe('sheet', () => {
  const cards = issued('--count', '2', '--seed', 'sheet', ...PERIOD);
  const lines = cards.map((each) => `${JSON.stringify(each)}\n`).join('');

  test('is one page without anything from elsewhere, a card each in the size of a bank card', () => {
    const { status, stdout } = card(['sheet'], lines);
    expect(status).toBe(0);
    expect(stdout.match(/<article /g)).toHaveLength(2);
    expect(stdout).toContain('width: 85.6mm; height: 53.98mm');
    expect(stdout.replaceAll('http://www.w3.org/2000/svg', '')).not.toMatch(/https?:|src=|<script|@import/);
  });

  test('bears codes that a decoder reads back to the number and the signed text', async () => {
    const { stdout } = card(['sheet'], lines);
    const folder = temporaryFolder();
    const svgs = stdout.match(/<svg [\s\S]*?<\/svg>/g) ?? [];
    expect(svgs).toHaveLength(4);
    const files = await Promise.all(
      svgs.map(async (svg, index) => {
        const file = join(folder, `${index}.png`);
        const drawn = sharp(Buffer.from(svg), { density: 72 * 6 }).flatten({ background: '#ffffff' });
        await drawn.extend({ top: 40, bottom: 40, background: '#ffffff' }).png().toFile(file);
        return file;
      }),
    );
    const read = spawnSync(process.execPath, ['src/cli/scan.ts', ...files], { encoding: 'utf8' });
    const texts = read.stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line).text);
    expect(texts).toEqual(cards.flatMap(({ cardNumber, qr }) => [qr, cardNumber]));
  });

  test.each([
    ['nothing', '', 'no card to print'],
    [
      'a foreign line',
      `${lines}\n{"na\u0085\\nme":"x","cardNumber":"LW20260001I"}\n`,
      '第 4 行不是 card issue 的输出：缺少、不对或多余的字段 issueSerial, tier, validFrom, validUntil, keyId, qr, na\\u0085\\u000ame。' +
        'line 4 is no line of card issue: fields that are missing, wrong or not known: issueSerial, tier,',
    ],
    ['a wrong field', lines.replace('2029-11-22', '2029-02-30'), 'line 1 is no line of card issue: fields'],
    ['no object', '[1]\n', 'it is no JSON object'],
    ['no JSON', `${lines}LW20260001I\r\n`, '第 3 行不是 card issue 的输出：不是 JSON。'],
  ])('of %s is refused in one line', (_, input, words) => {
    const { status, stderr, stdout } = card(['sheet'], input);
    expect([status, stdout]).toEqual([2, '']);
    expect(stderr).toContain(words);
    expect(stderr.trim().split('\n')).toHaveLength(1);
  });
});

test('without a command says how it is used; another command is an error', () => {
  expect(card([]).stdout).toContain('npm run -s card -- issue');
  expect(card(['--help']).status).toBe(0);
  expect(card(['print']).status).toBe(2);
});
