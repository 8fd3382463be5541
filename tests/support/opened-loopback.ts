import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { type LoopbackStart, startLoopback } from '../../src/host/loopback/loopback-server.ts';
import type { Host } from '../../src/host-api/host-api.ts';
import { temporaryFolder } from './temporary-folder.ts';

export const INDEX_PAGE = '<!doctype html><title>kiosk</title>';

/** A renderer of two files. */
export function rendererFolder(): string {
  const folder = temporaryFolder();
  mkdirSync(join(folder, 'assets'));
  writeFileSync(join(folder, 'index.html'), INDEX_PAGE);
  writeFileSync(join(folder, 'assets', 'index.js'), 'export {};');
  return folder;
}

export async function startedLoopback(host: Host): Promise<Extract<LoopbackStart, { kind: 'listening' }>> {
  const start = await startLoopback({ host, rendererFolder: rendererFolder(), port: 0 });
  if (start.kind !== 'listening') throw new Error(start.kind);
  onTestFinished(() => start.close());
  return start;
}

/** A loopback server whose one-time address was opened, and `fetch` as its own page would call it. */
export async function openedLoopback(host: Host) {
  const loopback = await startedLoopback(host);
  const cookie = await cookieOf(loopback.url);
  const fetchOwn = (path: string, init: RequestInit = {}) =>
    fetch(`${loopback.origin}${path}`, {
      ...init,
      headers: { ...(init.headers as Record<string, string>), cookie, origin: loopback.origin },
    });
  return { loopback, cookie, fetchOwn };
}

export async function cookieOf(url: string): Promise<string> {
  const response = await fetch(url, { redirect: 'manual' });
  return response.headers.getSetCookie()[0]?.split(';')[0] ?? '';
}
