import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { renderToStaticMarkup } from 'react-dom/server';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { DayClosed } from '../../../src/domain/journal/closing-body.ts';
import { closingPaper } from '../../../src/domain/print/closing.ts';
import type { Paper } from '../../../src/domain/print/paper.ts';
import { type ReceiptFacts, receiptOf } from '../../../src/domain/print/receipt.ts';
import { testPaper } from '../../../src/domain/print/test-paper.ts';
import { PaperLines } from '../../../src/renderer/screens/recorded/PaperSheet.tsx';
import { launchBrowser } from '../../support/browser.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const CSS = readFileSync('src/renderer/screens/recorded/paper-sheet.module.css', 'utf8');
const POINTS_PER_MM = 72 / 25.4;
/** The width of each paper, and the part of it that takes print. */
const SHEETS = {
  '58mm': { name: 'roll58mm', widthMm: 58, printMm: 48 },
  '80mm': { name: 'roll80mm', widthMm: 80, printMm: 72 },
  A4: { name: 'a4', widthMm: 210, printMm: 180 },
} as const;
/** Each of these characters has four bytes in UTF-8 and in GB 18030. */
const RARE = '𠮷㙍';
const LONG = `${'欧阳'.repeat(12)}·${RARE}${'Wolfeschlegelsteinhausenbergerdorff'.repeat(2)}`;
const PAPERS = { receipt: receipt(), closing: closing(), test: testPaper('en'), notice: notice() };
/** Where the pages go that somebody wants to look at. */
const PICTURES = process.env['PAPER_PICTURES'];
const hasPoppler = spawnSync('pdftotext', ['-v']).error === undefined;

let browser: Browser;
let page: Page;
beforeAll(async () => {
  browser = await launchBrowser({ camera: 'denied' });
  page = await browser.newPage();
});
afterAll(async () => browser.close());

describe.each(Object.entries(SHEETS))('on %s', (_, { name, widthMm, printMm }) => {
  test.each(Object.entries(PAPERS))('no line of the %s leaves the print', async (_name, paper) => {
    await show(name, paper);
    const { width, over, text, splitDays } = await page.evaluate(overflowing);
    expect(width).toBeCloseTo((printMm / 25.4) * 96, 0);
    expect(over).toEqual([]);
    if (PICTURES !== undefined) {
      await page.pdf({ path: join(PICTURES, `${name}-${paper.title}.pdf`), preferCSSPageSize: true });
    }
    for (const { value } of paper.rows) expect(text).toContain(value);
    expect(splitDays).toEqual([]);
  });

  test('a page is as wide as the paper', async () => {
    await show(name, PAPERS.receipt);
    const pdf = (await page.pdf({ preferCSSPageSize: true })).toString('latin1');
    const boxes = [...pdf.matchAll(/\/MediaBox \[0 0 ([\d.]+) [\d.]+\]/g)].map(([, points]) =>
      Number(points),
    );
    expect(boxes).toHaveLength(1);
    expect(Math.abs((boxes[0] ?? 0) - widthMm * POINTS_PER_MM)).toBeLessThan(1);
  });

  test.skipIf(!hasPoppler)('poppler finds each word of a page within the print', async () => {
    await show(name, PAPERS.receipt);
    const file = join(temporaryFolder(), 'page.pdf');
    writeFileSync(file, await page.pdf({ preferCSSPageSize: true }));
    const { stdout } = spawnSync('pdftotext', ['-bbox', file, '-'], { encoding: 'utf8' });
    const words = [...stdout.matchAll(/<word xMin="([\d.]+)" \S+ xMax="([\d.]+)" [^>]*>([^<]*)</g)];
    expect(words.map(([, , , word]) => word).join('')).toContain('欧阳');
    const margin = ((widthMm - printMm) / 2) * POINTS_PER_MM;
    for (const [, left, right] of words) {
      expect(Number(left)).toBeGreaterThanOrEqual(margin - 1);
      expect(Number(right)).toBeLessThanOrEqual(widthMm * POINTS_PER_MM - margin + 1);
    }
  });
});

async function show(sheet: string, paper: Paper): Promise<void> {
  const lines = renderToStaticMarkup(<PaperLines paper={paper} />);
  await page.setContent(
    `<style>body{margin:0}${CSS}</style><section class="lines ${sheet}">${lines}</section>`,
  );
  await page.emulateMedia({ media: 'print' });
}

/** In the page: the texts that stand outside the sheet or over another one. */
function overflowing() {
  const sheet = document.querySelector('section');
  if (sheet === null) throw new Error('no sheet');
  const edge = sheet.getBoundingClientRect();
  const parts = [...sheet.querySelectorAll('h1, dt, dd, p')];
  const boxOf = (part: Element) => {
    const range = document.createRange();
    range.selectNodeContents(part);
    return range.getBoundingClientRect();
  };
  const linesOf = (part: Element) => {
    const range = document.createRange();
    range.selectNodeContents(part);
    return new Set([...range.getClientRects()].map(({ top }) => Math.round(top))).size;
  };
  const over = parts.filter((part) => {
    const box = boxOf(part);
    const next =
      part.tagName === 'DT' && part.nextElementSibling?.textContent ? boxOf(part.nextElementSibling) : null;
    return (
      box.left < edge.left - 1 || box.right > edge.right + 1 || (next !== null && box.right > next.left + 1)
    );
  });
  return {
    width: edge.width,
    over: over.map((part) => part.textContent),
    text: sheet.textContent ?? '',
    // A day and its times stand on one line.
    splitDays: parts
      .filter((part) => /^2026.*–/.test(part.textContent ?? '') && linesOf(part) > 1)
      .map((part) => part.textContent),
  };
}

function receipt(): Paper {
  const facts: ReceiptFacts = {
    ...{
      number: 'A1-128',
      siteName: '荔湾区青少年宫及芳村体育活动中心',
      manner: 'venue' as const,
      maskedName: LONG,
      cardTail: '001E',
      standing: null,
    },
    itemName: { zh: LONG, en: LONG },
    isPersonal: true,
    recordedAt: Date.parse('2026-11-23T15:42:00+08:00'),
    ...{ hotline: '020-81378224', isReprint: true },
    body: {
      kind: 'use',
      cardRef: 'ab'.repeat(16),
      itemId: 'court',
      person: 'holder',
      quantity: 2,
      start: '2026-11-23T19:00',
      minutes: 90,
      listTotalFen: 123_456_700,
      totalFen: 98_765_400,
      ruleId: 'r',
      clause: '5.6',
      catalogueVersion: 6,
      verdict: 'yes',
      confirmed: [],
    },
  };
  return receiptOf(facts, 'zh');
}

function closing(): Paper {
  const body: DayClosed = {
    ...{
      kind: 'day-closed',
      date: '2026-11-23',
      uses: 1_000_000,
      voids: 0,
      listFen: 0,
      totalFen: 999_999_999,
    },
    ...{ reversals: 3, reversedFen: -999_999, unclear: 1, countedFen: 1_000_000_000, reason: 'unrecorded' },
    items: [{ itemId: 'a', uses: 1_000_000, totalFen: 999_999_999 }],
    members: [{ staff: 'm', uses: 1_000_000, totalFen: 999_999_999 }],
  };
  const facts = {
    ...{ number: 'A1-4', siteName: LONG, kioskName: 'A1', closedAt: Date.parse('2026-11-23T18:00:00+08:00') },
    ...{
      itemName: () => LONG,
      memberName: () => LONG,
      closedBy: LONG,
      approvedBy: LONG,
      isReprint: true,
      body,
    },
  };
  return closingPaper(facts, 'en');
}

/** The maximum length of a line of a paper. */
function notice(): Paper {
  const value = `${RARE}${'缺'.repeat(190)}`;
  const rows = [
    { name: '补正期限到期之前由持卡人本人', value },
    { name: 'x'.repeat(60), value: 'y'.repeat(120) },
  ];
  return { title: '一次性告知单'.repeat(6), isReprint: false, rows, code: null, notes: ['z'.repeat(200)] };
}
