import {
  QUESTIONS_FIELD,
  SESSION_HEADER,
  SESSION_PATH,
  TOKEN_FRAGMENT,
  WINDOW_PATH,
} from '../host-api/bridge.ts';
import type { Question } from '../kiosk/host-ahead.ts';

/** This storage belongs to this tab and to this origin with its port; a reload keeps it. */
const STORED = 'kiosk-session';

/** How this page may come to a session; null for a page that was opened without a token and has none. */
export interface Entry {
  /** The one-time token, which is out of the address and the history from now on. */
  readonly token: string | null;
  /** The session that this tab had before it was loaded again. */
  readonly stored: string | null;
}

export function entryOfPage(): Entry | null {
  // Another address in a tab that is open changes the fragment alone.
  addEventListener('hashchange', () => location.reload());
  const fragment = location.hash.slice(1);
  const hasToken = fragment.startsWith(TOKEN_FRAGMENT);
  if (hasToken) history.replaceState(null, '', '/');
  const token = hasToken ? fragment.slice(TOKEN_FRAGMENT.length) : null;
  const stored = sessionStorage.getItem(STORED);
  return token === null && stored === null ? null : { token, stored };
}

/** What a page is given for its token. */
interface Admitted {
  readonly session: string;
  /** Null where no questions were sent along: then the page is not the window yet. */
  readonly answers: readonly unknown[] | null;
}

/** Exchanges the token for a session. With questions, the page becomes the window at once. Null for a spent token. */
export async function enter(
  { token, stored }: Entry,
  questions?: readonly Question[],
): Promise<Admitted | null> {
  const admitted = token === null ? null : await exchanged(token, questions);
  if (admitted !== null) sessionStorage.setItem(STORED, admitted.session);
  return admitted ?? (stored === null ? null : { session: stored, answers: null });
}

async function exchanged(
  token: string,
  questions: readonly Question[] | undefined,
): Promise<Admitted | null> {
  const answer = await fetch(SESSION_PATH, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ token, [QUESTIONS_FIELD]: questions }),
  });
  if (!answer.ok) return null;
  const body: unknown = await answer.json();
  const session = fieldIn(body, 'session');
  if (typeof session !== 'string') throw new Error(`${SESSION_PATH}: no session in the answer`);
  return { session, answers: questions === undefined ? null : answersIn(body) };
}

/**
 * `fetch` for calls of the host. A kiosk that was started again does not know earlier sessions: the page then says so.
 */
export function fetchIn(session: string): (url: string, init: RequestInit) => Promise<Response> {
  return async (url, init) => {
    const answer = await fetch(url, { ...init, headers: { ...init.headers, [SESSION_HEADER]: session } });
    if (answer.status === 401) {
      sessionStorage.removeItem(STORED);
      location.reload();
    }
    return answer;
  };
}

/**
 * Ends the window in another browser: two windows would sell without knowing of each other. The answers to the questions.
 * Rejects if the host does not answer.
 */
export async function takeWindow(
  ask: ReturnType<typeof fetchIn>,
  questions: readonly Question[],
): Promise<readonly unknown[]> {
  const answer = await ask(WINDOW_PATH, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ [QUESTIONS_FIELD]: questions }),
  });
  if (!answer.ok) throw new Error(`${WINDOW_PATH}: ${answer.status}`);
  return answersIn(await answer.json());
}

function answersIn(body: unknown): readonly unknown[] {
  const answers = fieldIn(body, 'answers');
  return Array.isArray(answers) ? answers : [];
}

/** These answers are read before zod is loaded. */
function fieldIn(answer: unknown, field: string): unknown {
  return typeof answer === 'object' && answer !== null ? Reflect.get(answer, field) : undefined;
}
