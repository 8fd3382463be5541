import type { NewToken } from '../../protocol/wire-office.ts';
import type { Outcome } from '../refusal.ts';
import type { Services } from '../services.ts';
import { writeAudit } from './audit.ts';
import { makeToken } from './tokens.ts';

/** The name under which the audit log has a command that works on the data itself, or at the district's terminal. */
const COMMAND_LINE = 'command-line';

/** Writes such a command into the audit log. */
export function writeCommand(
  { store, now }: Pick<Services, 'store' | 'now'>,
  { action, subject }: { readonly action: string; readonly subject: string },
): Promise<void> {
  return writeAudit(store, { atMs: now(), officer: COMMAND_LINE, role: '', action, subject, detail: 'done' });
}

/**
 * Makes a named token without an officer, and writes it into the audit log: every other way to make one needs an
 * administrator's token, so that there would be no first one.
 */
export async function makeTokenByCommand(
  services: Pick<Services, 'store' | 'secrets' | 'now'>,
  order: NewToken,
): Promise<Outcome<{ readonly token: string }>> {
  const made = await makeToken(services, order, COMMAND_LINE);
  if (!made.ok) return made;
  await writeCommand(services, { action: 'officers token', subject: `${order.name} · ${order.role}` });
  return { ok: true, value: { token: made.value.token } };
}
