import { createHash, randomBytes } from 'node:crypto';

const SECRET_BYTES = 32;
/** Unused tokens and open sessions are few; past this the oldest is dropped. */
const KEPT_MAX = 16;

/** Decides which page may talk to the loopback server: a one-time token is exchanged for a session, once. */
export interface Admission {
  issueToken(): string;
  /** Gives a session for a token that was not used yet; null for any other text. */
  exchange(token: string): string | null;
  isSession(session: string | undefined): boolean;
  /** Gives the window to this session. The session that had it before ends, in whichever browser it is. */
  takeWindow(session: string): void;
}

export function admission(): Admission {
  const tokens = new Set<string>();
  const sessions = new Set<string>();
  let window: string | null = null;
  return {
    issueToken: () => issueInto(tokens),
    exchange: (token) => (tokens.delete(digestOf(token)) ? issueInto(sessions) : null),
    isSession: (session) => session !== undefined && sessions.has(digestOf(session)),
    takeWindow(session) {
      const digest = digestOf(session);
      if (window !== null && window !== digest) sessions.delete(window);
      window = digest;
    },
  };
}

/** Sets hold digests, so that neither a lookup's time nor a memory dump gives a secret away. */
function issueInto(digests: Set<string>): string {
  const secret = randomBytes(SECRET_BYTES).toString('base64url');
  digests.add(digestOf(secret));
  for (const oldest of digests) {
    if (digests.size <= KEPT_MAX) break;
    digests.delete(oldest);
  }
  return secret;
}

function digestOf(secret: string): string {
  return createHash('sha256').update(secret).digest('hex');
}
