import type { PostgresCursor, PostgresPool, PostgresPoolClient, PostgresQueryResult } from 'kysely';
import { DatabaseError, Pool } from 'pg';
import { HOUR_MS, MINUTE_MS } from '../../domain/base/duration.ts';

/** How long the district waits for PostgreSQL. */
export interface PostgresLimits {
  /** How long a request waits for a connection, a new one or one from the pool. */
  readonly connectMs: number;
  /** PostgreSQL breaks a statement off after this, waiting for row locks included; its connection stays good. */
  readonly statementMs: number;
  /** For the answer to a statement; longer than `statementMs`, so that only silence takes as long. */
  readonly answerMs: number;
  /**
   * PostgreSQL ends a transaction in which it hears nothing for this long, so that a dead connection keeps no row
   * locked.
   */
  readonly idleInTransactionMs: number;
}

/** A kiosk waits 20 s for its answer, which is longer than for a connection and a statement together. */
export const REQUEST_LIMITS: PostgresLimits = {
  connectMs: 5_000,
  statementMs: 12_000,
  answerMs: 14_000,
  idleInTransactionMs: 12_000,
};

/** A migration may fill a table from all entries, and waits for whoever migrates already. */
export const MIGRATION_LIMITS: PostgresLimits = {
  connectMs: REQUEST_LIMITS.connectMs,
  statementMs: HOUR_MS,
  answerMs: HOUR_MS + MINUTE_MS,
  idleInTransactionMs: HOUR_MS,
};

const CONNECTIONS_MAX = 10;
/** After this much silence the system asks whether the other side is still there; its own default is two hours. */
const KEEP_ALIVE_AFTER_MS = 10_000;

/**
 * Connections to PostgreSQL that wait for nothing longer than the limits, which the URL may set otherwise
 * (`?statement_timeout=`). One that fell silent is ended and never used again.
 */
export function postgresPool(
  url: string,
  limits: PostgresLimits,
  onConnectionLost: (thrown: unknown) => void,
): PostgresPool {
  const pool = new Pool({
    connectionString: url,
    max: CONNECTIONS_MAX,
    connectionTimeoutMillis: limits.connectMs,
    statement_timeout: limits.statementMs,
    query_timeout: limits.answerMs,
    idle_in_transaction_session_timeout: limits.idleInTransactionMs,
    keepAlive: true,
    keepAliveInitialDelayMillis: KEEP_ALIVE_AFTER_MS,
    allowExitOnIdle: true, // else the goodbye to a silent server keeps a stopped process until the system gives up
  });
  // Without a listener a restart of PostgreSQL would end this process; the pool connects again by itself. The pool
  // listens to idle connections alone: one that is lost within a transaction tells nobody but its own listener.
  pool.on('connect', (client) => client.on('error', onConnectionLost));
  pool.on('error', () => {}); // an idle connection, which has told already
  const connections: PostgresPool = pool;
  return {
    options: pool.options,
    connect: async () => trustedUntilSilent(await connections.connect()),
    end: () => pool.end(),
  };
}

/**
 * `query_timeout` only ceases to wait: the query still runs, and whoever had its connection next, even only to roll
 * back, would wait behind it. After a failure that PostgreSQL did not send, the connection takes no statement more, and
 * the pool destroys it.
 */
function trustedUntilSilent(client: PostgresPoolClient): PostgresPoolClient {
  let silence: { readonly thrown: unknown } | null = null;
  function query<R>(text: string, values: readonly unknown[]): Promise<PostgresQueryResult<R>>;
  function query<R>(cursor: PostgresCursor<R>): PostgresCursor<R>;
  function query<R>(
    text: string | PostgresCursor<R>,
    values: readonly unknown[] = [],
  ): Promise<PostgresQueryResult<R>> | PostgresCursor<R> {
    if (typeof text !== 'string') throw new Error('the district reads without cursors');
    return answerTo<R>(text, values);
  }
  async function answerTo<R>(text: string, values: readonly unknown[]): Promise<PostgresQueryResult<R>> {
    if (silence !== null) throw silence.thrown;
    try {
      return await client.query<R>(text, values);
    } catch (thrown) {
      if (!(thrown instanceof DatabaseError)) silence = { thrown };
      throw thrown;
    }
  }
  return { query, release: (destroy = false) => client.release(destroy || silence !== null) };
}
