import type { NewToken } from '../../protocol/wire-office.ts';
import type { Outcome } from '../refusal.ts';
import type { Services } from '../services.ts';
import { writeAudit } from './audit.ts';
import { endToken, makeToken, RUN_MAKER } from './tokens.ts';

/** Longer than a run without a restart; the end of the run ends the token, unless the process is killed. */
const DAYS_MAX = 30;
const NAME_CODE_LENGTH = 8;

/** Tokens for the program that has started a district: a demo, `npm start`, a test. */
export function createRunTokens(services: Pick<Services, 'store' | 'secrets' | 'now'>) {
  const names: string[] = [];
  return {
    async create(): Promise<string> {
      await endKilledRuns(services, names);
      const name = `run-${services.secrets.code(NAME_CODE_LENGTH)}`;
      const order = { name, role: 'administrator', siteIds: null, days: DAYS_MAX } as const;
      const made = await makeToken(services, order, RUN_MAKER);
      if (!made.ok) throw new Error(made.refusal.message);
      names.push(name);
      return made.value.token;
    },
    async end(): Promise<void> {
      // A database that is away keeps its tokens until they end by themselves.
      for (const name of names.splice(0)) await endToken(services, name).catch(() => undefined);
    },
  };
}

/** A process that was killed leaves its token. On PostgreSQL several processes may run, each with its own. */
async function endKilledRuns({ store }: Pick<Services, 'store'>, own: readonly string[]): Promise<void> {
  if (store.kind === 'postgresql') return;
  const tokens = await store.read((reads) => reads.tokens());
  for (const { name, createdBy } of tokens) {
    if (createdBy === RUN_MAKER && !own.includes(name)) await endToken({ store }, name);
  }
}

/** The name under which the audit log has a command at the terminal of the district. */
const COMMAND_LINE = 'command-line';

/**
 * Makes a named token for the terminal of a running district: every other command needs an administrator's token, so none
 * of them could make the first one. The audit log gets a row of it.
 */
export async function makeTokenAtTerminal(
  services: Pick<Services, 'store' | 'secrets' | 'now'>,
  order: NewToken,
): Promise<Outcome<{ readonly token: string }>> {
  const made = await makeToken(services, order, COMMAND_LINE);
  if (!made.ok) return made;
  await writeAudit(services.store, {
    ...{ atMs: services.now(), officer: COMMAND_LINE, role: '', action: 'officers token', detail: 'done' },
    subject: `${order.name} · ${order.role}`,
  });
  return { ok: true, value: { token: made.value.token } };
}
