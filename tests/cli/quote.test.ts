import { spawnSync } from 'node:child_process';
import { expect, test } from 'vitest';

function quote(args: readonly string[], input?: string) {
  const { stdout, stderr, status } = spawnSync(process.execPath, ['src/cli/quote.ts', ...args], {
    input,
    encoding: 'utf8',
  });
  return { stdout, stderr, status };
}

const TICKET = ['--site', 'xijiao-pool', '--item', 'outdoor-ticket', '--start', '2026-11-23T12:00'];

test('prints one JSON object and succeeds', () => {
  const { stdout, status } = quote([...TICKET, '--quantity', '3', '--json']);
  expect(status).toBe(0);
  expect(stdout.trim().split('\n')).toHaveLength(1);
  expect(JSON.parse(stdout)).toMatchObject({
    totalFen: 7500,
    listTotalFen: 15000,
    savedFen: 7500,
    provisional: false,
    lines: [{ quantity: 3, amount: 7500, listAmount: 15000, clause: '5.6.2.2', rate: { zh: '五折' } }],
  });
});

test('gives minutes for each stretch of a court', () => {
  const { stdout } = quote([
    '--site=youth-sports-club', '--item=badminton-court', '--start=2026-11-23T15:30', '--minutes=60', '--json',
  ]); // biome-ignore format: one line
  expect(JSON.parse(stdout).lines).toMatchObject([
    { minutes: 30, amount: 1200, band: { zh: '周一至周五 08:00–16:00' } },
    { minutes: 30, amount: 2000, band: { zh: '周一至周五 16:00–23:00' } },
  ]);
});

test('prints an error as JSON and fails', () => {
  const { stdout, status } = quote([...TICKET.slice(0, 5), '2026-02-30T12:00', '--json']);
  expect(status).toBe(2);
  expect(JSON.parse(stdout)).toEqual({ error: { kind: 'bad-start', message: expect.any(String) } });
});

test('speaks to people without --json', () => {
  const { stdout, status } = quote(TICKET);
  expect(status).toBe(0);
  expect(stdout).toContain('合计 25.00 元（原价 50.00 元，已省 25.00 元）');
  const failed = quote([...TICKET, '--quantity', '0']);
  expect(failed.status).toBe(2);
  expect(failed.stdout).toBe('');
  expect(failed.stderr).toContain('bad-quantity');
  const unknown = quote([...TICKET.slice(0, 2), '--item', 'sauna', ...TICKET.slice(4)]);
  expect(unknown).toMatchObject({ status: 1, stdout: '' });
  const provisional = quote([
    '--site',
    'youth-sports-club',
    '--item',
    'basketball-single',
    '--start',
    '2027-01-01T12:00',
  ]);
  expect(provisional.stdout).toContain('暂定');
});

test('explains itself without arguments and on demand', () => {
  expect(quote([])).toMatchObject({ status: 2, stdout: expect.stringContaining('--site ID') });
  expect(quote(['--help'])).toMatchObject({ status: 0, stdout: expect.stringContaining('--batch') });
});

test('answers a thousand lines in order, errors among them', () => {
  const lines = Array.from({ length: 1000 }, (_, index) =>
    index % 10 === 9 ? 'nonsense' : JSON.stringify([...TICKET, '--quantity', index + 1]),
  );
  const { status, stdout } = spawnSync(process.execPath, ['src/cli/quote.ts', '--batch'], {
    input: `${lines.join('\n')}\n\n`,
    encoding: 'utf8',
  });
  expect(status).toBe(1);
  const answers = stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  expect(answers).toHaveLength(1000);
  expect(answers[0].totalFen).toBe(2500);
  expect(answers[998].totalFen).toBe(999 * 2500);
  expect(answers[9].error.kind).toBe('bad-line');
  expect(answers.filter((answer) => 'error' in answer)).toHaveLength(100);
});
