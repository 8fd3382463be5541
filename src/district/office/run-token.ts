import type { Services } from '../services.ts';
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
