import type { Measured } from './measure.ts';

/** What the cache promises, one line each, beside what was measured. */
export interface Bar {
  readonly name: string;
  readonly value: string;
  readonly bar: string;
  readonly isMet: boolean;
}

/** At a million cards against plain Dexie rows of the same run. */
export function barsAgainst(ours: Measured, plain: Measured): readonly Bar[] {
  return [
    atLeast('import CPU', plain.loadCpuSeconds / ours.loadCpuSeconds, 20),
    atLeast('disk', plain.bytesPerCard / ours.bytesPerCard, 4),
    atLeast('open and first answer', plain.openMs / ours.openMs, 10),
    atLeast('… first start', plain.openFirstMs / ours.openFirstMs, 10),
    atLeast('… after a kill', plain.openKilledMs / ours.openKilledMs, 10),
    atLeast('… not in memory', plain.openColdMs / ours.openColdMs, 10),
    atMost('open and first answer', ours.openMs, 150, 'ms'),
    atMost('… first start', ours.openFirstMs, 150, 'ms'),
    atMost('… after a kill', ours.openKilledMs, 150, 'ms'),
    atMost('… not in memory', ours.openColdMs, 150, 'ms'),
    atLeast('warm hit, median', plain.hitP50Ms / ours.hitP50Ms, 15),
    atMost('warm hit, p95', ours.hitP95Ms, 0.1, 'ms'),
    atLeast('miss, median', plain.missP50Ms / ours.missP50Ms, 30),
    atLeast('1 % changed, CPU', plain.changeCpuSeconds / ours.changeCpuSeconds, 15),
    atLeast('… and 1 % more', plain.nextChangeCpuSeconds / ours.nextChangeCpuSeconds, 15),
  ];
}

/** At ten million cards, alone. */
export function barsAlone(ours: Measured): readonly Bar[] {
  return [
    atMost('import, by the clock', ours.loadWallSeconds, 60, 's'),
    atMost('import CPU', ours.loadCpuSeconds, 60, 's'),
    atMost('disk a card', ours.bytesPerCard, 55, 'bytes'),
  ];
}

function atLeast(name: string, ratio: number, bar: number): Bar {
  return { name, value: `${ratio.toPrecision(3)}x less`, bar: `at least ${bar}x`, isMet: ratio >= bar };
}

function atMost(name: string, value: number, bar: number, unit: string): Bar {
  return {
    name,
    value: `${value.toPrecision(3)} ${unit}`,
    bar: `at most ${bar} ${unit}`,
    isMet: value <= bar,
  };
}
