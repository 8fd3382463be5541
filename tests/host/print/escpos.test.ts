import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { Paper } from '../../../src/domain/print/paper.ts';
import { escposOf, type RollPrinter, svgOf } from '../../../src/host/print/escpos.ts';
import { type Printer, ROLL_COLUMNS } from '../../../src/host-api/print-api.ts';

const PAPER: Paper = {
  title: '荔湾英才卡 业务凭条',
  isReprint: false,
  rows: [
    { name: '编号', value: 'A1-128' },
    { name: '持卡人', value: '欧阳*𠮷㙍' },
    { name: '项目', value: '羽毛球免费时段' },
  ],
  code: null,
  notes: ['服务热线 020-81378224'],
};

function printerOf(change: Partial<RollPrinter> = {}): RollPrinter {
  const usual = {
    kind: 'network',
    host: '127.0.0.1',
    port: 9100,
    paper: '80mm',
    cuts: true,
    hasDrawer: true,
  };
  return { ...usual, ...change } as RollPrinter;
}

const text = (bytes: Buffer) => new TextDecoder('gb18030').decode(bytes);
const has = (bytes: Buffer, ...codes: number[]) => bytes.includes(Buffer.from(codes));

describe('the bytes for a receipt printer', () => {
  test('have Chinese in GB 18030, characters of four bytes too', () => {
    const bytes = escposOf(PAPER, printerOf(), false);
    for (const words of ['A1-128', '羽毛球免费时段', '服务热线', '㙍', '𠮷']) {
      expect(text(bytes)).toContain(words);
    }
  });

  test('cut where the printer has a cutter', () => {
    const isCut = (bytes: Buffer) => has(bytes, 0x1d, 0x56);
    expect(isCut(escposOf(PAPER, printerOf(), false))).toBe(true);
    expect(isCut(escposOf(PAPER, printerOf({ cuts: false }), false))).toBe(false);
  });

  test('open the drawer for money, and where there is one', () => {
    const opens = (bytes: Buffer) => has(bytes, 0x1b, 0x70, 0x00);
    expect(opens(escposOf(PAPER, printerOf(), true))).toBe(true);
    expect(opens(escposOf(PAPER, printerOf(), false))).toBe(false);
    expect(opens(escposOf(PAPER, printerOf({ hasDrawer: false }), true))).toBe(false);
  });

  test('say that it was printed before', () => {
    expect(text(escposOf({ ...PAPER, isReprint: true }, printerOf(), false))).toContain('补打');
    expect(text(escposOf(PAPER, printerOf(), false))).not.toContain('补打');
  });

  test('hold no command that a name brings', () => {
    const evil = '\u001bp0{command:\\x1b\\x70\\x00}|^^^"=-_~`\n===\r\u0010\u0004';
    const paper = { ...PAPER, title: evil, rows: [{ name: evil, value: evil }], notes: [evil] };
    const plain = { ...PAPER, title: 'p', rows: [{ name: 'p', value: 'p' }], notes: ['p'] };
    const commands = (bytes: Buffer) =>
      bytes.filter((byte) => byte === 0x1b || byte === 0x10 || byte === 0x04);
    const cuts = (bytes: Buffer) => text(bytes).split('\u001dV').length;
    const [bad, good] = [paper, plain].map((one) => escposOf(one, printerOf(), false));
    if (bad === undefined || good === undefined) throw new Error('no bytes');
    expect(has(bad, 0x1b, 0x70)).toBe(false);
    expect(cuts(bad)).toBe(cuts(good));
    expect(commands(bad).includes(0x10)).toBe(commands(good).includes(0x10));
  });
});

test('the bytes of a receipt are those that were recorded, from the first command to the cut', () => {
  const printer = printerOf({ paper: '58mm', hasDrawer: true });
  const lines = readFileSync(new URL('receipt-58mm.hex', import.meta.url), 'utf8').split('\n');
  const recorded = lines.filter((line) => !line.startsWith('#')).join('');
  expect(escposOf({ ...PAPER, isReprint: true }, printer, true).toString('hex')).toBe(recorded);
});

test.each(['58mm', '80mm'] as const)('a long name stays within the print of %s', (roll) => {
  const long = '欧阳'.repeat(40);
  const svg = svgOf({ ...PAPER, rows: [{ name: '持卡人', value: long }] }, roll);
  const width = Number(/viewBox="0 0 (\d+)/.exec(svg)?.[1]);
  // A character is 12 dots wide, a Chinese one 24.
  expect(width).toBe(ROLL_COLUMNS[roll] * 12);
  expect(svg.match(/欧|阳/g)).toHaveLength(80);
  const middles = [...svg.matchAll(/<tspan x="(\d+)"/g)].map(([, x]) => Number(x));
  expect(middles.length).toBeGreaterThan(80);
  expect(Math.max(...middles)).toBeLessThanOrEqual(width);
});

test('a printer by its cable is a device and nothing else', async () => {
  const { Printer: schema } = await import('../../../src/host-api/print-api.ts');
  const device = (path: string): Printer => ({
    kind: 'device',
    path,
    paper: '58mm',
    cuts: false,
    hasDrawer: false,
  });
  for (const path of ['/dev/usb/lp0', '\\\\.\\COM3'])
    expect(schema.safeParse(device(path)).success).toBe(true);
  for (const path of ['/etc/passwd', 'C:\\x', '/dev/../etc/passwd']) {
    expect(schema.safeParse(device(path)).success).toBe(false);
  }
});

test('a day and its times stand on one line of 58 mm', () => {
  const svg = svgOf({ ...PAPER, rows: [{ name: '使用时间', value: '2026-12-01 19:00–20:30' }] }, '58mm');
  const lines = svg.split('</text>').map((line) => line.replaceAll(/<[^>]*>/g, ''));
  expect(lines.some((line) => line.includes('2026-12-01') && line.includes('19:00–20:30'))).toBe(true);
});
