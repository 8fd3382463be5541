import { createServer } from 'node:http';
import { expect, onTestFinished, test } from 'vitest';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { drainOwn } from './own-drain.ts';
import { shapedLine } from './shaped-line.ts';

test('what waited arrives whole and in order over a slow line, in few requests', async () => {
  const entries = 500;
  const shape = { delayMs: 20, bytesPerSecond: 250_000 };
  const folder = temporaryFolder();
  const drain = await drainOwn({ folder, entries, shape, databaseUrl: null });
  expect(drain.written.map(({ seq }) => seq)).toEqual(
    Array.from({ length: entries }, (_, index) => index + 1),
  );
  expect(drain.held).toEqual(drain.written);
  // Three batches of at most 256 KiB of JSON; before them, where the district stands is asked, and its nonce.
  expect(drain.requests).toBe(5);
  expect(drain.upBytes / entries).toBeLessThan(200);
});

test('the slow line brings every byte in its order and counts it', async () => {
  const sent = Buffer.from(Array.from({ length: 300_000 }, (_, index) => index % 251));
  const received: Buffer[] = [];
  const server = createServer(async (request, response) => {
    for await (const chunk of request) received.push(chunk);
    response.end(sent);
  }).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  onTestFinished(() => void server.close());
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : undefined;
  const line = await shapedLine(`http://127.0.0.1:${port}`, { delayMs: 5, bytesPerSecond: 2_000_000 });
  onTestFinished(() => line.close());
  const answer = await fetch(line.url, { method: 'POST', body: sent });
  expect(Buffer.from(await answer.arrayBuffer()).equals(sent)).toBe(true);
  expect(Buffer.concat(received).equals(sent)).toBe(true);
  const { upBytes, downBytes, requests } = line.traffic();
  expect(requests).toBe(1);
  for (const bytes of [upBytes, downBytes]) {
    expect(bytes).toBeGreaterThan(sent.length);
    expect(bytes).toBeLessThan(sent.length + 1_000);
  }
});
