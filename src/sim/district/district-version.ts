import { z } from 'zod';
import { sumOf } from '../../protocol/reply-check.ts';
import type { DistrictAnswer } from '../kiosk/simulated-line.ts';

/** The release that the district runs, as its kiosks see it. */
export type DistrictVersion = 'older' | 'same' | 'newer';

const JsonObject = z.record(z.string(), z.unknown());
/** Fields of v1 that the first districts did not send: a kiosk does without them. */
const LATER_FIELDS = new Set(['taken', 'unfit', 'findings']);

/** Routes that districts of the release before do not have. */
const LATER_ROUTES = /^\/v1\/journals\/[^/]+\/stretches$/;

/** What a district of that release understands of a path: it has no later route. */
export function pathIn(version: DistrictVersion, path: string): string {
  return version === 'older' && LATER_ROUTES.test(path) ? '/v1/unknown' : path;
}

/** For each feed, a row that only a newer release understands. */
const UNHEARD_OF_ROWS: Readonly<Record<string, unknown>> = {
  rights: { rightId: 'newer', kind: 'transferable' },
  records: { recordId: 'ab'.repeat(16), kind: 'contract', stages: [{ of: 'newer' }] },
  notes: { hash: 'newer', kind: 'photo' },
  replaced: { group: ['newer'] },
};

/** The same answer as a district of that release gives it: without later fields, or with some unheard of. */
export function answerOfVersion(
  answer: DistrictAnswer,
  version: DistrictVersion,
  asked: string | null,
): DistrictAnswer {
  if (version === 'same' || answer.text === '') return answer;
  const body = JsonObject.parse(JSON.parse(answer.text));
  const told = version === 'older' ? withoutLater(body) : withNewerRows(withUnheardOf(body), asked);
  return { ...answer, text: JSON.stringify(told) };
}

function withoutLater(body: Record<string, unknown>): Record<string, unknown> {
  const kept = Object.entries(body).filter(([name]) => !LATER_FIELDS.has(name));
  return Object.fromEntries(
    kept.map(([name, value]) => [name, name === 'error' ? inner(value, withoutLater) : value]),
  );
}

/** Gives the rows more fields and adds one of an unknown kind. The check sum is that of the page as it goes out. */
function withNewerRows(body: Record<string, unknown>, asked: string | null): Record<string, unknown> {
  const name = Object.keys(UNHEARD_OF_ROWS).find((feed) => Array.isArray(body[feed]));
  const rows = name === undefined ? null : z.array(JsonObject).safeParse(body[name]).data;
  if (name === undefined || rows == null || !('check' in body)) return body;
  const grown = [...rows.map((row) => ({ ...row, newer: { than: 'you' } })), UNHEARD_OF_ROWS[name]];
  const { check: _, serverTimeMs, ...told } = { ...body, [name]: grown };
  return { ...told, serverTimeMs, check: sumOf({ asked, ...told }) };
}

function withUnheardOf(body: Record<string, unknown>): Record<string, unknown> {
  const grown = { ...body, newer: [1], hints: { kind: 'newer' } };
  return 'error' in body ? { ...grown, error: inner(body['error'], withUnheardOf) } : grown;
}

function inner(
  value: unknown,
  change: (body: Record<string, unknown>) => Record<string, unknown>,
): Record<string, unknown> {
  return change(JsonObject.parse(value));
}
