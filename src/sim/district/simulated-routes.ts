import type { z } from 'zod';
import { FEEDS } from '../../district/feeds.ts';
import { statusOfKind, wireErrorOf } from '../../district/http/answer.ts';
import { pushEntries } from '../../district/journal/journal.ts';
import { enrol } from '../../district/kiosks/enrolment.ts';
import type { Kiosk } from '../../district/kiosks/kiosk.ts';
import { revocationProofOf } from '../../district/kiosks/kiosk.ts';
import type { SignedRequest } from '../../district/kiosks/signed-request.ts';
import { shareLeases, shareStretches } from '../../district/leases/leases.ts';
import { claimRight } from '../../district/leases/rights.ts';
import { takeNotes } from '../../district/notes/take-notes.ts';
import { noteRead } from '../../district/notices/notices.ts';
import type { Outcome, Refusal } from '../../district/refusal.ts';
import { type ServedList, servedDenyList, servedKeys } from '../../district/roster/denied.ts';
import { readRoster } from '../../district/roster/roster.ts';
import type { Services } from '../../district/services.ts';
import { UUID_PATTERN } from '../../domain/base/id-text.ts';
import { EnrolRequest, PushRequest, RosterQuery, WIRE_VERSION } from '../../protocol/wire.ts';
import { LeaseRequest, RightClaim } from '../../protocol/wire-limits.ts';
import { NotesPush } from '../../protocol/wire-notes.ts';
import { NoticesRead } from '../../protocol/wire-notices.ts';
import { StretchRequest } from '../../protocol/wire-stretches.ts';
import type { DistrictAnswer } from '../kiosk/simulated-line.ts';

const JOURNAL_ROUTE = new RegExp(`^/v1/journals/(${UUID_PATTERN})/(entries|leases|stretches)$`);
const VERSION_PREFIX = `/${WIRE_VERSION}`;
/** The simulation is no place for guessing codes: each kiosk comes from an address of its own. */
const ADDRESS = '192.0.2.1';

/** What is asked at the door. */
export interface Question {
  readonly path: string;
  readonly query: URLSearchParams;
  readonly body: unknown;
  /** Rows of one page. */
  readonly pageMax: number;
}

/** `POST /v1/enrol`, the one route without a signature. */
export async function enrolBy(services: Services, body: unknown): Promise<DistrictAnswer> {
  const request = EnrolRequest.safeParse(body);
  return request.success ? reply(await enrol(services, request.data, ADDRESS)) : badRequest();
}

/** The routes of the district server, as `http/routes.ts` has them. */
export async function answer(
  services: Services,
  { kiosk }: SignedRequest,
  { path, query, body, pageMax }: Question,
): Promise<DistrictAnswer> {
  const journal = JOURNAL_ROUTE.exec(path);
  if (journal !== null)
    return answerJournal(services, { ...kiosk, journalId: journal[1] ?? '', part: journal[2] }, body);
  const feed = body === undefined ? FEEDS[path.slice(VERSION_PREFIX.length)] : undefined;
  if (feed !== undefined) {
    return parsed(feed.query, Object.fromEntries(query), async ({ cursor, limit }) => {
      const outcome = await feed.read(services, kiosk, { cursor, limit: Math.min(limit, pageMax) });
      return stamped(services, outcome, (value) => value);
    });
  }
  switch (path) {
    case '/v1/roster':
      return parsed(RosterQuery, Object.fromEntries(query), async ({ cursor, limit }) =>
        reply(await readRoster(services, { cursor, limit: Math.min(limit, pageMax) })),
      );
    case '/v1/catalogue':
      return stamped(services, { ok: true, value: { version: 1, file: null } }, (value) => value);
    case '/v1/keys':
      return offered(services, query, await servedKeys(services));
    case '/v1/denied':
      return offered(services, query, await servedDenyList(services));
    case '/v1/rights':
      return parsed(RightClaim, body, async (claim) =>
        stamped(services, await claimRight(services, kiosk, claim), (value) => value),
      );
    case '/v1/notes':
      return parsed(NotesPush, body, async (push) =>
        stamped(services, { ok: true, value: await takeNotes(services, push) }, (value) => value),
      );
    case '/v1/notices/read':
      return parsed(NoticesRead, body, async ({ noticeIds }) => {
        await noteRead(services, kiosk, noticeIds);
        return stamped(services, { ok: true, value: {} }, (value) => value);
      });
    default:
      return refusal({ kind: 'not-found', message: 'no such route' });
  }
}

async function answerJournal(
  services: Services,
  {
    journalId,
    part,
    ...kiosk
  }: Kiosk & {
    readonly journalId: string;
    readonly part: string | undefined;
  },
  body: unknown,
): Promise<DistrictAnswer> {
  if (part === 'stretches') {
    return parsed(StretchRequest, body, async (request) =>
      stamped(services, await shareStretches(services, { ...kiosk, journalId }, request), (value) => value),
    );
  }
  if (part === 'leases') {
    return parsed(LeaseRequest, body, async (request) =>
      stamped(services, await shareLeases(services, { ...kiosk, journalId }, request), (value) => value),
    );
  }
  return parsed(PushRequest, body, async (request) =>
    stamped(
      services,
      await pushEntries(services, { ...request, journalId, kioskId: kiosk.kioskId }),
      ({ epoch, acknowledged, taken, isRevoked }) => ({
        epoch,
        acknowledged,
        taken,
        ...(isRevoked ? { revoked: true, proof: revocationProofOf(services, kiosk.kioskId) } : {}),
      }),
    ),
  );
}

function parsed<T extends z.ZodType>(
  schema: T,
  value: unknown,
  work: (value: z.output<T>) => Promise<DistrictAnswer>,
): Promise<DistrictAnswer> {
  const result = schema.safeParse(value);
  return result.success ? work(result.data) : Promise.resolve(badRequest());
}

async function offered(
  services: Services,
  query: URLSearchParams,
  list: ServedList,
): Promise<DistrictAnswer> {
  const { serial, signed } = list;
  const isHeld = serial <= Number(query.get('have'));
  return stamped(services, { ok: true, value: { serial, signed: isHeld ? null : signed } }, (value) => value);
}

async function stamped<T>(
  services: Services,
  outcome: Outcome<T>,
  bodyOf: (value: T) => object,
): Promise<DistrictAnswer> {
  if (!outcome.ok) return refusal(outcome.refusal);
  const { epoch } = await services.store.read((reads) => reads.identity());
  const body = { epoch, serverTimeMs: services.now(), ...bodyOf(outcome.value) };
  return { status: 200, text: JSON.stringify(body) };
}

function reply(outcome: Outcome<unknown>): DistrictAnswer {
  return outcome.ok ? { status: 200, text: JSON.stringify(outcome.value) } : refusal(outcome.refusal);
}

/** How the district words a refusal. */
export function refusal(refused: Refusal): DistrictAnswer {
  return { status: statusOfKind(refused.kind), text: JSON.stringify(wireErrorOf(refused)) };
}

function badRequest(): DistrictAnswer {
  return refusal({ kind: 'bad-request', message: 'wrong shape' });
}
