import { readFileSync, writeFileSync } from 'node:fs';
import { argv } from 'node:process';
import { launchBrowser } from '../../support/browser.ts';
const deskPort = readFileSync('/tmp/start-prof/desk-port', 'utf8');
const issueUrl = async () => (await fetch('http://127.0.0.1:' + deskPort)).text();
const rounds = Number(argv[2] ?? 3); const detail = argv[3] ?? '';
const browser = await launchBrowser({ cameras: 1 });
const { servePages } = await import('../../support/page-site.ts'); const react = (await import('@vitejs/plugin-react')).default;
const site = await servePages({ root: import.meta.dirname, plugins: [react()] });
const sums: Record<string, number[]> = {}; const readys: Record<string, number[]> = {}; const details: Record<string, Map<string, number>[]> = {};
async function one(name: string, context: any, url: string) {
  const page = await context.newPage();
  await page.addInitScript(() => {
    const o = new MutationObserver(() => {
      if (document.querySelector('[data-screen="idle"]')) { o.disconnect(); requestAnimationFrame(() => setTimeout(() => { performance.mark('zz-ready'); (globalThis as any).readyMs = performance.now(); })); }
    });
    o.observe(document, { childList: true, subtree: true });
  });
  await browser.startTracing(page, { categories: ['-*', 'devtools.timeline', 'v8', 'blink.user_timing', 'loading', 'disabled-by-default-v8.compile', 'toplevel'] });
  await page.goto(url);
  const ready = await (await page.waitForFunction(() => (globalThis as any).readyMs, null, { polling: 30, timeout: 120000 })).jsonValue();
  const trace = JSON.parse((await browser.stopTracing()).toString());
  const ev = trace.traceEvents as any[];
  const end = ev.find((e) => e.name === 'zz-ready');
  const main = ev.filter((e) => e.pid === end.pid && e.tid === end.tid && e.ph === 'X' && e.ts <= end.ts).sort((a, b) => a.ts - b.ts || b.dur - a.dur);
  // self thread time
  const self = new Map<string, number>(); const stack: any[] = []; let total = 0;
  for (const e of main) {
    while (stack.length && stack.at(-1).ts + stack.at(-1).dur <= e.ts) stack.pop();
    const d = (e.tdur ?? 0) / 1000; const key = e.name === 'EvaluateScript' || e.name === 'v8.compileModule' || e.name === 'v8.evaluateModule' ? e.name + ' ' + String(e.args?.data?.url ?? e.args?.fileName ?? '').split('/').at(-1) : e.name === 'FunctionCall' ? 'FunctionCall ' + String(e.args?.data?.url ?? '').split('/').at(-1) : e.name;
    self.set(key, (self.get(key) ?? 0) + d);
    if (stack.length) { const p = stack.at(-1); self.set(p.key, (self.get(p.key) ?? 0) - d); } else total += d;
    e.key = key; stack.push(e);
  }
  (sums[name] ??= []).push(total); (readys[name] ??= []).push(ready); (details[name] ??= []).push(self);
  await page.close();
}
for (let r = 0; r < rounds; r += 1) {
  let c = await browser.newContext({ viewport: { width: 1366, height: 768 } });
  await one('empty first', c, site.url); await one('empty later', c, site.url); await c.close();
  c = await browser.newContext({ viewport: { width: 1366, height: 768 } });
  await one('kiosk first', c, await issueUrl()); await one('kiosk later', c, await issueUrl()); await one('kiosk later', c, await issueUrl()); await c.close();
}
const min = (l: number[]) => Math.min(...l).toFixed(0); const med = (l: number[]) => l.toSorted((a, b) => a - b)[Math.floor(l.length / 2)].toFixed(0);
for (const n of Object.keys(sums)) console.log(n.padEnd(14), 'cpu min', min(sums[n]), 'med', med(sums[n]), '| ready min', min(readys[n]), 'med', med(readys[n]));
for (const n of Object.keys(sums)) { const i = sums[n].indexOf(Math.min(...sums[n])); const d = [...details[n][i]].sort((a, b) => b[1] - a[1]).slice(0, 40); writeFileSync(`/tmp/start-prof/trace-${n.replace(' ', '-')}.txt`, d.map(([k, v]) => v.toFixed(1).padStart(8) + ' ' + k).join('\n')); if (detail) console.log(n + '\n' + d.slice(0, 25).map(([k, v]) => v.toFixed(1).padStart(8) + ' ' + k).join('\n')); }
await site.close(); await browser.close();
