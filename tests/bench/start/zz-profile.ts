import { readFileSync, writeFileSync } from 'node:fs';
import { argv } from 'node:process';
import { TraceMap, originalPositionFor } from '@jridgewell/trace-mapping';
import { launchBrowser } from '../../support/browser.ts';
import { spreadOf } from '../samples.ts';

const slowdown = Number(argv[2] ?? 1);
const mode = argv[3] ?? 'start';
const deskPort = readFileSync('/tmp/start-prof/desk-port', 'utf8');
const desk = { issueUrl: async () => (await fetch('http://127.0.0.1:' + deskPort)).text(), close: async () => {} };
const browser = await launchBrowser({ cameras: 1 });
const maps = new Map<string, TraceMap | null>();
function mapOf(url: string) {
  const name = url.split('/').at(-1) ?? '';
  if (!maps.has(name)) {
    try { maps.set(name, new TraceMap(readFileSync(`out/renderer/assets/${name}.map`, 'utf8'))); } catch { maps.set(name, null); }
  }
  return maps.get(name) ?? null;
}
function whereOf(f: any) {
  if (!f.url) return `(${f.functionName})`;
  const m = mapOf(f.url);
  if (!m) return f.url.split('/').at(-1) + ':' + f.functionName;
  const p = originalPositionFor(m, { line: f.lineNumber + 1, column: f.columnNumber });
  return `${(p.source ?? '?').replace(/.*node_modules\//, 'nm/').replace(/^(\.\.\/)+/, '')}:${p.line} ${p.name ?? f.functionName}`;
}
function summarize(profile: any, label: string) {
  const self = new Map<number, number>();
  for (let i = 0; i < profile.samples.length; i += 1) self.set(profile.samples[i], (self.get(profile.samples[i]) ?? 0) + profile.timeDeltas[i] / 1000);
  const byFn = new Map<string, number>(); const byMod = new Map<string, number>();
  const nodes = new Map(profile.nodes.map((n: any) => [n.id, n]));
  const total = new Map<string, number>();
  function walk(n: any, stack: Set<string>): void {
    const w = whereOf(n.callFrame);
    const s = self.get(n.id) ?? 0;
    byFn.set(w, (byFn.get(w) ?? 0) + s);
    const mod = w.split(':')[0]; const m2 = mod.startsWith('nm/') ? mod.split('/').slice(0, mod.startsWith('nm/@') ? 3 : 2).join('/') : mod;
    byMod.set(m2, (byMod.get(m2) ?? 0) + s);
    const st = new Set(stack); st.add(w);
    for (const x of st) total.set(x, (total.get(x) ?? 0) + s);
    for (const c of n.children ?? []) walk(nodes.get(c), st);
  }
  walk(profile.nodes[0], new Set());
  const top = (m: Map<string, number>, k: number) => [...m].sort((a, b) => b[1] - a[1]).slice(0, k).map(([a, b]) => `${b.toFixed(1).padStart(8)}  ${a}`).join('\n');
  writeFileSync(`/tmp/start-prof/${label}.txt`, `MODULES self\n${top(byMod, 50)}\n\nFUNCTIONS self\n${top(byFn, 60)}\n\nFUNCTIONS total\n${top(total, 120)}\n`);
}
async function start(label: string, context: any, profileIt: boolean, url?: string) {
  const page = await context.newPage();
  const cdp = await context.newCDPSession(page);
  if (slowdown !== 1) await cdp.send('Emulation.setCPUThrottlingRate', { rate: slowdown });
  await cdp.send('Performance.setTimeDomain', { timeDomain: 'threadTicks' }).catch((e) => console.log(String(e))); await cdp.send('Performance.enable');
  if (profileIt) { await cdp.send('Profiler.enable'); await cdp.send('Profiler.setSamplingInterval', { interval: 200 }); await cdp.send('Profiler.start'); }
  const rows: string[] = []; let t0 = 0;
  await page.addInitScript(() => {
    const o = new MutationObserver(() => {
      const s = document.querySelector('[data-screen]')?.getAttribute('data-screen');
      if (s && !performance.getEntriesByName(`screen-${s}`).length) performance.mark(`screen-${s}`);
      if (s === 'idle') { o.disconnect(); requestAnimationFrame(() => setTimeout(() => { performance.mark('ready'); (globalThis as any).isReady = true; })); }
    });
    o.observe(document, { childList: true, subtree: true });
    new PerformanceObserver((l) => { for (const e of l.getEntries()) ((globalThis as any).longs ??= []).push([e.startTime, e.duration]); }).observe({ type: 'longtask', buffered: true });
    performance.setResourceTimingBufferSize(1000);
  });
  await page.goto(url ?? await desk.issueUrl());
  await page.waitForFunction(() => (globalThis as any).isReady, null, { polling: 30 });
  const metrics = (await cdp.send('Performance.getMetrics')).metrics;
  const { profile } = profileIt ? await cdp.send('Profiler.stop') : { profile: null };
  const info = await page.evaluate(() => ({
    marks: performance.getEntriesByType('mark').map((m) => [m.name, m.startTime]),
    measures: performance.getEntriesByType('measure').map((m) => [m.name, m.startTime, m.duration]),
    res: performance.getEntriesByType('resource').map((r: any) => [r.name.replace(location.origin, ''), r.startTime, r.responseEnd, r.transferSize, r.initiatorType]),
    longs: (globalThis as any).longs ?? [],
  }));
  if (profile) summarize(profile, label);
  const m = Object.fromEntries(metrics.map((x: any) => [x.name, x.value]));
  const out = [`== ${label}`, `marks ${JSON.stringify(info.marks.map(([n, t]: any) => `${n}@${t.toFixed(0)}`))}`, `Script ${m.ScriptDuration.toFixed(3)} Task ${m.TaskDuration.toFixed(3)} Layout ${m.LayoutDuration.toFixed(3)} Style ${m.RecalcStyleDuration.toFixed(3)} v8compile ${(m.V8CompileDuration ?? 0).toFixed(3)}`,
    'longs ' + info.longs.map(([s, d]: any) => `${s.toFixed(0)}+${d.toFixed(0)}`).join(' '),
    ...info.res.map(([n, s, e, b, i]: any) => `  ${s.toFixed(0).padStart(6)} - ${e.toFixed(0).padStart(6)}  ${String(b).padStart(8)} ${i} ${n}`)];
  writeFileSync(`/tmp/start-prof/${label}.timeline`, out.join('\n'));
  console.log(out.slice(0, 4).join('\n'));
  await page.close();
  return { ready: info.marks.find(([n]: any) => n === 'ready')?.[1] as number, task: m.TaskDuration, script: m.ScriptDuration };
}
if (mode === 'empty') {
  const { servePages } = await import('../../support/page-site.ts'); const react = (await import('@vitejs/plugin-react')).default;
  const site = await servePages({ root: import.meta.dirname, plugins: [react()] });
  const laters = [];
  const context = await browser.newContext({ viewport: { width: 1366, height: 768 } });
  for (let round = 0; round < 4; round += 1) laters.push(await start(`empty-${round}`, context, round === 3, site.url));
  console.log('empty', laters);
  await site.close();
}
if (mode === 'start') {
  const firsts = [], laters = [];
  for (let round = 0; round < 3; round += 1) {
    const context = await browser.newContext({ viewport: { width: 1366, height: 768 } });
    firsts.push(await start(`first-${round}`, context, round === 2));
    laters.push(await start(`later-${round}a`, context, false));
    laters.push(await start(`later-${round}b`, context, round === 2));
    await context.close();
  }
  for (const [n, l] of [['first', firsts], ['later', laters]] as const) console.log(n, 'ready', spreadOf(l.map((x) => x.ready)).medianMs, 'task', spreadOf(l.map((x) => x.task)).medianMs, 'script', spreadOf(l.map((x) => x.script)).medianMs);
}
await browser.close();
await desk.close();
