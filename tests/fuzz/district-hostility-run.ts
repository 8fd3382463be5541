import { Agent, request as httpRequest } from 'node:http';
import { diceOf } from './card-qr-mutations.ts';
import {
  type HostileRequest,
  type HostileTarget,
  honestRequest,
  hostileRequest,
  isOversized,
  ROUTES,
} from './district-hostility.ts';

const AT_ONCE = 8;
const EXAMPLES_MAX = 5;
const ANSWER_MS_MAX = 30_000;

interface HostilityReport {
  readonly requests: number;
  /** Answers by status; `cut` where the line was closed without one. */
  readonly byStatus: Readonly<Record<string, number>>;
  readonly byKind: Readonly<Record<string, number>>;
  /** Answers of 5xx, and requests that got none; but a request that is too large may be cut off. */
  readonly faults: number;
  readonly examples: readonly string[];
}

/** Sends hostile requests to one route, some at once, and counts the answers. */
export async function attack(
  target: HostileTarget,
  { route, count, seed }: { readonly route: string; readonly count: number; readonly seed: number },
): Promise<HostilityReport> {
  const honest = ROUTES[route];
  if (honest === undefined) throw new Error(`no such route: ${route}; ${Object.keys(ROUTES).join(', ')}`);
  const dice = diceOf(seed);
  const agent = new Agent({ keepAlive: true, maxSockets: AT_ONCE });
  const byStatus: Record<string, number> = {};
  const byKind: Record<string, number> = {};
  const examples: string[] = [];
  let faults = 0;
  let left = count;
  const worker = async (): Promise<void> => {
    while (left > 0) {
      const turn = count - left;
      left -= 1;
      const hostile = await hostileRequest(honest, { turn, dice }, target);
      const status = await send(target.url, hostile, agent);
      byStatus[status] = (byStatus[status] ?? 0) + 1;
      byKind[hostile.kind] = (byKind[hostile.kind] ?? 0) + 1;
      const isCut = status === 'cut' && !isOversized(hostile, honest);
      if (status !== 'silent' && !isCut && !status.startsWith('5')) continue;
      faults += 1;
      if (examples.length < EXAMPLES_MAX)
        examples.push(`${status}: ${route}, ${hostile.kind}, ${hostile.path}`);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  agent.destroy();
  return { requests: count, byStatus, byKind, faults, examples };
}

/** The status of an honest request to a route: what the hostile ones must not have changed. */
export async function honestStatus(target: HostileTarget, route: string): Promise<string> {
  const honest = ROUTES[route];
  if (honest === undefined) throw new Error(`no such route: ${route}`);
  const agent = new Agent();
  try {
    return await send(target.url, await honestRequest(honest, target), agent);
  } finally {
    agent.destroy();
  }
}

/** The status; `cut` where the line was closed, `silent` where nothing came. */
function send(url: string, hostile: HostileRequest, agent: Agent): Promise<string> {
  const { hostname, port } = new URL(url);
  // Node frames no body of a GET or HEAD by itself: the district would read it as another request.
  const framing = hostile.body === null ? {} : { 'content-length': String(hostile.body.byteLength) };
  return new Promise((resolve) => {
    const sent = httpRequest(
      {
        hostname,
        port,
        agent,
        path: hostile.path,
        method: hostile.method,
        headers: { ...hostile.headers, ...framing } as Record<string, string | string[]>,
        timeout: ANSWER_MS_MAX,
      },
      (response) => {
        response.resume();
        response.on('end', () => resolve(String(response.statusCode)));
        response.on('error', () => resolve(String(response.statusCode)));
      },
    );
    sent.on('error', () => resolve('cut'));
    sent.on('timeout', () => {
      resolve('silent');
      sent.destroy();
    });
    sent.end(hostile.body ?? undefined);
  });
}
