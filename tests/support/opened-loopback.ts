import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { type LoopbackStart, startLoopback } from '../../src/host/loopback/loopback-server.ts';
import { SESSION_HEADER, SESSION_PATH, TOKEN_FRAGMENT } from '../../src/host-api/bridge.ts';
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
  const session = await sessionOf(loopback.url);
  const fetchOwn = (path: string, init: RequestInit = {}) =>
    fetch(`${loopback.origin}${path}`, {
      ...init,
      headers: {
        [SESSION_HEADER]: session,
        origin: loopback.origin,
        ...(init.headers as Record<string, string>),
      },
    });
  return { loopback, session, fetchOwn };
}

/** What a page does with the one-time address that it was opened by; empty if the address is no longer valid. */
export async function sessionOf(address: string): Promise<string> {
  const answer = await exchange(address);
  return answer.ok ? ((await answer.json()) as { session: string }).session : '';
}

export function exchange(address: string, headers: Record<string, string> = {}): Promise<Response> {
  const { origin, hash } = new URL(address);
  return fetch(origin + SESSION_PATH, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin, ...headers },
    body: JSON.stringify({ token: hash.slice(1 + TOKEN_FRAGMENT.length) }),
  });
}
