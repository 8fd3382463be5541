import { expect, test } from 'vitest';
import { createScanStatistics } from '../../../src/renderer/scanner/scan-statistics.ts';

test('has nothing to say of times before the first frame', () => {
  expect(createScanStatistics().snapshot(0)).toMatchObject({
    decodeMsMedian: null,
    decodeMsP95: null,
    cameraFps: 0,
    frames: 0,
  });
});

test('tells median, p95, rates and hits by stage', () => {
  const statistics = createScanStatistics();
  for (let frame = 1; frame <= 100; frame += 1) {
    const atMs = frame * 50;
    statistics.presented(atMs);
    if (frame % 2 === 0) statistics.presented(atMs + 25);
    statistics.decoded({ atMs, decodeMs: frame, stage: frame % 10 === 0 ? 'strip' : null });
  }
  statistics.crashed();
  expect(statistics.snapshot(5025)).toEqual({
    cameraFps: 30,
    looksPerSecond: 20,
    decodeMsMedian: 50,
    decodeMsP95: 95,
    frames: 100,
    empty: 90,
    hits: { strip: 10 },
    lastStage: 'strip',
    crashes: 1,
  });
});

test('looks back over three hundred frames and no more', () => {
  const statistics = createScanStatistics();
  for (let frame = 0; frame < 1000; frame += 1) {
    statistics.decoded({ atMs: frame, decodeMs: frame < 700 ? 900 : 5, stage: null });
  }
  expect(statistics.snapshot(1000)).toMatchObject({ frames: 1000, decodeMsMedian: 5, decodeMsP95: 5 });
});
