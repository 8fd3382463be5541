import type { CacheKeys } from '../../app/cache-port.ts';
import type { RosterPull } from '../../app/ports.ts';
import { unreachable } from '../../domain/base/unreachable.ts';
import { databaseOf } from '../database.ts';
import { isSignedNatively } from '../native-signatures.ts';
import { sealedDatabase } from './roster-pointer.ts';
import { beginPull, type RosterWriter } from './roster-pull.ts';
import { browserRoom } from './roster-room.ts';
import type { WorkerAnswer, WorkerCall, WorkerReply, WorkerRequest } from './roster-worker-call.ts';
import { rosterWriter } from './roster-writer.ts';

let writer: RosterWriter | null = null;
let pull: RosterPull | null = null;

self.onmessage = ({ data: { id, call } }: MessageEvent<WorkerRequest>) => {
  answerTo(call).then(
    (answer) => reply({ kind: 'done', id, answer }),
    (cause: unknown) => reply({ kind: 'failed', id, message: String(cause) }),
  );
};

function reply(message: WorkerReply): void {
  self.postMessage(message);
}

async function answerTo(call: WorkerCall): Promise<WorkerAnswer[WorkerCall['kind']]> {
  switch (call.kind) {
    case 'begin': {
      writer ??= await openWriter(call.storeKeys);
      const begun = await beginPull(writer, call.pull, call.keys, isSignedNatively);
      pull = begun.ok ? begun.value : null;
      return begun.ok ? null : begun.fault;
    }
    case 'add':
      return begunPull().add(call.page);
    case 'finish':
      return begunPull().finish(call.pulledAt);
    default:
      return unreachable(call);
  }
}

async function openWriter(keys: CacheKeys): Promise<RosterWriter> {
  const database = databaseOf({});
  await database.dexie.open();
  return rosterWriter(await sealedDatabase(database, keys), { estimateRoom: browserRoom });
}

function begunPull(): RosterPull {
  if (pull === null) throw new Error('no pull has begun');
  return pull;
}
