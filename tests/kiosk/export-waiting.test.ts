import { expect, test } from 'vitest';
import type { ExportResult } from '../../src/host-api/export-api.ts';
import type { Host, HostMethod, HostOutput } from '../../src/host-api/host-api.ts';
import { exportWaiting } from '../../src/kiosk/export-waiting.ts';

test('hands each file that the host has signed to the browser, byte by byte', async () => {
  const bytes = Uint8Array.from({ length: 256 }, (_, index) => index);
  const files = ['a.json.gz', 'b.json.gz'].map((name) => ({
    name,
    base64: Buffer.from(bytes).toString('base64'),
  }));
  const given: [string, Blob][] = [];
  const outcome = await exportWaiting(
    hostThat({ kind: 'download', fromSeq: 3, toSeq: 9, files }),
    (name, blob) => void given.push([name, blob]),
  );
  expect(outcome).toEqual({ kind: 'downloaded', fromSeq: 3, toSeq: 9, files: ['a.json.gz', 'b.json.gz'] });
  expect(given.map(([name]) => name)).toEqual(['a.json.gz', 'b.json.gz']);
  for (const [, blob] of given) expect(new Uint8Array(await blob.arrayBuffer())).toEqual(bytes);
});

test('a host that wrote the file itself leaves the browser alone', async () => {
  const saved = { kind: 'saved' as const, fromSeq: 1, toSeq: 2, files: ['/media/usb/journal.json.gz'] };
  const given: string[] = [];
  expect(await exportWaiting(hostThat(saved), (name) => void given.push(name))).toEqual(saved);
  expect(given).toEqual([]);
});

test('a host that is gone has exported nothing', async () => {
  const gone: Host = { call: () => Promise.reject(new Error('no answer')) };
  expect(await exportWaiting(gone, () => undefined)).toEqual({
    kind: 'fault',
    fault: { kind: 'host', detail: 'no answer' },
  });
});

function hostThat(result: ExportResult): Host {
  return { call: async <M extends HostMethod>() => result as HostOutput<M> };
}
