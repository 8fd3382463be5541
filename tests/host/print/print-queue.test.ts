import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, test, vi } from 'vitest';
import type { Paper } from '../../../src/domain/print/paper.ts';
import { escposOf, type RollPrinter } from '../../../src/host/print/escpos.ts';
import { printMethodsOf } from '../../../src/host/print/print-methods.ts';
import { createPrintQueue, type PrintQueue, WAITING_MAX } from '../../../src/host/print/print-queue.ts';
import { printOn } from '../../../src/host/print/printer-line.ts';
import { startPrinter } from './simulated-printer.ts';

/** Nobody waits for a stopped printer here as long as at a desk. A slow one takes longer than it takes to tell its state. */
const PATIENCE = { stateMsMax: 300, writeMsMax: 2_000 };
const UNCHOSEN = { kind: 'dialog', paper: '80mm', deviceName: null };
const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

const paperOf = (title: string): Paper => ({ title, isReprint: false, rows: [], code: null, notes: [] });

function printerAt(port: number): RollPrinter {
  return { kind: 'network', host: '127.0.0.1', port, paper: '58mm', cuts: false, hasDrawer: false };
}

async function printer(...temper: Parameters<typeof startPrinter>) {
  const started = await startPrinter(...temper);
  closing.push(started.close);
  return started;
}

function queue(tryAgainMs = 50): PrintQueue {
  const made = createPrintQueue(
    ({ paper, printer: to }) => printOn(to, escposOf(paper, to, false), PATIENCE),
    tryAgainMs,
  );
  closing.push(made.close);
  return made;
}

/** A port where nobody listens. */
async function freePort(): Promise<number> {
  const started = await startPrinter();
  await started.close();
  return started.port;
}

describe('a paper for a printer on the network', () => {
  test.each([[{ tells: true }], [{ tells: false }]])('comes out once: %o', async (temper) => {
    const { port, bytes } = await printer(temper);
    const papers = queue();
    papers.add({ paper: paperOf('one'), opensDrawer: false, printer: printerAt(port) });
    await vi.waitFor(() => expect(papers.state()).toEqual({ waiting: 0, trouble: null }), 8_000);
    expect(bytes().toString('latin1').split('one')).toHaveLength(2);
  });

  test('waits while there is no paper, and comes out once there is', async () => {
    const device = await printer({ tells: true, isPaperOut: true });
    const papers = queue();
    papers.add({ paper: paperOf('later'), opensDrawer: false, printer: printerAt(device.port) });
    await vi.waitFor(() => expect(papers.state()).toEqual({ waiting: 1, trouble: 'paper-out' }), 8_000);
    expect(device.bytes()).toHaveLength(0);
    device.become({ tells: true });
    await vi.waitFor(() => expect(papers.state()).toEqual({ waiting: 0, trouble: null }), 8_000);
    expect(device.bytes().toString('latin1').split('later')).toHaveLength(2);
  });

  test('waits while the printer is offline or off', async () => {
    const device = await printer({ tells: true, isOffline: true });
    const papers = queue();
    papers.add({ paper: paperOf('a'), opensDrawer: false, printer: printerAt(device.port) });
    await vi.waitFor(() => expect(papers.state().trouble).toBe('offline'), 8_000);
    papers.empty();
    papers.add({ paper: paperOf('b'), opensDrawer: false, printer: printerAt(await freePort()) });
    await vi.waitFor(() => expect(papers.state()).toEqual({ waiting: 1, trouble: 'unreachable' }), 8_000);
    papers.empty();
    expect(papers.state()).toEqual({ waiting: 0, trouble: null });
  });

  test('comes out once on a printer that is slow', async () => {
    const { port, bytes } = await printer({ tells: true, pauseMs: 20 });
    const papers = queue();
    const long = { ...paperOf('slow'), notes: Array.from({ length: 60 }, () => '请保管好凭条'.repeat(30)) };
    papers.add({ paper: long, opensDrawer: false, printer: printerAt(port) });
    await vi.waitFor(() => expect(papers.state()).toEqual({ waiting: 0, trouble: null }), 8_000);
    expect(bytes().toString('latin1').split('slow')).toHaveLength(2);
    expect(bytes().length).toBeGreaterThan(20_000);
  });

  test.each([
    ['it stops and keeps the line open', { tells: true, stopsAfter: 5 }],
    ['the line breaks', { tells: true, breaksAfter: 5 }],
    ['the paper ends', { tells: true, paperEndsAfter: 5 }],
  ])('is not printed a second time by itself if %s in the middle', async (_, temper) => {
    const device = await printer(temper);
    const papers = queue();
    papers.add({ paper: paperOf('half'), opensDrawer: false, printer: printerAt(device.port) });
    await vi.waitFor(() => expect(papers.state()).toEqual({ waiting: 0, trouble: 'uncertain' }), 8_000);
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(device.bytes().toString('latin1').split('half').length).toBeLessThanOrEqual(2);
  });

  test('finds no room once too many wait', async () => {
    const papers = createPrintQueue(() => new Promise(() => undefined));
    const job = { paper: paperOf('x'), opensDrawer: false, printer: printerAt(1) };
    for (let count = 0; count < WAITING_MAX; count += 1) expect(papers.add(job)).toBe(true);
    expect(papers.add(job)).toBe(false);
  });
});

describe('the printer of a desk', () => {
  async function folder(): Promise<string> {
    const made = await mkdtemp(join(tmpdir(), 'print-'));
    closing.push(() => rm(made, { recursive: true, force: true }));
    return made;
  }

  test('is the dialog until one is chosen, which holds over a restart', async () => {
    const place = await folder();
    const { methods } = printMethodsOf(place);
    expect((await methods['print.state']({})).printer).toEqual(UNCHOSEN);
    expect(await methods['print.paper']({ paper: paperOf('p'), opensDrawer: false })).toEqual({
      kind: 'dialog',
    });
    const { port } = await printer();
    await methods['print.choose'](printerAt(port));
    const again = printMethodsOf(place);
    closing.push(again.close);
    expect((await again.methods['print.state']({})).printer).toEqual(printerAt(port));
    expect(await again.methods['print.paper']({ paper: paperOf('p'), opensDrawer: false })).toEqual({
      kind: 'queued',
    });
  });

  test('is the dialog again where its file is broken', async () => {
    const place = await folder();
    await writeFile(join(place, 'printer.json'), '{"kind":');
    const { methods } = printMethodsOf(place);
    expect((await methods['print.state']({})).printer).toEqual(UNCHOSEN);
  });

  test('may be one of the system, by its name and its paper, as far as the host knows them', async () => {
    const place = await folder();
    const names = ['A4 of the office', '', 'x'.repeat(201)];
    const { methods } = printMethodsOf(place, undefined, async () => names);
    expect(await methods['print.systemPrinters']({})).toEqual({ names: ['A4 of the office'] });
    const chosen = { kind: 'dialog', paper: 'A4', deviceName: 'A4 of the office' } as const;
    await methods['print.choose'](chosen);
    const again = printMethodsOf(place);
    expect((await again.methods['print.state']({})).printer).toEqual(chosen);
    expect(await again.methods['print.systemPrinters']({})).toEqual({ names: [] });
    // Settings that an earlier release wrote name no paper.
    await writeFile(join(place, 'printer.json'), '{"kind":"dialog"}');
    expect((await printMethodsOf(place).methods['print.state']({})).printer).toEqual(UNCHOSEN);
  });

  test('shows a paper before it prints it', async () => {
    const { methods } = printMethodsOf(await folder());
    const { svg } = await methods['print.preview']({ paper: paperOf('荔湾英才卡') });
    expect(svg).toMatch(/^<svg /);
  });
});
