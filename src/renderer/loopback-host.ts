import { SESSION_HEADER, SESSION_PATH, TOKEN_FRAGMENT, WINDOW_PATH } from '../host-api/bridge.ts';

/** This storage belongs to this tab and to this origin with its port; a reload keeps it. */
const STORED = 'kiosk-session';

/**
 * The session of this page: the one-time token behind the `#` is exchanged for one, and goes out of the address and
 * the history. Null if the page was opened without one.
 */
export async function openSession(): Promise<string | null> {
  // Another address in a tab that is open changes the fragment alone.
  addEventListener('hashchange', () => location.reload());
  const fragment = location.hash.slice(1);
  if (fragment.startsWith(TOKEN_FRAGMENT)) {
    history.replaceState(null, '', '/');
    const session = await exchanged(fragment.slice(TOKEN_FRAGMENT.length));
    if (session !== null) sessionStorage.setItem(STORED, session);
  }
  return sessionStorage.getItem(STORED);
}

async function exchanged(token: string): Promise<string | null> {
  const answer = await fetch(SESSION_PATH, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ token }),
  });
  if (!answer.ok) return null;
  const session: unknown = fieldIn(await answer.json(), 'session');
  if (typeof session !== 'string') throw new Error(`${SESSION_PATH}: no session in the answer`);
  return session;
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
 * Ends the window in another browser: two windows would sell without knowing of each other. Rejects if the host does not
 * answer.
 */
export async function takeWindow(ask: ReturnType<typeof fetchIn>): Promise<void> {
  const answer = await ask(WINDOW_PATH, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: '{}',
  });
  if (!answer.ok) throw new Error(`${WINDOW_PATH}: ${answer.status}`);
}

/** These answers are read before zod is loaded. */
function fieldIn(answer: unknown, field: string): unknown {
  return typeof answer === 'object' && answer !== null ? Reflect.get(answer, field) : undefined;
}
