import type { BoundedBody } from '../../host/district/bounded-body.ts';
import type { DistrictTransport, LineAnswer, LineRequest } from '../../host/district/district-transport.ts';
import type { FaultTally } from '../world/fault-tally.ts';
import type { Random } from '../world/random.ts';
import type { VirtualTime } from '../world/virtual-time.ts';

/** What the district's door gives back, before the line has its way with it. */
export interface DistrictAnswer {
  readonly status: number;
  readonly text: string;
  readonly retryAfter?: string;
  readonly nextNonce?: string | null;
}

/** Takes a question at the district's door. */
export type DistrictDoor = (request: LineRequest) => Promise<DistrictAnswer>;

/** How a line is at present: the probabilities of what may happen to one question. */
export interface LineWeather {
  /** No packet passes. */
  isDown: boolean;
  /** One of `faults` happens to a question with this probability. */
  faultRate: number;
  readonly faults: readonly LineFaultKind[];
  /** What was answered before, by question: a proxy on the way keeps it, for days, and serves it again. */
  readonly kept: Map<string, DistrictAnswer[]>;
}

export const LINE_FAULTS = [
  'request-lost',
  'answer-lost',
  'request-duplicated',
  'request-late',
  'answer-cut',
  'answer-garbled',
  'answer-replayed',
  'captive-portal',
  'too-many-requests',
  'server-error',
] as const;
type LineFaultKind = (typeof LINE_FAULTS)[number];

const LATENCY_MS_MAX = 400;
const TIMEOUT_MS = 20_000;
/** The share of the answers that a proxy keeps. */
const KEPT_SHARE = 0.2;
/** The line keeps this many answers to one question. A new one takes the place of any of them. */
const KEPT_MAX = 6;
/** A question that comes after its kiosk has given up, perhaps after a later one. */
const LATE_MS_MAX = 120_000;
const PORTAL = '<html><body>请先登录网络</body></html>';

/** A line that loses, doubles, delays, cuts and garbles, as its seed says. */
export function simulatedLine(parts: {
  readonly time: VirtualTime;
  readonly random: Random;
  readonly weather: LineWeather;
  readonly door: DistrictDoor;
  readonly tally: FaultTally;
}): DistrictTransport {
  const { time, random, weather, door, tally } = parts;

  async function lateTwin(request: LineRequest): Promise<void> {
    await time.sleep(random.between(0, LATE_MS_MAX));
    await door(request);
  }

  return async (request) => {
    await time.sleep(random.between(1, LATENCY_MS_MAX));
    if (weather.isDown) return unreachable(time);
    const fault: LineFaultKind | null =
      weather.faults.length > 0 && random.chance(weather.faultRate) ? random.pick(weather.faults) : null;
    if (fault !== null) tally.fired(fault);
    switch (fault) {
      case 'request-lost':
        return timeout(time);
      case 'request-late':
        void lateTwin(request);
        return timeout(time);
      case 'answer-lost':
        await door(request);
        return timeout(time);
      case 'captive-portal':
        return answered({ status: 200, text: PORTAL });
      case 'too-many-requests':
        return answered({ status: 429, text: '', retryAfter: String(random.below(90)) });
      case 'server-error':
        return answered({ status: random.pick([500, 502, 503]), text: '' });
      case 'answer-replayed': {
        const kept = weather.kept.get(placeOf(request));
        return answered(kept === undefined ? await door(request) : random.pick(kept));
      }
      case 'request-duplicated':
        void lateTwin(request);
        break;
      case 'answer-cut':
      case 'answer-garbled':
      case null:
        break;
    }
    const answer = await door(request);
    if (random.chance(KEPT_SHARE)) keep(weather.kept, placeOf(request), answer, random);
    await time.sleep(random.between(1, LATENCY_MS_MAX));
    const text = fault === 'answer-garbled' ? garbled(answer.text, random) : answer.text;
    return fault === 'answer-cut' ? cut(answer, random) : answered({ ...answer, text });
  };
}

function keep(kept: LineWeather['kept'], place: string, answer: DistrictAnswer, random: Random): void {
  const answers = kept.get(place) ?? [];
  if (answers.length < KEPT_MAX) answers.push(answer);
  else answers[random.below(KEPT_MAX)] = answer;
  kept.set(place, answers);
}

/** The question without its query, which a careless cache skips. */
function placeOf({ method, url }: LineRequest): string {
  return `${method} ${url.split('?')[0]}`;
}

function answered({ status, text, retryAfter, nextNonce }: DistrictAnswer): LineAnswer {
  return {
    kind: 'answered',
    status,
    retryAfter: retryAfter ?? null,
    nextNonce: nextNonce ?? null,
    body: { kind: 'whole', text },
  };
}

/** Half of the cuts are noticed by the transport, half pass for a whole body. */
function cut({ status, text, nextNonce }: DistrictAnswer, random: Random): LineAnswer {
  const body: BoundedBody = random.chance(0.5)
    ? { kind: 'cut short' }
    : { kind: 'whole', text: text.slice(0, random.below(text.length)) };
  return { kind: 'answered', status, retryAfter: null, nextNonce: nextNonce ?? null, body };
}

function garbled(text: string, random: Random): string {
  const at = random.below(text.length);
  const other = String.fromCharCode(text.charCodeAt(at) ^ (1 << random.below(7)));
  return text.slice(0, at) + other + text.slice(at + 1);
}

async function unreachable(time: VirtualTime): Promise<LineAnswer> {
  await time.sleep(10);
  return { kind: 'unreachable', detail: 'ECONNREFUSED' };
}

async function timeout(time: VirtualTime): Promise<LineAnswer> {
  await time.sleep(TIMEOUT_MS);
  return { kind: 'timeout', detail: 'no answer' };
}
